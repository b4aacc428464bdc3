"""Which day somebody means who says until when they rest."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rests.rules import DayPassedError, DayUnclearError, back_on, is_back
from bot.streaks.rules import DAY

WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("until tomorrow", "2026-06-04"),
        ("tomorrow", "2026-06-04"),
        ("today", "2026-06-04"),
        ("until the day after tomorrow", "2026-06-05"),
        ("until Monday", "2026-06-08"),
        ("until mon", "2026-06-08"),
        ("till Thurs.", "2026-06-04"),
        ("to wednesday", "2026-06-10"),
        ("until next monday", "2026-06-08"),
        ("until next friday", "2026-06-12"),
        ("until next week", "2026-06-08"),
        ("until next month", "2026-07-01"),
        ("until 2026-12-03", "2026-12-03"),
        ("UNTIL 3 December", "2026-12-03"),
        ("until december 3", "2026-12-03"),
        ("until Dec 3rd", "2026-12-03"),
        ("until the 3rd of december 2027", "2027-12-03"),
        ("until 2 June", "2027-06-02"),
        ("until 29 feb", "2028-02-29"),
        ("for 3 days", "2026-06-06"),
        ("for a week", "2026-06-10"),
        ("two weeks", "2026-06-17"),
        ("  until   Monday  ", "2026-06-08"),
    ],
)
def test_a_day_is_read_as_it_is_said(words: str, day: str) -> None:
    assert back_on(words, WEDNESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    ["until whenever", "until", "mo", "until 31 June", "2026-13-01", "3", "12/3", "3.12.", "999999 days", "until june"],
)
def test_what_is_no_day_is_kept_in_the_answer_and_nothing_else(words: str) -> None:
    with pytest.raises(DayUnclearError) as refused:
        back_on(words, WEDNESDAY)
    assert refused.value.words == words


@pytest.mark.parametrize("words", ["until 2026-06-03", "until 2020-01-01", "until 3 June 2026", "0 days"])
def test_a_day_that_is_not_ahead_is_none_to_be_back_on(words: str) -> None:
    with pytest.raises(DayPassedError):
        back_on(words, WEDNESDAY)


@given(st.text(max_size=40) | st.from_regex(r"until [a-z0-9 -]{0,15}"), st.dates(date(2000, 1, 1), date(9990, 1, 1)))
def test_whatever_is_typed_is_a_day_ahead_or_refused(words: str, today: date) -> None:
    with suppress(DayUnclearError, DayPassedError):
        assert back_on(words, today) > today


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_seven_days(today: date, number: int) -> None:
    name = f"{date(2026, 6, 1) + number * DAY:%A}"
    found = back_on(name, today)
    assert found.weekday() == number
    assert today < found <= today + 7 * DAY


def test_they_are_back_when_they_say_so() -> None:
    assert all(map(is_back, ("off", "Off.", "back", "I’m back", "over")))
    assert not any(map(is_back, ("", "monday", "off until monday")))
