"""What asking a colleague has in common in the database: nobody else asks meanwhile, and nobody is asked at work."""

import zlib
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ids import PersonId
from bot.invitations.rules import Colleague
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow

AskWho: TypeAlias = Callable[[PersonId], Awaitable[Colleague | None]]
"""Asks Slack what somebody is; None where it does not say."""
IsBusy: TypeAlias = Callable[[AsyncSession, PersonId, datetime], Awaitable[bool]]
"""Whether somebody is in a block now. Looked at, not held: their rows are not ours."""
LOOKS_AGAIN = timedelta(minutes=5)
"""What would disturb somebody in a block waits, and is looked at once more then."""


async def alone_with(session: AsyncSession, people: Iterable[PersonId]) -> None:
    """Nobody else asks these people, or for them, at this moment. Whoever is asked has no row to hold; SQLite has one
    writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        for number in sorted({zlib.crc32("/".join(person).encode()) for person in people}):
            await session.execute(select(func.pg_advisory_xact_lock(number)))


async def put_off(turn: Turn, row: OutboxRow, kind: Kind) -> None:
    """It comes later (PRODUCT 2.7), and is looked at once more then."""
    later = turn.at.people + LOOKS_AGAIN
    owed = Owed(kind, PersonId(row.workspace, row.user), row.subject, later, f"{later.timestamp():.0f}", row.place)
    await owe(turn.session, owed)
