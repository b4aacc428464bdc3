"""Taking what is due: one row of an operation at a time per place, under a lease and a fence (DELIVERY 2.1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox import leases
from bot.outbox.speaking import Target
from bot.outbox.statements import BEGIN, HORIZON, NEXT_DUE, OUTBOX, REAP, TAKES
from bot.outbox.tables import OutboxRow


@dataclass(frozen=True)
class Moment:
    """Now, twice: `people` is what people see (and `try` can move), `machine` is for leases, retries and windows."""

    people: datetime
    machine: datetime


class Claims:
    """What is asked of the outbox table before something is said. Every change carries state and fence."""

    async def claim(self, session: AsyncSession, now: Moment, limit: int) -> Sequence[OutboxRow]:
        """Claim up to `limit` rows that may be said now, lowest rank first, then by due moment."""
        return await self._take(session, TAKES[_engine(session), "due"], _at(now, people=now.people, limit=limit))

    async def claim_doubtful(self, session: AsyncSession, now: Moment, limit: int) -> Sequence[OutboxRow]:
        """Claim unknown rows whose time to be looked up has come. They stay `unknown`, under a lease."""
        return await self._take(session, TAKES[_engine(session), "doubtful"], _at(now, limit=limit))

    async def reap(self, session: AsyncSession, now: Moment, ours: Collection[int]) -> None:
        """Claims whose lease ran out, other than `ours`: a post that had begun is unknown; anything else is due again.

        The look waits as if the post had begun just now: so it holds whatever the replicas' clocks say.
        """
        await session.execute(REAP, _at(now, look_at=leases.look_at(now.machine), ours=list(ours)))

    async def reap_all(self, session: AsyncSession, now: Moment) -> None:
        """Every claim there is: for a process that begins and knows that no other runs."""
        beyond = replace(now, machine=now.machine + HORIZON)
        await session.execute(REAP, _at(beyond, look_at=leases.look_at(now.machine), ours=[]))

    async def begin(self, session: AsyncSession, rows: Sequence[OutboxRow], now: Moment) -> set[int]:
        """Record that posting begins now, for the rows that are still ours with lease enough left (DELIVERY 2.3)."""
        by_fence: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            assert row.id is not None
            by_fence[row.fence].append(row.id)
        begun: set[int] = set()
        for fence, ids in by_fence.items():
            beyond = now.machine + leases.MARGIN
            of_fence = {"ids": ids, "fence": fence, "machine": now.machine, "beyond": beyond}
            begun.update((await session.execute(BEGIN, of_fence)).scalars())
        return begun

    def may_begin(self, row: OutboxRow, now: datetime) -> bool:
        """Whether the call may still be made, asked at the last instant before it. `now` is machine time."""
        return leases.is_long_enough(row.lease_until, now)

    async def _take(
        self, session: AsyncSession, statement: Executable, parameters: Mapping[str, Any]
    ) -> Sequence[OutboxRow]:
        taken = await session.execute(
            statement, parameters, execution_options={"populate_existing": True, "autoflush": False}
        )
        return sorted(taken.scalars(), key=lambda row: (row.rank, row.due_at, row.id))


async def said_at(session: AsyncSession, numbers: Collection[int]) -> dict[int, Target]:
    """Where the messages of these rows stand, for those that were said."""
    if not numbers:
        return {}
    found = await session.execute(
        select(OUTBOX.c.id, OUTBOX.c.channel, OUTBOX.c.ts).where(OUTBOX.c.id.in_(numbers), OUTBOX.c.ts.is_not(None))
    )
    return {number: Target(channel, ts) for number, channel, ts in found if channel and ts}


async def next_due(session: AsyncSession, now: Moment) -> datetime:
    """When something next comes due, in people's time; a second from now where nothing does before."""
    found = await session.execute(NEXT_DUE, {"people": now.people})
    soon = now.people + timedelta(seconds=1)
    upcoming: list[datetime] = [moment for moment in found.scalars() if moment is not None]
    return min([soon, *upcoming])


def _at(now: Moment, **others: Any) -> dict[str, Any]:
    limits = {"machine": now.machine, "horizon": now.machine + HORIZON}
    return limits | ({"until": now.machine + leases.LEASE} if "limit" in others else {}) | others


def _engine(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
