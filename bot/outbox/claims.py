"""Taking what is due: one claim at a time per place, under a lease and a fence (DELIVERY 2.1)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.database import Utc
from bot.outbox.kinds import METHODS, UNFINISHED, Operation, Rank, State
from bot.outbox.speaking import Target
from bot.outbox.tables import OutboxRow, RateWindow

HTTP_TIMEOUT = timedelta(seconds=10)
"""How long a call to Slack may take before its outcome counts as not known."""
HISTORY_LAG = timedelta(seconds=5)
"""How long a message may take to stand in the history after Slack accepted it."""
LEASE = timedelta(seconds=45)
"""How long a claim holds. A post begins only while more than HTTP_TIMEOUT + HISTORY_LAG of it is left."""


@dataclass(frozen=True)
class Moment:
    """Now, twice: `people` is what people see (and `try` can move), `machine` is for leases, retries and windows."""

    people: datetime
    machine: datetime


async def reap(session: AsyncSession, now: Moment) -> None:
    """Claims whose lease ran out: a post that had begun is unknown; anything else is due again."""
    doubtful = and_(col(OutboxRow.operation) == Operation.POST, col(OutboxRow.attempt_at).is_not(None))
    await session.execute(
        update(OutboxRow)
        .where(col(OutboxRow.state) == State.CLAIMED, col(OutboxRow.lease_until) <= now.machine)
        .values(
            state=case((doubtful, State.UNKNOWN.value), else_=State.DUE.value),
            retry_at=now.machine,
            lease_until=None,
            fence=OutboxRow.fence + 1,
        )
    )


async def claim(session: AsyncSession, now: Moment, limit: int) -> Sequence[OutboxRow]:
    """Claim up to `limit` rows that may be said now, lowest rank first, then by due moment."""
    claimed: list[OutboxRow] = []
    for rank in Rank:
        if len(claimed) < limit:
            claimed += await _claim_rank(session, now, rank, limit - len(claimed))
    return claimed


async def claim_doubtful(session: AsyncSession, now: Moment, limit: int) -> Sequence[OutboxRow]:
    """Claim unknown rows whose time to be looked up has come. They stay `unknown`, under a lease."""
    waiting = (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.state) == State.UNKNOWN,
            col(OutboxRow.retry_at) <= now.machine,
            or_(col(OutboxRow.lease_until).is_(None), col(OutboxRow.lease_until) <= now.machine),
        )
        .limit(limit)
    )
    return await _take(session, waiting.with_for_update(skip_locked=True), now, State.UNKNOWN)


async def begin_attempts(session: AsyncSession, rows: Sequence[OutboxRow], now: Moment) -> set[int]:
    """Record that posting begins now, for the rows that are still ours with lease enough left (DELIVERY 2.3)."""
    if not rows:
        return set()
    ours = tuple_(col(OutboxRow.id), col(OutboxRow.fence)).in_([(row.id, row.fence) for row in rows])
    begun = await session.execute(
        update(OutboxRow)
        .where(
            ours,
            col(OutboxRow.state) == State.CLAIMED,
            col(OutboxRow.lease_until) > now.machine + HTTP_TIMEOUT + HISTORY_LAG,
        )
        .values(
            attempt_at=now.machine,
            first_attempt_at=func.coalesce(col(OutboxRow.first_attempt_at), literal(now.machine, Utc())),
            attempts=OutboxRow.attempts + 1,
        )
        .returning(col(OutboxRow.id))
        .execution_options(synchronize_session=False)
    )
    return {number for number in begun.scalars() if number is not None}


async def said_at(session: AsyncSession, numbers: Collection[int]) -> dict[int, Target]:
    """Where the messages of these rows stand, for those that were said."""
    if not numbers:
        return {}
    found = await session.execute(
        select(col(OutboxRow.id), col(OutboxRow.channel), col(OutboxRow.ts)).where(
            col(OutboxRow.id).in_(numbers), col(OutboxRow.ts).is_not(None)
        )
    )
    return {number: Target(channel, ts) for number, channel, ts in found if number and channel and ts}


async def next_moments(session: AsyncSession, now: Moment) -> Moment:
    """When something next comes due, in both times; a second from now where nothing does."""
    soon = Moment(now.people + timedelta(seconds=1), now.machine + timedelta(seconds=1))
    due = await session.execute(
        select(col(OutboxRow.due_at))
        .where(col(OutboxRow.state) == State.DUE, col(OutboxRow.due_at) > now.people)
        .order_by(col(OutboxRow.due_at))
        .limit(1)
    )
    return Moment(min(due.scalar_one_or_none() or soon.people, soon.people), soon.machine)


async def _claim_rank(session: AsyncSession, now: Moment, rank: Rank, limit: int) -> Sequence[OutboxRow]:
    ready = (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.state) == State.DUE,
            col(OutboxRow.rank) == rank,
            col(OutboxRow.due_at) <= now.people,
            or_(col(OutboxRow.retry_at).is_(None), col(OutboxRow.retry_at) <= now.machine),
            ~_something_goes_first(now),
            ~_window_is_shut(now),
        )
        .order_by(col(OutboxRow.due_at), col(OutboxRow.id))
        .limit(limit)
    )
    return await _take(session, ready.with_for_update(skip_locked=True), now, State.CLAIMED)


async def _take(session: AsyncSession, chosen: object, now: Moment, state: State) -> Sequence[OutboxRow]:
    taken = await session.execute(
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(chosen))  # type: ignore[arg-type]
        .values(state=state, fence=OutboxRow.fence + 1, lease_until=now.machine + LEASE)
        .returning(OutboxRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    rows = list(taken.scalars())
    rows.sort(key=lambda row: (row.due_at, row.id))
    return rows


def _something_goes_first(now: Moment) -> ColumnElement[bool]:
    """In order per place. A new card waits for cards only, so that an old card's edit never holds it up."""
    other = aliased(OutboxRow)
    earlier = or_(
        col(other.due_at) < col(OutboxRow.due_at),
        and_(col(other.due_at) == col(OutboxRow.due_at), col(other.id) < col(OutboxRow.id)),
    )
    return exists().where(
        col(other.workspace) == col(OutboxRow.workspace),
        col(other.place) == col(OutboxRow.place),
        col(other.state).in_(UNFINISHED),
        col(other.id) != col(OutboxRow.id),
        or_(col(OutboxRow.operation) != Operation.POST, col(other.operation) == Operation.POST),
        or_(col(other.state) != State.DUE, and_(col(other.due_at) <= now.people, earlier)),
    )


def _window_is_shut(now: Moment) -> ColumnElement[bool]:
    """Slack asked for quiet: of this method in the whole workspace, or in this place."""
    method = case(*((col(OutboxRow.operation) == operation, name) for operation, name in METHODS.items()), else_="")
    return exists().where(
        col(RateWindow.workspace) == col(OutboxRow.workspace),
        col(RateWindow.method) == method,
        col(RateWindow.place).in_(["", col(OutboxRow.place)]),
        col(RateWindow.until) > now.machine,
    )
