"""A town with people in it, for each story."""

from collections.abc import AsyncIterator

import pytest

from tests.support.clock import VirtualClock
from tests.support.people import ANA, BEN, CHIYO, DEV, PATIENCE, Human, Town
from tests.support.statements import directly
from tests.support.towns import town_on


@pytest.fixture
def modal_patience() -> float:
    """Seconds a modal waits for its commit; the stories of a database that is held ask for the real ones."""
    return PATIENCE


@pytest.fixture
def story_url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """The story's SQLite file; a thread waits for it where it is held."""
    return sqlite_url if request.node.get_closest_marker("held") else directly(sqlite_url)


@pytest.fixture
async def town(
    story_url: str, clock: VirtualClock, machine: VirtualClock, modal_patience: float
) -> AsyncIterator[Town]:
    """The town, on an SQLite file."""
    async with town_on(story_url, clock, machine, modal_patience) as made:
        yield made


@pytest.fixture
async def either_town(database_url: str, clock: VirtualClock, machine: VirtualClock) -> AsyncIterator[Town]:
    """The town on SQLite and on PostgreSQL: for stories in which two things happen at once."""
    async with town_on(database_url, clock, machine) as made:
        yield made


@pytest.fixture
def ana(town: Town) -> Human:
    """In Berlin, where it is ten o'clock."""
    return town.person(ANA)


@pytest.fixture
def ben(town: Town) -> Human:
    """In New York."""
    return town.person(BEN)


@pytest.fixture
def chiyo(town: Town) -> Human:
    """In Tokyo."""
    return town.person(CHIYO)


@pytest.fixture
def dev(town: Town) -> Human:
    """In Kolkata, where it is half past two in the afternoon."""
    return town.person(DEV)
