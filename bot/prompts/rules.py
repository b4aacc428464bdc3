"""When something that comes by itself comes, and whether it may: wall-clock times, and three a day (PRODUCT 2.10)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.errors import Refusal

A_DAY = 3
"""So many messages that the bot starts come on one focus day at most."""
UNANSWERED = 3
"""After so many in a row without an answer it goes quiet by itself."""
LATE = timedelta(minutes=2)
"""What is said so much after its moment is late: an outage lies between."""
CARD_FOR = timedelta(minutes=60)
"""How late a planned card may come, and how long one stands that nobody touched."""
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
WEEK = 7


class TimePassedError(Refusal):
    """A time was asked for that is past."""


class TooManyTodayError(Refusal):
    """The day has no room for one more card."""


class Kind(StrEnum):
    """What comes by itself."""

    PLAN = "plan"
    CHAT = "chat"
    EVENING = "evening"
    LOOK_BACK = "look_back"


@dataclass(frozen=True)
class Schedule:
    """A wall-clock time in the person's zone: once, on a date, or on weekdays (0 is Monday), every week."""

    at: time
    on: date | None = None
    weekdays: frozenset[int] = field(default_factory=frozenset)

    def falls_on(self, day: date) -> bool:
        """Whether it comes on this local date."""
        return day == self.on if self.on else day.weekday() in self.weekdays


@dataclass(frozen=True)
class Occurrence:
    """One time that it comes: the local date, and the moment."""

    on: date
    at: datetime


@dataclass(frozen=True)
class Budget:
    """How much came by itself on a focus day, on the one before and on the one before that: whoever flies over the
    date line may come back to these. How much in a row had no answer; `answered_on` is the newest focus day with a
    press, a command or a line."""

    day: date | None = None
    said: int = 0
    said_before: int = 0
    said_two_before: int = 0
    unanswered: int = 0
    answered_on: date | None = None

    @property
    def is_quiet(self) -> bool:
        return self.unanswered >= UNANSWERED

    def said_on(self, day: date) -> int:
        """How much came on this focus day."""
        counts, age = (self.said, self.said_before, self.said_two_before), _age(self, day)
        return counts[age] if 0 <= age < len(counts) else 0


def moment(day: date, at: time, zone: str) -> datetime:
    """When the wall clocks of `zone` show this, in UTC: the first moment after a gap, and the first of two."""
    wall = datetime.combine(day, at, ZoneInfo(zone))
    found = wall.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    return _end_of_gap(wall.replace(fold=1).astimezone(UTC), found, zone)


def following(schedule: Schedule, after: date | None, now: datetime, zone: str) -> Occurrence | None:
    """The next time that it comes: later than `now`, and on a local date after the one it came on last."""
    today = now.astimezone(ZoneInfo(zone)).date() - DAY  # a gap can put yesterday's into today
    first = max(today, after + DAY) if after else today
    days = [schedule.on] if schedule.on else [first + n * DAY for n in range(WEEK + 2)]
    fitting = (
        Occurrence(day, moment(day, schedule.at, zone)) for day in days if day >= first and schedule.falls_on(day)
    )
    return next((one for one in fitting if one.at > now), None)


def on_day(budget: Budget, today: date) -> Budget:
    """The budget with a place for today."""
    if budget.day is not None and today <= budget.day:
        return budget
    said, before, two_before = (budget.said_on(today - n * DAY) for n in range(3))
    return replace(budget, day=today, said=said, said_before=before, said_two_before=two_before)


def has_room(budget: Budget, today: date, reserved: int) -> bool:
    """Whether one more may come today, with so many more to come that go before it."""
    return not budget.is_quiet and budget.said_on(today) + reserved < A_DAY


def came(budget: Budget, today: date) -> Budget:
    """One more came; a day with an answer on it leaves none unanswered."""
    budget = on_day(budget, today)
    name = ("said", "said_before", "said_two_before")[min(_age(budget, today), 2)]
    is_answered = budget.answered_on is not None and budget.answered_on >= today
    more = {name: getattr(budget, name) + 1, "unanswered": 0 if is_answered else budget.unanswered + 1}
    return replace(budget, **more)


def answered(budget: Budget, today: date) -> Budget:
    """They pressed, typed or looked: nothing stands unanswered."""
    return replace(budget, unanswered=0, answered_on=max(today, budget.answered_on or today))


def _age(budget: Budget, day: date) -> int:
    """How many days before the newest one this is; -1 for a newer one, or where there is none."""
    return (budget.day - day).days if budget.day is not None and day <= budget.day else -1


def _end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    """The first moment at which the offset of `after` holds, between two moments on either side of a change."""
    offset = after.astimezone(ZoneInfo(zone)).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if middle == before:
            break
        if middle.astimezone(ZoneInfo(zone)).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
