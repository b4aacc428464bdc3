"""The service of a block on both engines: what is written with what, and two acts at once."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.database import Database
from bot.focus import rules
from bot.focus.rules import Asked, Outcome, Phase, Press
from bot.outbox.kinds import State
from bot.outbox.tables import OutboxRow
from bot.sittings.tables import FocusBlock
from bot.streaks.tables import DayShown
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def blocks(services: Services) -> list[FocusBlock]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(FocusBlock))).all())


async def due(services: Services) -> set[str]:
    async with services.database.transaction() as session:
        rows = (await session.scalars(select(OutboxRow))).all()
    return {row.kind for row in rows if row.state == State.DUE}


async def pressed(services: Services) -> Press:
    (block,) = [block for block in await blocks(services) if block.phase != Phase.CLOSED]
    return Press(block.id, block.revision)


async def test_a_start_owes_everything_it_will_say(services: Services) -> None:
    standing = await services.focus.begin(ANA, Asked(20, "loader test"))
    assert standing.changed
    owed = {"focus.first", "focus.switch", "focus.end", "focus.undo_ends", "focus.expire"}
    assert await due(services) == owed


async def test_a_start_without_settling_owes_no_switch(services: Services) -> None:
    await services.focus.begin(ANA, Asked(5))
    assert "focus.switch" not in await due(services)


async def test_the_task_is_sealed_and_opens_for_its_owner(services: Services) -> None:
    await services.focus.begin(ANA, Asked(20, "loader test"))
    (block,) = await blocks(services)
    assert block.task is not None
    assert b"loader" not in bytes(block.task)
    standing = await services.focus.standing(ANA)
    assert standing.shown is not None
    assert standing.shown.task == "loader test"


async def test_five_starts_at_once_leave_one_block(services: Services) -> None:
    starts = (services.focus.begin(ANA, Asked(20, str(number))) for number in range(5))
    standings = await asyncio.gather(*starts)
    assert sum(standing.changed for standing in standings) == 1
    assert len(await blocks(services)) == 1


async def test_five_starts_at_once_over_an_unanswered_end_leave_one_open(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.begin(ANA, Asked(1))
    clock.passes(timedelta(minutes=1))
    standings = await asyncio.gather(*(services.focus.begin(ANA, Asked(20)) for _ in range(5)))
    assert sum(standing.changed for standing in standings) == 1
    outcomes = sorted(block.outcome or "open" for block in await blocks(services))
    assert outcomes == ["open", Outcome.SKIPPED]


async def test_ten_equal_presses_at_once_are_one(services: Services) -> None:
    await services.focus.begin(ANA, Asked(20))
    press = await pressed(services)
    standings = await asyncio.gather(*(services.focus.move_on(ANA, press) for _ in range(10)))
    assert sum(standing.changed for standing in standings) == 1


async def test_two_different_presses_at_once_are_one_and_an_answer(services: Services) -> None:
    await services.focus.begin(ANA, Asked(20))
    press = await pressed(services)
    acts = (services.focus.move_on, services.focus.stop, services.focus.undo)
    standings = await asyncio.gather(*(act(ANA, press) for act in acts))
    assert sum(standing.changed for standing in standings) == 1


async def test_a_press_and_the_clock_at_once_lose_nothing(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin(ANA, Asked(20))
    await services.delivery.until_quiet()
    press = await pressed(services)
    clock.passes(timedelta(minutes=5))
    await asyncio.gather(services.focus.stop(ANA, press), services.delivery.until_quiet())
    (block,) = await blocks(services)
    assert block.phase == Phase.WORKING
    assert services.screen.posted == 2


async def test_people_do_not_wait_for_each_other(services: Services) -> None:
    standings = await asyncio.gather(*(services.focus.begin(who, Asked(20)) for who in (ANA, BEN)))
    assert all(standing.changed for standing in standings)
    assert len(await blocks(services)) == 2


async def test_nobody_can_press_on_anothers_block(services: Services) -> None:
    await services.focus.begin(ANA, Asked(20))
    press = await pressed(services)
    for act in (services.focus.stop, services.focus.move_on, services.focus.undo, services.focus.again):
        assert not (await act(BEN, press)).changed
    with pytest.raises(rules.BlockGoneError):
        await services.checkins.write(BEN, press.block_id, "okay", None)
    assert (await blocks(services))[0].phase == Phase.SETTLING


async def test_stop_with_nothing_running_is_refused_and_end_is_not(services: Services) -> None:
    with pytest.raises(rules.NothingRunningError):
        await services.focus.stop(ANA)
    assert (await services.focus.end(ANA)).shown is None


async def test_undo_takes_the_day_back_and_stop_does_not(services: Services) -> None:
    async def days() -> int:
        async with services.database.transaction() as session:
            return len((await session.scalars(select(DayShown))).all())

    await services.focus.begin(ANA, Asked(20))
    assert await days() == 1
    await services.focus.undo(ANA, await pressed(services))
    assert await days() == 0
    await services.focus.begin(ANA, Asked(20))
    await services.focus.stop(ANA)
    assert await days() == 1
