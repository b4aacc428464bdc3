"""A claim holds for a while; every change of it says whose it is; what a dead replica held goes on (DELIVERY 2.1)."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.outbox import leases
from bot.outbox.claims import Claims, Moment
from bot.outbox.kinds import State
from bot.outbox.outcomes import Settlement
from bot.outbox.settling import Settler
from bot.outbox.tables import OutboxRow
from tests.outbox.stage import ANA, BEN, CARD, PING, REDRAW, SECOND, Stage

A_MOMENT = timedelta(microseconds=1)


async def claimed(stage: Stage, limit: int = 10) -> list[OutboxRow]:
    """Claim, as a replica does that then does nothing more."""
    async with stage.database.transaction() as session:
        return list(await Claims().claim(session, now(stage), limit))


async def begun(stage: Stage, *rows: OutboxRow) -> set[int]:
    """Record that posting begins."""
    async with stage.database.transaction() as session:
        return await Claims().begin(session, rows, now(stage))


async def reaped(stage: Stage) -> None:
    """Look for lapsed leases."""
    async with stage.database.transaction() as session:
        await Claims().reap(session, now(stage), ())


async def settled(stage: Stage, settlement: Settlement) -> None:
    """Write what became of a row."""
    settler = Settler(stage.database, stage.machine, lambda _: None)
    settler.put(settlement)
    await settler.drain()


async def taken_by_force(stage: Stage, number: int) -> None:
    """Claim a row without asking whether it may be."""
    async with stage.database.transaction() as session:
        row = await session.get_one(OutboxRow, number)
        row.state = State.CLAIMED


def now(stage: Stage) -> Moment:
    """This moment."""
    return Moment(stage.clock(), stage.machine())


async def test_a_row_is_claimed_once(stage: Stage) -> None:
    await stage.owes(CARD, "card")
    assert [len(await claimed(stage)), len(await claimed(stage))] == [1, 0]


async def test_a_place_has_one_row_of_an_operation_in_hand(stage: Stage) -> None:
    await stage.owes(CARD, "first")
    await stage.owes(CARD, "second")
    assert [row.subject for row in await claimed(stage)] == ["first"]
    assert await claimed(stage) == []


async def test_the_database_itself_refuses_a_second_one(stage: Stage) -> None:
    await stage.owes(CARD, "first")
    second = await stage.owes(CARD, "second")
    await claimed(stage)
    with pytest.raises(IntegrityError):
        await taken_by_force(stage, second)


async def test_a_lapsed_claim_that_never_posted_is_due_again(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    await claimed(stage)
    stage.clock.passes(leases.LEASE)
    await reaped(stage)
    assert (await stage.row(number)).state == State.CLAIMED
    stage.clock.passes(A_MOMENT)
    await reaped(stage)
    assert (await stage.row(number)).state == State.DUE


async def test_a_lapsed_claim_whose_post_had_begun_is_looked_up(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    await begun(stage, *await claimed(stage))
    stage.clock.passes(leases.LEASE + A_MOMENT)
    await reaped(stage)
    row = await stage.row(number)
    assert (row.state, row.retry_at) == (State.UNKNOWN, stage.machine() + leases.MARGIN)


async def test_a_lapsed_edit_is_due_again_even_if_it_had_begun(stage: Stage) -> None:
    card = await stage.owes(CARD, "card")
    await stage.later()
    edit = await stage.owes(REDRAW, str(card))
    await begun(stage, *await claimed(stage))
    await stage.later(31)
    assert ((await stage.row(edit)).state, len(stage.slack.edits)) == (State.SAID, 1)


async def test_a_post_begins_only_with_lease_enough_left(stage: Stage) -> None:
    await stage.owes(CARD, "card")
    rows = await claimed(stage)
    stage.clock.passes(leases.LEASE - leases.MARGIN)
    assert await begun(stage, *rows) == set()
    assert not Claims().may_begin(rows[0], stage.machine())
    assert Claims().may_begin(rows[0], stage.machine() - A_MOMENT)


async def test_a_replica_whose_claim_was_reaped_can_neither_begin_nor_settle(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    [old] = await claimed(stage)
    stage.clock.passes(leases.LEASE + A_MOMENT)
    await reaped(stage)
    [new] = await claimed(stage)
    assert await begun(stage, old) == set()
    await settled(stage, Settlement.of(old, State.SAID, ts="1.0"))
    row = await stage.row(number)
    assert (row.state, row.fence, row.ts) == (State.CLAIMED, new.fence, None)


async def test_a_finished_row_stays_finished(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    [row] = await claimed(stage)
    await settled(stage, Settlement.of(row, State.SAID, ts="1.0"))
    await settled(stage, Settlement.of(row, State.DUE))
    assert (await stage.row(number)).state == State.SAID


async def test_a_clock_that_ran_ahead_and_came_back_holds_nothing_up(stage: Stage) -> None:
    await stage.owes(CARD, "card")
    stage.machine.passes(timedelta(days=1))
    await claimed(stage)
    stage.machine.is_now(stage.clock())
    await stage.later()
    assert stage.slack.texts() == ["card"]


async def test_what_a_dead_replica_held_is_said_by_another(stage: Stage) -> None:
    await stage.owes(CARD, "never begun", ANA)
    await stage.owes(PING, "begun", BEN)
    rows = await claimed(stage)
    await begun(stage, rows[1])
    for seconds in (31, 15.001, 3.001):
        await stage.later(seconds)
    assert stage.slack.texts() == ["never begun"]
    assert await stage.states() == [State.SAID, State.SET_ASIDE]


async def test_a_process_that_is_alone_goes_on_at_once_where_the_one_before_it_died(stage: Stage) -> None:
    await stage.owes(CARD, "never begun", ANA)
    await stage.owes(CARD, "begun", BEN)
    await begun(stage, (await claimed(stage))[1])
    stage.delivery = stage.replica(alone=True)
    await stage.later()
    assert (stage.slack.texts(), await stage.states()) == (["never begun"], [State.SAID, State.UNKNOWN])
    for seconds in (15.001, 3.001, 1.001):
        await stage.later(seconds)
    assert stage.slack.texts() == ["never begun", "begun"]


async def test_rows_in_our_own_hands_are_not_reaped_by_a_clock_step(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    [row] = await claimed(stage)
    stage.machine.passes(timedelta(minutes=30))
    async with stage.database.transaction() as session:
        await Claims().reap(session, now(stage), [number])
    assert (await stage.row(number)).fence == row.fence


async def test_a_hundred_rows_begin_with_one_statement_per_fence(stage: Stage) -> None:
    for number in range(100):
        await stage.owes(CARD, str(number), ANA._replace(user=f"U{number}"))
    rows = await claimed(stage, 200)
    assert len(await begun(stage, *rows)) == 100
    assert {row.lease_until for row in rows} == {stage.machine() + 30 * SECOND}
