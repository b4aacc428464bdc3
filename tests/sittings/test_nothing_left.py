"""What the database tells when a sitting is over: not which helper was used, nor that a support card was shown."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.care.service import end_quietly
from bot.courses.rules import Clock, Course, Phase
from bot.database import Database
from bot.ladder.rules import Asked, Size
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services

NOT_COMPARED = {"id", "live_card", "is_first", "began_at", "works_at", "ends_at", "ended_at"}
NOT_COMPARED |= {"tells_days"}  # the second of a day does not, however it ends


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


def told(row: SQLModel) -> dict[str, Any]:
    """What a row says, moments and numbers apart."""
    return {name: value for name, value in row.model_dump().items() if name not in NOT_COMPARED}


async def use_a_helper(services: Services, clock: VirtualClock, times: int) -> None:
    for _ in range(times):
        await services.focus.help_out(ANA)
        clock.passes(timedelta(minutes=2))
        await services.delivery.until_quiet()


@pytest.mark.parametrize("times", [1, 3, 5])
async def test_a_closed_block_does_not_tell_which_helpers_were_used(
    services: Services, clock: VirtualClock, times: int
) -> None:
    await services.focus.begin(ANA, Asked(Size(20, sits=True)))
    await use_a_helper(services, clock, times)
    await services.focus.stop(ANA)
    await services.focus.skip(ANA)
    await services.delivery.until_quiet()
    assert not [row for row in await services.owed() if row.kind == f"focus.{Clock.HELPER_DONE}"]
    (block,) = await services.blocks()
    unused = Course(Phase.CLOSED, clock(), clock(), clock())
    for name in ("helper", "helper_at", "last_helper", "helpers", "asks_where"):
        assert getattr(block, name) == getattr(unused, name)


async def test_a_pause_outside_a_block_is_gone_after_a_day_with_all_that_was_said_of_it(
    services: Services, clock: VirtualClock
) -> None:
    await use_a_helper(services, clock, 1)
    await services.focus.stop(ANA)
    await services.delivery.until_quiet()
    assert await services.owed()
    clock.passes(timedelta(days=1))
    await services.privacy.chores()
    assert await services.blocks() == []
    assert [row.kind for row in await services.owed() if row.kind.startswith("focus.")] == []


@pytest.mark.parametrize("minutes", [0, 20])
async def test_a_block_that_the_support_card_ended_is_stored_like_one_that_was_stopped_and_skipped(
    services: Services, clock: VirtualClock, minutes: int
) -> None:
    rows = []
    for is_card in (True, False):
        await services.focus.begin(ANA, Asked(Size(20)))
        clock.passes(timedelta(minutes=minutes or 8))
        await services.delivery.until_quiet()
        if is_card:
            async with services.database.transaction() as session:
                await end_quietly(session, services.sittings, ANA, clock())
        else:
            if not minutes:
                await services.focus.stop(ANA)
            await services.focus.skip(ANA)
        rows.append(max(await services.blocks(), key=lambda block: block.began_at))
        clock.passes(timedelta(minutes=1))
    assert told(rows[0]) == told(rows[1])


async def test_undo_takes_back_that_tomorrow_would_be_smaller(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin(ANA, Asked(Size(5)))
    assert (await services.known(ANA)).smaller_on is not None
    await services.focus.undo(ANA, await services.press())
    assert (await services.known(ANA)).smaller_on is None


async def test_undo_leaves_what_an_earlier_block_made_smaller(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin(ANA, Asked(Size(5)))
    await services.focus.stop(ANA)
    await services.focus.begin(ANA, Asked(Size(5)))
    await services.focus.undo(ANA, await services.press())
    assert (await services.known(ANA)).smaller_on is not None


async def test_quiet_minutes_that_come_back_are_as_long_as_they_were(services: Services) -> None:
    async with services.database.transaction() as session:
        known = await services.people.preferences(session, ANA)
        await services.people.prefer(session, ANA, type(known)(known.usual_minutes, 2))
    for _ in range(2):
        await services.focus.begin(ANA, Asked(Size(20)))
        await services.focus.move_on(ANA, await services.press())
        last = await services.press()
        if (await services.open_one()).settling_dropped:
            break
        await services.focus.stop(ANA)
    assert (await services.known(ANA)).settling_minutes == 0
    await services.focus.keep_settling(ANA, last)
    assert (await services.known(ANA)).settling_minutes == 2
