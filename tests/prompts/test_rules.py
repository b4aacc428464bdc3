"""When something that comes by itself comes: in every zone, over every clock change, across travel; and how much."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.rules import (
    A_DAY,
    DAY,
    UNANSWERED,
    Budget,
    Schedule,
    answered,
    came,
    following,
    has_room,
    moment,
    on_day,
)

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
STEP = timedelta(days=6)
"""No zone changes twice within so short a time."""
EVERY_DAY = frozenset(range(7))
Change = tuple[datetime, timedelta, timedelta]
"""The moment of a clock change, and the offsets before and after it."""


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    found = at.astimezone(zone).utcoffset()
    assert found is not None
    return found


def wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@cache
def changes(name: str) -> tuple[Change, ...]:
    """Every clock change of a zone, found by looking, to the second."""
    zone, found = ZoneInfo(name), []
    for n in range((LAST - FIRST) // STEP):
        low, high = FIRST + n * STEP, FIRST + (n + 1) * STEP
        before, after = offset(low, zone), offset(high, zone)
        if before == after:
            continue
        while high - low > SECOND:
            middle = low + (high - low) // SECOND // 2 * SECOND
            low, high = (middle, high) if offset(middle, zone) == before else (low, middle)
        found.append((high, before, after))
    return tuple(found)


@cache
def zones() -> tuple[str, ...]:
    """Each IANA zone; of those with the same changes one."""
    ways = {(offset(FIRST, ZoneInfo(name)), changes(name)): name for name in sorted(available_timezones())}
    return tuple(sorted(ways.values()))


def all_changes() -> Iterator[tuple[str, Change]]:
    for name in zones():
        for change in changes(name):
            yield name, change


def within(first: datetime, last: datetime) -> list[datetime]:
    """Wall times, whole minutes, in [first, last): its edges and what lies between."""
    span = last - first
    return sorted({first, first + span // MINUTE // 2 * MINUTE, last - MINUTE})


def at_wall(when: datetime, zone: str) -> datetime:
    return moment(when.date(), when.time(), zone)


def test_clocks_change_where_they_are_known_to() -> None:
    assert len(zones()) > 60
    assert len(changes("Europe/Berlin")) == 28
    assert {after - before for _, (_, before, after) in all_changes()} >= {HOUR, -HOUR, HOUR / 2, -HOUR / 2}


def test_a_time_that_does_not_exist_is_the_first_moment_after_the_gap_in_every_zone() -> None:
    for name, (at, before, after) in all_changes():
        if after > before:
            first, last = ((at + way).replace(tzinfo=None) for way in (before, after))
            assert {at_wall(when, name) for when in within(first, last)} == {at}, (name, at)


def test_a_time_that_happens_twice_is_the_first_of_the_two_in_every_zone() -> None:
    for name, (at, before, after) in all_changes():
        if after < before:
            first, last = ((at + way).replace(tzinfo=None) for way in (after, before))
            for when in within(first, last):
                assert at_wall(when, name) == (when - before).replace(tzinfo=UTC), (name, when)


def test_beside_a_change_a_time_is_what_the_clocks_show_in_every_zone() -> None:
    for name, (at, before, after) in all_changes():
        first, last = sorted((at + way).replace(tzinfo=None) for way in (before, after))
        for when in (first - MINUTE, last, last + 3 * HOUR, first - 3 * HOUR):
            assert wall(at_wall(when, name), name) == when, (name, when)


some_zones = st.sampled_from(sorted(available_timezones()))
minutes = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None, fold=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
schedules = st.builds(Schedule, minutes, weekdays=st.frozensets(st.integers(0, 6), min_size=1) | st.just(EVERY_DAY))


@given(minutes, moments, some_zones)
def test_no_earlier_moment_shows_that_time_or_a_later_one(clock: time, near: datetime, zone: str) -> None:
    wished = datetime.combine(near.date(), clock)
    found = moment(near.date(), clock, zone)
    assert wall(found, zone) >= wished
    for back in (SECOND, MINUTE, HOUR, 3 * HOUR):
        assert wall(found - back, zone) < wished


@given(schedules, moments, some_zones)
def test_nine_stays_nine_on_every_day_that_was_chosen_and_no_other(
    schedule: Schedule, now: datetime, zone: str
) -> None:
    came_on: date | None = None
    expected = [day for n in range(-1, 30) if schedule.falls_on(day := wall(now, zone).date() + n * DAY)]
    seen: list[date] = []
    for _ in range(3):
        found = following(schedule, came_on, now, zone)
        assert found is not None
        assert found.at > now
        assert found.at == moment(found.on, schedule.at, zone)
        came_on, now = found.on, found.at
        seen.append(found.on)
    first = expected.index(seen[0])
    assert seen == expected[first : first + 3]
    assert seen[0] <= min(day for day in expected if day > wall(now - 30 * DAY, zone).date()) + 8 * DAY


@given(schedules, moments, st.lists(st.tuples(some_zones, st.integers(0, 40 * 60)), min_size=2, max_size=12))
def test_no_date_comes_twice_wherever_somebody_travels(
    schedule: Schedule, now: datetime, journey: list[tuple[str, int]]
) -> None:
    came_on: date | None = None
    seen: list[date] = []
    for zone, minutes_there in journey:
        until = now + minutes_there * MINUTE
        while (found := following(schedule, came_on, now, zone)) is not None and found.at <= until:
            came_on, now = found.on, found.at
            seen.append(found.on)
            assert schedule.falls_on(found.on)
        now = until
    assert all(earlier < later for earlier, later in pairwise(seen))


@given(minutes, moments, some_zones, st.integers(-3, 400))
def test_a_date_comes_once_if_it_is_ahead_and_not_at_all_if_it_is_past(
    clock: time, now: datetime, zone: str, days: int
) -> None:
    on = wall(now, zone).date() + days * DAY
    found = following(Schedule(clock, on), None, now, zone)
    assert (found is not None) == (moment(on, clock, zone) > now)
    if found is not None:
        assert found.on == on
        assert following(Schedule(clock, on), on, found.at, zone) is None


@pytest.mark.parametrize(("clock", "hour"), [(time(1, 59), 0.983333), (time(2, 30), 1), (time(3), 1), (time(9), 7)])
def test_the_night_in_berlin_on_which_clocks_go_forward(clock: time, hour: float) -> None:
    found = moment(date(2027, 3, 28), clock, "Europe/Berlin")
    assert (found - datetime(2027, 3, 28, tzinfo=UTC)) / HOUR == pytest.approx(hour, abs=1e-4)


days = st.lists(st.tuples(st.integers(-1, 2), st.sampled_from(["comes", "comes", "comes", "answers"])), max_size=40)


@given(days)
def test_three_a_day_and_quiet_after_three_without_an_answer(history: list[tuple[int, str]]) -> None:
    """Days may go back, as they do over the date line: zones are two dates apart at most."""
    today = newest = date(2027, 3, 1)
    budget = Budget()
    said: dict[date, int] = {}
    in_a_row, answers = 0, set()
    for step, what in history:
        today = max(today + step * DAY, newest - 2 * DAY)
        newest = max(today, newest)
        if what == "answers":
            budget = answered(on_day(budget, today), today)
            answers.add(today)
            in_a_row = 0
        elif has_room(budget, today, 0):
            assert in_a_row < UNANSWERED
            budget = came(budget, today)
            said[today] = said.get(today, 0) + 1
            in_a_row = 0 if max(answers, default=date.min) >= today else in_a_row + 1
    assert max(said.values(), default=0) <= A_DAY
    assert budget.unanswered == in_a_row


def test_what_is_reserved_takes_the_room_of_what_comes_sooner() -> None:
    budget = Budget(date(2027, 3, 1), said=1)
    assert has_room(budget, date(2027, 3, 1), 1)
    assert not has_room(budget, date(2027, 3, 1), 2)
