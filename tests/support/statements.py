"""The two dialects of the tests: as SQLAlchemy's, but what one engine has compiled, the next need not compile again.

The bot has one engine a process; the tests open thousands, and each would compile the same statements anew. Statements
are kept by the dialect they were compiled for, so here all dialects of a kind are the same one.
"""

from collections.abc import MutableMapping
from typing import Any, ClassVar

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Engine


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
    """SQLite by aiosqlite."""

    compiled: ClassVar[MutableMapping[Any, Any]] = {}
    supports_statement_cache = True


class Postgres(_OfAKind, PGDialect_asyncpg):
    """PostgreSQL by asyncpg."""

    compiled: ClassVar[MutableMapping[Any, Any]] = {}
    supports_statement_cache = True


def share() -> None:
    """From now on every engine of this process is of these dialects."""
    registry.register("sqlite.aiosqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, Postgres.__name__)
