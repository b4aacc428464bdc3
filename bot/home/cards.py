"""Help, the kind answer, and the Home tab."""

from dataclasses import replace
from typing import Any

from bot import kit
from bot.focus import cards as focus_cards
from bot.focus import wording as focus_wording
from bot.focus.rules import TASK_CHARACTERS, LengthOutsideError, Shown
from bot.home import wording
from bot.kit import Json
from bot.preferences import cards as preferences_cards
from bot.speech import Line

HELPLINE = "home.helpline"

_REFUSED: dict[str, Line] = {
    "LengthOutsideError": focus_wording.length_outside(LengthOutsideError()),
    "TaskTooLongError": (focus_wording.TASK_HAS_ROOM,),
    "NothingRunningError": focus_wording.standing(None),
}
"""A row holds no words of a person's, so these are the refusals without them."""


def help_card(shown: Shown | None) -> list[Json]:
    """What runs now, with its buttons, or a button to begin; then what can be typed."""
    return [*_now(shown), kit.paragraph(wording.COMMANDS), kit.note(wording.HELP)]


def unknown(words: str, nearest: str | None) -> list[Json]:
    """The nearest command, and a button that begins a block with those words."""
    first = words.split(" ", 1)[0]
    task = words if len(words) <= TASK_CHARACTERS else ""
    return [kit.line(wording.unknown(first, nearest)), kit.actions(focus_cards.start_button(task))]


def dm_answer(about: str = "") -> tuple[Json, ...]:
    """Why a typed line could not be done (`about` is the refusal's name), or what can be said in the messages."""
    said = _REFUSED.get(about)
    first = kit.line(said) if said is not None else kit.paragraph(wording.DM)
    return (first, kit.actions(focus_cards.start_button()), kit.note(wording.HELP))


def home(shown: Shown | None) -> dict[str, Any]:
    """The Home tab: now, what can be typed, and a person to talk to."""
    return {"type": "home", "blocks": [_title(wording.HOME_TITLE), *_now(shown), kit.divider(), *_foot()]}


def _now(shown: Shown | None) -> list[Json]:
    """The live card, without the welcome that its own place carries; or a button to begin."""
    if shown is not None:
        return list(focus_cards.card(replace(shown, is_first=False)))
    return [kit.line((wording.NOTHING_RUNS,)), kit.actions(focus_cards.start_button())]


def _foot() -> list[Json]:
    helpline = kit.link_button(wording.FIND_A_HELPLINE, HELPLINE, wording.HELPLINE_URL)
    return [
        kit.paragraph(wording.COMMANDS),
        kit.actions(preferences_cards.open_button()),
        kit.divider(),
        _title(wording.PERSON_TITLE),
        kit.paragraph(wording.PERSON),
        kit.actions(helpline),
        kit.note(focus_wording.WELCOME),
    ]


def _title(text: str) -> Json:
    return {"type": "header", "text": kit.plain(text)}
