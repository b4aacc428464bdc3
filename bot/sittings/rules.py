"""A sitting as its card shows it."""

from dataclasses import dataclass
from datetime import datetime

from bot.courses.rules import Course
from bot.streaks.rules import Days
from bot.switches.rules import NOTHING_SET, Switches


@dataclass(frozen=True)
class Shown:
    """All that a card needs to be drawn: `at` is when, `zone` the reader's; the rest are mostly their own words.
    `whom` a chat is with is a Slack user id. `counts`: days are counted for them; `days` what stays of these, where the
    card tells it. `thumb` is who sent a 👍, by their Slack id, on the card at the end."""

    block_id: str
    course: Course
    task: str
    zone: str
    at: datetime
    link: str = ""
    whom: str = ""
    phrase: str = ""
    own_object: str = ""
    break_line: str = ""
    parked: tuple[str, ...] = ()
    is_first: bool = False
    lacks_zone: bool = False
    settling_dropped: bool = False
    asks_keeping: bool = False
    offers_evening: bool = False
    counts: bool = True
    days: Days | None = None
    switches: Switches = NOTHING_SET
    thumb: str = ""
