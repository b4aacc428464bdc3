"""The service of people on both engines: met once, keys made once, zones kept fresh."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.database import Database
from bot.people.rules import FromSlack
from bot.people.tables import Person, PersonKey
from bot.sealing import Sealed, WrongKeyError
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


@pytest.mark.held
async def test_meeting_someone_five_times_at_once_makes_one_row(services: Services) -> None:
    await asyncio.gather(*(services.people.meet(ANA) for _ in range(5)))
    async with services.database.transaction() as session:
        assert len((await session.scalars(select(Person))).all()) == 1
    assert (await services.people.meet(ANA)).zone == "Europe/Berlin"


async def test_a_zone_that_is_no_zone_is_left_alone(services: Services, clock: VirtualClock) -> None:
    await services.people.meet(ANA)
    for zone in ("Mars/Phobos", "", None):
        assert (await services.people.moved(ANA, FromSlack(zone))).zone == "Europe/Berlin"
    clock.passes(timedelta(days=2))
    assert (await services.people.moved(ANA, FromSlack("Asia/Tokyo"))).zone == "Asia/Tokyo"


@pytest.mark.held
async def test_five_words_sealed_at_once_share_one_key(services: Services) -> None:
    async def seal(words: str) -> bytes:
        async with services.database.transaction() as session:
            return await services.people.seal(session, ANA, words, "task")

    sealed = await asyncio.gather(*(seal(str(number)) for number in range(5)))
    async with services.database.transaction() as session:
        assert len((await session.scalars(select(PersonKey))).all()) == 1
        opened = [await services.people.unseal(session, ANA, Sealed(one), "task") for one in sealed]
    assert opened == ["0", "1", "2", "3", "4"]


async def test_nobodys_words_open_with_anothers_key(services: Services) -> None:
    async with services.database.transaction() as session:
        sealed = await services.people.seal(session, ANA, "words", "task")
        with pytest.raises(WrongKeyError):
            await services.people.unseal(session, BEN, sealed, "task")
