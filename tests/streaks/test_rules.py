"""Which date a moment belongs to, what stays of a history, and what is true of every one."""

import json
import random
import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.streaks import wording
from bot.streaks.rules import DAY, WEEKEND, Mode, Stretch, focus_date, joined, look_back, travel_days

CASES = json.loads((Path(__file__).parent / "streak_cases.json").read_text())
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
FIRST = date(2026, 6, 1)


class Life(NamedTuple):
    """Days shown, the day it is, and which days rest."""

    days: frozenset[date]
    today: date
    rest_days: list[tuple[date, frozenset[int]]]
    time_off: list[tuple[date, date]]
    travel: frozenset[date]
    spares: int

    @property
    def stretch(self) -> Stretch:
        more = {"rest_days": self.rest_days, "time_off": self.time_off, "travel": self.travel}
        return look_back(self.days, self.today, **more, spares_per_week=self.spares)  # type: ignore[arg-type]

    def rests(self, day: date) -> bool:
        """As STREAKS.md says it, without a thought for how long it takes."""
        weekly = [weekdays for since, weekdays in self.rest_days if since <= day]
        is_off = any(first <= day <= last for first, last in self.time_off)
        return bool(weekly and day.weekday() in weekly[-1]) or day in self.travel or is_off

    def stands(self, begins_on: date) -> bool:
        """Whether in a window from this day until now no ISO week has more missed days than spare ones."""
        window = [begins_on + n * DAY for n in range((self.today - begins_on).days)]
        missed = Counter(day.isocalendar()[:2] for day in window if day not in self.days and not self.rests(day))
        return all(count <= self.spares for count in missed.values())


near = st.integers(-80, 80).map(lambda n: FIRST + n * DAY)
weekdays = st.frozensets(st.integers(0, 6), max_size=7)
spans = st.tuples(near, st.integers(0, 30)).map(lambda span: (span[0], span[0] + span[1] * DAY))
patterns = st.lists(st.tuples(near, weekdays), max_size=3).map(
    lambda later: [(date.min, WEEKEND), *sorted(dict(later).items())]
)
lives = st.builds(
    Life,
    days=st.frozensets(near, max_size=60),
    today=near,
    rest_days=patterns,
    time_off=st.lists(spans, max_size=4),
    travel=st.frozensets(near, max_size=4),
    spares=st.integers(0, 7),
)


def the_span(case: list[str]) -> tuple[date, date]:
    first, last = map(date.fromisoformat, case)
    return first, last


@pytest.mark.parametrize("case", CASES["focus_dates"], ids=lambda case: f"{case['zone']} {case['local']}")
def test_a_moment_belongs_to_the_date_that_began_at_the_day_start(case: dict[str, str]) -> None:
    wall = datetime.fromisoformat(case["local"]).replace(tzinfo=ZoneInfo(case["zone"]), fold=int(case["fold"]))
    start = time.fromisoformat(case["day_start"])
    assert focus_date(wall.astimezone(UTC), case["zone"], start) == date.fromisoformat(case["date"])


@pytest.mark.parametrize("case", CASES["travel"], ids=lambda case: f"{case['old']} to {case['new']}")
def test_a_journey_gives_the_days_of_the_worked_cases(case: dict[str, Any]) -> None:
    given = travel_days(datetime.fromisoformat(case["at"]), case["old"], case["new"])
    assert given == frozenset(map(date.fromisoformat, case["days"]))


@pytest.mark.parametrize("case", CASES["stretches"], ids=lambda case: case["title"])
def test_what_stays_is_what_the_worked_cases_say(case: dict[str, Any]) -> None:
    seen = look_back(
        frozenset(map(date.fromisoformat, case["days"])),
        date.fromisoformat(case["today"]),
        rest_days=[(date.fromisoformat(since), frozenset(weekdays)) for since, weekdays in case["rest_days"]],
        time_off=[the_span(span) for span in case["time_off"]],
        travel=frozenset(map(date.fromisoformat, case["travel"])),
        spares_per_week=case["spares_per_week"],
    )
    assert (seen.total, seen.stretch, wording.line(seen, case["mode"])) == (
        case["total"],
        case["stretch"],
        case["line"],
    )


@given(st.integers(0, 13 * 366 * 24), st.sampled_from(ZONES))
def test_dates_never_run_backwards(hours: int, zone: str) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    assert focus_date(at, zone) <= focus_date(at + timedelta(hours=1), zone) <= focus_date(at, zone) + timedelta(days=1)


