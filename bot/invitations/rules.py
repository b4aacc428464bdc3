"""Who may be asked for something, how often, and for how long an invitation is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refusal

LAPSES_AFTER = timedelta(days=7)
"""An invitation that nobody answered is closed then."""
NOT_AGAIN_FOR = timedelta(days=30)
"""For so long after a no, and after an invitation, the same person is not asked by the same one."""
OPEN_AT_ONCE = 5
"""So many invitations stand open for one person at most, whoever sent them."""


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


def is_lapsed(invited_at: datetime, now: datetime) -> bool:
    """Whether the seven days are over."""
    return now - invited_at >= LAPSES_AFTER


def not_before(invited_at: datetime, refused_at: datetime | None = None) -> datetime:
    """From when on the same person may be asked once more: a no counts from the no, anything else from the asking."""
    return (refused_at or invited_at) + NOT_AGAIN_FOR
