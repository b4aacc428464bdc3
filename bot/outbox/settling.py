"""Writing what became of rows, many in one transaction (DELIVERY 2.2), and keeping it while the database is away."""

import asyncio
import heapq
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.database import Database, is_passing
from bot.outbox.kinds import State
from bot.outbox.outcomes import Settlement, Window
from bot.outbox.statements import OUTBOX, SETTLE
from bot.outbox.tables import RateWindow

log = logging.getLogger(__name__)

WINDOW_SECONDS = 0.005
"""How long outcomes are gathered before they are written together."""
LONGEST_PAUSE_SECONDS = 2.0
"""Between tries while the database is away."""


class Settler:
    """Gathers settlements for a few milliseconds and writes them together. `written` hears of what is through."""

    statement: Executable = SETTLE

    def __init__(self, database: Database, machine: Clock, written: Callable[[Sequence[Settlement]], None]) -> None:
        self._database = database
        self._machine = machine
        self._written = written
        self._waiting: list[Settlement] = []
        self._writing: asyncio.Task[None] | None = None
        self._limited: dict[tuple[str, str], Window] = {}
        self._ends: list[datetime] = []
        self.orphaned: Callable[[Settlement], None] = lambda _: None
        """Hears of what was said for a row that is gone."""
        self.knows: set[int] = set()
        """Rows whose outcome waits to be written."""

    def put(self, settlement: Settlement) -> None:
        """Take one settlement; it is written within a few milliseconds."""
        self._waiting.append(settlement)
        self.knows.add(settlement.id)
        for end in (settlement.retry_at, *(window.until for window in settlement.windows)):
            if end is not None:
                heapq.heappush(self._ends, end)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def drain(self) -> None:
        """Return when nothing waits to be written."""
        while self._writing is not None and not self._writing.done():
            await asyncio.shield(self._writing)

    def next_end(self, now: datetime) -> datetime | None:
        """When the next wait known here is over: a retry, a look, a quiet. Machine time."""
        while self._ends and self._ends[0] <= now:
            heapq.heappop(self._ends)
        return self._ends[0] if self._ends else None

    async def _write_soon(self) -> None:
        pause = WINDOW_SECONDS
        while self._waiting:
            await _pause(pause)
            batch, self._waiting = self._waiting, []
            if await self._is_written(batch):
                pause = WINDOW_SECONDS
            else:
                self._waiting = batch + self._waiting
                pause = min(max(pause * 2, 0.1), LONGEST_PAUSE_SECONDS)

    async def _is_written(self, batch: Sequence[Settlement]) -> bool:
        """Write the batch; False if the database is away. What can't be written at all is dropped with a loud word:
        its lease runs out, and it is looked up."""
        try:
            await self.write(batch)
        except Exception as error:
            if is_passing(error):
                log.warning("settling_postponed", extra={"error": type(error).__name__, "rows": len(batch)})
                return False
            if len(batch) > 1:
                return all([await self._is_written([one]) for one in batch])
            log.exception("settling_failed", extra={"row": batch[0].id, "state": batch[0].state})
        self.knows.difference_update(settlement.id for settlement in batch)
        self._written(batch)
        return True

    async def write(self, batch: Sequence[Settlement]) -> None:
        """Write these in one transaction."""
        async with self._database.transaction(in_background=True) as session:
            connection = await session.connection()
            await connection.execute(self.statement, [_columns(settlement) for settlement in batch])
            gone = await _gone(connection, batch)
            windows = self._windows(one for one in batch if one.id not in gone)
            if windows:
                await connection.execute(_KEEP[connection.dialect.name], [vars(one) for one in windows])
        for settlement in batch:
            if settlement.id in gone:
                self.orphaned(settlement)

    def _windows(self, settled: Iterable[Settlement]) -> Collection[Window]:
        """The quiet that follows, the longest where several ask for it."""
        windows: dict[tuple[str, str, str], Window] = {}
        for window in (window for settlement in settled for window in self._widened(settlement)):
            key = (window.workspace, window.method, window.place)
            windows[key] = max(window, windows.get(key, window), key=lambda one: one.until)
        return windows.values()

    def _widened(self, settlement: Settlement) -> tuple[Window, ...]:
        """A second place limited while a first one is: Slack means the whole workspace."""
        widened = settlement.windows
        if settlement.state is not State.SAID:
            for window in settlement.windows:
                before = self._limited.get((window.workspace, window.method), window)
                self._limited[window.workspace, window.method] = window
                if before.place != window.place and before.until > self._machine():
                    widened += (replace(window, place=""),)
        return widened


async def _pause(seconds: float) -> None:
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()
    timer = loop.call_later(seconds, over.set_result, None)
    try:
        await over
    finally:
        timer.cancel()


async def _gone(connection: AsyncConnection, batch: Sequence[Settlement]) -> set[int]:
    """Of what was said: the rows that somebody deleted meanwhile."""
    said = {one.id for one in batch if one.state is State.SAID}
    if not said:
        return said
    return said - set((await connection.execute(select(OUTBOX.c.id).where(OUTBOX.c.id.in_(said)))).scalars())


def _columns(settlement: Settlement) -> dict[str, Any]:
    return {name: value for name, value in vars(settlement).items() if name != "windows"}


def _longest(insert: Any) -> Any:
    until = RateWindow.__table__.c.until  # type: ignore[attr-defined]
    later = case((insert.excluded.until > until, insert.excluded.until), else_=until)
    return insert.on_conflict_do_update(index_elements=["workspace", "method", "place"], set_={"until": later})


_KEEP = {one.dialect.name: _longest(one.insert(RateWindow.__table__)) for one in (sqlite, postgresql)}  # type: ignore[attr-defined]
