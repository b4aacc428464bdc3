"""Stopping the timer when the card is shown: tried from memory until it is committed, and recorded nowhere."""

import asyncio
import logging
from datetime import timedelta

from bot.clock import Clock
from bot.database import Database, is_passing
from bot.focus.service import FocusService
from bot.ids import PersonId

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 30.0


class CareService:
    """What happens around the card. It stores nothing, and so can tell nobody."""

    def __init__(self, database: Database, clock: Clock, focus: FocusService) -> None:
        self._database = database
        self._clock = clock
        self._focus = focus
        self._stopping: set[asyncio.Task[None]] = set()

    def stop_the_timer(self, person: PersonId) -> None:
        """End what runs, without a word, as soon as the database can take it."""
        task = asyncio.create_task(self._stop(person))
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    async def stopped(self, within: timedelta) -> None:
        """Return when every timer that was to be stopped is, or the time is over."""
        if self._stopping:
            await asyncio.wait(self._stopping, timeout=within.total_seconds())

    async def minutes_left(self, person: PersonId) -> int:
        """Of the block that was stopped last: whole minutes, rounded up; 0 if there is nothing to go back to."""
        async with self._database.transaction() as session:
            return await self._focus.minutes_left(session, person, self._clock())

    async def _stop(self, person: PersonId) -> None:
        pause = 0.1
        while True:
            try:
                async with self._database.transaction() as session:
                    await self._focus.end_quietly(session, person, self._clock())
            except Exception as error:
                if not is_passing(error):
                    log.exception("stopping_failed")
                    return
                await _pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                return


async def _pause(seconds: float) -> None:
    with_nothing_to_wait_for = asyncio.Event()
    try:
        await asyncio.wait_for(with_nothing_to_wait_for.wait(), seconds)
    except TimeoutError:
        return
