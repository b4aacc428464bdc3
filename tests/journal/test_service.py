"""Sentences on both engines: one for each block, kept as long as was said."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.database import Database
from bot.journal.tables import Sentence
from bot.people.rules import Keeping
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def kept(services: Services) -> list[Sentence]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Sentence))).all())


@pytest.mark.parametrize("keeping", Keeping)
async def test_a_sentence_is_sealed_and_kept_or_not(services: Services, clock: VirtualClock, keeping: Keeping) -> None:
    async with services.database.transaction() as session:
        was_kept = await services.journal.write(session, ANA, "b1", "wrote one test", keeping, clock())
    found = await kept(services)
    assert was_kept is bool(found) is (keeping is not Keeping.NOT_KEPT)
    assert not [one for one in found if b"wrote" in bytes(one.words)]


async def test_a_sentence_goes_at_its_moment_and_not_before(services: Services, clock: VirtualClock) -> None:
    async with services.database.transaction() as session:
        await services.journal.write(session, ANA, "b1", "okay", Keeping.WEEK, clock())
        await services.journal.write(session, ANA, "b2", "okay", Keeping.UNTIL_DELETED, clock())
    for span, left in ((timedelta(days=7, seconds=-1), 2), (timedelta(seconds=1), 1), (timedelta(days=9999), 1)):
        clock.passes(span)
        async with services.database.transaction() as session:
            await services.journal.forget_old(session, clock())
        assert len(await kept(services)) == left
