"""Help, the kind answer, and the Home tab."""

from typing import Any

from bot import kit
from bot.focus import cards as focus_cards
from bot.focus import wording as focus_wording
from bot.focus.rules import TASK_CHARACTERS, Shown
from bot.home import wording
from bot.kit import Json

HELPLINE = "home.helpline"


def help_card(shown: Shown | None) -> list[Json]:
    """What runs now, with its buttons, or a button to begin; then what can be typed."""
    now = list(focus_cards.card(shown)) if shown is not None else [kit.actions(focus_cards.start_button())]
    return [*now, kit.paragraph(wording.COMMANDS), kit.note(wording.HELP)]


def unknown(words: str, nearest: str | None) -> list[Json]:
    """The nearest command, and a button that begins a block with those words."""
    first = words.split(" ", 1)[0]
    task = words if len(words) <= TASK_CHARACTERS else ""
    return [kit.line(wording.unknown(first, nearest)), kit.actions(focus_cards.start_button(task))]


def dm_answer() -> tuple[Json, ...]:
    """What can be said in the messages."""
    return (kit.paragraph(wording.DM), kit.actions(focus_cards.start_button()), kit.note(wording.HELP))


def home(shown: Shown | None) -> dict[str, Any]:
    """The Home tab: now, what can be typed, and a person to talk to."""
    if shown is not None:
        now = list(focus_cards.card(shown))
    else:
        line = kit.line((wording.NOTHING_RUNS,))
        now = [line, kit.actions(focus_cards.start_button())]
    return {"type": "home", "blocks": [_title(wording.HOME_TITLE), *now, kit.divider(), *_foot()]}


def _foot() -> list[Json]:
    helpline = kit.link_button(wording.FIND_A_HELPLINE, HELPLINE, wording.HELPLINE_URL)
    return [
        kit.paragraph(wording.COMMANDS),
        kit.divider(),
        _title(wording.PERSON_TITLE),
        kit.paragraph(wording.PERSON),
        kit.actions(helpline),
        kit.note(focus_wording.WELCOME),
    ]


def _title(text: str) -> Json:
    return {"type": "header", "text": kit.plain(text)}
