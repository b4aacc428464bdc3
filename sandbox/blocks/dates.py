"""Dates that Slack shows in the reader's zone: tokens in mrkdwn and the format strings of both kinds."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.blocks.checks import fault

TOKENS = frozenset(
    {
        "ago",
        "date",
        "date_long",
        "date_long_full",
        "date_long_pretty",
        "date_num",
        "date_pretty",
        "date_short",
        "date_short_pretty",
        "date_slash",
        "day_divider_pretty",
        "time",
        "time_secs",
    }
)
_OPENING = "<!date^"
_WHOLE = re.compile(r"<!date\^(?P<at>\d{1,12})\^(?P<format>[^^|>]+)(\^https?://[^|>\s]+)?\|(?P<fallback>[^>]+)>")
_PLACE = re.compile(r"\{([^{}]*)\}")


def date_format(value: Any, at: str) -> Iterator[str]:
    """A format string with known tokens, at least one."""
    if not isinstance(value, str):
        yield fault("must provide a string", at)
        return
    places = _PLACE.findall(value)
    if not places:
        yield fault("must contain a date token such as {time}", at)
    for place in places:
        if place not in TOKENS:
            yield fault(f"unknown date token: {{{place}}}", at)


def dates_in_mrkdwn(value: str, at: str) -> Iterator[str]:
    """Every <!date^…> must be whole, with a fallback; Slack shows a broken one as it stands."""
    broken = _WHOLE.sub("", value)
    if _OPENING in broken:
        yield fault("broken date, expected <!date^seconds^format|fallback>", at)
    for found in _WHOLE.finditer(value):
        yield from date_format(found["format"], at)


def no_dates(value: str, at: str) -> Iterator[str]:
    """Date tokens do not render in plain_text."""
    if _OPENING in value:
        yield fault("dates are not formatted in plain_text", at)
