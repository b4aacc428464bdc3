"""What a link to Slack's page holds, what came back from there, and what can be written of a status."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self, TypeAlias

from bot.errors import Refusal
from bot.ids import PersonId
from bot.permissions.rules import Feature, allowed
from bot.presence.rules import Look, Looks, Showing

Features: TypeAlias = frozenset[Feature]

LINK_FOR = timedelta(minutes=30)
STATUS_CHARACTERS = 100
"""Slack's room for a status."""
_EMOJI_FIRST = re.compile(r"(:[^\s:]+(?:::skin-tone-\d)?:)\s*(.*)", re.DOTALL)


class Ending(StrEnum):
    """How it ended for whoever came back from Slack's page."""

    CONNECTED = "connected"
    STATUS_ALONE = "status_alone"
    SNOOZE_ALONE = "snooze_alone"
    NEITHER = "neither"
    CANCELLED = "cancelled"
    STALE = "stale"
    SOMEBODY_ELSE = "somebody_else"
    NO_ANSWER = "no_answer"


ENDINGS: Mapping[frozenset[Feature], Ending] = {
    frozenset(Feature): Ending.CONNECTED,
    frozenset({Feature.STATUS}): Ending.STATUS_ALONE,
    frozenset({Feature.SNOOZE}): Ending.SNOOZE_ALONE,
    frozenset(): Ending.NEITHER,
}


@dataclass
class StatusTooLongError(Refusal):
    """A status with more characters than Slack has room for."""

    characters: int


@dataclass(frozen=True)
class Asked:
    """For whom a link was made, until when it is good; `nonce` tells links apart, each is good once."""

    person: PersonId
    until: datetime
    nonce: str

    def as_text(self) -> str:
        """For sealing."""
        return json.dumps([*self.person, int(self.until.timestamp()), self.nonce])

    @classmethod
    def read(cls, text: str) -> Self:
        """What `as_text` wrote."""
        workspace, user, until, nonce = json.loads(text)
        return cls(PersonId(workspace, user), datetime.fromtimestamp(until, UTC), nonce)


@dataclass(frozen=True)
class Granted:
    """What Slack handed over: whose token it is, in which workspaces, and what it is good for."""

    user: str
    workspaces: frozenset[str]
    scopes: frozenset[str] = frozenset()
    token: str = field(default="", repr=False)

    @property
    def ending(self) -> Ending:
        """How that is told."""
        return ENDINGS[allowed(self.scopes) if self.token else frozenset()]

    def is_of(self, person: PersonId) -> bool:
        return self.user == person.user and person.workspace in self.workspaces


@dataclass(frozen=True)
class Connection:
    """Where it stands for somebody: whether it can be connected here, what Slack allowed, what is switched on.

    `link` leads to Slack's page; it is made for one reading.
    """

    is_offered: bool = False
    is_connected: bool = False
    allowed: frozenset[Feature] = frozenset()
    wanted: frozenset[Feature] = frozenset()
    looks: Looks = field(default_factory=dict)
    link: str = field(default="", repr=False)


NOT_OFFERED = Connection()


@dataclass(frozen=True)
class Wished:
    """What somebody set: what is switched on, and how the statuses look."""

    features: frozenset[Feature]
    looks: Looks

    @property
    def too_long(self) -> Mapping[Showing, StatusTooLongError]:
        """Those that Slack has no room for."""
        counted = {showing: len(look.text) for showing, look in self.looks.items()}
        return {one: StatusTooLongError(count) for one, count in counted.items() if count > STATUS_CHARACTERS}


def look_in(words: str, usual: Look) -> Look:
    """An emoji by its name, if one stands first, and the words; what is left out is as it usually is."""
    words = " ".join(words.split())
    found = _EMOJI_FIRST.fullmatch(words)
    emoji, text = (found[1], found[2].strip()) if found else (usual.emoji, words)
    return Look(text or usual.text, emoji)


def wanted_now(before: Features, were_on: Features, now: Features) -> Features:
    """What is on once Slack allows this: what is allowed for the first time, and what was on."""
    return now & (were_on | (now - before))
