"""Answers that are owed in the messages, and events, each handled once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import Kind, Operation
from bot.outbox.owing import Owed, forget_event, is_first_time, owe
from bot.people.service import person_row

DM_ANSWER = Kind("home.answer", Operation.POST, lives_for=timedelta(minutes=2))
"""The kind answer to a line typed in the messages: one a minute, and none when it would come as a surprise."""


class HomeService:
    """What several features need of Slack's events."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @asynccontextmanager
    async def once(self, event_id: str) -> AsyncIterator[bool]:
        """Whether this event was not handled before; Slack sends some twice. If handling raises, it was not."""
        async with self._database.transaction() as session:
            first = await is_first_time(session, event_id, self._clock())
        try:
            yield first
        except BaseException:
            async with self._database.transaction() as session:
                await forget_event(session, event_id)
            raise

    async def answer(self, person: PersonId, about: str) -> None:
        """Owe an answer to a line typed in the messages; `about` is a refusal's name, or empty."""
        at = self._clock()
        async with self._database.transaction() as session:
            await person_row(session, person, holding=True)
            await owe(session, Owed(DM_ANSWER, person, about, at, slot=f"{at:%Y-%m-%dT%H:%M}"))
