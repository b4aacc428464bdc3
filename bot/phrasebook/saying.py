"""One thing the bot can say, and the made-up words it is drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import kit
from bot.courses.rules import Course
from bot.focus import cards as focus_cards
from bot.focus import wording as focus_wording
from bot.invitations.rules import Answer
from bot.kit import Json
from bot.ladder.rules import Size
from bot.sittings.rules import Shown
from bot.speech import Line

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TASK = "loader test"
WORDS = "wrote one test"
SOMEONE = "U0SOMEONE1"
LINK = "https://example.slack.com/archives/C1/p1"
TWENTY = Size(20)
ANSWERS = {
    Answer.WAITS: "no answer yet",
    Answer.NONE: "no answer in seven days",
    Answer.YES: "fine",
    Answer.NO: "not this time",
    Answer.STOPPED: "stopped",
    Answer.ENDED: "ended",
}
"""What came of asking somebody, in the names of what is said then."""


@dataclass(frozen=True)
class Saying:
    """One message or view. `text` is the notification; `view` is set for modals and the Home tab."""

    name: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    view: Mapping[str, Any] | None = None

    @property
    def drawn(self) -> tuple[Json, ...]:
        return tuple(self.view["blocks"]) if self.view is not None else self.blocks


def minute(count: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=count)


def shown(course: Course, *, task: str = TASK, minutes: float = 0, **more: Any) -> Shown:
    """A block as a card is handed it, `minutes` after its start."""
    return Shown("0a1b2c3d4e5f", course, task, "UTC", course.began_at + timedelta(minutes=minutes), **more)


def card(name: str, block: Shown) -> Saying:
    return Saying(name, focus_wording.notification(block.course), focus_cards.card(block))


def plain(name: str, line: Line) -> Saying:
    return Saying(name, focus_wording.WHERE_THINGS_STAND, (kit.line(line),))
