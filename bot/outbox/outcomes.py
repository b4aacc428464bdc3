"""What a row becomes after a call or a look: the settlement that ends its claim. Plain functions, machine time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from bot.outbox.doubt import HISTORY, Sight
from bot.outbox.kinds import METHODS, WITH_THEIR_TOKEN, Kind, Operation, State, WhenAbsent
from bot.outbox.leases import HISTORY_LAG, look_at
from bot.outbox.speaking import Outcome, Result
from bot.outbox.statements import HORIZON
from bot.outbox.tables import OutboxRow

POST_SPACING = timedelta(seconds=1)
"""Slack's one message a second and channel."""
SPACING = {
    Operation.POST: POST_SPACING,
    Operation.PUBLISH: POST_SPACING,
    Operation.STATUS: timedelta(seconds=6),
}
"""One message a second in a place, one drawing of a Home tab a second, ten changes of a status a minute."""
LIMITED_BY_PLACE = frozenset(METHODS[one] for one in (Operation.POST, *WITH_THEIR_TOKEN))
TRIES = 8
"""What fails this often in a way that waiting doesn't explain is set aside."""
TRIES_UNSEEN = 2
"""Attempts at a post whose history can't be read: more would risk as many messages."""
LONGEST_BACKOFF = timedelta(minutes=2)
LOOK_AGAIN_AFTER = timedelta(seconds=3)
"""Between the first absence and the second."""
READ_AGAIN_AFTER = timedelta(seconds=30)
"""After a history that could not be read."""
ABSENCES_THAT_DECIDE = 2
DOUBT_LASTS = timedelta(minutes=15)
"""For so long a history that Slack limits is waited for; then it counts as one that can't be read."""


@dataclass(frozen=True)
class Window:
    """Quiet asked of a method, in one place or (empty) in the whole workspace."""

    workspace: str
    method: str
    place: str
    until: datetime


@dataclass(frozen=True)
class Settlement:
    """The end of one claim: the columns as they shall stand, and the windows that follow from it."""

    id: int
    fence: int
    state: State
    settled_at: datetime | None = None
    reason: str | None = None
    channel: str | None = None
    ts: str | None = None
    retry_at: datetime | None = None
    absences: int = 0
    attempt_at: datetime | None = None
    windows: tuple[Window, ...] = ()

    @classmethod
    def of(cls, row: OutboxRow, state: State, **values: Any) -> Self:
        """For this claim of this row, keeping what is known of where it was said."""
        assert row.id is not None
        known = {"channel": row.channel, "ts": row.ts, "absences": row.absences, "attempt_at": row.attempt_at}
        return cls(id=row.id, fence=row.fence, state=state, **(known | values))


def backoff(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, two minutes at most."""
    return min(timedelta(seconds=2.0 ** min(attempts, 10)) / 2, LONGEST_BACKOFF)


def after_speaking(row: OutboxRow, outcome: Outcome, now: datetime) -> Settlement:
    """What a call's outcome makes of its row."""
    match outcome.result:
        case Result.SAID:
            return _said(row, outcome, now, windows=_spacing(row, now))
        case Result.LIMITED:
            quiet = _quiet(row, METHODS[Operation(row.operation)], outcome, now)
            return _again(row, quiet.until, outcome.reason, windows=(quiet,))
        case Result.REFUSED:
            return set_aside(row, outcome.reason, now)
        case Result.UNKNOWN if row.operation == Operation.POST:
            return _in_doubt(row, max(look_at(row.attempt_at or now), now + HISTORY_LAG), outcome.reason)
        case Result.UNKNOWN | Result.FAULT if row.attempts >= TRIES:
            return set_aside(row, f"{outcome.reason}, {row.attempts} times", now)
        case _:
            return _again(row, now + backoff(row.attempts), outcome.reason)


def after_looking(row: OutboxRow, kind: Kind | None, seen: tuple[Sight, Outcome], now: datetime) -> Settlement:
    """What a look at the history makes of an unknown row (DELIVERY 2.4). A kind nobody knows is not said again."""
    sight, outcome = seen
    if sight is Sight.FOUND:
        return _said(row, outcome, now)
    if outcome.result is Result.LIMITED and now - (row.attempt_at or now) < DOUBT_LASTS:
        quiet = _quiet(row, HISTORY, outcome, now)
        return _in_doubt(row, quiet.until, outcome.reason, windows=(quiet,))
    absences = row.absences + 1
    if absences < ABSENCES_THAT_DECIDE:
        wait = LOOK_AGAIN_AFTER if sight is Sight.ABSENT else READ_AGAIN_AFTER
        return _in_doubt(row, now + wait, outcome.reason, absences=absences)
    if kind is None or kind.when_absent is WhenAbsent.LEAVE:
        return set_aside(row, f"not known to have arrived ({outcome.reason}); not said again", now)
    if row.attempts >= (TRIES if sight is Sight.ABSENT else TRIES_UNSEEN):
        return set_aside(row, f"not known to have arrived after {row.attempts} attempts ({outcome.reason})", now)
    return _again(row, now + backoff(row.attempts - 1), f"said again ({outcome.reason})", absences=0)


def set_aside(row: OutboxRow, reason: str | None, now: datetime) -> Settlement:
    """The row is not tried again; `doctor` shows why."""
    return Settlement.of(row, State.SET_ASIDE, settled_at=now, reason=reason)


def given_back(row: OutboxRow, now: datetime, reason: str | None = None, wait: timedelta | None = None) -> Settlement:
    """The claim ends before its outcome: what was never attempted is due again, and a post that had begun in doubt."""
    if row.state == State.UNKNOWN:
        return _in_doubt(row, now, reason)
    if row.operation == Operation.POST and row.attempt_at is not None:
        return _in_doubt(row, look_at(now), reason)
    return _again(row, None if wait is None else now + wait, reason)


def _said(row: OutboxRow, outcome: Outcome, now: datetime, **values: Any) -> Settlement:
    where = {"channel": outcome.channel or row.channel, "ts": outcome.ts or row.ts}
    return Settlement.of(row, State.SAID, settled_at=now, absences=0, **where, **values)


def _again(row: OutboxRow, retry_at: datetime | None, reason: str | None, **values: Any) -> Settlement:
    return Settlement.of(row, State.DUE, retry_at=retry_at, attempt_at=None, reason=reason, **values)


def _in_doubt(row: OutboxRow, retry_at: datetime, reason: str | None, **values: Any) -> Settlement:
    return Settlement.of(row, State.UNKNOWN, retry_at=retry_at, reason=reason, **values)


def _spacing(row: OutboxRow, now: datetime) -> tuple[Window, ...]:
    operation = Operation(row.operation)
    if (spacing := SPACING.get(operation)) is None:
        return ()
    return (Window(row.workspace, METHODS[operation], row.place, now + spacing),)


def _quiet(row: OutboxRow, method: str, outcome: Outcome, now: datetime) -> Window:
    place = row.place if method in LIMITED_BY_PLACE else ""
    return Window(row.workspace, method, place, now + min(outcome.wait or POST_SPACING, HORIZON))
