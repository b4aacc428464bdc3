"""Which days count, and what stays of them: pure functions over stored days, settings and today (STREAKS.md)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.errors import Refusal

DAY_START = time(4)
"""A day turns over at 04:00: the one early hour that no IANA zone skips or repeats, 2024 to 2037."""
WEEKEND = frozenset({5, 6})
"""The weekdays (0 is Monday) on which everybody rests until they say otherwise."""
SPARES = 2
MOST_SPARES = 7
DAYS_BACK = 14
"""So many days back a day can be logged, or a sentence filled in."""
FAR = timedelta(hours=3)
"""Zones whose offsets are this far apart make a journey, and a journey gives days."""
PLANTS = (
    "seedling", "herb", "four_leaf_clover", "shamrock", "tulip", "sunflower", "blossom", "cherry_blossom", "hibiscus",
    "rose", "ear_of_rice", "deciduous_tree",
)  # fmt: skip
"""What grows in a meadow, as Slack names it. Nothing among it is dry, cut or fallen."""
A_ROW = 10
MONTHS_IN_FULL = 3
MONTHS_BY_THEMSELVES = 24
"""So many months are told apart, of those in which a day was shown; what is older is told by the year."""
DAY = timedelta(days=1)
LAST_DAY = date.max - DAY
"""Time off ends here, so that there is a day to be back on."""


class Mode(StrEnum):
    """How days are told: all of it, the total alone, or not at all."""

    ON = "on"
    TOTAL = "total"
    OFF = "off"


class Picture(StrEnum):
    """What days look like, beside their number."""

    MEADOW = "meadow"
    DOTS = "dots"
    NUMBER = "number"


@dataclass(frozen=True)
class Stretch:
    """What stays: how many days in all, in this stretch (since `begins_on`), in this ISO week; and whether today is
    one of them."""

    total: int
    stretch: int
    today_shown: bool
    this_week: int
    begins_on: date = date.min


@dataclass(frozen=True)
class Days:
    """What stays, and how somebody wants it told."""

    stretch: Stretch
    mode: Mode = Mode.ON
    picture: Picture = Picture.MEADOW


@dataclass(frozen=True)
class Bed:
    """What grew from one month to another (like 2026-03), folded into one row."""

    first: str
    last: str
    days: int

    @property
    def plant(self) -> str:
        return plant_of(date.fromisoformat(f"{self.first}-01"))


@dataclass(frozen=True)
class Meadow:
    """A plant for each day shown, in order; older ones folded into beds. There are no gaps in it."""

    beds: tuple[Bed, ...] = ()
    plants: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [self.plants[at : at + A_ROW] for at in range(0, len(self.plants), A_ROW)]


@dataclass(frozen=True)
class Look:
    """What is seen of somebody's days; `days` is None where they are not counted."""

    days: Days | None
    meadow: Meadow = Meadow()


NOT_COUNTED = Look(None)


@dataclass(frozen=True)
class Logged:
    """A day that they told of afterwards, when they said so first (None where days are not counted), and what stays."""

    day: date
    said_at: datetime | None
    is_new: bool
    look: Look


@dataclass
class DayOutsideError(Refusal):
    """A day that is ahead, or too far back to be told of."""

    first: date
    last: date


@dataclass(frozen=True)
class Resting:
    """Which days ask for nothing. `rest_days`: from which date on which weekdays (0 is Monday), oldest first; the
    others are dates, `time_off` as inclusive spans."""

    rest_days: Sequence[tuple[date, frozenset[int]]] = ((date.min, WEEKEND),)
    time_off: Collection[tuple[date, date]] = ()
    travel: Collection[date] = ()

    def holds(self, day: date) -> bool:
        """Whether this is a rest day."""
        at = bisect_right(self.rest_days, day, key=lambda since: since[0])
        return (at > 0 and day.weekday() in self.rest_days[at - 1][1]) or day in self.travel or self._is_off(day)

    def _is_off(self, day: date) -> bool:
        at = bisect_right(self._spans, day, key=lambda span: span[0])
        return at > 0 and day <= self._spans[at - 1][1]

    @cached_property
    def _spans(self) -> Sequence[tuple[date, date]]:
        return joined(self.time_off)


