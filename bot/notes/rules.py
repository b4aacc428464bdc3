"""Where a channel note goes, under which name, and what takes it away again."""

from dataclasses import dataclass, field

from bot.courses.rules import Course
from bot.pings import rules as pings
from bot.pings.rules import Telling, What

NAME_CHARACTERS = 40
REFUSED_FOR_GOOD = frozenset({"not_in_channel", "is_archived", "is_inactive", "channel_not_found"})
"""What Slack says of a channel that the bot can't post to, or change anything in: the note is off then."""


@dataclass(frozen=True)
class Setting:
    """The channel that gets it, by its id (empty for none), and the name that somebody is called by there."""

    channel: str = ""
    name: str = field(default="", repr=False)


NO_NOTE = Setting()


@dataclass(frozen=True)
class Note:
    """All that a note is drawn from: a name that was typed for it, what is true, the zone of whoever it is about."""

    name: str
    telling: Telling
    zone: str


def is_news(before: Course | None, course: Course) -> bool:
    """Whether this change is the message of a sitting that has none yet. Not of one that would have had it when it
    began: the note was not on then, and begins with the next."""
    would_be_told = before is not None and pings.telling(before).what is not What.QUIET
    return not would_be_told and pings.is_news(before, course)


def is_drawn(telling: Telling) -> bool:
    """Whether there is a line for it: not while it is quiet, and none at all once it was not meant."""
    return telling.what not in (What.QUIET, What.GONE)
