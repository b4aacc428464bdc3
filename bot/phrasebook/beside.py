"""What stands beside a block: lines, boxes, refusals, help, what is kept, the support card, the Home tab."""

from collections.abc import Iterator
from datetime import time

from bot import apologies
from bot.breaks import rules as breaks
from bot.breaks import wording as break_wording
from bot.care import cards as care_cards
from bot.care import wording as care_wording
from bot.checkins import cards as checkin_cards
from bot.checkins import rules as checkin_rules
from bot.checkins import wording as checkin_wording
from bot.courses.rules import catch_up
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.helplines.rules import shipped
from bot.home import cards as home_cards
from bot.home import wording as home_wording
from bot.home.rules import Seen
from bot.journal import wording as journal_wording
from bot.ladder import rules as ladder
from bot.ladder import wording as ladder_wording
from bot.ladder.rules import Rung, Size
from bot.lines import cards as line_cards
from bot.lines import wording as line_wording
from bot.lines.rules import Meaning
from bot.people.rules import CHOICES, ROOM, Keeping, Own, Preferences, WordsTooLongError, ZoneUnknownError, near_zones
from bot.phrasebook.saying import NINE, TASK, TWENTY, WORDS, Saying, minute, plain, shown
from bot.preferences import cards as preferences_cards
from bot.preferences import wording as preferences_wording
from bot.preferences.rules import Cards, Choices, Rhythm
from bot.privacy import cards as privacy_cards
from bot.privacy import wording as privacy_wording
from bot.speech import as_text
from bot.starts import wording as start_wording
from bot.starts.rules import Now, Offer
from bot.streaks.rules import Mode, Picture
from bot.switches.rules import NOTHING_SET


def beside() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for part in (_lines, _check_in, _settings, _refusals, _others, _care, _home):
        yield from part()


def _lines() -> Iterator[Saying]:
    for about in (
        "",
        Meaning.WHY,
        Meaning.SMALLER,
        Meaning.PLAN,
        *(kind.__name__ for kind in line_wording.WITHOUT_WORDS),
    ):
        name = f"a line typed in the messages{', ' if about else ''}{about}"
        yield Saying(name, line_wording.HELLO, line_cards.answer(home_cards.NOTHING_YET, about))
    for name, size in (("five minutes", Size(5)), ("one breath", Size(0, foot=Rung.BREATH))):
        offered = Now(None, Offer(size, 0))
        answer = line_cards.answer(offered, Meaning.WHY)
        yield Saying(f"a line typed in the messages, why {name}", line_wording.HELLO, answer)


def _check_in() -> Iterator[Saying]:
    yield Saying("check-in, the first time", view=checkin_cards.modal("0a1b2c3d4e5f", None, NOTHING_SET))
    yield Saying("check-in with words typed before", view=checkin_cards.modal("0a1b2c3d4e5f", None, NOTHING_SET, WORDS))
    for name, keeping in zip(("not kept", "week", "month", "until deleted"), CHOICES, strict=True):
        view = checkin_cards.modal("0a1b2c3d4e5f", keeping, NOTHING_SET)
        yield Saying(f"check-in, {name}", view=view)
    yield Saying("check-in, no words yet", journal_wording.EMPTY)
    yield Saying("answer to done, saved", journal_wording.SAVED)
    yield Saying("answer to done, not kept", journal_wording.NOT_KEPT)
    yield Saying("answer to done, stopped", checkin_wording.STOPPED)
    yield Saying("answer to done, ended before", checkin_wording.ENDED)


def _settings() -> Iterator[Saying]:
    yield Saying("settings, as they are at first", view=preferences_cards.modal(Choices(Preferences(20, 5))))
    words = {"phrase": WORDS, "own_object": WORDS, "ready_list": WORDS}
    chosen = Preferences(15, 0, Keeping.MONTH, country="NZ", **words)
    rhythm = Rhythm(time(12), frozenset(), 0, Mode.OFF, Picture.DOTS)
    yield Saying(
        "settings, when all is chosen",
        view=preferences_cards.modal(Choices(chosen, rhythm, Cards(time(20, 15), 6))),
    )
    nowhere = Choices(Preferences(20, 5, zone=""))
    yield Saying("settings, where Slack says no time zone", view=preferences_cards.modal(nowhere))
    for zone in ("berlin", "somewhere"):
        near = as_text(preferences_wording.zone_unknown(ZoneUnknownError(tuple(near_zones(zone)))))
        yield Saying(f"settings, a time zone that is none, {zone}", near)
    for own in Own:
        refusal = WordsTooLongError(own, ROOM[own] + 1)
        said = as_text(preferences_wording.too_long(refusal))
        yield Saying(f"settings, {own.name.lower().replace('_', ' ')} too long", said)


