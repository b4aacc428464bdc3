"""What Slack is to show of a sitting, and what follows from what it shows now: values, the moment a parameter."""

import html
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self, TypeAlias

from bot.courses.rules import Course, Kind, Phase
from bot.outbox.leases import HTTP_TIMEOUT, LEASE, MARGIN

MINUTE = timedelta(minutes=1)
SHORTEST_MINUTES = 2
"""Rungs under two minutes show nothing: Slack would be told twice for a breath."""
STANDS_LONGER = timedelta(minutes=1)
"""Our status runs out by itself so long after its end: at the end it stands, and what was there before comes back."""
ARRIVES_WITHIN = LEASE - MARGIN + HTTP_TIMEOUT
"""A call lands so long after it was put into words, at the latest: a snooze ends as much later."""
ASKING = timedelta(seconds=2)
"""How exactly Slack's answer tells when a snooze ends."""
SENT = 3
"""So many of the statuses that we sent are known again."""


EMOJI = "emoji"
"""What a line is about: an emoji that Slack does not know, or else the features that are lost."""


class Showing(StrEnum):
    """Which of our two statuses."""

    BLOCK = "block"
    BREAK = "break"


@dataclass(frozen=True)
class Status:
    """A status as Slack keeps it; `expiration` in seconds since 1970, 0 for none. All empty: no status."""

    text: str = ""
    emoji: str = ""
    expiration: int = 0

    def is_same(self, other: "Status") -> bool:
        """Slack hands `&`, `<` and `>` back escaped."""
        return _compared(self) == _compared(other)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.emoji

    def has_run_out(self, now: datetime) -> bool:
        return bool(self.expiration) and self.expiration <= now.timestamp()


NO_STATUS = Status()


@dataclass(frozen=True)
class Look:
    """How one of our statuses looks: its words, and Slack's name of an emoji."""

    text: str
    emoji: str

    @property
    def words(self) -> str:
        """In one box: the emoji first."""
        return f"{self.emoji} {self.text}".strip()


Looks: TypeAlias = Mapping["Showing", Look]


@dataclass(frozen=True)
class Told:
    """What Slack said when it was asked: the status, or when a snooze that runs ends; or why it does not say."""

    status: Status = NO_STATUS
    snoozes_until: datetime | None = None
    denied: str = ""


@dataclass(frozen=True)
class Want:
    """Which status a sitting wants, and until when."""

    showing: Showing
    until: datetime

    def status(self, text: str, emoji: str) -> Status:
        """It runs out by itself a little later."""
        return Status(text, emoji, int((self.until + STANDS_LONGER).timestamp()))


@dataclass(frozen=True)
class Ours:
    """What of ours may stand in Slack: the statuses that were `sent` (newest last), and the one they took the place of.

    `returned` tells that the last thing done was to put that one back; `arrived` that the last thing done is known to
    have come about.
    """

    sent: tuple[Status, ...]
    previous: Status
    sitting: str
    returned: bool = False
    arrived: bool = True

    def as_text(self) -> str:
        """The statuses, for sealing."""
        return json.dumps([astuple(one) for one in (self.previous, *self.sent)])

    @classmethod
    def read(cls, text: str, sitting: str, *, returned: bool, arrived: bool) -> Self | None:
        """What `as_text` wrote; None for nothing."""
        if not text:
            return None
        previous, *sent = (Status(*each) for each in json.loads(text))
        return cls(tuple(sent), previous, sitting, returned, arrived)


@dataclass(frozen=True)
class Move:
    """What becomes of the status: what to send (None: nothing), and what of ours stands then (None: nothing).

    `left_alone`: somebody changed it, so it is theirs for the rest of this sitting.
    """

    send: Status | None = None
    ours: Ours | None = None
    left_alone: bool = False


@dataclass(frozen=True)
class Snoozed:
    """Our do-not-disturb, and when it was to end; `waking` tells that it was ended since, `arrived` as in `Ours`."""

    until: datetime
    sitting: str
    waking: bool = False
    arrived: bool = True

    def is_this(self, until: datetime) -> bool:
        """Whether a snooze that ends then is this one: it begins, and so ends, when the call arrives."""
        return -ASKING <= until - self.until <= ARRIVES_WITHIN + ASKING


@dataclass(frozen=True)
class Nap:
    """What becomes of the do-not-disturb: for how many minutes to set it (0: not), and which of ours there is then.
    `wakes` where it is to be ended instead, `left_alone` as in `Move`."""

    minutes: int = 0
    snoozed: Snoozed | None = None
    wakes: bool = False
    left_alone: bool = False


def wanted_status(course: Course) -> Want | None:
    """Which status while a sitting is so; a break that is over shows until it is answered or closes by itself."""
    if course.phase is Phase.ON_BREAK and course.break_until is not None:
        return Want(Showing.BREAK, course.expires_at if course.is_break_over else course.break_until)
    return Want(Showing.BLOCK, course.end_due) if _runs_for_minutes(course) else None


def wanted_snooze(course: Course) -> datetime | None:
    """Until when nothing is to disturb: from the switch to work to the end. In a chat Slack may be where it happens."""
    works = course.phase is Phase.WORKING and course.kind is Kind.BLOCK
    return course.ends_at if works and _runs_for_minutes(course) else None


