"""Answers that are owed in the messages, and events, each handled once."""

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import Kind, Operation
from bot.outbox.owing import Owed, is_first_time, owe

DM_ANSWER = Kind("home.answer", Operation.POST)


class HomeService:
    """What several features need of Slack's events."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def first_time(self, event_id: str) -> bool:
        """Whether this event was not handled before; Slack sends some twice."""
        async with self._database.transaction() as session:
            return await is_first_time(session, event_id, self._clock())

    async def answer(self, person: PersonId, event_id: str) -> None:
        """Owe the kind answer to a line typed in the messages."""
        at = self._clock()
        async with self._database.transaction() as session:
            await owe(session, Owed(DM_ANSWER, person, event_id, at))
