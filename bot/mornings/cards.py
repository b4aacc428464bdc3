"""The card at the time that was planned, and the box for a later one."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot import kit
from bot.kit import Json
from bot.ladder import wording as ladder
from bot.ladder.rules import MINUTES, Rung
from bot.mornings import wording
from bot.mornings.rules import MorningCard, Shows
from bot.plans import cards as plans
from bot.plans.rules import Planned, Press
from bot.plans.wording import CLOSE, SAVE, TIME_BOX
from bot.starts import wording as starts

START = "mornings.start"
SIT = "mornings.sit"
SMALLER = "mornings.smaller"
LATER = "mornings.later"
QUARTER = "mornings.quarter"
HOUR = "mornings.hour"
CHOOSE = "mornings.choose"
NOT_TODAY = "mornings.not_today"
CHAT = "mornings.chat"
MORE = "mornings.more"
BEGIN = (START, SIT, CHAT)

CALLBACK = "plan_later"
AT = "at"
BUTTONS = 4
"""At most so many on a card; the others stand in the menu (PRODUCT 2.3)."""


def morning(card: MorningCard) -> tuple[Json, ...]:
    """What was planned, at its time. Nothing begins by itself."""
    planned = card.planned
    lines = [wording.morning(card), *wording.lines(planned, card.ready_list, planned.put_ready)]
    offers = _choices() if card.shows is Shows.CHOICES else _ways_on(planned)
    value = str(card.press)
    row = [kit.button(label, action_id, value) for action_id, label in offers[:BUTTONS]]
    menu = {f"{action_id} {value}": label for action_id, label in offers[BUTTONS:]}
    return (*map(kit.line, lines), kit.actions(*row, *([kit.overflow(MORE, menu)] if menu else [])))


def choose_a_time(press: Press, chosen: time) -> Json:
    """When the card comes once more, today."""
    box = kit.box(AT, TIME_BOX, kit.clock_time(AT, chosen))
    labels = {"submit": SAVE, "close": CLOSE}
    return kit.modal(CALLBACK, wording.LATER_TITLE, [box], private_metadata=str(press), **labels)


def chosen_time(view: Mapping[str, Any]) -> tuple[Press, time]:
    """For which card, and when."""
    return plans.read(str(view.get("private_metadata") or "")), time.fromisoformat(kit.typed(view, AT, AT))


def picked(action: Mapping[str, Any]) -> str:
    """Which entry of the menu."""
    return str((action.get("selected_option") or {}).get("value") or "").partition(" ")[0]


def _ways_on(planned: Planned) -> list[tuple[str, str]]:
    """The main one leftmost. What has no room stands in the menu; the way out is never there."""
    size, chat = planned.size, [(CHAT, wording.CHAT)] if planned.whom else []
    not_today, later, smaller = (NOT_TODAY, wording.NOT_TODAY), (LATER, wording.LATER), (SMALLER, ladder.SMALLER)
    if size.foot is None and not size.sits and size.minutes == MINUTES[Rung.FIVE]:
        return [(SIT, starts.SIT), (START, starts.TASK), smaller, not_today, later, *chat]
    if size.foot is Rung.WORD:
        return [(START, wording.START), *chat, later, not_today]
    return [(START, wording.START), smaller, later, not_today, *chat]


def _choices() -> list[tuple[str, str]]:
    quarter, hour = (QUARTER, wording.QUARTER), (HOUR, wording.HOUR)
    return [quarter, hour, (CHOOSE, wording.CHOOSE), (NOT_TODAY, wording.NOT_TODAY), (START, wording.START)]
