"""Tomorrow's draft on both engines: one rung lower after a smaller day, never two, never by a typed length."""

from datetime import timedelta

import pytest

from bot.database import Database
from bot.focus import rules
from bot.ladder.rules import Asked, Rung, Size, bigger_size, smaller_size
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services

DAY = timedelta(days=1)


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def drafted(services: Services) -> Size:
    return (await services.starts.now(ANA)).offer.size


async def goes_smaller(services: Services, times: int = 1) -> None:
    for _ in range(times):
        await services.focus.shrink(ANA, None, rules.make_smaller)


async def lives(services: Services, size: Size | None, *, smaller: int = 0) -> None:
    """A block of this size, made smaller, and left."""
    await services.focus.begin(ANA, Asked(size, is_typed=size is not None))
    await goes_smaller(services, smaller)
    await services.focus.end(ANA)


async def test_smaller_today_is_one_rung_lower_tomorrow_and_not_today(services: Services, clock: VirtualClock) -> None:
    await lives(services, None, smaller=3)
    assert await drafted(services) == Size(20)
    clock.passes(DAY)
    assert await drafted(services) == Size(10)
    clock.passes(9 * DAY)
    assert await drafted(services) == Size(10)


async def test_smaller_in_many_blocks_of_a_day_is_one_rung_all_the_same(
    services: Services, clock: VirtualClock
) -> None:
    for _ in range(3):
        await lives(services, None, smaller=1)
    clock.passes(DAY)
    assert await drafted(services) == Size(10)


async def test_a_draft_never_falls_under_two_minutes(services: Services, clock: VirtualClock) -> None:
    for expected in (20, 10, 5, 2, 2, 2):
        assert await drafted(services) == Size(expected)
        await lives(services, None, smaller=3)
        clock.passes(DAY)


async def test_a_typed_length_changes_no_rung(services: Services, clock: VirtualClock) -> None:
    await lives(services, Size(5))
    await lives(services, Size(0, foot=Rung.BREATH))
    clock.passes(DAY)
    assert await drafted(services) == Size(20)


async def test_a_longer_one_made_smaller_is_no_smaller_than_the_draft(services: Services, clock: VirtualClock) -> None:
    await lives(services, Size(60), smaller=1)
    clock.passes(DAY)
    assert await drafted(services) == Size(20)


async def test_a_smaller_start_card_that_is_begun_lowers_tomorrow_and_one_that_is_not_does_not(
    services: Services, clock: VirtualClock
) -> None:
    await services.starts.step(ANA, Size(20), smaller_size)
    assert await drafted(services) == Size(10)
    clock.passes(DAY)
    assert await drafted(services) == Size(20)
    await services.starts.step(ANA, Size(20), smaller_size)
    await lives(services, None)
    clock.passes(DAY)
    assert await drafted(services) == Size(10)


async def test_a_step_from_a_card_that_is_not_true_any_more_steps_nowhere(services: Services) -> None:
    await services.starts.step(ANA, Size(20), smaller_size)
    await services.starts.step(ANA, Size(20), smaller_size)
    assert await drafted(services) == Size(10)


async def test_a_bit_bigger_is_what_raises_the_draft(services: Services, clock: VirtualClock) -> None:
    await lives(services, None, smaller=1)
    await services.starts.step(ANA, None, bigger_size)
    clock.passes(DAY)
    assert await drafted(services) == Size(30)


async def test_a_breath_on_a_start_card_is_offered_and_never_drafted(services: Services, clock: VirtualClock) -> None:
    for _ in range(4):
        await services.starts.step(ANA, None, smaller_size)
    assert await drafted(services) == Size(0, foot=Rung.BREATH)
    await services.focus.begin(ANA, Asked())
    assert (await services.open_one()).minutes == 20
