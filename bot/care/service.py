"""Stopping the timer when the card is shown: tried from memory until it is committed, and recorded nowhere."""

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import Clock, pause
from bot.database import Database
from bot.focus.service import FocusService
from bot.ids import PersonId

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(seconds=30)
REMEMBERED = 1000
"""People, or sentences, held in memory at most; the oldest go first."""

T = TypeVar("T")


class CareService:
    """What happens around the card. It stores nothing, and so can tell nobody; what it knows goes with the process."""

    def __init__(self, database: Database, clock: Clock, focus: FocusService) -> None:
        self._database = database
        self._clock = clock
        self._focus = focus
        self._stopping: set[asyncio.Task[None]] = set()
        self._left: OrderedDict[PersonId, int] = OrderedDict()
        self._meant_otherwise: OrderedDict[tuple[PersonId, str], int] = OrderedDict()

    def stop_the_timer(self, person: PersonId) -> None:
        """End what runs now, without a word, as soon as the database can take it."""
        self._left.pop(person, None)
        task = asyncio.create_task(self._stop(person, self._clock()))
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    async def stopped(self, within: timedelta) -> None:
        """Return when every timer that was to be stopped is, or the time is over."""
        if self._stopping:
            await asyncio.wait(self._stopping, timeout=within.total_seconds())

    def minutes_left(self, person: PersonId) -> int:
        """Of the block that the card stopped: whole minutes, rounded up; 0 if it stopped none. Told once."""
        return self._left.pop(person, 0)

    def meant_otherwise(self, person: PersonId, mark: str) -> None:
        """They said so of the sentence with this mark: no second card for it."""
        _remember(self._meant_otherwise, (person, mark), 1)

    def is_meant_otherwise(self, person: PersonId, mark: str) -> bool:
        """Whether they said so before."""
        return (person, mark) in self._meant_otherwise

    async def _stop(self, person: PersonId, at: datetime) -> None:
        wait = timedelta(seconds=0.1)
        while True:
            try:
                async with self._database.transaction() as session:
                    left = await self._focus.end_quietly(session, person, at)
            except Exception:
                log.exception("stopping_postponed")
                await pause(wait)
                wait = min(wait * 2, LONGEST_PAUSE)
            else:
                _remember(self._left, person, left)
                return


def _remember(memory: OrderedDict[T, int], key: T, value: int) -> None:
    memory[key] = value
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)
