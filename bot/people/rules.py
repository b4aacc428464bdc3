"""Who a person is, and how long their sentences are kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.ids import PersonId

ZONE_FRESH_FOR = timedelta(days=1)
SETTLING_LENGTHS = (5, 2, 1, 0)
"""Minutes. A person's own settling length is one of these; 5 at first (PRODUCT 3)."""
SKIPS_THAT_MEAN_NO = 2
"""Settling skipped this often in a row becomes none."""


class Keeping(StrEnum):
    """How long a person's sentences are kept; asked at the first check-in (CARE 9)."""

    NOT_KEPT = "not"
    WEEK = "7"
    MONTH = "30"
    UNTIL_DELETED = "always"


KEPT_FOR = {Keeping.WEEK: timedelta(days=7), Keeping.MONTH: timedelta(days=30), Keeping.UNTIL_DELETED: None}


@dataclass(frozen=True)
class FromSlack:
    """What Slack says of a person: their zone (empty for none), and their DM with the bot; None where it can't now."""

    zone: str | None = None
    dm: str | None = None


@dataclass(frozen=True)
class Profile:
    """What a use case needs to know of a person. `keeping` is None until they were asked."""

    person: PersonId
    zone: str = "UTC"
    settling_minutes: int = 5
    keeping: Keeping | None = None
    welcomed: bool = False


def is_zone(zone: str) -> bool:
    """Whether this is an IANA zone that this machine knows."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return False
    return True


def is_stale(seen_at: datetime | None, now: datetime) -> bool:
    """Whether the zone is to be asked of Slack again: never seen, or not for a day."""
    return seen_at is None or now - seen_at >= ZONE_FRESH_FOR
