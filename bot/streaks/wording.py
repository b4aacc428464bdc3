"""What is said of days."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.errors import Refusal
from bot.speech import MONTHS, WEEKDAYS, Line
from bot.streaks.rules import DAYS_BACK, Bed, DayOutsideError, Days, Logged, Mode, Picture, Stretch

NOTHING_YET = "Ready when you are."
FIRST = "That's one. It counts."
OFF = "Days are off, as you chose."
NO_MORE = "Done. No more counting."
DELETE = "Also delete the days so far"
DELETED = "The days so far are deleted."
NOT_DELETED = "Days are counted now, so nothing was deleted. Where they are off, they can be deleted, too."
TAKEN_BACK = "Taken back."
NOTHING_COUNTED = f"{OFF} Nothing was counted."
TITLE = "Days"

EARLIER = "I did one earlier"
EARLIER_DAY = "Which day?"
EARLIER_HINT = f"Up to {DAYS_BACK} days back."
COUNT_IT = "Count it"
NOT_NOW = "Not now"
CLOSE = "Close"
SAVE = "Save"
UNDO = "Undo"
REST_DAYS = "Rest days"
HOW = "How it's shown"
WHY = "It never goes down. It's there if a count helps, and you can turn it off."

MODE = "Days"
MODES: Mapping[str, str] = {
    Mode.ON: "This stretch and the total",
    Mode.TOTAL: "The total alone",
    Mode.OFF: "Not counted",
}
MODE_HINT = "Not counted hides them everywhere."
PICTURE = "Shown as"
PICTURES: Mapping[str, str] = {
    Picture.MEADOW: "A meadow, a plant for each day",
    Picture.DOTS: "Dots for this week",
    Picture.NUMBER: "The number alone",
}
A_DOT = "●"


def line(stretch: Stretch, mode: str) -> str:
    """What stays, in one line (STREAKS.md 7); empty where days are not counted."""
    if mode == Mode.OFF:
        return ""
    if not stretch.total:
        return NOTHING_YET
    in_all = f"{days(stretch.total)} in all."
    return in_all if mode == Mode.TOTAL else _of_stretch(stretch, in_all)


def of(known: Days | None) -> str:
    """The line of somebody's days, or that there is none."""
    return OFF if known is None else line(known.stretch, known.mode)


def this_week(count: int) -> str:
    """Filled dots alone, and their number."""
    return f"{' '.join([A_DOT] * count)}  {count} this week"


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def day(of: date) -> str:
    """Like Tuesday 2 June."""
    return f"{WEEKDAYS[of.weekday()]} {date_of(of)}"


def date_of(of: date) -> str:
    """Like 2 June."""
    return f"{of.day} {MONTHS[of.month - 1]}"


def bed(of: Bed) -> str:
    """From when to when, and how many days."""
    year, first, last = of.first[:4], _month(of.first), _month(of.last)
    if of.first == of.last:
        named = f"{first} {year}"
    elif (of.first[5:], of.last[5:]) == ("01", "12"):
        named = year
    else:
        named = f"{first} to {last} {year}"
    return f"{named}, {days(of.days)}"


def logged(log: Logged) -> str:
    """What is counted now."""
    if log.said_at is None:
        return NOTHING_COUNTED
    return f"{day(log.day)} is counted{'' if log.is_new else ' already'}."


def day_outside(refusal: DayOutsideError) -> Line:
    return (f"Choose a day from {day(refusal.first)} to {day(refusal.last)}. Nothing was counted yet.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {DayOutsideError: day_outside}


def _month(of: str) -> str:
    return MONTHS[int(of[5:]) - 1]


def _of_stretch(stretch: Stretch, in_all: str) -> str:
    if stretch.stretch >= 2 and stretch.stretch == stretch.total:
        return f"{days(stretch.stretch)} so far."
    if stretch.stretch >= 2:
        return f"{days(stretch.stretch)} in this stretch, {stretch.total} in all."
    if stretch.today_shown:
        return FIRST if stretch.total == 1 else f"Hello. {in_all}"
    return f"{in_all} Start whenever you like."