def busy_until(course: Course) -> datetime | None:
    """Until when a person is not told of anything else."""
    return (course.expires_at if course.phase is Phase.ON_BREAK else course.end_due) if course.is_running else None


def minutes_until(end: datetime, now: datetime) -> int:
    """Whole minutes that are over before the end, however late the call arrives; 0 where there is not one."""
    return max(timedelta(), end - now - ARRIVES_WITHIN) // MINUTE


def looks_in(text: str, otherwise: Looks) -> Looks:
    """The looks that `looks_as_text` wrote."""
    chosen = {Showing(name): Look(*look) for name, look in json.loads(text or "{}").items()}
    return {**otherwise, **chosen}


def looks_as_text(looks: Looks) -> str:
    """The looks, for sealing."""
    return json.dumps({name: astuple(look) for name, look in looks.items()})


def next_status(ours: Ours | None, wanted: Status | None, current: Status, *, sitting: str, now: datetime) -> Move:
    """From what is wanted, what of ours there is, and what Slack shows now, to the next call.

    Ours is put in place of anything, once; what somebody puts in place of ours is theirs.
    """
    if ours is None or (ours.returned and ours.arrived):
        return _begun(wanted, current, sitting)
    stands = any(current.is_same(one) for one in ours.sent)
    never_came = not ours.arrived and len(ours.sent) == 1 and current.is_same(ours.previous)
    if stands or (never_came and not ours.returned) or _ran_out(ours, current, now):
        return _gone_on(replace(ours, sitting=sitting), wanted, current, now)
    if wanted is None or (ours.sitting == sitting and not ours.returned):
        return Move(left_alone=wanted is not None)
    return _begun(wanted, current, sitting)


def next_snooze(
    snoozed: Snoozed | None, end: datetime, current: datetime | None, *, sitting: str, now: datetime
) -> Nap:
    """Set it until shortly before the end. One that is not ours stays; `current` is when the one that runs ends."""
    snoozed = None if snoozed is not None and snoozed.waking and snoozed.arrived else snoozed
    is_ours = current is not None and snoozed is not None and snoozed.is_this(current)
    if snoozed is not None and not is_ours and _ended_by_hand(snoozed, current, sitting, now):
        return Nap(left_alone=True)
    if current is not None and not is_ours:
        return Nap()
    minutes = minutes_until(end, now)
    if is_ours and snoozed is not None and not snoozed.waking and _fits(snoozed, end, now + minutes * MINUTE):
        return Nap(snoozed=replace(snoozed, sitting=sitting))
    if not minutes:
        return Nap(snoozed=snoozed if is_ours else None, wakes=is_ours)
    return Nap(minutes, Snoozed(now + minutes * MINUTE, sitting))


def next_waking(snoozed: Snoozed | None, end: datetime | None, current: datetime | None) -> Nap:
    """End what is ours, unless it ends in time by itself (`end`: something is to end then)."""
    if snoozed is None or current is None or not snoozed.is_this(current):
        return Nap()
    if end is not None and not snoozed.waking and snoozed.until + ARRIVES_WITHIN <= end:
        return Nap(snoozed=snoozed)
    return Nap(snoozed=replace(snoozed, waking=True), wakes=True)


def _begun(wanted: Status | None, current: Status, sitting: str) -> Move:
    return Move(wanted, Ours((wanted,), current, sitting)) if wanted is not None else Move()


def _gone_on(ours: Ours, wanted: Status | None, current: Status, now: datetime) -> Move:
    """Nobody but Slack's own clock touched it."""
    stands = any(current.is_same(one) for one in ours.sent)
    if wanted is not None:
        if current.is_same(wanted):
            return Move(None, replace(ours, returned=False))
        sent = (*ours.sent, wanted)[-SENT:] if stands else (wanted,)
        return Move(wanted, replace(ours, sent=sent, returned=False))
    back = NO_STATUS if ours.previous.has_run_out(now) else ours.previous
    is_back = current.is_same(back) or current.is_same(ours.previous)
    return Move() if is_back else Move(back, replace(ours, returned=True))


def _ran_out(ours: Ours, current: Status, now: datetime) -> bool:
    """Whether Slack took ours away by itself."""
    return current.is_empty and ours.sent[-1].has_run_out(now)


def _ended_by_hand(snoozed: Snoozed, current: datetime | None, sitting: str, now: datetime) -> bool:
    """Whether a snooze of ours in this sitting was ended, or set otherwise, before it was over."""
    was_there = snoozed.sitting == sitting and not snoozed.waking and now < snoozed.until - ASKING
    return was_there and (snoozed.arrived or current is not None)


def _fits(snoozed: Snoozed, end: datetime, anew: datetime) -> bool:
    """Whether it is over before the end, and not a minute sooner than a new one would be."""
    return snoozed.until + ARRIVES_WITHIN <= end and anew - snoozed.until < MINUTE


def _runs_for_minutes(course: Course) -> bool:
    runs = course.phase in (Phase.SETTLING, Phase.WORKING)
    return runs and not course.is_on_foot and course.minutes >= SHORTEST_MINUTES


def _compared(status: Status) -> tuple[str, str, int]:
    return html.unescape(status.text), status.emoji, status.expiration
