"""SQLite without a thread: what SQLAlchemy asks of aiosqlite, done at once on the connection itself."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, Self

from sandbox.clock import pause


class DirectSqlite:
    """The part of an aiosqlite connection that SQLAlchemy uses, at work at once instead of in a thread."""

    def __init__(self, connection: sqlite3.Connection, *, lets_others_run: bool = False) -> None:
        self._conn = self._connection = connection
        self._tx = SimpleNamespace(put_nowait=_run)
        self._cursor_class = PoliteCursor if lets_others_run else DirectCursor

    async def connected(self, *_: object, **__: object) -> Self:
        """What SQLAlchemy's creator gives."""
        return self

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """A look past SQLAlchemy."""
        return self._conn.execute(sql).fetchall()

    def cursor(self) -> "DirectCursor":
        return self._cursor_class(self._conn.cursor())

    @property
    def isolation_level(self) -> str | None:
        return self._conn.isolation_level

    async def create_function(self, *args: Any, **named: Any) -> None:
        self._conn.create_function(*args, **named)

    async def commit(self) -> None:
        self._conn.commit()

    async def rollback(self) -> None:
        self._conn.rollback()

    async def close(self) -> None:
        self._conn.close()

    def stop(self) -> None:
        self._conn.close()


class DirectCursor:
    """A cursor of `DirectSqlite`."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        self._cursor.execute(sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> Self:
        self._cursor.executemany(sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()


class PoliteCursor(DirectCursor):
    """One that lets everybody else have a turn at each statement, as they have while a thread is at work."""

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        await pause(0)
        return await super().execute(sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> Self:
        await pause(0)
        return await super().executemany(sql, parameters)


async def on_a_file(*args: Any, **named: Any) -> DirectSqlite:
    """A connection to a file, with the arguments of `sqlite3.connect`."""
    return DirectSqlite(sqlite3.connect(*args, **named), lets_others_run=True)


def _run(order: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
    future, function = order
    future.set_result(function())
