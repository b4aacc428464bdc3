"""Slack's events, each handled once: Slack sends some twice (DELIVERY 2.10)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.database import Database
from bot.outbox.owing import forget_event, is_first_time


class Events:
    """Which events were handled."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @asynccontextmanager
    async def once(self, event_id: str) -> AsyncIterator[bool]:
        """Whether this event was not handled before. If handling raises, it was not."""
        async with self._database.transaction() as session:
            first = await is_first_time(session, event_id, self._clock())
        try:
            yield first
        except BaseException:
            async with self._database.transaction() as session:
                await forget_event(session, event_id)
            raise
