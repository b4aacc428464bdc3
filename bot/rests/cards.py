"""Time off as an answer, and the box in which dates are chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot import kit
from bot.kit import Json
from bot.rests import wording
from bot.rests.rules import Span, TimeOff

UNTIL = "rests.until"
DATES = "rests.dates"
BACK = "rests.back"
END = "rests.end"

ADDED = "rest"
FIRST = "first"
LAST = "last"
SHOWN = 20
"""So many of those ahead stand in the box; the others stand there when these are over."""


def card(off: TimeOff) -> list[Json]:
    """Until when, with the way back; or the question. Then what is ahead."""
    return [kit.line((wording.standing(off),)), *_ahead(off), kit.actions(*_buttons(off))]


def back(off: TimeOff, *, rested: bool) -> list[Json]:
    """They are back, or were not away."""
    said = wording.WELCOME if rested else wording.NOT_RESTING
    dates = [kit.actions(kit.button(wording.CHOOSE_DATES, DATES))] if off.later else []
    return [kit.line((said,)), *_ahead(off), *dates]


def modal(off: TimeOff, added: Span | None = None) -> Json:
    """The time off that stands, each with the way to end it; and two dates for more."""
    news = [kit.line((wording.added(added, off.today),))] if added else []
    boxes = [
        kit.box(FIRST, wording.FIRST, kit.day(FIRST, off.today)),
        kit.box(LAST, wording.LAST, kit.day(LAST, off.today), wording.HINT),
    ]
    blocks = [*news, *(_stands(span, off.today) for span in off.ahead[:SHOWN]), *boxes]
    labels = {"submit": wording.ADD, "close": wording.CLOSE}
    return kit.modal(ADDED, wording.TITLE, blocks, **labels)


def dates(view: Mapping[str, Any]) -> Span:
    """The dates that were chosen, the earlier one first."""
    first, last = (date.fromisoformat(kit.typed(view, box, box)) for box in (FIRST, LAST))
    return min(first, last), max(first, last)


def back_button() -> Json:
    """They are back."""
    return kit.button(wording.IM_BACK, BACK)


def ended(action: Mapping[str, Any]) -> Span:
    """Which time off is to end."""
    first, _, last = str(action["value"]).partition(" ")
    return date.fromisoformat(first), date.fromisoformat(last)


def _ahead(off: TimeOff) -> list[Json]:
    return [kit.note(said)] if (said := wording.ahead(off)) else []


def _buttons(off: TimeOff) -> list[Json]:
    dates = kit.button(wording.CHOOSE_DATES, DATES)
    if off.back_on is not None:
        return [back_button(), dates]
    words = {wording.UNTIL_TOMORROW: "tomorrow", wording.UNTIL_MONDAY: "monday"}
    return [*(kit.button(label, f"{UNTIL}.{day}", day) for label, day in words.items()), dates]


def _stands(span: Span, today: date) -> Json:
    end = kit.button(wording.END_IT, END, f"{span[0]} {span[1]}")
    return kit.paragraph(wording.time_off(span, today)) | {"accessory": end}
