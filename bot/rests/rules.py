"""Until when someone takes time off: how a day is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.errors import Refusal
from bot.speech import MONTHS, WEEKDAYS
from bot.streaks.rules import DAY, LAST_DAY, monday

Span: TypeAlias = tuple[date, date]
"""From one date to another, both among them."""

FEWEST_LETTERS = 3
WEEK = 7 * DAY
YEARS_AHEAD = 8
"""The 29th of February comes again within so many."""
AN_AGE = 36500
"""More days than this are not counted off from today."""


@dataclass
class DayUnclearError(Refusal):
    """Words that are read as no day."""

    words: str


@dataclass
class DayPassedError(Refusal):
    """A day on which nobody can be back any more."""

    day: date


@dataclass(frozen=True)
class TimeOff:
    """The time off somebody has: what day it is for them, when they are back (None where they do not rest today), what
    is ahead, today's among it; and whether days are counted for them."""

    today: date
    back_on: date | None = None
    ahead: Sequence[Span] = ()
    counts: bool = True

    @property
    def later(self) -> Sequence[Span]:
        """What does not run yet."""
        return [span for span in self.ahead if span[0] > self.today]


_BACK = ("off", "end", "stop", "over", "back", "i'm back", "i am back")
_BEFORE = re.compile(r"^(?:(?:until|till|til|'til|up to|to|for|is|off)\s+)+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_OF_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})\.?,?(?: (\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,})\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_COUNT = re.compile(r"(\d{1,6}|an?|one|two|three|four|five|six) (day|week)s?")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def is_back(words: str) -> bool:
    """Whether they say that they rest no more."""
    return " ".join(words.lower().replace("’", "'").split()).strip(" .") in _BACK


def back_on(words: str, today: date) -> date:
    """The day on which someone is back who rests until then. Raises DayUnclearError, DayPassedError."""
    found = _read(_BEFORE.sub("", " ".join(words.split())).lower().rstrip(".!"), today)
    if found is None:
        raise DayUnclearError(words)
    if found <= today:
        raise DayPassedError(found)
    return min(found, LAST_DAY)


def _read(plain: str, today: date) -> date | None:
    words = {"today": today + DAY, "tomorrow": today + DAY, "the day after tomorrow": today + 2 * DAY}
    words |= {"next week": monday(today) + WEEK, "next month": _months_first(today)}
    readings = (_weekday(plain, today), _iso(plain), _dated(plain, today), _counted(plain, today))
    return words.get(plain) or next((found for found in readings if found is not None), None)


def _weekday(plain: str, today: date) -> date | None:
    """The next such day; after "next", the one of the coming week."""
    name = plain.removeprefix("next ")
    number = _place(name.removeprefix("on ").removeprefix("this "), WEEKDAYS)
    if number is None:
        return None
    if name != plain:
        return monday(today) + WEEK + number * DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * DAY


def _iso(plain: str) -> date | None:
    found = _ISO.fullmatch(plain)
    return _date(*map(int, found.groups())) if found else None


def _dated(plain: str, today: date) -> date | None:
    """A day with its month: of the year that is named, or else the next such day."""
    if found := _DAY_OF_MONTH.fullmatch(plain):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(plain):
        name, day, year = found.groups()
    else:
        return None
    month = _place(name, MONTHS)
    if month is None:
        return None
    years = [int(year)] if year else range(today.year, today.year + YEARS_AHEAD + 1)
    dates: Iterator[date | None] = (_date(each, month + 1, int(day)) for each in years)
    return next((one for one in dates if one is not None and (year or one > today)), None)


def _counted(plain: str, today: date) -> date | None:
    found = _COUNT.fullmatch(plain)
    if found is None:
        return None
    count = _NUMBERS.get(found[1]) or int(found[1])
    days = count * (7 if found[2] == "week" else 1)
    return today + days * DAY if days <= AN_AGE else None


def _place(name: str, names: Sequence[str]) -> int | None:
    """Which of the names begins like this: three letters are enough."""
    if len(name) < FEWEST_LETTERS:
        return None
    return next((place for place, full in enumerate(names) if full.lower().startswith(name)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_first(today: date) -> date:
    """The first day of the coming month."""
    return (today.replace(day=1) + 32 * DAY).replace(day=1)
