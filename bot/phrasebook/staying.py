"""What stays: days, what grew of them, and time off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.courses.rules import Aside, catch_up
from bot.focus import rules as focus
from bot.home import cards as home_cards
from bot.home.rules import Seen
from bot.ladder.rules import Rung, Size
from bot.phrasebook.saying import NINE, TWENTY, WORDS, Saying, card, minute, plain, shown
from bot.rests import cards as rest_cards
from bot.rests import wording as rest_wording
from bot.rests.rules import DayPassedError, DayUnclearError, TimeOff
from bot.streaks import cards, rules, wording
from bot.streaks.rules import NOT_COUNTED, WEEKEND, DayOutsideError, Days, Logged, Look, Mode, Picture

MONDAY = date(2026, 6, 1)
SAID_AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def staying() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for part in (_days, _shown_otherwise, _told_afterwards, _off, _on_cards, _rest, _refused):
        yield from part()


def look(*ago: int, mode: Mode = Mode.ON, picture: Picture = Picture.MEADOW) -> Look:
    """What is seen on a Monday of days shown so many days ago."""
    days = sorted(MONDAY - n * DAY for n in ago)
    stretch = rules.look_back(days, MONDAY, rest_days=[(date.min, WEEKEND)])
    months: dict[str, int] = {}
    for day in days:
        months[rules.month_of(day)] = months.get(rules.month_of(day), 0) + 1
    newest = [day for day in days if day >= rules.in_full_since(months)]
    return Look(Days(stretch, mode, picture), rules.meadow(months, newest))


GAP = (*range(21, 28), *range(40, 45))
LONG = tuple(n for n in range(900) if n % 3)


def _days() -> Iterator[Saying]:
    for name, seen in (
        ("nothing yet", look()),
        ("the first", look(0)),
        ("three", look(0, 3, 4)),
        ("a stretch and all of them", look(0, 3, *GAP)),
        ("one after a while", look(0, *GAP)),
        ("none for a while", look(*GAP)),
        ("of years", look(*LONG)),
    ):
        yield Saying(f"days, {name}", wording.of(seen.days), tuple(cards.days_card(seen)))


def _shown_otherwise() -> Iterator[Saying]:
    yield Saying("days, how they are shown", view=cards.how(Mode.ON, Picture.MEADOW))
    for name, seen in (
        ("the total alone", look(0, 3, *GAP, mode=Mode.TOTAL)),
        ("dots", look(0, 3, picture=Picture.DOTS)),
        ("the number alone", look(0, 3, picture=Picture.NUMBER)),
    ):
        yield Saying(f"days, {name}", wording.of(seen.days), tuple(cards.days_card(seen)))
    yield Saying("days, shown otherwise now", view=cards.told(cards.what_stays(look(0, 3, mode=Mode.TOTAL))))


def _told_afterwards() -> Iterator[Saying]:
    tuesday = MONDAY - 6 * DAY
    yield Saying("days, one earlier", view=cards.earlier(MONDAY))
    for name, said_at, is_new, seen in (
        ("counted", SAID_AT, True, look(0, 6)),
        ("counted before", SAID_AT, False, look(0, 6)),
        ("not counted", None, False, NOT_COUNTED),
    ):
        yield Saying(f"days, one earlier, {name}", view=cards.logged(Logged(tuesday, said_at, is_new, seen)))
    yield Saying("days, one earlier, taken back", view=cards.taken_back(look(0)))
    yield Saying("days, one earlier, taken back where they are off", view=cards.taken_back(NOT_COUNTED))


def _off() -> Iterator[Saying]:
    yield Saying("days off", wording.NO_MORE, tuple(cards.no_more()))
    yield Saying("days off, in a modal", view=cards.told(cards.no_more()))
    yield Saying("days, asked for while they are off", wording.OFF, tuple(cards.days_card(NOT_COUNTED)))
    yield Saying("days off, deleted", wording.DELETED, tuple(cards.said(wording.DELETED)))
    yield Saying("days off, on since", view=cards.told(cards.said(wording.NOT_DELETED)))


def _on_cards() -> Iterator[Saying]:
    begun = focus.begin(TWENTY, 5, NINE)
    ended = catch_up(begun, minute(20))
    yield card("the end, the first of a day", shown(ended, minutes=20, days=look(0, 3).days))
    breath = catch_up(focus.begin(Size(0, foot=Rung.BREATH), 5, NINE), minute(1))
    word = focus.begin(Size(0, foot=Rung.WORD), 5, NINE)
    for name, course in (
        ("stopped", focus.stop(begun, minute(1))),
        ("one breath", breath),
        ("one word, written", focus.write_word(word, minute(1))),
        ("one word, another line", focus.touch(word, Aside.HINT)),
        ("enough for today", focus.stop_for_today(word, minute(1))),
        ("undone", focus.undo(begun, minute(1))),
    ):
        yield card(f"days are off, {name}", shown(course, minutes=1, counts=False))
    yield Saying("home, with days", view=home_cards.home(Seen(home_cards.NOTHING_YET, look=look(0, 3, *GAP))))


def _rest() -> Iterator[Saying]:
    week = (MONDAY, MONDAY + 6 * DAY)
    winter = (date(2026, 12, 24), date(2027, 1, 2))
    many = tuple((date(2028 + n, 9, 30), date(2029 + n, 9, 29)) for n in range(4))
    resting = TimeOff(MONDAY, MONDAY + 7 * DAY, (week, winter))
    for name, off in (
        ("until when", TimeOff(MONDAY)),
        ("until when, more ahead", TimeOff(MONDAY, None, (winter,))),
        ("until when, very much ahead", TimeOff(MONDAY, None, many)),
        ("until Monday", replace(resting, ahead=(week,))),
        ("until Monday, more ahead", resting),
        ("until Monday, days are off", replace(resting, ahead=(week,), counts=False)),
    ):
        yield Saying(f"rest, {name}", rest_wording.standing(off), tuple(rest_cards.card(off)))
    back = TimeOff(MONDAY, None, (winter,))
    yield Saying("rest, back", rest_wording.WELCOME, tuple(rest_cards.back(TimeOff(MONDAY), rested=True)))
    yield Saying("rest, back, more ahead", rest_wording.WELCOME, tuple(rest_cards.back(back, rested=True)))
    yield Saying("rest, not today", rest_wording.NOT_RESTING, tuple(rest_cards.back(TimeOff(MONDAY), rested=False)))
    yield Saying("rest days", view=rest_cards.modal(TimeOff(MONDAY)))
    yield Saying("rest days, added", view=rest_cards.modal(resting, winter))
    for counts in (True, False):
        seen = Seen(home_cards.NOTHING_YET, rests_until=resting.back_on, counts=counts)
        yield Saying(f"home{'' if counts else ', days are off'}", view=home_cards.home(replace(seen, rests_until=None)))
        yield Saying(f"home, resting{'' if counts else ', days are off'}", view=home_cards.home(seen))


def _refused() -> Iterator[Saying]:
    outside = DayOutsideError(MONDAY - 14 * DAY, MONDAY)
    yield plain("refusal, a day that is not open", wording.day_outside(outside))
    yield plain("refusal, words that are no day", rest_wording.day_unclear(DayUnclearError(WORDS)))
    yield plain("refusal, a day that is not ahead", rest_wording.day_passed(DayPassedError(MONDAY)))