def joined(spans: Collection[tuple[date, date]]) -> list[tuple[date, date]]:
    """The same dates as spans that neither overlap nor touch, in order. A span that ends before it begins is none."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def focus_date(at: datetime, zone: str, day_start: time = DAY_START) -> date:
    """The local date of `at` (aware) in the IANA `zone`, where a day begins at `day_start` on the wall clock."""
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=day_start.hour, minutes=day_start.minute)).date()


def travel_days(at: datetime, old_zone: str, new_zone: str, day_start: time = DAY_START) -> frozenset[date]:
    """The rest days that a journey at `at` (aware) gives: both zones' today, what lies between, and the day after."""
    if abs(_offset(at, old_zone) - _offset(at, new_zone)) < FAR:
        return frozenset()
    earlier, later = sorted(focus_date(at, zone, day_start) for zone in (old_zone, new_zone))
    return frozenset(earlier + n * DAY for n in range((later - earlier).days + 2))


def look_back(
    days: Collection[date],
    today: date,
    *,
    rest_days: Sequence[tuple[date, frozenset[int]]],
    time_off: Collection[tuple[date, date]] = (),
    travel: Collection[date] = (),
    spares_per_week: int = SPARES,
) -> Stretch:
    """What stays on `today` of the `days` shown (STREAKS.md 4). The definition; the service keeps it at hand."""
    shown = frozenset(days)
    resting = Resting(rest_days, time_off, frozenset(travel))
    begins_on = window_begins(shown, today, resting, spares_per_week) if shown else today
    return Stretch(
        total=len(shown),
        stretch=sum(day >= begins_on for day in shown),
        today_shown=today in shown,
        this_week=sum(monday(day) == monday(today) for day in shown),
        begins_on=begins_on,
    )


def window_begins(
    shown: Collection[date], today: date, resting: Resting, spares_per_week: int, floor: date | None = None
) -> date:
    """The first day of the longest window ending now in which no ISO week has more missed days than spare ones.

    Looked for backwards, from yesterday (today, and what is after, is open) down to `floor` (None: the first day
    shown, before which nothing can be missed); where nothing is found on the way, that is the beginning.
    """
    missed: Counter[date] = Counter()
    floor = min(shown, default=today) if floor is None else floor
    for day in _before(today, floor):
        if day not in shown and not resting.holds(day):
            missed[monday(day)] += 1
            if missed[monday(day)] > spares_per_week:
                return day + DAY
    return floor


def checked_day(day: date, today: date) -> date:
    """A day that can be told of afterwards. Raises DayOutsideError."""
    first = today - DAYS_BACK * DAY
    if not first <= day <= today:
        raise DayOutsideError(first, today)
    return day


def mode_named(word: str) -> Mode | None:
    """What somebody typed behind `/focus days`; None for anything else."""
    return next((mode for mode in Mode if mode == word.strip().lower()), None)


def plant_of(day: date) -> str:
    """The plant of a date, always the same one."""
    return PLANTS[crc32(day.isoformat().encode()) % len(PLANTS)]


def in_full_since(months: Mapping[str, int]) -> date:
    """From when on each day has its plant: since the newest three months in which there was one."""
    newest = sorted(months)[-MONTHS_IN_FULL:]
    return date.fromisoformat(f"{newest[0]}-01") if newest else date.max


def meadow(months: Mapping[str, int], newest: Sequence[date]) -> Meadow:
    """Of how many days each month has, and the days since `in_full_since`."""
    older = sorted(months)[:-MONTHS_IN_FULL]
    apart = max(0, len(older) - (MONTHS_BY_THEMSELVES - MONTHS_IN_FULL))
    years = (tuple(group) for _, group in groupby(older[:apart], key=lambda month: month[:4]))
    folded = [*years, *((month,) for month in older[apart:])]
    beds = tuple(_bed(group, months) for group in folded)
    return Meadow(beds, tuple(map(plant_of, sorted(newest))))


def _bed(group: Sequence[str], months: Mapping[str, int]) -> Bed:
    """A year of which nothing stands elsewhere is told as the whole of it."""
    year = group[0][:4]
    is_whole = len(group) > 1 and all(month in group for month in months if month[:4] == year)
    first, last = (f"{year}-01", f"{year}-12") if is_whole else (group[0], group[-1])
    return Bed(first, last, sum(months[month] for month in group))


def monday(day: date) -> date:
    """The Monday of its ISO week."""
    return day - day.weekday() * DAY


def month_of(day: date) -> str:
    """Its month, like 2026-03."""
    return day.isoformat()[:7]


def _before(today: date, first: date) -> Iterator[date]:
    """From yesterday back to the first. Nothing is before the first date there is."""
    return (today - n * DAY for n in range(1, (today - first).days + 1))


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
