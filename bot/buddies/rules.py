"""What one colleague may know: the words of the four pings, and the link as each of the two sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.errors import Refusal
from bot.invitations.rules import Answer

WORDS_CHARACTERS = 150
UNDO_FOR = timedelta(minutes=2)
"""For so long a stop can be taken back."""
OVER_SHOWN_FOR = timedelta(days=7)
"""For so long what is over is shown to the other one, when they look."""
SHOWN_AT_MOST = 20
"""So many of those whose blocks somebody hears of stand on the Home tab."""
MINUTES = "{minutes}"
"""What stands in the words of a start for the length of the block."""


class Ping(StrEnum):
    """What a buddy can be told."""

    START = "start"
    BREAK = "break"
    BACK = "back"
    DONE = "done"


Sayings: TypeAlias = Mapping[Ping, str]
"""Words of a person's own; a ping that is not there is said as everyone begins."""


class HasOneError(Refusal):
    """One buddy at a time."""


class LinkOverError(Refusal):
    """The link that a modal is about ended meanwhile."""


@dataclass(frozen=True)
class Form:
    """Who is asked, and what they will read."""

    whom: str
    words: Sayings = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Draft:
    """Nobody knows. `last` is what became of the one before, with `last_whom`."""

    last_whom: str = ""
    last: Answer | None = None


@dataclass(frozen=True)
class Link:
    """The link as whoever asked (`asker`) sees it: who knows, or was asked, and in which words."""

    link_id: str
    asker: str
    whom: str
    said: Answer
    is_paused: bool = False
    words: Sayings = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Invitation:
    """The invitation as whoever was asked sees it; `can_undo` right after they stopped it."""

    link_id: str
    asker: str
    said: Answer
    words: Sayings = field(default_factory=dict, repr=False)
    can_undo: bool = False


@dataclass(frozen=True)
class Hears:
    """Whose blocks somebody hears of, and whether outside working hours, too."""

    link_id: str
    asker: str
    any_hour: bool


@dataclass(frozen=True)
class Place:
    """What stands on somebody's Home tab: who knows of their blocks, and whose they hear of."""

    mine: Link | Draft = field(default_factory=Draft)
    hears: tuple[Hears, ...] = ()


def can_undo(stopped_at: datetime | None, now: datetime) -> bool:
    """Whether a stop can be taken back now."""
    return stopped_at is not None and now < stopped_at + UNDO_FOR


def too_long(words: Sayings) -> Mapping[Ping, int]:
    """Which of the words have no room, and how many characters they are."""
    return {ping: len(said) for ping, said in words.items() if len(said) > WORDS_CHARACTERS}
