"""Each replica's pulse: when it last looked for what is due."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.outbox.tables import Pulse

EVERY = timedelta(seconds=5)
"""How often a replica writes its pulse; the looks in between are free."""


async def beat(session: AsyncSession, replica: str, at: datetime) -> None:
    """Write that this replica looked."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    written = dialect.insert(Pulse).values(replica=replica, claimed_at=at)
    await session.execute(
        written.on_conflict_do_update(index_elements=["replica"], set_={"claimed_at": written.excluded.claimed_at})
    )


async def last_beat(session: AsyncSession) -> datetime | None:
    """When any replica last looked, or None where none ever did."""
    newest = await session.execute(select(col(Pulse.claimed_at)).order_by(col(Pulse.claimed_at).desc()).limit(1))
    return newest.scalar_one_or_none()
