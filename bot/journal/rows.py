"""A person's sentences as rows: found by their day, in the clear, and opened with that person's key alone.

A seventh file beside the six: whoever draws reads through this, whoever writes goes through `service`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Row, and_, extract, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.ids import PersonId
from bot.journal.rules import Entry, Place, Shelf, settled, shelved, span, with_term
from bot.journal.tables import Sentence
from bot.people.rules import allowed
from bot.people.service import PeopleService
from bot.people.tables import Person
from bot.sealing import Sealed
from bot.streaks.service import today_for
from bot.switches.rules import Switches

PURPOSE = "sentence"
NEWEST_FIRST = (col(Sentence.day).desc(), col(Sentence.written_at).desc(), col(Sentence.block_id).desc())
DAY = col(Sentence.day)

Found: TypeAlias = Row[str, date, Sealed]


class JournalRows:
    """What is kept, as it is read."""

    def __init__(self, people: PeopleService, switches: Switches) -> None:
        self._people = people
        self._switches = switches

    async def shelf(self, session: AsyncSession, known: Person | None, place: Place, at: datetime) -> Shelf:
        """What stands in that place, the newest first; nothing for somebody unknown."""
        if known is None:
            return Shelf(place, keeping=allowed(None, self._switches), switches=self._switches)
        person = PersonId(known.workspace, known.user)
        months = await self.months(session, person, at)
        place = settled(place, months)
        first, last = span(place, today_for(known, at))
        rows = await self._rows(session, self.kept(person, at), DAY.between(first, last)) if months else []
        entries = await self._opened(session, person, rows)
        found = shelved(place, with_term(entries, place.term))
        some_closed = len(entries) < len(rows)
        keeping = allowed(known.profile.keeping, self._switches)
        return replace(found, months=months, some_closed=some_closed, keeping=keeping, switches=self._switches)

    async def months(self, session: AsyncSession, person: PersonId, at: datetime) -> Sequence[str]:
        """The months that have any, the newest first; no word is opened for it."""
        year, month = extract("year", DAY), extract("month", DAY)
        found = select(year, month).where(self.kept(person, at)).distinct().order_by(year.desc(), month.desc())
        return [f"{int(of_year):04}-{int(of_month):02}" for of_year, of_month in await session.execute(found)]

    async def newest(self, session: AsyncSession, person: PersonId, count: int, at: datetime) -> Sequence[Entry]:
        """The last ones, the newest first, at the same cost after ten years."""
        return await self._opened(session, person, await self._rows(session, self.kept(person, at), limit=count))

    async def one(self, session: AsyncSession, person: PersonId, sentence_id: str, at: datetime) -> Entry | None:
        """A sentence of theirs; None where it is gone, or does not open."""
        rows = await self._rows(session, self.kept(person, at), col(Sentence.block_id) == sentence_id)
        return next(iter(await self._opened(session, person, rows)), None)

    async def _rows(
        self, session: AsyncSession, *where: ColumnElement[bool], limit: int | None = None
    ) -> Sequence[Found]:
        columns = select(col(Sentence.block_id), DAY, col(Sentence.words))
        return (await session.execute(columns.where(*where).order_by(*NEWEST_FIRST).limit(limit))).all()

    async def _opened(self, session: AsyncSession, person: PersonId, rows: Sequence[Found]) -> Sequence[Entry]:
        """Those that open."""
        opened = await self._people.all_opened(session, person, [words for _, _, words in rows], PURPOSE)
        pairs = zip(rows, opened, strict=True)
        return [Entry(row[0], row[1], words) for row, words in pairs if words is not None]

    def kept(self, person: PersonId, at: datetime) -> ColumnElement[bool]:
        """A person's sentences whose time is not over; the night's chores remove the others."""
        return and_(
            col(Sentence.workspace) == person.workspace,
            col(Sentence.user) == person.user,
            not_(is_over(self._switches, at)),
        )


def is_over(switches: Switches, at: datetime) -> ColumnElement[bool]:
    """Sentences whose time is over: what they chose when they wrote it, or as long as any is kept."""
    over = and_(col(Sentence.forget_at).is_not(None), col(Sentence.forget_at) <= at)
    most = switches.keep_at_most_days
    return over if most is None else or_(over, col(Sentence.written_at) <= at - timedelta(days=most))
