"""Removing a person, and the daily chores that keep what the first modal promised."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.clock import Clock
from bot.database import Database
from bot.focus.service import FocusService
from bot.focus.tables import open_block
from bot.ids import PersonId
from bot.journal.service import JournalService
from bot.outbox.tables import HandledEvent, OutboxRow

ROWS_KEPT_FOR = timedelta(days=30)
EVENTS_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class LiveCard:
    """The message that a removed person's live card stood on; its words are to go."""

    channel: str
    ts: str


class PrivacyService:
    """What is kept, and for how long."""

    def __init__(self, database: Database, clock: Clock, focus: FocusService, journal: JournalService) -> None:
        self._database = database
        self._clock = clock
        self._focus = focus
        self._journal = journal

    async def delete(self, person: PersonId) -> LiveCard | None:
        """Remove every row of this person's, in every table, and so their key. Returns where their live card stands."""
        async with self._database.transaction() as session:
            card = await _live_card(session, person)
            for table in SQLModel.metadata.tables.values():
                if (whose := _of(table, person)) is not None:
                    await session.execute(delete(table).where(whose))
        return card

    async def chores(self) -> None:
        """Once a day: sentences, tasks, blocks and said rows whose time is over."""
        now = self._clock()
        async with self._database.transaction() as session:
            await self._journal.forget_old(session, now)
            await self._focus.forget_old(session, now)
            await session.execute(delete(OutboxRow).where(col(OutboxRow.settled_at) <= now - ROWS_KEPT_FOR))
            await session.execute(delete(HandledEvent).where(col(HandledEvent.handled_at) <= now - EVENTS_KEPT_FOR))


async def _live_card(session: AsyncSession, person: PersonId) -> LiveCard | None:
    block = await open_block(session, person)
    row = await session.get(OutboxRow, block.live_card) if block is not None and block.live_card else None
    return LiveCard(row.channel, row.ts) if row is not None and row.channel and row.ts else None


def _of(table: Table, person: PersonId) -> ColumnElement[bool] | None:
    """The condition under which a row of this table is the person's; None for a table that holds no one."""
    columns = table.columns
    mine = [columns[name] == person.user for name in ("user", "place") if name in columns]
    return and_(columns["workspace"] == person.workspace, or_(*mine)) if "workspace" in columns and mine else None
