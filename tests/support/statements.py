"""The two dialects of the tests: as SQLAlchemy's, but what one engine has compiled, the next need not compile again.

The bot has one engine a process; the tests open thousands, and each would compile the same statements anew. Statements
are kept by the dialect they were compiled for, so here all dialects of a kind are the same one.

An SQLite file may also be opened without a thread: four times for each statement aiosqlite's hands something over and
waits, and a story has thousands.
"""

from collections.abc import MutableMapping
from typing import Any, ClassVar

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import URL, Engine

from tests.support.direct_sqlite import on_a_file

DIRECTLY = "directly"


class _OfAKind:
    """Equal to every other of its class, and gives its engines what was compiled for any of them."""

    compiled: ClassVar[MutableMapping[Any, Any]]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """SQLAlchemy calls this for every new engine."""
        engine.update_execution_options(compiled_cache=cls.compiled)


class Sqlite(_OfAKind, SQLiteDialect_aiosqlite):
    """SQLite by aiosqlite; or, where the URL says so, without its thread."""

    compiled: ClassVar[MutableMapping[Any, Any]] = {}
    supports_statement_cache = True

    def create_connect_args(self, url: URL) -> tuple[Any, Any]:
        """How the driver is called."""
        args, named = super().create_connect_args(url.difference_update_query([DIRECTLY]))
        return args, {**named, "async_creator_fn": on_a_file} if DIRECTLY in url.query else named


class Postgres(_OfAKind, PGDialect_asyncpg):
    """PostgreSQL by asyncpg."""

    compiled: ClassVar[MutableMapping[Any, Any]] = {}
    supports_statement_cache = True


def directly(sqlite_url: str) -> str:
    """The same file, opened without a thread: for stories. Where a thread, a lock or a cancelled statement is what a
    test is about, it has aiosqlite's."""
    return f"{sqlite_url}?{DIRECTLY}=yes"


def share() -> None:
    """From now on every engine of this process is of these dialects."""
    registry.register("sqlite.aiosqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, Postgres.__name__)