def _refusals() -> Iterator[Saying]:
    wordings = (break_wording, checkin_wording, focus_wording, ladder_wording)
    said = {kind: words for wording in wordings for kind, words in wording.REFUSALS.items()}
    for refusal in (
        ladder.LengthOutsideError(),
        ladder.TaskTooLongError(TASK),
        rules.NothingRunningError(),
        rules.NothingRunningError(WORDS),
        rules.BlockOverError(),
        rules.TooLateToUndoError(),
        breaks.BreakLengthError(),
        breaks.LineTooLongError(WORDS),
        breaks.LineTooLongError("", in_a_box=True),
        breaks.NoWordsError(),
        checkin_rules.BlockGoneError(),
        checkin_rules.AlreadyWrittenError(),
        checkin_rules.NotAskedError(WORDS),
        checkin_rules.LineGoneError(),
    ):
        name = type(refusal).__name__.removesuffix("Error")
        more = (
            " with words" if getattr(refusal, "words", "") else " in a box" if getattr(refusal, "in_a_box", 0) else ""
        )
        yield plain(f"refusal, {name}{more}", said[type(refusal)](refusal))
    yield Saying("apology", apologies.SORRY.format(reference="4f2a1c"))
    yield Saying("apology in a modal", apologies.NOT_SAVED.format(reference="4f2a1c", button="Save"))


def _others() -> Iterator[Saying]:
    yield Saying("help", start_wording.HELP, tuple(home_cards.help_card(home_cards.NOTHING_YET)))
    nothing_counts = Now(None, Offer(), counts=False)
    yield Saying("help where days are off", start_wording.HELP, tuple(home_cards.help_card(nothing_counts)))
    running = Now(shown(rules.begin(TWENTY, 5, NINE), minutes=3), Offer())
    yield Saying("help while a block runs", start_wording.HELP, tuple(home_cards.help_card(running)))
    yield Saying("unknown", home_wording.UNKNOWN, tuple(home_cards.unknown(TASK, None)))
    yield Saying("unknown with a near one", home_wording.UNKNOWN, tuple(home_cards.unknown("strat", "start")))
    yield Saying("privacy", privacy_wording.privacy(NOTHING_SET), tuple(privacy_cards.privacy(NOTHING_SET)))
    yield Saying("privacy, from the Home tab", view=privacy_cards.modal(NOTHING_SET))
    yield Saying("delete, asked on top", view=privacy_cards.modal_ask())
    yield Saying("delete, done in a modal", view=privacy_cards.modal_done())
    yield Saying("delete, asked", privacy_wording.ASK, tuple(privacy_cards.ask()))
    yield Saying("delete, kept", privacy_wording.KEPT)
    yield Saying("delete, done", privacy_wording.DELETED)
    for what, line in (("a card", privacy_wording.CARD_LEFT), ("an invitation", privacy_wording.INVITATION_LEFT)):
        yield Saying(f"delete, what is left of {what}", line, tuple(privacy_cards.removed(line)))


def _care() -> Iterator[Saying]:
    lines = [line for line in shipped() if line.country == "GB"]
    pressed = {"actions": [{"value": "0a1b2c3d"}]}
    keep = '{"modal": "checkin", "about": "0a1b2c3d4e5f", "words": "…", "keeping": "", "day": ""}'
    for name, blocks in (
        ("in an answer", care_cards.support("0a1b2c3d")),
        ("with a sentence to keep", care_cards.support("0a1b2c3d", keep=keep)),
        ("in a country with a line", care_cards.support("0a1b2c3d", lines)),
        ("asked for", care_cards.person()),
        ("asked for in a country with a line", care_cards.person(lines)),
        ("what happens if I call", care_cards.with_explanation(pressed, ())),
        ("asked for, what happens if I call", care_cards.with_explanation({"actions": [{}]}, lines)),
        ("something else", care_cards.something_else(0)),
        ("something else, minutes left", care_cards.something_else(12)),
        ("kept", care_cards.kept(is_kept=True)),
        ("not kept", care_cards.kept(is_kept=False)),
    ):
        yield Saying(f"support card, {name}", care_wording.NOTIFICATION, tuple(blocks))
    yield Saying("support card, in a modal", view=care_cards.in_modal(care_cards.support("0a1b2c3d", keep=keep)))


def _home() -> Iterator[Saying]:
    begun = rules.begin(TWENTY, 5, NINE)
    yield Saying("home, nothing runs", view=home_cards.home(home_cards.EMPTY))
    for name, course, minutes in (("settling", begun, 3), ("closing", catch_up(begun, minute(20)), 20)):
        yield Saying(f"home, {name}", view=home_cards.home(Seen(Now(shown(course, minutes=minutes), Offer()))))
