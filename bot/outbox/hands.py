"""What this replica has in hand: rows from their claim until their outcome is written, and the tasks at work."""

import asyncio
import logging
from collections.abc import Collection, Coroutine, Iterable
from datetime import timedelta
from typing import Any

from bot.outbox.tables import OutboxRow

log = logging.getLogger(__name__)


class Hands:
    """Rows in hand by number, and running work. Tasks are referenced here, so that none is lost half-way."""

    def __init__(self) -> None:
        self.rows: dict[int, OutboxRow] = {}
        self._work: dict[asyncio.Task[None], None] = {}
        self._emptier = asyncio.Event()

    def take(self, rows: Iterable[OutboxRow]) -> None:
        """These rows were claimed."""
        self.rows.update((row.id, row) for row in rows if row.id is not None)

    def put_down(self, numbers: Collection[int]) -> None:
        """The outcome of these rows is written."""
        for number in numbers:
            self.rows.pop(number, None)
        self._emptier.set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run this beside everything else."""
        task = asyncio.create_task(work)
        self._work[task] = None
        task.add_done_callback(self._end)

    async def lighter(self) -> None:
        """Return when rows were put down since the last time."""
        await self._emptier.wait()
        self._emptier.clear()

    async def finish(self, within: timedelta) -> None:
        """Wait for the running work; what is still running then is cancelled."""
        if self._work:
            await asyncio.wait(self._work, timeout=within.total_seconds())
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._work.pop(task, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("delivery_task_failed", exc_info=error)
