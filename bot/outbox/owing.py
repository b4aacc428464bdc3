"""Writing down what is owed, in the transaction of the change that owes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Executable, Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.ids import PersonId
from bot.outbox.kinds import UNFINISHED, Kind, State
from bot.outbox.tables import HandledEvent, OutboxRow, new_mark


@dataclass(frozen=True)
class Owed:
    """A message that is owed: what kind, about which subject, to whom, when.

    `slot` tells rows of the same kind and subject apart. `place` is where it is said, the person's own DM if empty.
    """

    kind: Kind
    person: PersonId
    subject: str
    due_at: datetime
    slot: str = ""
    place: str = ""

    @property
    def occurrence(self) -> str:
        """Unique: planners may race freely, the second finds the row there."""
        return "/".join((*self.person, self.kind.name, self.subject, self.slot))

    @property
    def row(self) -> OutboxRow:
        """The row as it is first written."""
        return OutboxRow(**self.values)

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the row as it is first written."""
        return _UNTOUCHED | {
            "occurrence": self.occurrence,
            "mark": new_mark(),
            "workspace": self.person.workspace,
            "user": self.person.user,
            "place": self.place or self.person.user,
            "kind": self.kind.name,
            "operation": self.kind.operation.value,
            "rank": self.kind.rank.value,
            "subject": self.subject,
            "due_at": self.due_at,
        }


async def owe(session: AsyncSession, owed: Owed) -> int:
    """Write the row, or find the one that is there. Returns its number."""
    session.info["owed"] = True
    connection = await session.connection()
    written = await connection.execute(_OWE[connection.dialect.name], owed.values)
    number: int | None = written.scalar_one_or_none()
    if number is None:  # a planner was here before
        found = await connection.execute(select(_OUTBOX.c.id).where(_OUTBOX.c.occurrence == owed.occurrence))
        number = found.scalar_one()
    return number


async def release(session: AsyncSession, person: PersonId, subject: str, kinds: tuple[Kind, ...]) -> None:
    """What is still due of these kinds about this subject is no longer owed. It is kept as long as if it were said."""
    await session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.workspace) == person.workspace,
            col(OutboxRow.user) == person.user,
            col(OutboxRow.subject) == subject,
            col(OutboxRow.kind).in_([kind.name for kind in kinds]),
            col(OutboxRow.state) == State.DUE,
        )
        .values(state=State.UNNEEDED, settled_at=col(OutboxRow.due_at), reason="the change that owed it was taken back")
    )


async def forget(session: AsyncSession, person: PersonId, subject: str, kinds: tuple[Kind, ...]) -> None:
    """Rows of these kinds about this subject that are not in anybody's hands: nothing tells that they were owed."""
    await session.execute(
        delete(OutboxRow).where(
            col(OutboxRow.workspace) == person.workspace,
            col(OutboxRow.user) == person.user,
            col(OutboxRow.subject) == subject,
            col(OutboxRow.kind).in_([kind.name for kind in kinds]),
            col(OutboxRow.state).not_in([State.CLAIMED, State.UNKNOWN]),
        )
    )


async def is_first_time(session: AsyncSession, event_id: str, at: datetime) -> bool:
    """Note an event of Slack's as handled; False if it was before (DELIVERY 2.10)."""
    noted = await session.execute(insert_ignoring(session, HandledEvent, {"event_id": event_id, "handled_at": at}))
    assert isinstance(noted, CursorResult)
    return noted.rowcount == 1


async def forget_event(session: AsyncSession, event_id: str) -> None:
    """Take back that an event was handled: it was not, and may come another time."""
    await session.execute(delete(HandledEvent).where(col(HandledEvent.event_id) == event_id))


def insert_ignoring(session: AsyncSession, table: type[SQLModel], values: dict[str, Any]) -> Executable:
    """INSERT … ON CONFLICT DO NOTHING, in the dialect at hand."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return insert(table).values(**values).on_conflict_do_nothing()


_OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_UNTOUCHED: dict[str, Any] = {"state": State.DUE.value, "fence": 0, "attempts": 0, "absences": 0}
_OWE = {
    dialect.dialect.name: dialect.insert(_OUTBOX).on_conflict_do_nothing().returning(_OUTBOX.c.id)
    for dialect in (sqlite, postgresql)
}


def behind(now: datetime) -> Select[str, str]:
    """Those to whom something is still to be said that is due already: it may be about what they have for longest."""
    is_late = col(OutboxRow.state).in_(UNFINISHED), col(OutboxRow.due_at) <= now
    return select(col(OutboxRow.workspace), col(OutboxRow.user)).where(*is_late)
