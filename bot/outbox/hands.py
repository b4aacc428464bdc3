"""What this replica has in hand: rows from their claim until their outcome is written, and the tasks at work."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from bot.outbox.tables import OutboxRow

log = logging.getLogger(__name__)

T = TypeVar("T")


class Hands:
    """Rows in hand by number, and running work. Tasks are referenced here, so that none is lost half-way."""

    def __init__(self) -> None:
        self.rows: dict[int, OutboxRow] = {}
        self._work: dict[asyncio.Task[Any], None] = {}
        self._emptier = asyncio.Event()

    def take(self, rows: Iterable[OutboxRow]) -> None:
        """These rows were claimed."""
        self.rows.update((row.id, row) for row in rows if row.id is not None)

    def put_down(self, numbers: Collection[int]) -> None:
        """The outcome of these rows is written."""
        for number in numbers:
            self.rows.pop(number, None)
        self._emptier.set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run this beside everything else. Whoever starts it hears what it raises."""
        task = asyncio.create_task(work)
        self._work[task] = None
        task.add_done_callback(self._end)
        return task

    def work_on(self, rows: Sequence[OutboxRow], work: Callable[[], Awaitable[None]]) -> None:
        """Do this for these rows. If it fails, which is our fault, they go on as soon as their lease runs out."""
        self.start(self._unless_it_fails(rows, work))

    async def _unless_it_fails(self, rows: Sequence[OutboxRow], work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            log.exception("delivery_work_failed", extra={"rows": len(rows)})
            self.put_down([row.id for row in rows if row.id is not None])

    async def lighter(self) -> None:
        """Return when rows were put down since the last time."""
        await self._emptier.wait()
        self._emptier.clear()

    async def finish(self, within: timedelta) -> None:
        """Wait for the running work, and what it starts; what is still running then is cancelled."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within.total_seconds()):
                while self._work:
                    await asyncio.wait(self._work)
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._work.pop(task, None)
        if not task.cancelled():
            task.exception()  # heard by whoever waits for it, if still anybody does
