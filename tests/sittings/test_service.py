"""Breaks, pauses and words of a sitting on both engines, across restarts."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.breaks.rules import BreakLengthError, LineTooLongError, come_back
from bot.courses.rules import Kind, Outcome, Phase, time_left
from bot.database import Database
from bot.focus import rules
from bot.ladder.rules import Asked, Size
from bot.sittings.rules import Shown
from bot.streaks.tables import DayShown
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services

WORDS = "half a sentence about the loader"


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def days(services: Services) -> int:
    async with services.database.transaction() as session:
        return len((await session.scalars(select(DayShown))).all())


async def shown(services: Services) -> Shown:
    found = (await services.focus.standing(ANA)).shown
    assert found is not None
    return found


@pytest.mark.parametrize("minutes", [3, 8])
async def test_a_break_over_a_restart_leaves_what_was_left_to_the_microsecond(
    database_url: str, clock: VirtualClock, machine: VirtualClock, minutes: int
) -> None:
    before = Services(Database(database_url), clock, machine)
    await before.focus.begin(ANA, Asked(Size(20)))
    clock.passes(timedelta(minutes=minutes, microseconds=123_457))
    await before.focus.break_off(ANA, 5)
    await before.database.close()
    clock.passes(timedelta(minutes=4, microseconds=7))
    after = Services(Database(database_url), clock, machine)
    course = (await shown(after)).course
    left = time_left(course, clock())
    assert left == timedelta(minutes=20 - minutes) - timedelta(microseconds=123_457)
    await after.focus.come_back(ANA)
    course = (await shown(after)).course
    assert course.phase is (Phase.SETTLING if minutes < 5 else Phase.WORKING)
    assert course.ends_at - clock() == left
    if course.phase is Phase.SETTLING:
        assert course.works_at - clock() == left - timedelta(minutes=15)
    await after.delivery.until_quiet()
    clock.passes(left)
    await after.delivery.until_quiet()
    assert (await shown(after)).course.phase is Phase.CLOSING
    await after.database.close()


async def test_a_break_outside_a_block_counts_no_day_and_a_start_from_it_closes_it(services: Services) -> None:
    standing = await services.focus.break_off(ANA)
    assert standing.changed
    assert await days(services) == 0
    await services.focus.begin(ANA, Asked(Size(20)))
    pause, block = await services.blocks()
    assert (pause.kind, pause.outcome, block.kind) == (Kind.PAUSE, Outcome.SKIPPED, Kind.BLOCK)
    assert await days(services) == 1


async def test_a_helper_outside_a_block_counts_no_day_and_leaves_no_trace(services: Services) -> None:
    await services.focus.help_out(ANA)
    await services.focus.come_back(ANA)
    (pause,) = await services.blocks()
    assert (pause.phase, pause.helper, pause.last_helper, pause.helpers) == (Phase.CLOSED, None, None, 0)
    assert await days(services) == 0


async def test_a_pause_that_is_over_says_so_and_is_closed_however_late_that_is(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.break_off(ANA)
    await services.delivery.until_quiet()
    clock.passes(timedelta(hours=3))
    await services.delivery.until_quiet()
    assert services.screen.posted == 1
    assert "actions" not in [block["type"] for block in services.screen.messages["1"]]
    assert (await services.blocks())[0].phase == Phase.CLOSED


async def test_a_pause_that_ended_in_an_outage_is_not_told_beside_a_block_that_was_begun_since(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    await services.focus.break_off(ANA)
    await services.delivery.until_quiet()
    clock.passes(timedelta(minutes=6))
    await services.focus.begin(ANA, Asked(Size(20)))
    for _ in range(4):
        await services.delivery.until_quiet()
        machine.passes(timedelta(seconds=1))
    assert services.screen.posted == 2
    assert "actions" not in str(services.screen.messages["1"])
    assert "actions" in str(services.screen.messages["2"])


async def test_a_block_that_was_never_told_of_has_its_card_after_a_long_outage(
    services: Services, clock: VirtualClock
) -> None:
    """People's presses and lines came through meanwhile."""
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.break_off(ANA, 1)
    clock.passes(timedelta(minutes=5))
    await services.focus.come_back(ANA)
    await services.focus.stop(ANA)
    clock.passes(timedelta(hours=3))
    await services.delivery.until_quiet()
    assert services.screen.posted == 1
    assert "Skip" in str(services.screen.messages["1"])


async def test_a_break_of_a_length_outside_begins_nothing(services: Services) -> None:
    with pytest.raises(BreakLengthError):
        await services.focus.break_off(ANA, 61)
    assert await services.blocks() == []


async def test_a_parked_line_is_sealed_and_shown_at_the_end_and_goes_with_it(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.begin(ANA, Asked(Size(2)))
    block = await services.open_one()
    await services.focus.park(ANA, block.id, f" {WORDS}\n twice ")
    await services.focus.park(ANA, block.id, "and another")
    parked = (await services.open_one()).parked
    assert parked is not None
    assert b"loader" not in bytes(parked)
    clock.passes(timedelta(minutes=2))
    assert (await shown(services)).parked == (f"{WORDS} twice", "and another")
    await services.focus.skip(ANA)
    assert (await services.blocks())[0].parked is None


async def test_the_newest_lines_stay_where_many_are_parked(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    for number in range(rules.PARKED_LINES + 2):
        await services.focus.park(ANA, (await services.open_one()).id, f"line {number}")
    assert (await shown(services)).parked == tuple(f"line {number}" for number in range(2, rules.PARKED_LINES + 2))


async def test_nothing_is_parked_for_a_block_that_is_over_nor_for_anothers(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.begin(ANA, Asked(Size(2)))
    block = await services.open_one()
    with pytest.raises(rules.BlockOverError):
        await services.focus.park(BEN, block.id, WORDS)
    with pytest.raises(LineTooLongError):
        await services.focus.park(ANA, block.id, "x" * 301)
    clock.passes(timedelta(minutes=2))
    with pytest.raises(rules.BlockOverError):
        await services.focus.park(ANA, block.id, WORDS)


async def test_a_line_on_a_break_is_sealed_and_shown_when_they_are_back_and_goes_with_the_block(
    services: Services,
) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    assert not await services.focus.keep_line(ANA, WORDS)
    await services.focus.break_off(ANA)
    assert await services.focus.keep_line(ANA, WORDS)
    line = (await services.open_one()).break_line
    assert line is not None
    assert b"loader" not in bytes(line)
    await services.focus.act(ANA, None, come_back)
    assert (await shown(services)).break_line == WORDS
    await services.focus.stop(ANA)
    await services.focus.skip(ANA)
    assert (await services.blocks())[0].break_line is None


async def test_a_pause_keeps_no_line(services: Services) -> None:
    await services.focus.break_off(ANA)
    assert not await services.focus.keep_line(ANA, WORDS)


async def test_what_the_clock_closes_keeps_no_line_either(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.park(ANA, (await services.open_one()).id, WORDS)
    await services.focus.break_off(ANA)
    await services.focus.keep_line(ANA, WORDS)
    clock.passes(timedelta(minutes=15))
    await services.delivery.until_quiet()
    (block,) = await services.blocks()
    assert (block.outcome, block.parked, block.break_line) == (Outcome.EXPIRED, None, None)
