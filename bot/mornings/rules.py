"""What the card at the time shows, and when Later is."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.plans.rules import Planned, Press
from bot.prompts.rules import DAY, TimePassedError, moment
from bot.streaks.rules import focus_date


class Shows(StrEnum):
    """What stands on a plan's card: what is planned, at its time or late; or when it comes once more."""

    CARD = "card"
    LATE = "late"
    CHOICES = "choices"


@dataclass(frozen=True)
class MorningCard:
    """What the card at the time is drawn from; `at` is the moment that it is for."""

    press: Press
    planned: Planned
    at: datetime
    zone: str
    shows: Shows = Shows.CARD
    ready_list: str = ""


def later_today(chosen: time, at: datetime, zone: str, day_start: time) -> datetime:
    """The moment at which the wall clock shows this next, on the focus day of `at`. Raises TimePassedError."""
    today, local = focus_date(at, zone, day_start), at.astimezone(ZoneInfo(zone)).date()
    for day in (local, local + DAY):
        found = moment(day, chosen, zone)
        if found > at and focus_date(found, zone, day_start) == today:
            return found
    raise TimePassedError
