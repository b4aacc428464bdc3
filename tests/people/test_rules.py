"""The rules of a person."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.people import rules

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"])
def test_a_zone_is_one_that_this_machine_knows(zone: str) -> None:
    assert rules.is_zone(zone)


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "Europe", "../../etc/passwd", "Europe/Berlin\0", "x" * 300, "é"])
def test_anything_else_is_no_zone(zone: str) -> None:
    assert not rules.is_zone(zone)


@pytest.mark.parametrize(("age", "stale"), [(timedelta(hours=23, minutes=59), False), (timedelta(days=1), True)])
def test_a_zone_is_asked_for_again_after_a_day(age: timedelta, *, stale: bool) -> None:
    assert rules.is_stale(NINE - age, NINE) == stale


def test_a_zone_that_was_never_seen_is_asked_for() -> None:
    assert rules.is_stale(None, NINE)
