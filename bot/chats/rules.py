"""When somebody may be asked for a weekly chat, for how long that is open, and what they can have said to it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.errors import Refusal
from bot.ladder.rules import Rung, Size
from bot.prompts.rules import Schedule

WORDS_CHARACTERS = 150
LAPSES_AFTER = timedelta(days=7)
"""An invitation that nobody answered is closed then."""
NOT_AGAIN_FOR = timedelta(days=30)
"""For so long after a no, and after an invitation, the same person is not asked by the same one."""
OPEN_AT_ONCE = 5
"""So many invitations stand open for one person at most, whoever sent them."""
ENDED_SHOWN_FOR = timedelta(days=1)
TEN = time(10)
"""When a chat is, unless they choose."""
FRIDAY = 4


class Answer(StrEnum):
    """What became of an invitation. `waits` and `none` (nobody answered in seven days) are not stored."""

    WAITS = "waits"
    NONE = "none"
    YES = "yes"
    NO = "no"
    STOPPED = "stopped"
    ENDED = "ended"


OVER = (Answer.NO, Answer.STOPPED, Answer.ENDED)
"""The other one declined or stopped, or whoever asked ended it: nothing comes of it any more."""


class What(StrEnum):
    """What the card at the time is drawn as: as it stands, or one plain line."""

    CARD = "card"
    BEGUN = "begun"
    NOT_TODAY = "not_today"


class OneselfError(Refusal):
    """They asked themselves."""


class BotAskedError(Refusal):
    """A bot has no time."""


class GoneError(Refusal):
    """Somebody whose account is switched off."""


class GuestError(Refusal):
    """A guest, or someone of another workspace, who does not expect to hear from this bot."""


class NotKnownError(Refusal):
    """Slack did not say who that is."""


class HasOneError(Refusal):
    """One chat at a time."""


class PairHasOneError(Refusal):
    """The other one asked them before."""


class AskedByManyError(Refusal):
    """As many invitations as may be stand open for that person."""


@dataclass
class NotAgainYetError(Refusal):
    """They said no, or were asked, not long ago; `until` is when that is over, in the reader's `zone`."""

    until: datetime
    zone: str


class ChatOverError(Refusal):
    """The chat that a modal is about ended meanwhile."""


@dataclass(frozen=True)
class Colleague:
    """What Slack says somebody is."""

    is_bot: bool = False
    is_gone: bool = False
    is_guest: bool = False


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


def checked_colleague(who: Colleague | None) -> None:
    """Whether somebody can be asked at all. Raises what they can be instead."""
    if who is None:
        raise NotKnownError
    for is_so, refusal in ((who.is_bot, BotAskedError), (who.is_gone, GoneError), (who.is_guest, GuestError)):
        if is_so:
            raise refusal


def is_lapsed(invited_at: datetime, now: datetime) -> bool:
    """Whether the seven days are over."""
    return now - invited_at >= LAPSES_AFTER


def not_before(answer: Answer, invited_at: datetime, answered_at: datetime) -> datetime:
    """From when on the same person may be asked once more: a no counts from the no, anything else from the asking."""
    return (invited_at if answer is Answer.ENDED else answered_at) + NOT_AGAIN_FOR


def has_smaller(size: Size) -> bool:
    """Whether the card offers a smaller size."""
    return size.foot is not Rung.WORD
