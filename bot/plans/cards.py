"""The modal for a plan, the card that says it is saved, and the card at its time."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot import kit, standing
from bot.focus import wording as focus_wording
from bot.kit import Json
from bot.ladder.rules import FOOT, MINUTES, Rung, Size
from bot.people.rules import LENGTHS
from bot.plans import wording
from bot.plans.rules import WHOM, Box, Form, Planned, Press, SavedCard
from bot.speech import WEEKDAYS, Line
from bot.starts import wording as starts

OPEN = "plans.open"
CHANGE = "plans.change"
CANCEL = "plans.cancel"
ANOTHER = "plans.another"
CALLBACK = "plan"
ON, AT, SIZE, DAYS, DONT_KNOW = "on", "at", "size", "days", "dont_know"


def plan_button() -> Json:
    """Opens the modal for tomorrow."""
    return kit.button(wording.PLAN, OPEN)


def change_button(plan_id: str) -> Json:
    """Opens a plan for change."""
    return kit.button(wording.CHANGE, CHANGE, f"{plan_id}.0")


def modal(form: Form, note: str = "", callback: str = CALLBACK) -> Json:
    """Everything stands there already, everything can be changed or left as it is."""
    planned = form.planned
    blocks = [
        *([kit.note(note)] if note else []),
        *_there_is_one(form),
        *_words(Box.TASK, planned.task),
        kit.box(DONT_KNOW, wording.DONT_KNOW_BOX, _dont_know(), wording.DONT_KNOW_HINT, optional=True),
        kit.box(ON, wording.DATE_BOX, kit.day(ON, form.on)),
        kit.box(AT, wording.TIME_BOX, kit.clock_time(AT, form.at)),
        kit.box(SIZE, wording.SIZE_BOX, kit.select(SIZE, _sizes(planned.size), str(planned.size))),
        kit.box(WHOM, wording.WHOM_BOX, kit.person(WHOM, planned.whom), optional=True),
        *_words(Box.AFTER, planned.after_what),
        *_words(Box.READY, planned.put_ready),
        kit.box(DAYS, wording.DAYS_BOX, _days(form.weekdays), wording.DAYS_HINT, optional=True),
    ]
    labels = {"submit": wording.SAVE, "close": wording.CLOSE}
    return kit.modal(callback, wording.TITLE, blocks, private_metadata=f"{form.plan_id} {form.evening}", **labels)


def wished(view: Mapping[str, Any]) -> Form:
    """What the modal was sent off with."""
    task, after_what, put_ready = (" ".join(kit.typed(view, box, box).split()) for box in Box)
    if not task and kit.ticked(view, DONT_KNOW, DONT_KNOW):
        task = wording.NOTEBOOK
    size = Size.read(kit.typed(view, SIZE, SIZE)) or Size(MINUTES[Rung.TWENTY])
    plan_id, _, evening = str(view.get("private_metadata") or "").partition(" ")
    return Form(
        Planned(task, after_what, put_ready, kit.typed(view, WHOM, WHOM), size),
        on=date.fromisoformat(kit.typed(view, ON, ON)),
        at=time.fromisoformat(kit.typed(view, AT, AT)),
        weekdays=frozenset(map(int, kit.ticked(view, DAYS, DAYS))),
        plan_id=plan_id,
        evening=evening,
    )


def saved(card: SavedCard) -> tuple[Json, ...]:
    """When it comes and what it is, with what can be put ready now."""
    lines = [wording.saved(card), *wording.ready(card.planned.put_ready)]
    lines += [wording.to_mentor(card.planned.whom)] if card.planned.whom else []
    buttons = [
        kit.button(wording.CHANGE, CHANGE, str(card.press)),
        kit.button(wording.END_IT if card.weekdays else wording.NO_PLAN, CANCEL, str(card.press)),
    ]
    welcome = [kit.note(focus_wording.WELCOME)] if card.is_first else []
    return (*map(kit.line, lines), kit.actions(*buttons), *welcome)


def plain(line: Line) -> tuple[Json, ...]:
    """What is left of a card."""
    return (kit.line(line),)


def told(line: Line) -> Json:
    """A modal that says how things stand."""
    return kit.modal("told", wording.TITLE, [kit.line(line)], close=starts.CLOSE)


def offered(action: Mapping[str, Any]) -> Press:
    """What a button, or an entry of the menu, was offered for. One that says nothing readable is a press on no plan."""
    chosen = action.get("selected_option") or action
    return read(str(chosen.get("value") or "").rpartition(" ")[2])


def read(value: str) -> Press:
    """A button's value, or a modal's, as it was written."""
    plan_id, _, revision = value.partition(".")
    return Press(plan_id, int(revision) if revision.isdigit() else 0)


def _there_is_one(form: Form) -> list[Json]:
    if not form.plan_id:
        return []
    ends = wording.END_IT if form.weekdays else wording.NO_PLAN
    buttons = [kit.button(wording.ANOTHER, ANOTHER), kit.button(ends, CANCEL, f"{form.plan_id}.0")]
    return [kit.note(wording.THERE_IS_ONE), kit.actions(*buttons)]


def _words(box: Box, words: str) -> list[Json]:
    element = kit.text_box(box, words, multiline=False)
    return [
        kit.box(box, wording.BOXES[box], element, wording.HINTS.get(box, ""), optional=True),
        *standing.under_a_box(),
    ]


def _dont_know() -> Json:
    return kit.several(DONT_KNOW, {DONT_KNOW: wording.DONT_KNOW})


def _days(weekdays: frozenset[int]) -> Json:
    options = {str(number): name for number, name in enumerate(WEEKDAYS)}
    return kit.several(DAYS, options, {str(day) for day in weekdays})


def _sizes(planned: Size) -> dict[str, str]:
    """The same as on a start card, and the one that is planned, whatever it is."""
    lengths = sorted({*LENGTHS, *([planned.minutes] if planned.minutes else [])}, reverse=True)
    sitting = Size(MINUTES[Rung.FIVE], sits=True)
    sizes = [*(Size(length) for length in lengths), sitting, *(Size(0, foot=foot) for foot in FOOT)]
    return {str(size): starts.label(size) for size in sizes}
