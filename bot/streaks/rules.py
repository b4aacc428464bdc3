"""Which calendar date a moment belongs to (STREAKS.md 3)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_START = time(4)
"""A day turns over at 04:00: the one early hour that no IANA zone skips or repeats, 2024 to 2037."""


def focus_date(at: datetime, zone: str, day_start: time = DAY_START) -> date:
    """The local date of `at` (aware) in the IANA `zone`, where a day begins at `day_start` on the wall clock."""
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=day_start.hour, minutes=day_start.minute)).date()
