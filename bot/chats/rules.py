"""What a weekly chat is, as whoever asked, whoever was asked, and the card at the time show it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.errors import Refusal
from bot.invitations.rules import Answer
from bot.ladder.rules import Rung, Size
from bot.prompts.rules import Schedule

WORDS_CHARACTERS = 150
ENDED_SHOWN_FOR = timedelta(days=1)
TEN = time(10)
"""When a chat is, unless they choose."""
FRIDAY = 4


class What(StrEnum):
    """What the card at the time is drawn as: as it stands, or one plain line."""

    CARD = "card"
    BEGUN = "begun"
    NOT_TODAY = "not_today"


class HasOneError(Refusal):
    """One chat at a time."""


class PairHasOneError(Refusal):
    """The other one asked them before."""


class ChatOverError(Refusal):
    """The chat that a modal is about ended meanwhile."""


@dataclass(frozen=True)
class Weekly:
    """Once a week, on this weekday (0 is Monday), at this wall-clock time of whoever asked."""

    weekday: int
    at: time = TEN

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.at, weekdays=frozenset({self.weekday}))


@dataclass(frozen=True)
class Form:
    """What the modal holds."""

    whom: str
    weekly: Weekly
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class Draft:
    """What the modal is filled in with. `last` is what became of the chat before, with `last_whom`."""

    weekly: Weekly
    last_whom: str = ""
    last: Answer | None = None


@dataclass(frozen=True)
class Agreed:
    """A chat as whoever asked for it sees it: with whom, when, next at, and what the other one said."""

    chat_id: str
    whom: str
    weekly: Weekly
    said: Answer
    next_at: datetime | None
    zone: str


@dataclass(frozen=True)
class Invitation:
    """An invitation as the other one sees it; `from_at` is the next time, `zone` that of the one who asks."""

    chat_id: str
    asker: str
    said: Answer
    from_at: datetime | None
    zone: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class CardShown:
    """The card at the time; `at` is when it is for, None where it is later than that by now."""

    chat_id: str
    revision: int
    whom: str
    size: Size
    zone: str
    at: datetime | None = None
    is_answered: bool = False


def drafted(local: datetime) -> Weekly:
    """The next weekday, at ten."""
    tomorrow = (local.weekday() + 1) % 7
    return Weekly(tomorrow if tomorrow <= FRIDAY else 0)


def has_smaller(size: Size) -> bool:
    """Whether the card offers a smaller size."""
    return size.foot is not Rung.WORD
