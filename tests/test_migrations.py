"""Migrations: up from nothing, equal to the tables, and down again, on both engines."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, inspect

from bot import migrating
from bot.database import Database
from bot.settings import ROOT
from bot.tables import metadata
from tests.support.databases import PostgresServer


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    asyncio.run(server._run("CREATE DATABASE empty_one"))
    yield server.url("empty_one")
    asyncio.run(server._run("DROP DATABASE empty_one WITH (FORCE)"))


def tables_in(url: str) -> set[str]:
    def names(connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names())

    async def look() -> set[str]:
        database = Database(url)
        async with database.engine.begin() as connection:
            found = await connection.run_sync(names)
        await database.close()
        return found

    return asyncio.run(look())


def test_up_is_what_the_tables_say_and_down_leaves_nothing(empty_url: str) -> None:
    migrating.upgrade(empty_url)
    assert tables_in(empty_url) == {*metadata.tables, "alembic_version"}
    command.check(migrating._config(empty_url))
    migrating.upgrade(empty_url)
    migrating.downgrade(empty_url)
    assert tables_in(empty_url) == {"alembic_version"}
    migrating.upgrade(empty_url)
    command.check(migrating._config(empty_url))


def test_migrations_and_tables_agree() -> None:
    assert migrating.difference() is None


def test_migrate_makes_the_tables_from_the_command_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'softstart.db'}"
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "The tables are up to date.\n"), done.stderr
    assert tables_in(url) >= set(metadata.tables)
    assert (tmp_path / "softstart.db").stat().st_mode & 0o077 == 0
