"""Which date a moment belongs to."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.streaks.rules import focus_date

CASES = json.loads((Path(__file__).parent / "focus_dates.json").read_text())
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Cairo", "Pacific/Kiritimati", "UTC")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['zone']} {case['local']}")
def test_a_moment_belongs_to_the_date_that_began_at_the_day_start(case: dict[str, str]) -> None:
    wall = datetime.fromisoformat(case["local"]).replace(tzinfo=ZoneInfo(case["zone"]), fold=int(case["fold"]))
    start = time.fromisoformat(case["day_start"])
    assert focus_date(wall.astimezone(UTC), case["zone"], start) == date.fromisoformat(case["date"])


@given(st.integers(0, 13 * 366 * 24), st.sampled_from(ZONES))
def test_dates_never_run_backwards(hours: int, zone: str) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    assert focus_date(at, zone) <= focus_date(at + timedelta(hours=1), zone) <= focus_date(at, zone) + timedelta(days=1)
