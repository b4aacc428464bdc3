"""What a row becomes after a call or a look, and writing many of these in one transaction (DELIVERY 2.2)."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import bindparam, case, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.outbox.doubt import ABSENCES_THAT_DECIDE, LOOK_AGAIN_AFTER, READ_AGAIN_AFTER, Sight, look_at
from bot.outbox.kinds import METHODS, Kind, Operation, State, WhenAbsent
from bot.outbox.speaking import Outcome, Result
from bot.outbox.tables import OutboxRow, RateWindow

log = logging.getLogger(__name__)

WINDOW_SECONDS = 0.005
"""How long outcomes are gathered before they are written together."""
POST_SPACING = timedelta(seconds=1)
"""Slack's one message a second and channel."""
TRIES = 8
"""An edit or a Home view that fails this often in a row is set aside."""
LONGEST_BACKOFF = timedelta(minutes=2)


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
    """What a call's outcome makes of its row. `now` is machine time."""
    match outcome.result:
        case Result.SAID:
            said = Settlement.of(row, State.SAID, settled_at=now, absences=0)
            said = replace(said, channel=outcome.channel or row.channel, ts=outcome.ts or row.ts)
            return replace(said, windows=_spacing(row, now))
        case Result.LIMITED:
            until = now + (outcome.wait or POST_SPACING)
            return Settlement.of(
                row,
                State.DUE,
                retry_at=until,
                attempt_at=None,
                reason=outcome.reason,
                windows=(_shut(row, until),),
            )
        case Result.REFUSED:
            return Settlement.of(row, State.SET_ASIDE, settled_at=now, reason=outcome.reason)
        case Result.UNKNOWN if row.operation == Operation.POST:
            began = row.attempt_at or now
            return Settlement.of(row, State.UNKNOWN, retry_at=look_at(began), reason=outcome.reason)
        case _:
            return _try_later(row, outcome, now)


def after_looking(row: OutboxRow, kind: Kind, seen: tuple[Sight, Outcome], now: datetime) -> Settlement:
    """What a look at the history makes of an unknown row (DELIVERY 2.4)."""
    sight, outcome = seen
    if sight is Sight.FOUND:
        return after_speaking(row, outcome, now)
    absences = row.absences + 1
    if absences < ABSENCES_THAT_DECIDE:
        wait = LOOK_AGAIN_AFTER if sight is Sight.ABSENT else READ_AGAIN_AFTER
        return Settlement.of(row, State.UNKNOWN, retry_at=now + wait, absences=absences, reason=outcome.reason)
    if kind.when_absent is WhenAbsent.LEAVE:
        return Settlement.of(row, State.SET_ASIDE, settled_at=now, reason="not known to have arrived; not said again")
    return Settlement.of(row, State.DUE, absences=0, attempt_at=None, reason="said again: the history did not show it")


def _try_later(row: OutboxRow, outcome: Outcome, now: datetime) -> Settlement:
    if row.operation != Operation.POST and row.attempts >= TRIES:
        return Settlement.of(row, State.SET_ASIDE, settled_at=now, reason=f"{outcome.reason}, {row.attempts} times")
    return Settlement.of(row, State.DUE, retry_at=now + backoff(row.attempts), attempt_at=None, reason=outcome.reason)


def _spacing(row: OutboxRow, now: datetime) -> tuple[Window, ...]:
    return (_shut(row, now + POST_SPACING),) if row.operation == Operation.POST else ()


def _shut(row: OutboxRow, until: datetime) -> Window:
    operation = Operation(row.operation)
    return Window(row.workspace, METHODS[operation], row.place if operation is Operation.POST else "", until)


class Settler:
    """Gathers settlements for a few milliseconds and writes them together. Keeps them while the database is away."""

    def __init__(self, database: Database, machine: Clock, written: Callable[[], None]) -> None:
        self._database = database
        self._written = written
        self._machine = machine
        self._waiting: list[Settlement] = []
        self._writing: asyncio.Task[None] | None = None
        self._limited: dict[str, Window] = {}

    def put(self, settlement: Settlement) -> None:
        """Take one settlement; it is written within a few milliseconds."""
        self._waiting.append(settlement)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def drain(self) -> None:
        """Return when nothing waits to be written."""
        while self._writing is not None and not self._writing.done():
            await asyncio.shield(self._writing)

    async def _write_soon(self) -> None:
        loop = asyncio.get_running_loop()
        pause = WINDOW_SECONDS
        while self._waiting:
            gathered: asyncio.Future[None] = loop.create_future()
            loop.call_later(pause, gathered.set_result, None)
            await gathered
            batch, self._waiting = self._waiting, []
            try:
                async with self._database.transaction() as session:
                    await self._write(session, batch)
                pause = WINDOW_SECONDS
                self._written()  # what waited for these may go now
            except (SQLAlchemyError, OSError) as error:
                log.warning("settling_postponed", extra={"error": repr(error), "rows": len(batch)})
                self._waiting = batch + self._waiting
                pause = min(max(pause * 2, 0.1), 5.0)

    async def _write(self, session: AsyncSession, batch: list[Settlement]) -> None:
        connection = await session.connection()
        await connection.execute(_SETTLE, [_parameters(settlement) for settlement in batch])
        windows = [window for settlement in batch for window in self._widened(settlement)]
        if windows:
            dialect = sqlite if self._database.is_sqlite else postgresql
            await connection.execute(_open_later(dialect.insert(RateWindow)), [vars(window) for window in windows])

    def _widened(self, settlement: Settlement) -> tuple[Window, ...]:
        """A second place limited while a first one is: Slack means the whole workspace."""
        if settlement.state is State.SAID:
            return settlement.windows
        widened = settlement.windows
        for window in settlement.windows:
            before = self._limited.get(window.workspace)
            self._limited[window.workspace] = window
            if before and before.place != window.place and before.until > self._machine():
                widened += (replace(window, place=""),)
        return widened


def _parameters(settlement: Settlement) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in vars(settlement).items() if name != "windows"}


_SETTLED = ("state", "settled_at", "reason", "channel", "ts", "retry_at", "absences", "attempt_at")
_SETTLE = (
    update(OutboxRow.__table__)  # type: ignore[attr-defined]
    .where(
        col(OutboxRow.id) == bindparam("new_id"),
        col(OutboxRow.fence) == bindparam("new_fence"),
        or_(col(OutboxRow.state) == State.CLAIMED, col(OutboxRow.state) == State.UNKNOWN),
    )
    .values({name: bindparam(f"new_{name}") for name in _SETTLED} | {"lease_until": None})
)


def _open_later(insert: Any) -> Any:
    later = case((insert.excluded.until > col(RateWindow.until), insert.excluded.until), else_=col(RateWindow.until))
    return insert.on_conflict_do_update(index_elements=["workspace", "method", "place"], set_={"until": later})
