"""Which sentences are looked at, and for which days one may be written."""

from datetime import date, timedelta

import pytest

from bot.journal import wording
from bot.journal.cards import modal
from bot.journal.rules import (
    PAGE,
    DayOutsideError,
    Entry,
    Place,
    Shelf,
    TermTooLongError,
    checked_day,
    checked_term,
    settled,
    shelved,
    span,
    with_term,
)
from sandbox.blocks import faults_in_view

TODAY = date(2026, 6, 1)


def entries(*words: str) -> list[Entry]:
    return [Entry(f"{number:024}", TODAY, each) for number, each in enumerate(words)]


@pytest.mark.parametrize("back", range(15))
def test_a_sentence_can_be_written_for_today_and_fourteen_days_back(back: int) -> None:
    day = TODAY - timedelta(days=back)
    assert checked_day(day, TODAY) == day


@pytest.mark.parametrize("back", [-365, -1, 15, 4000])
def test_no_sentence_can_be_written_for_what_is_further_back_or_ahead(back: int) -> None:
    with pytest.raises(DayOutsideError):
        checked_day(TODAY - timedelta(days=back), TODAY)


@pytest.mark.parametrize(
    ("place", "first", "last"),
    [
        (Place("2026-02"), date(2026, 2, 1), date(2026, 2, 28)),
        (Place("2024-02"), date(2024, 2, 1), date(2024, 2, 29)),
        (Place("2025-12"), date(2025, 12, 1), date(2025, 12, 31)),
        (Place(is_week=True), date(2026, 5, 26), date.max),
        (Place("2026-02", term="test"), date.min, date.max),
    ],
)
def test_a_place_is_a_span_of_days(place: Place, first: date, last: date) -> None:
    assert span(place, TODAY) == (first, last)


@pytest.mark.parametrize("place", [Place(), Place("2020-01"), Place(term=" \t"), Place("2020-01", page=3)])
def test_without_a_month_that_has_any_it_is_the_newest(place: Place) -> None:
    assert settled(place, ["2026-06", "2026-04"]) == Place("2026-06")
    assert settled(place, []) == Place()


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("TEST", True),
        ("te", True),
        ("one test", True),
        ("café", True),
        ("cafe\u0301", True),
        ("STRASSE", True),
        ("\uff54est", True),
        ("tests", False),
        ("*", False),
        ("%", False),
    ],
)
def test_a_term_is_looked_for_in_the_whole_sentence_in_any_case(term: str, found: bool) -> None:
    (entry,) = entries("wrote one\n  Test in the Café, Straße")
    assert list(with_term([entry], term)) == ([entry] if found else [])


def test_a_term_that_is_too_long_is_refused() -> None:
    assert checked_term("x" * 150)
    with pytest.raises(TermTooLongError):
        checked_term("x" * 151)


@pytest.mark.parametrize(
    ("count", "page", "shown", "stands"),
    [(0, 0, 0, 0), (20, 0, 20, 0), (20, 1, 20, 0), (21, 1, 1, 1), (21, 9, 1, 1), (21, -1, 20, 0), (400, 3, 20, 3)],
)
def test_a_page_that_is_no_longer_there_is_the_last_one(count: int, page: int, shown: int, stands: int) -> None:
    found = shelved(Place("2026-06", page=page), entries(*["okay"] * count))
    assert (len(found.entries), found.place.page) == (shown, stands)
    assert found.has_older is (count > (stands + 1) * PAGE)
    assert found.has_newer is (stands > 0)


@pytest.mark.parametrize(
    "words", ["🌱" * 1000, "\n" * 999 + "x", "<!date^1^{time}|x> *b* <@U1> &amp;" * 20, "é" * 1000]
)
def test_a_full_page_of_any_words_is_within_slacks_limits(words: str) -> None:
    months = [f"{year}-{month:02}" for year in range(2035, 2025, -1) for month in range(12, 0, -1)]
    shelf = Shelf(Place("2035-12", page=1), entries(*[words] * PAGE), months, has_older=True, some_closed=True)
    assert faults_in_view(modal(shelf)) == []


def test_a_day_is_written_out_and_says_nothing_but_the_date() -> None:
    assert wording.day(TODAY) == "Monday 1 June 2026"
    assert wording.month("2026-06") == "June 2026"
