"""Taking a break and coming back from it: what was left of a block is left, to the second (PRODUCT 3)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.courses.rules import Course, News, Outcome, Phase, changed, close, time_left, without_helper
from bot.errors import Refusal
from bot.ladder.rules import TaskTooLongError, asked

BREAK_MINUTES = 5
LONGEST_BREAK = 60
SHORTEST_RETURN = timedelta(minutes=2)
"""A shorter one is never under two minutes."""
LINE_CHARACTERS = 300
"""Of a line typed on a break, or parked for later."""
MANY_BREAKS = 3
"""From this break on, Done for today is the first button."""
MINUTE = timedelta(minutes=1)


class BreakLengthError(Refusal):
    """A break that is not 1 to 60 minutes."""


@dataclass
class LineTooLongError(Refusal):
    """A line of more than 300 characters; its `words` are shown back, unless they still stand in a box."""

    words: str
    in_a_box: bool = False


class NoWordsError(Refusal):
    """A box was sent off with nothing in it."""


def minutes_asked(words: str) -> int | None:
    """Read `/focus break [minutes]`: 5, 5m, 5 min; None where nothing was said. Raises BreakLengthError."""
    if not words.strip():
        return None
    try:
        wanted = asked(words)
    except TaskTooLongError:
        raise BreakLengthError from None
    if wanted.size is None or wanted.task:
        raise BreakLengthError
    return wanted.size.minutes


def checked_line(words: str, *, in_a_box: bool = False) -> str:
    """A line, if it is short enough. Raises LineTooLongError, NoWordsError."""
    if not words.strip():
        raise NoWordsError
    if len(words) > LINE_CHARACTERS:
        raise LineTooLongError(words, in_a_box)
    return words


def take_break(course: Course, minutes: int, at: datetime, *, asks_where: bool = True) -> Course:
    """Stand still for some minutes. While a break runs nothing changes; one that is over begins anew.

    Raises BreakLengthError.
    """
    if not 1 <= minutes <= LONGEST_BREAK:
        raise BreakLengthError
    runs_now = course.phase is Phase.ON_BREAK and course.break_until is not None and not course.is_break_over
    if runs_now or not course.is_running:
        return course
    course = without_helper(course, at)
    is_new = course.phase is not Phase.ON_BREAK
    return changed(
        course,
        phase=Phase.ON_BREAK,
        paused=course.phase if is_new else course.paused,
        paused_at=at if is_new else course.paused_at,
        break_minutes=minutes,
        break_until=at + minutes * MINUTE,
        is_break_over=False,
        asks_where=asks_where and course.is_block,
        breaks=course.breaks + 1,
        helper=None,
    )


def come_back(course: Course, at: datetime) -> Course:
    """Back: what was left is left, to the second. A pause outside a block is over."""
    if course.phase is not Phase.ON_BREAK or course.paused_at is None:
        return course
    if not course.is_block:
        return close(course, Outcome.SKIPPED, ended_at=at)
    away = at - course.paused_at
    works_at = course.works_at + (away if course.paused is Phase.SETTLING else timedelta())
    return _back(course, course.paused or Phase.WORKING, works_at, course.ends_at + away)


def come_back_shorter(course: Course, at: datetime) -> Course:
    """Back to the task with half of what was left, in whole minutes rounded up, never under two."""
    if course.phase is not Phase.ON_BREAK or not course.is_block:
        return course
    half = max(-(-time_left(course, at) / 2 // MINUTE) * MINUTE, SHORTEST_RETURN)
    ends_at = at + half
    minutes, is_quiet = half // MINUTE, course.is_all_quiet
    short = _back(course, Phase.SETTLING if is_quiet else Phase.WORKING, ends_at if is_quiet else at, ends_at)
    return replace(short, news=News.SHORTER, minutes=minutes, settling_minutes=minutes if is_quiet else 0, rung=None)


def _back(course: Course, phase: Phase, works_at: datetime, ends_at: datetime) -> Course:
    return changed(
        course,
        phase=phase,
        works_at=works_at,
        ends_at=ends_at,
        paused=None,
        paused_at=None,
        break_until=None,
        is_break_over=False,
    )
