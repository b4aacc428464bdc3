"""Six bugs that an outbox like this could have: each is what the real one does, but for one thing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.outbox.claims import Claims, Moment
from bot.outbox.composing import Composing
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import State
from bot.outbox.leases import HISTORY_LAG
from bot.outbox.outcomes import Settlement
from bot.outbox.settling import Settler
from bot.outbox.statements import OUTBOX, SETTLE, bound
from bot.outbox.tables import OutboxRow
from tests.outbox.world import Makes

WRITES = SETTLE.text.split("WHERE")[0]


class PostsAfterTheLease(Claims):
    """Posting after the lease ran out."""

    def may_begin(self, row: OutboxRow, now: datetime) -> bool:
        return True


class RescuesWithoutLooking(Claims):
    """A lapsed claim is due again, whether its post had begun or not."""

    async def reap(self, session: AsyncSession, now: Moment, ours: Collection[int]) -> None:
        await super().reap(session, now, ours)
        await session.execute(text("UPDATE outbox SET state = 'due', retry_at = NULL WHERE state = 'unknown'"))


class MarksBeforePosting(Claims):
    """Said is what is about to be said."""

    async def begin(self, session: AsyncSession, rows: Sequence[OutboxRow], now: Moment) -> set[int]:
        begun = await super().begin(session, rows, now)
        for number in begun:
            await session.execute(text("UPDATE outbox SET state = 'said' WHERE id = :id"), {"id": number})
        return begun


class ForgetsTheLagOnRescue(Claims):
    """Margins without the lag, of a lapsed lease."""

    async def claim_doubtful(self, session: AsyncSession, now: Moment, limit: int) -> Sequence[OutboxRow]:
        return await super().claim_doubtful(session, replace(now, machine=now.machine + HISTORY_LAG), limit)


class ForgetsTheLag(Settler):
    """Margins without the lag, of a call whose outcome is not known."""

    def put(self, settlement: Settlement) -> None:
        if settlement.state is State.UNKNOWN and settlement.retry_at is not None:
            settlement = replace(settlement, retry_at=settlement.retry_at - HISTORY_LAG)
        super().put(settlement)


class Unfenced(Settler):
    """Puts back, and whatever else, without asking whose the claim is by now."""

    statement = bound(f"{WRITES} WHERE id = :id")


class SettlesWhatIsMarked(Settler):
    """What goes with `MarksBeforePosting`: the row is said already, and where it was said is added."""

    statement = bound(f"{WRITES} WHERE id = :id AND fence = :fence")


class SelectsThenUpdates(Delivery):
    """Chooses rows in one transaction and takes them in the next."""

    async def _claim(self, room: int) -> int:
        now = self._now()
        async with self._database.transaction() as session:
            await self._claims.reap(session, now, self._hands.rows)
            doubtful = await self._claims.claim_doubtful(session, now, room)
        async with self._database.transaction() as session:
            chosen = await self._claims.claim(session, now, room)
            session.expunge_all()
            await session.rollback()
        async with self._database.transaction() as session:
            for row in chosen:
                taken = {"state": State.CLAIMED, "fence": OUTBOX.c.fence + 1, "lease_until": row.lease_until}
                await session.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(taken))
        self._begin(chosen, doubtful)
        return len(chosen)


def variant(
    database: Database,
    clients: Any,
    clock: Clock,
    *,
    alone: bool,
    claims: type[Claims] = Claims,
    settler: type[Settler] = Settler,
) -> Delivery:
    """The real thing, but for how it claims or settles."""
    made = Delivery(database, clients, clock, clock, alone=alone)
    made._claims = claims()
    made._composing = Composing(database, made._claims)
    made.settler = settler(database, clock, made._written)
    return made


BUGS: dict[str, Makes] = {
    "posting after the lease ran out": partial(variant, claims=PostsAfterTheLease),
    "rescue without looking": partial(variant, claims=RescuesWithoutLooking),
    "marking said before posting": partial(variant, claims=MarksBeforePosting, settler=SettlesWhatIsMarked),
    "margins without the lag": partial(variant, claims=ForgetsTheLagOnRescue, settler=ForgetsTheLag),
    "putting back without fence": partial(variant, settler=Unfenced),
    "select, then update": lambda database, clients, clock, alone: SelectsThenUpdates(
        database, clients, clock, clock, alone=alone
    ),
}
