"""The support card, in a message, an answer or a modal."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from bot import kit
from bot.care import wording
from bot.helplines.rules import Helplines
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


def support(mark: str, lines: Helplines = (), keep: str = "", *, explained: bool = False) -> list[Json]:
    """What the sentence with this mark is met with; `keep` is what the Keep button holds, where one may be kept.

    `explained`: they asked what happens if they call.
    """
    buttons = [*_buttons(mark, explained=explained), kit.button(wording.SOMETHING_ELSE, SOMETHING_ELSE, mark)]
    if 0 < len(keep) <= VALUE_CHARACTERS:
        buttons.append(kit.button(wording.KEEP, KEEP, keep))
    return [
        _lines(wording.HEAVY, wording.EMERGENCY, wording.talk(lines), wording.NOBODY_TOLD),
        *_explanation(explained=explained),
        kit.actions(*buttons),
    ]


def person(lines: Helplines = (), *, explained: bool = False) -> list[Json]:
    """The same, asked for: nothing is stopped."""
    said = _lines(wording.EMERGENCY, wording.talk(lines), wording.ASKED)
    return [said, *_explanation(explained=explained), kit.actions(*_buttons("", explained=explained))]


def with_explanation(body: Mapping[str, Any], lines: Helplines) -> list[Json]:
    """The card on which "What happens if I call?" was pressed, with the answer on it: numbers and ways on stay."""
    mark = str(body["actions"][0].get("value") or "")
    return support(mark, lines, _keep_on(body), explained=True) if mark else person(lines, explained=True)


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


def _lines(*texts: str) -> Json:
    return kit.paragraph("\n".join(texts))


def _explanation(*, explained: bool) -> list[Json]:
    return [kit.paragraph(wording.CALLING)] if explained else []


def _buttons(mark: str, *, explained: bool) -> list[Json]:
    asks = [] if explained else [kit.button(wording.WHAT_HAPPENS, WHAT_HAPPENS, mark)]
    return [kit.link_button(wording.OPEN, OPEN, wording.URL), *asks]


def _keep_on(body: Mapping[str, Any]) -> str:
    """What the Keep button of a card in a modal holds; only modals have one."""
    blocks = (body.get("view") or {}).get("blocks") or ()
    buttons = [element for block in blocks for element in block.get("elements") or ()]
    return next((str(button.get("value") or "") for button in buttons if button.get("action_id") == KEEP), "")
