"""Keeping a sentence, reading, changing and deleting it, and forgetting it when its time is over."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.journal.rows import PURPOSE, JournalRows, is_over
from bot.journal.rules import (
    Blank,
    Entry,
    FilledIn,
    KeepingUnknownError,
    News,
    NotKeptHereError,
    Place,
    SentenceGoneError,
    Shelf,
    checked_day,
    checked_sentence,
    month_of,
)
from bot.journal.tables import Sentence
from bot.people.rules import Keeping, allowed
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.streaks.service import StreakService, today_for
from bot.switches.rules import NOTHING_SET, Switches

ID_BYTES = 12
"""As many as a block's id has, which stands in the same column."""


class JournalService:
    """A person's sentences."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        streaks: StreakService,
        *,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self.switches = switches
        self._database = database
        self._clock = clock
        self._people = people
        self._streaks = streaks
        self._rows = JournalRows(people, switches)

    # Within somebody else's transaction.

    async def write(self, session: AsyncSession, person: PersonId, written: FilledIn, at: datetime) -> bool:
        """Keep the sentence as long as the person said, and may be. False where that is not at all."""
        keeping = allowed(written.keeping, self.switches) or Keeping.NOT_KEPT
        if keeping.days == 0:
            return False
        forget_at = None if keeping.days is None else at + timedelta(days=keeping.days)
        sentence = Sentence(
            block_id=written.id,
            workspace=person.workspace,
            user=person.user,
            day=written.day,
            words=await self._people.seal(session, person, written.words, PURPOSE),
            written_at=at,
            forget_at=forget_at,
        )
        await session.merge(sentence)
        return True

    def keeping(self, known: Person) -> Keeping | None:
        """How long a sentence of theirs is kept from now on; None: they were not asked yet."""
        return allowed(known.profile.keeping, self.switches)

    async def holds(self, session: AsyncSession, person: PersonId, block_id: str, words: str) -> bool:
        """Whether this very sentence is kept for this block: the same press, come twice."""
        kept = await session.get(Sentence, block_id)
        return kept is not None and await self._people.unseal(session, person, kept.words, PURPOSE) == words

    async def newest(self, session: AsyncSession, person: PersonId, count: int) -> Sequence[Entry]:
        """The last sentences with their days, the newest first; those that do not open are left out."""
        return await self._rows.newest(session, person, count, self._clock())

    async def months(self, session: AsyncSession, person: PersonId) -> Sequence[str]:
        """The months that have any, like 2026-06, the newest first."""
        return await self._rows.months(session, person, self._clock())

    async def forget_old(self, session: AsyncSession, now: datetime) -> None:
        """Sentences whose time is over; a Home tab on which one may stand is drawn again."""
        over = is_over(self.switches, now)
        theirs = tuple_(col(Person.workspace), col(Person.user)).in_(
            select(col(Sentence.workspace), col(Sentence.user)).where(over)
        )
        looking = select(Person).where(theirs, col(Person.opened_home))
        in_one_order = looking.order_by(col(Person.workspace), col(Person.user)).with_for_update()
        for known in (await session.scalars(in_one_order)).all():
            await refresh_home(session, known, now)
        await session.execute(delete(Sentence).where(over))

    # In a transaction of their own.

    async def look(self, person: PersonId, place: Place) -> Shelf:
        """What stands in that place; nobody becomes known by looking."""
        at = self._clock()
        async with self._database.transaction() as session:
            return await self._rows.shelf(session, await session.get(Person, person), place, at)

    async def one(self, person: PersonId, sentence_id: str) -> Entry:
        """A sentence of theirs. Raises SentenceGoneError."""
        at = self._clock()
        async with self._database.transaction() as session:
            entry = await self._rows.one(session, person, sentence_id, at)
        if entry is None:
            raise SentenceGoneError
        return entry

    async def blank(self, person: PersonId) -> Blank:
        """Before a sentence for a day: nobody becomes known by looking."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
            return Blank(secrets.token_hex(ID_BYTES), today_for(known, at), self.keeping(known), self.switches)

    async def fill_in(self, person: PersonId, written: FilledIn) -> Shelf:
        """A sentence for a day, which counts as one they showed up on (taken on trust); come twice, it is one.

        Returns where it stands. Raises SentenceTooLongError, DayOutsideError, KeepingUnknownError.
        """
        words, at = checked_sentence(written.words, in_a_box=True), self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            day = checked_day(written.day, today_for(known, at))
            if written.keeping is not None:
                known.keeping = str(written.keeping)
            if (keeping := self.keeping(known)) is None:
                raise KeepingUnknownError
            written = replace(written, words=words, keeping=keeping)
            if await session.get(Sentence, written.id) is None:
                await self._streaks.show(session, known, at, day)
            is_kept = await self.write(session, person, written, at)
            return await self._turned(session, known, _beside(day, is_kept=is_kept), at)

    async def edit(self, person: PersonId, sentence_id: str, words: str, place: Place) -> Shelf:
        """Other words, for as long as the ones before. Raises SentenceTooLongError, SentenceGoneError,
        NotKeptHereError."""
        if not self.switches.keeps_sentences:
            raise NotKeptHereError
        words, at = checked_sentence(words, in_a_box=True), self._clock()
        async with self._database.transaction() as session:
            known = await hold(session, person)
            kept = await self._theirs(session, person, sentence_id, at)
            if known is None or kept is None:
                raise SentenceGoneError
            kept.words = await self._people.seal(session, person, words, PURPOSE)
            return await self._turned(session, known, Shelf(place, news=News.SAVED), at)

    async def delete(self, person: PersonId, sentence_id: str, place: Place) -> Shelf:
        """It is gone; and so it is if it was before. No day changes."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await hold(session, person)
            if known is None:
                return Shelf(place, news=News.DELETED)
            if (kept := await self._theirs(session, person, sentence_id, at)) is not None:
                await session.delete(kept)
            return await self._turned(session, known, Shelf(place, news=News.DELETED), at)

    async def _turned(self, session: AsyncSession, known: Person, told: Shelf, at: datetime) -> Shelf:
        """After a change: the Home tab owes a new drawing, and what stands there now is told with its news."""
        await session.flush()
        await refresh_home(session, known, at)
        return replace(await self._rows.shelf(session, known, told.place, at), news=told.news)

    async def _theirs(self, session: AsyncSession, person: PersonId, sentence_id: str, at: datetime) -> Sentence | None:
        """A sentence of this person's whose time is not over."""
        return await session.scalar(
            select(Sentence).where(self._rows.kept(person, at), col(Sentence.block_id) == sentence_id)
        )


def _beside(day: date, *, is_kept: bool) -> Shelf:
    """Where a sentence of that day stands; the newest, where it is not kept."""
    return Shelf(Place(month_of(day)), news=News.SAVED) if is_kept else Shelf(news=News.NOT_KEPT)
