"""Help, the kind answer, and the Home tab."""

from dataclasses import replace
from typing import Any

from bot import kit
from bot.focus import cards as focus_cards
from bot.focus import wording as focus_wording
from bot.home import wording
from bot.kit import Json
from bot.ladder.rules import TASK_CHARACTERS
from bot.preferences import cards as preferences_cards
from bot.privacy import cards as privacy_cards
from bot.starts import cards as starts
from bot.starts import wording as starts_wording
from bot.starts.rules import Now, Offer

HELPLINE = "home.helpline"
NOTHING_YET = Now(None, Offer())
"""What somebody sees of whom nothing is known."""


def help_card(now: Now) -> list[Json]:
    """What runs now, with its buttons, or what could begin; then what can be typed."""
    return [*_now(now), kit.paragraph(wording.COMMANDS), kit.note(starts_wording.HELP)]


def unknown(words: str, nearest: str | None) -> list[Json]:
    """The nearest command, and a button that begins a block with those words."""
    first = words.split(" ", 1)[0]
    task = words if len(words) <= TASK_CHARACTERS else ""
    return [kit.line(wording.unknown(first, nearest)), kit.actions(starts.start_button(task))]


def home(now: Now) -> dict[str, Any]:
    """The Home tab: now, what can be typed, and a person to talk to."""
    top = [_title(wording.HOME_TITLE), *_now(now, can_leave=False), kit.divider()]
    return {"type": "home", "blocks": [*top, *_foot()]}


def _now(now: Now, *, can_leave: bool = True) -> list[Json]:
    """The live card, without the welcome that its own place carries; or the start card."""
    if now.shown is not None:
        return list(focus_cards.card(replace(now.shown, is_first=False)))
    return starts.start_card(now.offer, can_leave=can_leave)


def _foot() -> list[Json]:
    helpline = kit.link_button(wording.FIND_A_HELPLINE, HELPLINE, wording.HELPLINE_URL)
    return [
        kit.paragraph(wording.COMMANDS),
        kit.actions(preferences_cards.open_button(), privacy_cards.open_button()),
        kit.divider(),
        _title(wording.PERSON_TITLE),
        kit.paragraph(wording.PERSON),
        kit.actions(helpline),
        kit.note(focus_wording.WELCOME),
    ]


def _title(text: str) -> Json:
    return {"type": "header", "text": kit.plain(text)}
