"""Which numbers are shown where, and when they no longer are."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.care import wording
from bot.doctor import old_numbers
from bot.helplines.rules import CHECKED_FOR, Helpline, read, shipped, shown, stale
from bot.helplines.wording import COUNTRIES

CHECKED = date(2026, 1, 10)
LINE = Helpline("LV", "A line", "call 1", "24 hours a day", CHECKED, "https://example.org/")
GRIEF = replace(LINE, name="A line for grief", number="call 2", for_grief=True)
SECOND = replace(LINE, name="A second line", number="call 3")
NOT_CONFIRMED = ("DE", "FR", "AT", "CH", "SE", "BE", "IN")


def test_a_country_gets_its_own_line_and_any_other_none() -> None:
    assert shown([LINE], "LV", CHECKED) == (LINE,)
    assert shown([LINE], "DE", CHECKED) == ()
    assert shown([LINE], None, CHECKED) == ()


def test_a_line_is_shown_for_180_days_after_it_was_checked_and_not_a_day_longer() -> None:
    last = CHECKED + CHECKED_FOR
    assert shown([LINE], "LV", last) == (LINE,)
    assert stale([LINE], last) == ()
    assert shown([LINE], "LV", last + timedelta(days=1)) == ()
    assert stale([LINE], last + timedelta(days=1)) == (LINE,)


def test_a_line_for_grief_stands_beside_another_and_never_alone() -> None:
    assert shown([LINE, GRIEF], "LV", CHECKED) == (LINE, GRIEF)
    assert shown([GRIEF], "LV", CHECKED) == ()
    old = replace(LINE, checked_on=CHECKED - CHECKED_FOR - timedelta(days=1))
    assert shown([old, GRIEF], "LV", CHECKED) == ()


def test_the_card_names_the_line_with_its_hours_and_findahelpline_always() -> None:
    assert wording.talk([]) == "To talk with someone: *findahelpline.com*, for any country."
    both = "*A line: call 1, 24 hours a day*; *A second line: call 3, 24 hours a day*"
    assert wording.talk([LINE, SECOND]) == f"To talk with someone: {both}, or *findahelpline.com* for any country."
    assert wording.talk([LINE, GRIEF]).endswith(
        "or *findahelpline.com* for any country. After a death: *A line for grief: call 2, 24 hours a day*."
    )


def test_the_doctor_names_the_entries_that_are_too_old() -> None:
    assert old_numbers([LINE], CHECKED) == []
    (found,) = old_numbers([LINE, replace(LINE, checked_on=date(2030, 1, 1))], CHECKED + timedelta(days=181))
    assert "The number of A line (LV) was last checked on 2026-01-10" in found.sentence
    assert not found.stops_it


def test_every_entry_that_is_shipped_is_whole() -> None:
    assert shipped()
    for line in shipped():
        assert line.source.startswith("https://")
        assert all((line.name, line.number, line.hours))
        assert not re.search(r"[*_~`<>&]", line.name + line.number + line.hours)  # they stand in markup
    assert {line.country for line in shipped()} == set(COUNTRIES)
    assert list(COUNTRIES.values()) == sorted(COUNTRIES.values())


def test_no_number_is_shipped_that_nobody_confirmed() -> None:
    assert not {line.country for line in shipped()} & set(NOT_CONFIRMED)


@pytest.mark.parametrize("text", ["", "[[line]]", "[[line]]\ncountry = 'LV'", "line = 3", "[[line"])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read(text)
