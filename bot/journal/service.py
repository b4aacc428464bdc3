"""Keeping a sentence, and forgetting it when its time is over."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.ids import PersonId
from bot.journal.tables import Sentence
from bot.people.rules import KEPT_FOR, Keeping
from bot.people.service import PeopleService

PURPOSE = "sentence"


class JournalService:
    """A person's sentences."""

    def __init__(self, people: PeopleService) -> None:
        self._people = people

    async def write(
        self, session: AsyncSession, person: PersonId, block_id: str, words: str, keeping: Keeping, at: datetime
    ) -> bool:
        """Keep the sentence as long as the person said. False where that is not at all."""
        if keeping is Keeping.NOT_KEPT:
            return False
        kept_for = KEPT_FOR[keeping]
        sentence = Sentence(
            block_id=block_id,
            workspace=person.workspace,
            user=person.user,
            words=await self._people.seal(session, person, words, PURPOSE),
            written_at=at,
            forget_at=None if kept_for is None else at + kept_for,
        )
        await session.merge(sentence)
        return True

    async def holds(self, session: AsyncSession, person: PersonId, block_id: str, words: str) -> bool:
        """Whether this very sentence is kept for this block: the same press, come twice."""
        kept = await session.get(Sentence, block_id)
        return kept is not None and await self._people.unseal(session, person, kept.words, PURPOSE) == words

    async def forget_old(self, session: AsyncSession, now: datetime) -> None:
        """Sentences of 7 and 30 days, when they are over."""
        await session.execute(delete(Sentence).where(col(Sentence.forget_at) <= now))
