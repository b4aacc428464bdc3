"""Engine, transactions, and the two column types that refuse what must not be stored: naive moments and plain words.

SQLite (one process, a file) and PostgreSQL (as many as wanted) run the same code; what differs stands here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, LargeBinary, String, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import DateTime, TypeDecorator

from bot.sealing import Sealed

SLACK_ID = String(32)
"""Slack's ids (T…, E…, U…, D…, C…) have 9 to 15 characters today."""

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit is on the disk before a message is said because of it
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what `/focus delete` removes is overwritten in the file
)

POSTGRES = {
    "timeout": 10,  # seconds to connect, and below to answer: a server gone without a word must not hold the loop
    "command_timeout": 30,
    "server_settings": {
        # A plan made while a table was small is kept: at nine o'clock, 20,000 rows later, it would scan them for each
        # row it claims. Everything here is found by a key, so scans are out, and so is compiling such plans.
        "enable_seqscan": "off",
        "jit": "off",
        "application_name": "softstart",
    },
}

CONNECTIONS_FOR_CLICKS = 2
"""Of a replica's connections, how many the outbox leaves to people."""

PASSING_SQLSTATES = ("08", "40", "53", "55P03", "57P", "58")
"""PostgreSQL's ways of saying "not now": connection, deadlock, out of resources, lock, shutting down, system."""
PASSING_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_INTERRUPT")


def is_passing(error: BaseException) -> bool:
    """Whether the database is only away or busy, so that the same may go well later. Anything else is our fault."""
    if isinstance(error, OSError | PoolTimeoutError):  # TimeoutError is an OSError
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    driver = getattr(error, "orig", None)
    return any(_says_not_now(one) for one in (error, driver, getattr(driver, "__cause__", None)) if one is not None)


def _says_not_now(error: BaseException) -> bool:
    state = str(getattr(error, "sqlstate", None) or "")
    name = str(getattr(error, "sqlite_errorname", ""))
    is_closed = "connection is closed" in str(error)
    return is_closed or state.startswith(PASSING_SQLSTATES) or name.startswith(PASSING_SQLITE)


class Utc(TypeDecorator[datetime]):
    """A moment, aware, in UTC. Naive values are refused at the door; SQLite, which loses zones, gets UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive moment can't be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedText(TypeDecorator[Sealed]):
    """A person's words, sealed (`bot.sealing`). Anything but `Sealed` is refused at the door."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("words are sealed before they are stored")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(value)


def with_driver(url: str) -> URL:
    """`sqlite:///file` and `postgresql://…` with the asynchronous driver filled in. Raises ValueError for others."""
    parsed = make_url(url)
    backend = parsed.drivername.split("+")[0]
    if backend not in DRIVERS:
        raise ValueError(f"DATABASE_URL begins with '{backend}'; Soft Start knows sqlite:/// and postgresql://.")
    return parsed.set(drivername=DRIVERS[backend])


class Database:
    """One engine, and transactions on it."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self.url = with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            connect_args={} if self.is_sqlite else POSTGRES,
            pool_size=pool_size,
            max_overflow=0,  # overflow connections cut a replica to half (DELIVERY 2.7)
            pool_pre_ping=not self.is_sqlite,
            hide_parameters=True,  # an error that is logged carries no values
        )
        # SQLite has one writer: a fair queue in here beats its busy handler, which makes a click wait for a drain.
        self._turn: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        self._background = asyncio.Semaphore(1 if self.is_sqlite else max(1, pool_size - CONNECTIONS_FOR_CLICKS))
        self.when_owed: Callable[[], None] = lambda: None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_immediate)

    @asynccontextmanager
    async def transaction(self, *, in_background: bool = False) -> AsyncIterator[AsyncSession]:
        """A transaction that may write: committed at the end of the block, rolled back if it raises.

        Those `in_background` leave room: on SQLite one at a time stands in the queue, so that a click waits for two at
        most, and on PostgreSQL they leave connections free.
        Where it left something owed, `when_owed` hears of it after the commit.
        """
        session = AsyncSession(self.engine, expire_on_commit=False)
        async with self._writers_turn(in_background), session, session.begin():
            yield session
        if session.info.get("owed"):
            self.when_owed()

    async def close(self) -> None:
        await self.engine.dispose()

    @asynccontextmanager
    async def _writers_turn(self, in_background: bool) -> AsyncIterator[None]:  # noqa: FBT001
        async with self._background if in_background else nullcontext(), self._turn or nullcontext():
            yield


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
