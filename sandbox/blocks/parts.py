"""Composition objects: texts, options, confirm dialogs, filters."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.checks import Check, by_type, fault, flag, list_of, one_of, shape, some, text, url
from sandbox.blocks.dates import dates_in_mrkdwn, no_dates
from sandbox.shapes import Json


def _plain(most: int) -> Check:
    def dates(value: Json, at: str) -> Iterator[str]:
        yield from no_dates(value["text"], f"{at}/text")

    return shape({"type": one_of("plain_text"), "text": text(most)}, {"emoji": flag}, dates)


def _mrkdwn(most: int) -> Check:
    def dates(value: Json, at: str) -> Iterator[str]:
        yield from dates_in_mrkdwn(value["text"], f"{at}/text")

    return shape({"type": one_of("mrkdwn"), "text": text(most)}, {"verbatim": flag}, dates)


def plain_text(most: int) -> Check:
    """A text object that may only be plain_text."""
    return by_type({"plain_text": _plain(most)})


def any_text(most: int) -> Check:
    """A text object of either kind."""
    return by_type({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": plain_text(75), "value": text(150)}, {"description": plain_text(75)})
RICH_OPTION = shape({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})
MENU_OPTION = shape({"text": plain_text(75), "value": text(150)}, {"description": plain_text(75), "url": url()})
OPTION_GROUP = shape({"label": plain_text(75), "options": list_of(OPTION, 100)})
FILTER = shape(
    {},
    {
        "include": list_of(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    some("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
DISPATCH = shape({}, {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2)})
SLACK_FILE = shape({}, {"id": text(255), "url": url()})


def initial_is_an_option(value: Json, at: str) -> Iterator[str]:
    """What is chosen at first must be among the options, word for word."""
    groups = value.get("option_groups") or ()
    options: list[Any] = [*(value.get("options") or ()), *(o for group in groups for o in group["options"])]
    if "initial_option" in value and value["initial_option"] not in options:
        yield fault("initial_option must be one of the options", f"{at}/initial_option")
    for index, chosen in enumerate(value.get("initial_options") or ()):
        if chosen not in options:
            yield fault("initial_options must be among the options", f"{at}/initial_options/{index}")
