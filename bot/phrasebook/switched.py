"""What is said where whoever runs it has switched something off, or limited it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.checkins import cards as checkin_cards
from bot.courses.rules import Aside, catch_up
from bot.focus import rules
from bot.home import cards as home_cards
from bot.journal import cards as journal_cards
from bot.journal import rules as journal_rules
from bot.journal import wording as journal_wording
from bot.journal.rules import Blank, Place, Shelf
from bot.people.rules import Keeping, Preferences, allowed
from bot.phrasebook.kept import ENTRY, JUNE, MONDAY
from bot.phrasebook.saying import NINE, TWENTY, Saying, card, minute, plain, shown
from bot.preferences import cards as preferences_cards
from bot.preferences.rules import Choices
from bot.privacy import cards as privacy_cards
from bot.privacy import wording as privacy_wording
from bot.starts import wording as start_wording
from bot.streaks.rules import Days, Stretch
from bot.switches import wording
from bot.switches.rules import SwitchedOffError, Switches

OFF = "no sentence kept", Switches(keeps_sentences=False)
LIMITED = "kept for 14 days at most", Switches(keep_at_most_days=14)
A_DAY = "kept for a day at most", Switches(keep_at_most_days=1)
BOTH = "no sentence kept, old ones for 14 days", Switches(keep_at_most_days=14, keeps_sentences=False)
BLOCK = "0a1b2c3d4e5f"


def switched() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for part in (_the_end, _check_in, _journal, _settings, _others):
        yield from part()


def _the_end() -> Iterator[Saying]:
    ended = catch_up(rules.begin(TWENTY, 5, NINE), minute(20))
    name, off = OFF
    yield card(f"the end, {name}", shown(ended, minutes=20, switches=off))
    yield card(
        f"the end with days, {name}",
        shown(ended, minutes=20, switches=off, days=Days(Stretch(12, 3, today_shown=True, this_week=1))),
    )
    yield card(f"the end, why, {name}", shown(rules.touch(ended, Aside.WHY), minutes=20, switches=off))
    stopped = rules.stop(rules.begin(TWENTY, 5, NINE), minute(4))
    yield card(f"stopped, {name}", shown(stopped, minutes=4, switches=off))
    for name, limited in (LIMITED, A_DAY):
        asks = shown(ended, minutes=20, asks_keeping=True, switches=limited)
        yield card(f"the end, a first sentence typed as a line, {name}", asks)


def _check_in() -> Iterator[Saying]:
    for name, switches in (OFF, LIMITED, A_DAY):
        keeping = allowed(None, switches)
        yield Saying(f"check-in, {name}", view=checkin_cards.modal(BLOCK, keeping, switches))
    name, limited = LIMITED
    for before, chosen in (("a week", Keeping.WEEK), ("until deleted", Keeping.UNTIL_DELETED)):
        view = checkin_cards.modal(BLOCK, allowed(chosen, limited), limited)
        yield Saying(f"check-in, {before} was chosen, {name}", view=view)


def _journal() -> Iterator[Saying]:
    for name, switches in (OFF, LIMITED, BOTH):
        keeping = allowed(Keeping.MONTH, switches)
        nothing = Shelf(keeping=keeping, switches=switches)
        yield Saying(f"what went okay, nothing, {name}", view=journal_cards.modal(nothing))
        june = replace(JUNE, keeping=keeping, switches=switches)
        yield Saying(f"what went okay, a month, {name}", view=journal_cards.modal(june))
        week = replace(june, place=Place(is_week=True), entries=())
        yield Saying(f"what went okay, the last seven days, {name}", view=journal_cards.modal(week))
        seen = replace(home_cards.EMPTY, switches=switches)
        yield Saying(f"home, nothing kept, {name}", view=home_cards.home(seen))
        yield Saying(f"home, {name}", view=home_cards.home(replace(seen, sentences=(ENTRY,))))
    off = OFF[1]
    blank = Blank(BLOCK, MONDAY, allowed(None, off), off)
    yield Saying(f"one for another day, {OFF[0]}", view=journal_cards.fill_in(blank))
    yield plain("refusal, NotKeptHere", journal_wording.not_kept_here(journal_rules.NotKeptHereError()))


def _settings() -> Iterator[Saying]:
    for name, switches in (OFF, LIMITED, A_DAY):
        chosen = Choices(Preferences(20, 5, Keeping.UNTIL_DELETED), switches=switches).as_true
        yield Saying(f"settings, {name}", view=preferences_cards.modal(chosen))


def _others() -> Iterator[Saying]:
    for name, switches in (OFF, LIMITED, A_DAY, BOTH):
        said = privacy_wording.privacy(switches)
        yield Saying(f"privacy, {name}", said, tuple(privacy_cards.privacy(switches)))
    name, off = OFF
    yield Saying(f"help, {name}", start_wording.HELP, tuple(home_cards.help_card(home_cards.NOTHING_YET, off)))
    yield plain("refusal, SwitchedOff", wording.switched_off(SwitchedOffError()))
