"""Help, the kind answer, and the Home tab."""

from dataclasses import replace
from typing import Any

from bot import kit, standing
from bot.buddies import cards as buddies_cards
from bot.chats import cards as chats_cards
from bot.chats import wording as chats_wording
from bot.connecting import cards as connecting_cards
from bot.focus import cards as focus_cards
from bot.focus import wording as focus_wording
from bot.home import wording
from bot.home.rules import Seen
from bot.journal import cards as journal_cards
from bot.kit import Json
from bot.ladder.rules import TASK_CHARACTERS
from bot.notes import cards as notes_cards
from bot.plans import cards as plans_cards
from bot.plans import wording as plans_wording
from bot.preferences import cards as preferences_cards
from bot.privacy import cards as privacy_cards
from bot.rests import cards as rests_cards
from bot.rests import wording as rests_wording
from bot.starts import cards as starts
from bot.starts import wording as starts_wording
from bot.starts.rules import Now, Offer
from bot.streaks import cards as streaks_cards
from bot.switches.rules import NOTHING_SET, Switches

HELPLINE = "home.helpline"
NOTHING_YET = Now(None, Offer())
EMPTY = Seen(NOTHING_YET)
"""What somebody sees of whom nothing is known."""


def help_card(now: Now, switches: Switches = NOTHING_SET) -> list[Json]:
    """What runs now, with its buttons, or what could begin; then what can be typed."""
    typed = wording.commands(counts=now.counts, switches=switches)
    return [*_now(now), kit.paragraph(typed), kit.note(starts_wording.HELP)]


def unknown(words: str, nearest: str | None) -> list[Json]:
    """The nearest command, and a button that begins a block with those words."""
    first = words.split(" ", 1)[0]
    task = words if len(words) <= TASK_CHARACTERS else ""
    return [kit.line(wording.unknown(first, nearest)), kit.actions(starts.start_button(task))]


def home(seen: Seen) -> dict[str, Any]:
    """The Home tab: now, what comes next, what stays, and a person to talk to."""
    parts = (
        (wording.NOW_TITLE, _now(seen.now, is_home=True)),
        (wording.NEXT_TITLE, _next(seen)),
        (wording.DAYS_TITLE, _days(seen)),
        (wording.OKAY_TITLE, _okay(seen)),
        (wording.BUDDIES_TITLE, _buddies(seen)),
        (wording.MORE_TITLE, _more(seen)),
        (wording.PERSON_TITLE, _person()),
    )
    shown = [[_title(title), *blocks] for title, blocks in parts if blocks]
    return {"type": "home", "blocks": [block for part in shown for block in part]}


def _buddies(seen: Seen) -> list[Json]:
    """Who knows, and which channel; nothing where that is switched off."""
    return [*buddies_cards.on_home(seen.buddies), *notes_cards.on_home(seen.note)] if seen.buddies else []


def _next(seen: Seen) -> list[Json]:
    """What is planned, and the weekly chat; while they rest, until when."""
    lines = [kit.line((rests_wording.on_home(seen.rests_until, counts=seen.counts),))] if seen.rests_until else []
    lines += [kit.line(plans_wording.ahead(seen.plan))] if seen.plan else []
    lines += map(kit.line, chats_wording.agreed(seen.chat)) if seen.chat else []
    buttons = [plans_cards.change_button(seen.plan.plan_id)] if seen.plan else []
    buttons += [plans_cards.plan_button()] if seen.now.shown is not None else []
    buttons += [chats_cards.open_button()]
    buttons += [rests_cards.back_button()] if seen.rests_until else [] if seen.counts else [streaks_cards.rest_button()]
    return [*(lines or [kit.paragraph(wording.NOTHING_PLANNED)]), kit.actions(*buttons)]


def _days(seen: Seen) -> list[Json]:
    """What stays, with its picture; nothing where days are not counted."""
    return streaks_cards.days_card(seen.look) if seen.look.days is not None else []


def _okay(seen: Seen) -> list[Json]:
    """The last sentences, and what whoever runs it has decided for everyone."""
    keeps = seen.switches.keeps_sentences
    none = [kit.paragraph(wording.NO_SENTENCES)] if keeps else []
    lines = journal_cards.lines(seen.sentences) or none
    write = [journal_cards.write_button()] if keeps else []
    notes = journal_cards.decided(seen.switches, has_any=bool(seen.sentences))
    return [*lines, *notes, kit.actions(journal_cards.open_button(), *write)]


def _now(now: Now, *, is_home: bool = False) -> list[Json]:
    """The live card, without the welcome that its own place carries; or the start card, at home with a way to plan."""
    if now.shown is not None:
        return list(focus_cards.card(replace(now.shown, is_first=False)))
    return starts.start_card(now.offer, can_leave=not is_home, beside=[plans_cards.plan_button()] if is_home else ())


def _more(seen: Seen) -> list[Json]:
    ways = [*starts.without_a_block(), preferences_cards.open_button(), privacy_cards.open_button()]
    beside = connecting_cards.open_button(seen.connection)
    return [kit.actions(*ways), *([kit.actions(*beside)] if beside else []), kit.note(wording.TYPED_TOO)]


def _person() -> list[Json]:
    helpline = kit.link_button(wording.FIND_A_HELPLINE, HELPLINE, wording.HELPLINE_URL)
    talk = kit.button(standing.TALK_TO_A_PERSON, standing.TALK)
    return [kit.paragraph(wording.PERSON), kit.actions(talk, helpline), kit.note(focus_wording.WELCOME)]


def _title(text: str) -> Json:
    return {"type": "header", "text": kit.plain(text)}
