"""The answer to a typed line: a sentence, and what could begin."""

from bot import kit
from bot.kit import Json
from bot.lines import wording
from bot.lines.rules import Meaning
from bot.plans import cards as plans
from bot.speech import Line
from bot.starts import cards as starts
from bot.starts import wording as starts_wording
from bot.starts.rules import Now

_SAID: dict[str, Line] = {kind.__name__: line for kind, line in wording.WITHOUT_WORDS.items()}


def answer(now: Now, about: str = "") -> tuple[Json, ...]:
    """What can be said in the messages, or `about` what was (a refusal's name, why, or smaller); what could begin."""
    first = [kit.line(_SAID[about])] if about in _SAID else []
    if about == "":
        first = [kit.paragraph(wording.DM)]
    if about == Meaning.WHY:
        first = [kit.note(starts_wording.why(now.offer.size))]
    if about == Meaning.PLAN:
        return (kit.line((wording.PLAN,)), kit.actions(plans.plan_button()), kit.note(starts_wording.HELP))
    start = starts.start_card(now.offer) if now.shown is None else []
    return (*first, *start, kit.note(starts_wording.HELP))
