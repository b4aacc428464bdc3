"""Who may be asked for something, how often, for how long that is open, and what can have been said to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import Refusal

LAPSES_AFTER = timedelta(days=7)
"""An invitation that nobody answered is closed then."""
NOT_AGAIN_FOR = timedelta(days=30)
"""For so long after a no, and after an invitation, the same person is not asked by the same one."""
OPEN_AT_ONCE = 5
"""So many invitations of a kind stand open for one person at most, whoever sent them."""


class Answer(StrEnum):
    """What became of an invitation. `waits` is not stored, and `none` (nobody answered in seven days) not at once."""

    WAITS = "waits"
    NONE = "none"
    YES = "yes"
    NO = "no"
    STOPPED = "stopped"
    ENDED = "ended"


OVER = (Answer.NO, Answer.STOPPED, Answer.ENDED)
"""The other one declined or stopped, or whoever asked ended it: nothing comes of it any more."""
TOLD = (Answer.NO, Answer.STOPPED)
"""What became of the one before is told where another one can be asked; one's own end is known."""


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


class AskedByManyError(Refusal):
    """As many invitations as may be stand open for that person."""


@dataclass
class NotAgainYetError(Refusal):
    """They said no, or were asked, not long ago; `until` is when that is over, in the reader's `zone`."""

    until: datetime
    zone: str


@dataclass(frozen=True)
class Colleague:
    """What Slack says somebody is."""

    is_bot: bool = False
    is_gone: bool = False
    is_guest: bool = False


def checked_colleague(who: Colleague | None) -> None:
    """Whether somebody can be asked at all. Raises what they can be instead."""
    if who is None:
        raise NotKnownError
    for is_so, refusal in ((who.is_bot, BotAskedError), (who.is_gone, GoneError), (who.is_guest, GuestError)):
        if is_so:
            raise refusal


def said(answer: str | None, invited_at: datetime, now: datetime) -> Answer:
    """What became of an invitation by now."""
    if answer is not None:
        return Answer(answer)
    return Answer.NONE if now - invited_at >= LAPSES_AFTER else Answer.WAITS


def not_before(answer: Answer, invited_at: datetime, answered_at: datetime | None) -> datetime:
    """From when on the same person may be asked once more: a no counts from when it was said, all else from the
    asking."""
    return (answered_at if answered_at and answer in TOLD else invited_at) + NOT_AGAIN_FOR


def checked_again(times: Iterable[datetime], now: datetime, zone: str) -> None:
    """Whether it is after all these. Raises NotAgainYetError."""
    until = max(times, default=now)
    if until > now:
        raise NotAgainYetError(until, zone)


def checked_room(waiting: int) -> None:
    """Whether one more invitation has room beside so many. Raises AskedByManyError."""
    if waiting >= OPEN_AT_ONCE:
        raise AskedByManyError
