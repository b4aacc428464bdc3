"""The support card, in a message, an answer or a modal."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from bot import kit
from bot.care import wording
from bot.kit import Json

OPEN = "care.open"
WHAT_HAPPENS = "care.what_happens"
SOMETHING_ELSE = "care.something_else"
KEEP = "care.keep"
START_THE_REST = "care.start_the_rest"
CALLBACK = "care"
_SALT = secrets.token_bytes(16)
VALUE_CHARACTERS = 2000
"""Slack's limit for a button's value (SLACK.md 3): longer words can't be offered for keeping."""


def mark_of(text: str) -> str:
    """A few letters by which the same sentence is known again; nothing leads from them to the sentence."""
    return hashlib.sha256(_SALT + text.casefold().encode()).hexdigest()[:16]


def support(mark: str, keep: str = "") -> list[Json]:
    """What the sentence with this mark is met with; `keep` is what the Keep button holds, where one may be kept."""
    buttons = [*_buttons(), kit.button(wording.SOMETHING_ELSE, SOMETHING_ELSE, mark)]
    if 0 < len(keep) <= VALUE_CHARACTERS:
        buttons.append(kit.button(wording.KEEP, KEEP, keep))
    return [*_lines(wording.HEAVY, wording.EMERGENCY, wording.TALK, wording.NOBODY_TOLD), kit.actions(*buttons)]


def person() -> list[Json]:
    """The same, asked for: nothing is stopped."""
    return [*_lines(wording.EMERGENCY, wording.TALK, wording.ASKED), kit.actions(*_buttons())]


def calling() -> list[Json]:
    """What happens if I call."""
    return [kit.paragraph(wording.CALLING), kit.actions(kit.link_button(wording.OPEN, OPEN, wording.URL))]


def something_else(minutes: int) -> list[Json]:
    """Thanks; and, if a block was stopped, the minutes that were left of it."""
    thanks = kit.paragraph(wording.THANKS)
    return (
        [thanks, kit.actions(kit.button(wording.START_THE_REST, START_THE_REST, str(minutes)))] if minutes else [thanks]
    )


def kept(*, is_kept: bool) -> list[Json]:
    """The neutral answer."""
    return [kit.paragraph(wording.KEPT if is_kept else wording.NOT_KEPT)]


def in_modal(blocks: list[Json]) -> Json:
    """These lines as a modal."""
    return kit.modal(CALLBACK, wording.TITLE, blocks, close=wording.CLOSE)


def message(blocks: list[Json]) -> Mapping[str, Any]:
    """These lines as an answer or a message."""
    return {"text": wording.NOTIFICATION, "blocks": blocks}


def _lines(*texts: str) -> list[Json]:
    return [kit.paragraph("\n".join(texts))]


def _buttons() -> list[Json]:
    return [
        kit.link_button(wording.OPEN, OPEN, wording.URL),
        kit.button(wording.WHAT_HAPPENS, WHAT_HAPPENS),
    ]
