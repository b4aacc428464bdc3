"""What made it worse, on both engines: sealed, not offered again that day, and forgotten with it."""

from datetime import timedelta

import pytest

from bot.database import Database
from bot.helpers.rules import Helper
from bot.helpers.service import HelperService
from bot.ladder.rules import Asked, Size
from bot.streaks.rules import focus_date
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def worse(services: Services) -> None:
    await services.focus.help_out(ANA, await services.press(), worse=True)


async def offered(services: Services) -> str | None:
    return (await services.open_one()).helper


async def test_worse_is_sealed_and_not_offered_that_day_not_in_another_block_either(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.help_out(ANA)
    await worse(services)
    assert await offered(services) == Helper.LOOK
    sealed = (await services.known(ANA)).unwelcome
    assert sealed is not None
    assert b"hold" not in bytes(sealed)
    await services.focus.stop(ANA)
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.help_out(ANA)
    assert await offered(services) == Helper.LOOK


async def test_worse_twice_leaves_both_out(services: Services) -> None:
    await services.focus.help_out(ANA)
    await worse(services)
    await worse(services)
    assert await offered(services) == Helper.STRETCH
    await services.focus.come_back(ANA)
    await services.focus.help_out(ANA)
    assert await offered(services) == Helper.STRETCH


async def test_what_was_worse_is_forgotten_on_the_next_focus_day(services: Services, clock: VirtualClock) -> None:
    await services.focus.help_out(ANA)
    await worse(services)
    clock.passes(timedelta(days=1))
    await services.focus.help_out(ANA)
    assert await offered(services) == Helper.HOLD
    known = await services.known(ANA)
    assert (known.unwelcome, known.unwelcome_on) == (None, None)


async def test_a_key_that_does_not_open_it_offers_all_of_them(services: Services, clock: VirtualClock) -> None:
    await services.focus.help_out(ANA)
    await worse(services)
    other = Services(services.database, clock, clock)
    other.people._master_key = bytes(32)
    async with services.database.transaction() as session:
        today = focus_date(clock(), "UTC")
        assert await HelperService(other.people).unwelcome(session, ANA, today) == frozenset()
