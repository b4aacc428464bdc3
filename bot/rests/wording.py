"""What is said of time off."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.errors import Refusal
from bot.rests.rules import DayPassedError, DayUnclearError, Span, TimeOff
from bot.speech import Line, Words
from bot.streaks.wording import date_of, day

UNTIL_WHEN = "Time off, until when? No reason is asked."
UNTIL_TOMORROW = "Until tomorrow"
UNTIL_MONDAY = "Until Monday"
CHOOSE_DATES = "Choose dates"
IM_BACK = "I'm back"
WELCOME = "You're back. What is planned comes as before."
NOT_RESTING = "There is no time off today."

TITLE = "Rest days"
FIRST = "From"
LAST = "To, this day too"
ADD = "Add"
CLOSE = "Close"
HINT = "Past dates or coming ones, as many as you like. No reason is asked."
END_IT = "End it"
AHEAD = 3
"""So many of what is to come are named in a message; all of them stand in the box."""
EXAMPLES = "Tomorrow, Monday, 3 December or 2026-12-03 can be read."


def resting(until: date, *, counts: bool) -> str:
    """While they rest: until when, and what that means."""
    return f"Time off until {day(until)}. Nothing comes by itself before then. {_starting(counts)}"


def on_home(until: date, *, counts: bool) -> str:
    """The same on the Home tab, where what comes by itself stands beside it."""
    return f"Time off until {day(until)}. {_starting(counts)}"


def standing(off: TimeOff) -> str:
    """Until when, or the question."""
    return UNTIL_WHEN if off.back_on is None else resting(off.back_on, counts=off.counts)


def ahead(off: TimeOff) -> str:
    """What time off is to come; empty where there is none."""
    named = [span(each, off.today) for each in off.later[:AHEAD]]
    named += ["and more"] if len(off.later) > AHEAD else []
    return f"Ahead: {'; '.join(named)}." if named else ""


def span(dates: Span, today: date) -> str:
    """From one date to another, or one date; the year where it is another."""
    first, last = (f"{date_of(each)}{'' if each.year == today.year else f' {each.year}'}" for each in dates)
    return first if first == last else f"{first} to {last}"


def added(dates: Span, today: date) -> str:
    """What was added."""
    return f"Added: {span(dates, today)}."


def time_off(dates: Span, today: date) -> str:
    """One time off, in the list of them."""
    return f"Time off: {span(dates, today)}"


def day_unclear(refusal: DayUnclearError) -> Line:
    return ("I don't read a day in ", Words(refusal.words), f", so nothing was changed. {EXAMPLES}")


def day_passed(refusal: DayPassedError) -> Line:
    return (f"{day(refusal.day)} {refusal.day.year} is not ahead, so nothing was changed. {EXAMPLES}",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {DayUnclearError: day_unclear, DayPassedError: day_passed}


def _starting(counts: bool) -> str:  # noqa: FBT001 - the one thing it is about
    return "Starting stays possible, and counts." if counts else "Starting stays possible."
