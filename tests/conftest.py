"""What every test may ask for: real databases and clocks that stand still."""

import gc
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.database import Database
from tests.support.clock import VirtualClock
from tests.support.databases import PostgresServer, SqliteFiles, opened, postgres_or_skip, quick_folder
from tests.support.exploring import choose_histories, take_time
from tests.support.statements import directly, share

share()
choose_histories()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Time to explore."""
    take_time(items)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector needn't look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sqlite_files() -> Iterator[SqliteFiles]:
    """Where this process's SQLite files come from."""
    with quick_folder() as folder:
        yield SqliteFiles(folder)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """This process's PostgreSQL server, started when the first test needs it."""
    server = postgres_or_skip()
    yield server
    server.close()


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """A fresh SQLite file with empty tables."""
    with sqlite_files.fresh() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh PostgreSQL database with empty tables."""
    with postgres_server.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of either engine: whoever asks for it is run twice."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Database]:
    """A fresh `Database` with empty tables, on SQLite and on PostgreSQL. A thread waits for SQLite where it is held."""
    is_alone = database_url.startswith("sqlite") and request.node.get_closest_marker("held") is None
    async with opened(directly(database_url) if is_alone else database_url) as made:
        yield made


@pytest.fixture
def machine() -> VirtualClock:
    """The machine's time: leases, retries, rate windows."""
    return VirtualClock()


@pytest.fixture
def clock(machine: VirtualClock) -> VirtualClock:
    """What people see. Time that passes here passes for the machine, too."""
    return VirtualClock(machine(), machine)
