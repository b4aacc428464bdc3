"""A small stage for the outbox: one database, one Slack standing in, clocks that stand still, people who are owed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.database import Database
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content, Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from tests.outbox.ledger import Call, Fault, Ledger
from tests.outbox.stores import gone
from tests.support.clock import VirtualClock

CARD = Kind("card", Operation.POST, lives_for=timedelta(hours=12))
PING = Kind("ping", Operation.POST, timedelta(minutes=2), Rank.PING, WhenAbsent.LEAVE)
PLAN = Kind("plan", Operation.POST, timedelta(minutes=60), Rank.PLAN)
REDRAW = Kind("redraw", Operation.EDIT)
VIEW = Kind("view", Operation.PUBLISH)
KINDS = (CARD, PING, PLAN, REDRAW, VIEW)

ANA = PersonId("T1", "UANA")
BEN = PersonId("T1", "UBEN")
SECOND = timedelta(seconds=1)


class FrailDatabase(Database):
    """A database that is away while a test says so."""

    is_away = False

    @asynccontextmanager
    async def transaction(self, *, in_background: bool = False) -> AsyncIterator[AsyncSession]:
        """As ever, if it is there."""
        if self.is_away:
            raise gone()
        async with super().transaction(in_background=in_background) as session:
            yield session


@dataclass
class Stage:
    """What a test says and sees. `faults` are met by the next posts, edits and views; `looks` by the next looks."""

    database: FrailDatabase
    clock: VirtualClock
    machine: VirtualClock
    faults: list[Call] = field(default_factory=list)
    looks: list[Call] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.slack = Ledger(now=lambda: self.machine().timestamp(), plan=self._plan)
        self.delivery = self.replica()

    def replica(self, name: str = "here", *, alone: bool = False) -> Delivery:
        """Another process of the bot."""
        made = Delivery(self.database, self.slack.client, self.clock, self.machine, name, alone=alone)
        made.opens(self.compose, *KINDS)
        return made

    async def compose(self, turn: Turn) -> Mapping[int, Content]:
        """A row says its subject; those in `silent` have nothing left to say; an edit's subject is the row it edits."""
        said = [row for row in turn.rows if row.subject not in self.silent]
        edits = {row.id: int(row.subject) for row in said if row.kind == REDRAW.name}
        return {row.id or 0: Content(row.subject, edits=edits.get(row.id), view={"of": row.subject}) for row in said}

    async def owes(self, kind: Kind, subject: str, person: PersonId = ANA, due_at: datetime | None = None) -> int:
        """Something is owed, now if nothing else is said."""
        async with self.database.transaction() as session:
            return await owe(session, Owed(kind, person, subject, due_at or self.clock()))

    async def later(self, seconds: float = 0.0) -> None:
        """Time passes, and everything due is said."""
        self.clock.passes(timedelta(seconds=seconds))
        await self.delivery.until_quiet()

    async def row(self, number: int) -> OutboxRow:
        """A row as it stands."""
        async with self.database.transaction() as session:
            found = await session.execute(select(OutboxRow).where(col(OutboxRow.id) == number))
            return found.scalar_one()

    async def states(self) -> list[str]:
        """Every row's state, in the order in which they were owed."""
        async with self.database.transaction() as session:
            return list((await session.execute(select(col(OutboxRow.state)).order_by(col(OutboxRow.id)))).scalars())

    def _plan(self, method: str, _: str) -> Call:
        waiting: list[Any] = self.looks if method == "conversations.history" else self.faults
        return waiting.pop(0) if waiting else Call()


def fails(*faults: Fault | None, lags: float = 0.0, retry_after: int = 1) -> list[Call]:
    """Calls that go like this, one after the other."""
    return [Call(fault, lags=lags, retry_after=retry_after) for fault in faults]
