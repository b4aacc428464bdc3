"""The databases of the simulation: real SQL, one transaction at a time, so that a seed always runs the same way."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import StaticPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import SQLModel

from bot.database import Database
from tests.support.databases import import_tables
from tests.support.direct_sqlite import DirectSqlite
from tests.support.virtual_time import VirtualLoop

Step: TypeAlias = Callable[[str], Awaitable[None]]
"""What happens between two steps of a replica; raises if it dies or the database is away."""

Opens: TypeAlias = Callable[[], "Store"]


class Store:
    """One database for all replicas."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.turn = asyncio.Lock()

    async def query(self, sql: str) -> list[Any]:
        """Read past the replicas."""
        async with self.turn, _real_work(), self.engine.connect() as connection:
            return list(await connection.exec_driver_sql(sql))

    async def close(self) -> None:
        """Let go of every connection."""
        async with _real_work():
            await self.engine.dispose()


class SimulatedDatabase(Database):
    """A replica's way to the store: something may go wrong before a transaction, before its commit and after it."""

    def __init__(self, store: Store, step: Step) -> None:
        self.url = store.engine.url
        self.engine = store.engine
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.when_owed = lambda: None
        self._store = store
        self._step = step

    @asynccontextmanager
    async def transaction(self, *, in_background: bool = False) -> AsyncIterator[AsyncSession]:
        """As `Database.transaction`, with the steps between."""
        del in_background
        await self._step("before a transaction")
        session = AsyncSession(self.engine, expire_on_commit=False)
        async with self._store.turn, _real_work(), session, session.begin():
            yield session
            await self._step("before the commit")
        await self._step("after the commit")
        if session.info.get("owed"):
            self.when_owed()


def gone() -> DBAPIError:
    """What is raised while the database is away."""
    return DBAPIError("SELECT 1", None, Exception("server closed the connection"), connection_invalidated=True)


def direct_sqlite() -> Store:
    """An SQLite store in memory, without threads."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    _template().backup(memory)
    connection = DirectSqlite(memory)
    engine = create_async_engine(
        "sqlite+aiosqlite://", poolclass=StaticPool, connect_args={"async_creator_fn": connection.connected}
    )
    event.listen(engine.sync_engine, "begin", lambda one: one.exec_driver_sql("BEGIN IMMEDIATE"))
    return Store(engine)


def postgres(url: str) -> Store:
    """A store on a PostgreSQL server."""
    return Store(create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), pool_size=2, max_overflow=0))


@cache
def _template() -> sqlite3.Connection:
    import_tables()
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: kept, poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    return kept


@asynccontextmanager
async def _real_work() -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    with loop:
        yield