@given(lives)
def test_the_stretch_is_of_the_longest_window_that_stands(life: Life) -> None:
    newest = max(life.days | {life.today})
    windows = [life.today - n * DAY for n in range(170)]
    standing = [begins_on for begins_on in windows if life.stands(begins_on)]
    longest = sum(min(standing) <= day <= newest for day in life.days)
    assert (life.stretch.total, life.stretch.stretch) == (len(life.days), longest)


@given(lives)
def test_what_was_shown_today_is_in_the_stretch(life: Life) -> None:
    shown = life._replace(days=life.days | {life.today}).stretch
    assert shown.today_shown
    assert 1 <= shown.stretch <= shown.total


@given(lives, near)
def test_one_more_day_lowers_nothing(life: Life, day: date) -> None:
    more = life._replace(days=life.days | {day}).stretch
    assert more.total == life.stretch.total + (day not in life.days)
    assert more.stretch >= life.stretch.stretch + (day not in life.days and day >= life.today)


@given(lives, spans)
def test_more_rest_lowers_nothing(life: Life, span: tuple[date, date]) -> None:
    more = life._replace(time_off=[*life.time_off, span]).stretch
    assert more.total == life.stretch.total
    assert more.stretch >= life.stretch.stretch


@given(lives, st.sampled_from(ZONES), st.sampled_from(ZONES), near, st.integers(0, 24 * 60 - 1))
def test_no_change_of_zone_lowers_anything(life: Life, old: str, new: str, day: date, minute: int) -> None:
    at = datetime.combine(day, time(), UTC) + timedelta(minutes=minute)
    given_days = travel_days(at, old, new)
    assert not given_days or {focus_date(at, old), focus_date(at, new)} < given_days
    more = life._replace(travel=life.travel | given_days).stretch
    assert more.total == life.stretch.total
    assert more.stretch >= life.stretch.stretch


@given(lives)
def test_one_more_spare_day_lowers_nothing(life: Life) -> None:
    assert life._replace(spares=life.spares + 1).stretch.stretch >= life.stretch.stretch


@given(lives)
def test_a_day_that_passes_takes_none_of_the_total(life: Life) -> None:
    assert life._replace(today=life.today + DAY).stretch.total == life.stretch.total


@given(lives, st.randoms(use_true_random=False))
def test_the_same_events_in_any_order_are_the_same_state(life: Life, chance: random.Random) -> None:
    days, time_off = sorted(life.days) * 2, list(life.time_off) * 2
    chance.shuffle(days)
    chance.shuffle(time_off)
    travel = sorted(life.travel, reverse=True)
    more = {"rest_days": life.rest_days, "time_off": time_off, "travel": travel}
    again = look_back(frozenset(days), life.today, **more, spares_per_week=life.spares)  # type: ignore[arg-type]
    assert again == life.stretch


@given(lives, st.sampled_from(Mode))
def test_no_line_has_a_zero_or_a_word_of_what_is_gone(life: Life, mode: Mode) -> None:
    line = wording.line(life.stretch, mode)
    assert not re.search(r"\b(0|lost|broke|missed|best|risk)\b", line, re.IGNORECASE)
    assert (line == "") == (mode is Mode.OFF)
    if life.days and mode is not Mode.OFF:
        assert str(len(life.days)) in line or line == wording.FIRST


@pytest.mark.parametrize("today", [date.min, FIRST, date.max])
@pytest.mark.parametrize("day", [date.min, FIRST, date.max])
def test_the_first_and_the_last_date_there_are_can_be_looked_at(day: date, today: date) -> None:
    off = [(date.max, date.min), (date.min, date.min), (FIRST, date.max)]
    seen = look_back([day, day], today, rest_days=[(date.min, WEEKEND)], time_off=off if today == day else ())
    assert (seen.total, seen.stretch, seen.today_shown) == (1, day >= today, day == today)
    assert look_back((), today, rest_days=()).total == 0


@given(lives)
def test_lists_and_tuples_of_the_same_are_the_same(life: Life) -> None:
    rest_days = tuple((since, frozenset(weekdays)) for since, weekdays in life.rest_days)
    more = {"rest_days": rest_days, "time_off": frozenset(life.time_off), "travel": [*life.travel, *life.travel]}
    again = look_back([*life.days, *life.days], life.today, **more, spares_per_week=life.spares)  # type: ignore[arg-type]
    assert again == life.stretch


@given(st.lists(spans, max_size=6))
def test_joined_spans_are_the_same_days_and_do_not_touch(found: list[tuple[date, date]]) -> None:
    def days_in(spans: list[tuple[date, date]]) -> set[date]:
        return {first + n * DAY for first, last in spans for n in range((last - first).days + 1)}

    one = joined(found)
    assert days_in(one) == days_in(found)
    assert all(after[0] - before[1] > DAY for before, after in pairwise(one))
