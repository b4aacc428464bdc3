"""What can be said: each kind with its way of being said, how late it may be, and what follows doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any


class Operation(StrEnum):
    """The call to Slack that says a row."""

    POST = "post"
    EDIT = "edit"
    PUBLISH = "publish"
    DELETE = "delete"
    STATUS = "status"
    SNOOZE = "snooze"
    WAKE = "wake"


METHODS: Mapping[Operation, str] = {
    Operation.POST: "chat.postMessage",
    Operation.EDIT: "chat.update",
    Operation.PUBLISH: "views.publish",
    Operation.DELETE: "chat.delete",
    Operation.STATUS: "users.profile.set",
    Operation.SNOOZE: "dnd.setSnooze",
    Operation.WAKE: "dnd.endSnooze",
}
WITH_THEIR_TOKEN = (Operation.STATUS, Operation.SNOOZE, Operation.WAKE)
"""What is done with a person's own token, and limited by the person (SLACK.md 2)."""


class State(StrEnum):
    """Where a row is. `due`, `claimed` and `unknown` are unfinished; the others are the end of it."""

    DUE = "due"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    SAID = "said"
    UNNEEDED = "unneeded"
    TOO_LATE = "too_late"
    SET_ASIDE = "set_aside"


UNFINISHED = (State.DUE, State.CLAIMED, State.UNKNOWN)


class Rank(StrEnum):
    """Who goes first within a workspace (DELIVERY 1.7): own cards, then colleagues' pings, then plans."""

    OWN = "0"
    PING = "1"
    PLAN = "2"


class WhenAbsent(StrEnum):
    """What a post becomes whose outcome was not known and that the history does not show, twice."""

    SAY_AGAIN = "say_again"
    LEAVE = "leave"


@dataclass(frozen=True)
class Kind:
    """One kind of row. `lives_for` is the product decision of how late it may be said; None is for ever."""

    name: str
    operation: Operation
    lives_for: timedelta | None = None
    rank: Rank = Rank.OWN
    when_absent: WhenAbsent = WhenAbsent.SAY_AGAIN


@dataclass(frozen=True)
class Content:
    """A message or Home view as it is said, composed at that moment.

    `text` is what a notification shows. `edits` is the outbox row whose message is edited, or deleted (EDIT and DELETE
    only); `view` the Home view (PUBLISH only). `profile` is the status to set (STATUS), `minutes` how long to snooze
    (SNOOZE), both with the person's own `token`.
    """

    text: str = ""
    blocks: tuple[dict[str, Any], ...] = ()
    edits: int | None = None
    view: Mapping[str, Any] | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    minutes: int = 0
    token: str = field(default="", repr=False)


HOME = Kind("home.view", Operation.PUBLISH, lives_for=timedelta(hours=1))
"""The Home tab drawn anew: owed by whatever changes what it shows, composed by `home`."""
REDRAW = Kind("focus.redraw", Operation.EDIT)
"""The live card drawn anew: owed by whatever changes what it shows, about a block; composed by `focus`."""
