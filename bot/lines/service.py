"""Answers that are owed to lines typed in the messages."""

from datetime import timedelta

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import Kind, Operation
from bot.outbox.owing import Owed, owe
from bot.people.service import person_row

ANSWER = Kind("lines.answer", Operation.POST, lives_for=timedelta(minutes=2))
"""The kind answer to a line typed in the messages: one a minute, and none when it would come as a surprise."""


class LineService:
    """What is owed to a line."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def answer(self, person: PersonId, about: str, offered: str = "") -> None:
        """Owe an answer; `about` is a refusal's name, or what was asked, or empty. A new size that is `offered` is
        answered each time."""
        at = self._clock()
        async with self._database.transaction() as session:
            await person_row(session, person, holding=True)
            await owe(session, Owed(ANSWER, person, about, at, slot=f"{at:%Y-%m-%dT%H:%M}{offered}"))
