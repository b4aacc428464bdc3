"""What stands to be said of a sitting to the colleague who agreed to know, and when a new message may come to them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.courses.rules import Course, Outcome, Phase

SHORTEST_MINUTES = 2
"""Rungs under two minutes send nothing (PRODUCT 6)."""
A_BLOCK, A_DAY = 2, 4
"""New messages at most: of one sitting, and on one day; that is also how many one person gets, from whomever."""
FROM, TO = time(9), time(18)
"""When a message may come, on a working day of whoever gets it, until they widen it."""
FRIDAY = 4


class What(StrEnum):
    """What is said. Of what is `quiet` nothing new is said, and what was said before stays as it is."""

    START = "start"
    BREAK = "break"
    BACK = "back"
    QUIET = "quiet"
    DONE = "done"
    GONE = "gone"


RUNS = (What.START, What.BREAK, What.BACK)
NEW = (What.START, What.BREAK)
"""What is a message of its own; all else edits one of these, which buzzes nobody."""


@dataclass(frozen=True)
class Telling:
    """What is true of a sitting, as far as anybody is told; `minutes` are those of a start."""

    what: What
    until: datetime | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Rest:
    """When somebody's notifications rest, now or next, as Slack says it."""

    starts_at: datetime
    ends_at: datetime


NEVER = Rest(datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
"""Of somebody who keeps no such hours."""


@dataclass(frozen=True)
class Reader:
    """Whoever may be told: their zone (empty where nobody knows it), and when their notifications rest, if known."""

    zone: str = ""
    rest: Rest | None = None


@dataclass(frozen=True)
class Ping:
    """All that a message can be drawn from: whose it is (a Slack user id), what is true, which zone it is read in.

    `words` are the person's own for that, which they read and their colleague agreed to; empty for ours. `ping_id` and
    `link_id` are what the buttons were offered for, empty for none. `is_first` is the older of two messages, which has
    neither time nor buttons; `is_off`: the two don't want any more.
    """

    who: str
    telling: Telling
    zone: str
    words: str = ""
    ping_id: str = ""
    link_id: str = ""
    is_first: bool = False
    is_off: bool = False


def telling(course: Course) -> Telling:
    """What stands to be said of a sitting: every ending alike, and none of what it holds.

    The end is the one that it has: an open helper, which may hold it, is not told by a time that jumps.
    """
    if course.outcome is Outcome.UNDONE:
        return Telling(What.GONE)
    if not course.is_running:
        return Telling(What.DONE)
    if _is_quiet(course):
        return Telling(What.QUIET)
    if course.phase is Phase.ON_BREAK:
        return Telling(What.BREAK, None if course.is_break_over else course.break_until)
    if course.breaks:
        return Telling(What.BACK, course.ends_at)
    return Telling(What.START, course.ends_at, course.minutes)


def is_news(before: Course | None, course: Course) -> bool:
    """Whether this change is a message of its own: a start, and the first break of a sitting."""
    match telling(course).what:
        case What.START:
            return before is None
        case What.BREAK:
            return course.breaks == 1 and (before is None or before.breaks == 0)
    return False


def is_true(telling: Telling, now: datetime) -> bool:
    """Whether it can be said now: what was to end by now did, and that is said instead."""
    return telling.what not in RUNS or telling.until is None or now < telling.until


def is_new_still(telling: Telling, what: What, now: datetime) -> bool:
    """Whether what was to be a message of its own is still so: a break that is over is not announced."""
    return telling.what is what and telling.until is not None and now < telling.until


def is_welcome(there: Reader, now: datetime, *, any_hour: bool) -> bool:
    """Whether a new message may come to somebody now: not while their notifications rest, and in their working hours
    unless they said `any_hour`. Where nobody knows what time it is for them, it is not."""
    if there.rest is not None and there.rest.starts_at <= now < there.rest.ends_at:
        return False
    if any_hour:
        return True
    local = now.astimezone(ZoneInfo(there.zone)) if there.zone else None
    return local is not None and local.weekday() <= FRIDAY and FROM <= local.time() < TO


def day_of(there: Reader, now: datetime) -> date:
    """The calendar day that it is for them."""
    return now.astimezone(ZoneInfo(there.zone or "UTC")).date()


def _is_quiet(course: Course) -> bool:
    """A rung under two minutes, or a pause in which there is no break: a helper, which is nobody's business."""
    return course.minutes < SHORTEST_MINUTES if course.is_block else course.break_until is None
