"""An event loop whose time jumps: where everybody waits, the next moment is now.

Together with `DirectSqlite`, which works without a thread, a test on this loop runs the same way every time.
"""

import asyncio
import selectors
import sqlite3
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, Self

REAL_WAIT_SECONDS = 20.0
"""How long a real database may take to answer before a test is stuck."""


class StuckError(RuntimeError):
    """Everybody waits, and nothing will ever come."""


class _Jumps(selectors.DefaultSelector):
    """Passes virtual time instead of waiting; waits in earnest only for a real database."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.busy = 0

    def select(self, timeout: float | None = None) -> Any:
        if self.busy:
            return super().select(REAL_WAIT_SECONDS if timeout is None or timeout > 0 else 0)
        if timeout is None:
            raise StuckError("nothing is left to wait for")
        self.now += max(timeout, 0)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with virtual time, in seconds from nought."""

    def __init__(self) -> None:
        self.jumps = _Jumps()
        super().__init__(self.jumps)

    def time(self) -> float:
        """The virtual moment."""
        now: float = self.jumps.now
        return now

    def __enter__(self) -> Self:
        """While real work is under way (a server's answer is awaited) virtual time stands still."""
        self.jumps.busy += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.jumps.busy -= 1


async def passes(seconds: float) -> None:
    """Let virtual time pass."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()
    timer = loop.call_later(seconds, _ends, over)
    try:
        await over
    finally:
        timer.cancel()


def _ends(wait: asyncio.Future[None]) -> None:
    if not wait.done():
        wait.set_result(None)


class DirectSqlite:
    """The part of an aiosqlite connection that SQLAlchemy uses, at work at once instead of in a thread."""

    def __init__(self, template: sqlite3.Connection) -> None:
        self._conn = sqlite3.connect(":memory:", isolation_level=None)
        template.backup(self._conn)
        self._connection = self._conn
        self._tx = SimpleNamespace(put_nowait=_run)

    async def connected(self, *_: object, **__: object) -> Self:
        """What SQLAlchemy's creator gives."""
        return self

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """A look past SQLAlchemy."""
        return self._conn.execute(sql).fetchall()

    def cursor(self) -> "DirectCursor":
        return DirectCursor(self._conn.cursor())

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


def _run(order: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
    future, function = order
    future.set_result(function())
