"""Who knows of whose blocks, and what a link between two people owes."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.buddies.tables import Buddy
from bot.ids import PersonId
from bot.invitations.rules import Answer


async def buddy_of(session: AsyncSession, person: PersonId) -> Buddy | None:
    """Whom this person's pings may go to: agreed, and neither paused nor stopped nor ended."""
    agreed = and_(col(Buddy.answer) == Answer.YES, col(Buddy.stopped_at).is_(None), ~col(Buddy.is_paused))
    return (await session.scalars(select(Buddy).where(asked_by(person), agreed))).one_or_none()


async def buddy_held(session: AsyncSession, buddy_id: str) -> Buddy | None:
    """This link, held for the transaction (after the one who asked: one order for all); None where it is gone."""
    return await session.get(Buddy, buddy_id, with_for_update=True, populate_existing=True)


def asked_by(person: PersonId) -> ColumnElement[bool]:
    """Links that somebody asked for."""
    return and_(col(Buddy.workspace) == person.workspace, col(Buddy.user) == person.user)
