"""The evening card, the weekly look-back, and the line on return."""

from datetime import time

from bot import kit
from bot.evenings import wording
from bot.journal import cards as journal
from bot.kit import Json
from bot.plans import cards as plans
from bot.plans.rules import Press
from bot.starts import cards as starts

WRITE = "evenings.write"
DONT_KNOW = "evenings.dont_know"
NO_PLAN = "evenings.no_plan"
LOOK_BACK = journal.LOOK_BACK
"""Opens what is read back; the journal answers it."""
CALLBACK = "evening_plan"


def asks(press: Press) -> tuple[Json, ...]:
    """One small thing for tomorrow, written, left to the bot, or not at all."""
    value = str(press)
    buttons = [
        kit.button(wording.WRITE_IT, WRITE, value),
        kit.button(wording.DONT_KNOW, DONT_KNOW, value),
        kit.button(wording.NO_PLAN, NO_PLAN, value),
    ]
    return (kit.line((wording.ASKS,)), kit.actions(*buttons))


def week() -> tuple[Json, ...]:
    """No sentence of a person's is ever posted: they stand behind the button."""
    return (kit.line((wording.WEEK,)), kit.actions(kit.button(wording.READ, LOOK_BACK)))


def told(comes_at: time) -> Json:
    """From when on it comes, where there is no message to answer."""
    return kit.modal("told", wording.TITLE, [kit.line((wording.wanted(comes_at),))], close=wording.CLOSE)


def hello(*, comes_again: bool) -> tuple[Json, ...]:
    """The one line on return."""
    buttons = [
        kit.button(wording.START, starts.START, "draft "),
        plans.plan_button(),
        kit.button(wording.NOT_TODAY, starts.NOT_NOW),
    ]
    note = [kit.note(wording.COMES_AGAIN)] if comes_again else []
    return (kit.line((wording.HELLO,)), *note, kit.actions(*buttons))
