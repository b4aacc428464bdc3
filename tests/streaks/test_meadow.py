"""The meadow: a plant for each day shown, compared with one that was kept; it grows and is all there."""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.phrasebook import said
from bot.streaks import cards
from bot.streaks.rules import (
    A_ROW,
    DAY,
    PLANTS,
    WEEKEND,
    Days,
    Meadow,
    Mode,
    Picture,
    in_full_since,
    look_back,
    meadow,
    month_of,
    plant_of,
)
from sandbox.blocks import faults_in_message, faults_in_view

KEPT = Path(__file__).parent / "meadow.txt"
TODAY = date(2036, 6, 2)
NOT_GROWING = {"wilted_flower", "fallen_leaf", "leaves", "maple_leaf", "bouquet"}
some_days = st.frozensets(st.integers(0, 1500).map(lambda n: TODAY - n * DAY), max_size=80)


def grown(days: frozenset[date]) -> Meadow:
    """As the service makes it: from how many days each month has, and the days of the newest months."""
    months = Counter(map(month_of, days))
    return meadow(months, [day for day in days if day >= in_full_since(months)])


def drawn(days: frozenset[date], picture: Picture = Picture.MEADOW) -> str:
    stretch = look_back(days, TODAY, rest_days=[(date.min, WEEKEND)])
    blocks = cards.picture(Days(stretch, Mode.TOTAL, picture), grown(days))
    assert faults_in_message({"text": "Days", "blocks": blocks or [{"type": "divider"}]}) == []
    return "\n".join(map(said, blocks))


def test_ten_years_look_as_they_were_kept() -> None:
    days = frozenset(TODAY - n * DAY for n in range(3650) if (n * 7) % 11 > 3)
    assert drawn(days) + "\n" == KEPT.read_text()
    assert len(drawn(days)) < 3000


def test_one_day_is_one_plant_and_its_number() -> None:
    assert drawn(frozenset({TODAY})) == f":{plant_of(TODAY)}:  1 day"
    assert drawn(frozenset()) == ""


def test_nothing_that_grows_here_is_dry_or_fallen() -> None:
    assert not NOT_GROWING & set(PLANTS)
    assert len(set(PLANTS)) == len(PLANTS)


def test_the_sandboxs_page_draws_every_plant() -> None:
    table = (Path(__file__).parents[2] / "sandbox" / "page" / "emoji.js").read_text().split()
    assert set(PLANTS) <= set(table)


@given(some_days)
def test_every_day_shown_is_in_it_once(days: frozenset[date]) -> None:
    seen = grown(days)
    assert sum(bed.days for bed in seen.beds) + len(seen.plants) == len(days)
    assert all(bed.days > 0 for bed in seen.beds)
    assert sum(map(len, seen.rows)) == len(seen.plants)
    assert all(len(row) == A_ROW for row in seen.rows[:-1])


@given(some_days)
def test_older_beds_come_first_and_none_stands_twice(days: frozenset[date]) -> None:
    beds = grown(days).beds
    spans = [(bed.first, bed.last) for bed in beds]
    assert spans == sorted(spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    since = in_full_since(Counter(map(month_of, days)))
    assert all(bed.last < month_of(since) for bed in beds)


@given(some_days, st.integers(0, 400))
def test_the_same_day_is_always_the_same_plant_and_time_takes_none(days: frozenset[date], later: int) -> None:
    newest = sorted(days)[-1:]
    more = frozenset({*days, *(day + later * DAY for day in newest)})
    assert len(grown(more).plants) + sum(bed.days for bed in grown(more).beds) == len(more)
    assert grown(days).plants[-1:] == tuple(map(plant_of, newest))


@given(some_days)
def test_dots_and_the_number_alone_show_no_plant(days: frozenset[date]) -> None:
    assert ":" not in drawn(days, Picture.DOTS)
    assert drawn(days, Picture.NUMBER) == ""


def test_slack_takes_the_largest_of_them_on_the_home_tab() -> None:
    days = frozenset(TODAY - n * DAY for n in range(40 * 365))
    stretch = look_back(days, TODAY, rest_days=[(date.min, WEEKEND)])
    blocks = cards.picture(Days(stretch, Mode.ON, Picture.MEADOW), grown(days))
    assert faults_in_view({"type": "home", "blocks": blocks}) == []
