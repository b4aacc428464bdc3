"""Migrations: up from nothing, equal to the tables, and down again, on both engines."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, Date, DateTime, column, insert, inspect, table

from bot import migrating
from bot.database import Database
from bot.outbox.kinds import UNFINISHED
from bot.settings import ROOT
from bot.tables import metadata
from tests.support.clock import MONDAY_AT_NINE, VirtualClock
from tests.support.databases import PostgresServer
from tests.support.services import ANA, Screen, Services


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


MINUTE = timedelta(minutes=1)
NUMBER = "0123456789abcdef01234567"
AT_FIRST: dict[str, Any] = {
    "workspace": ANA.workspace,
    "user": ANA.user,
    "id": NUMBER,
    "day": MONDAY_AT_NINE.date(),
    "minutes": 20,
    "is_first": False,
    "settling_dropped": False,
    "hinted": False,
    "live_card": 1,
    "phase": "settling",
    "began_at": MONDAY_AT_NINE,
    "works_at": MONDAY_AT_NINE + 5 * MINUTE,
    "ends_at": MONDAY_AT_NINE + 20 * MINUTE,
    "revision": 1,
    "stopped": False,
    "moved_on_by_hand": False,
}
OWED = {"switch": 5, "end": 20, "undo_ends": 2, "expire": 20 + 12 * 60}
"""What a block of twenty minutes owed in the first version, and in which minute."""
BLOCKS: Mapping[str, tuple[dict[str, Any], Mapping[int, int]]] = {
    "settling": ({}, {5: 1, 20: 2}),
    "skipped to the task": (
        {"phase": "working", "works_at": MONDAY_AT_NINE + MINUTE, "moved_on_by_hand": True, "revision": 2},
        {5: 0, 20: 1},
    ),
    "working": ({"phase": "working", "revision": 2}, {5: 1, 20: 2}),
    "stopped": (
        {"phase": "closing", "stopped": True, "ended_at": MONDAY_AT_NINE + MINUTE, "revision": 2},
        {5: 0, 20: 0},
    ),
}
"""Where it stood when the tables were changed, and how many cards there are in which minute."""


async def insert_at_first(url: str, block: dict[str, Any], screen: Screen) -> None:
    """A block as the first version left it: its card said, the rest owed."""
    database = Database(url)
    said = {"state": "said", "channel": "D1", "ts": "1", "settled_at": MONDAY_AT_NINE}
    rows = [outbox_row(1, "first", 0, **said)]
    rows += [outbox_row(number, kind, minute) for number, (kind, minute) in enumerate(OWED.items(), 2)]
    async with database.engine.begin() as connection:
        for name, values in (("focus_block", AT_FIRST | block), *(("outbox", row) for row in rows)):
            await connection.execute(insert(table(name, *map(typed, values))).values(values))
    await database.close()
    screen.messages["1"], screen.posted = [], 1


def outbox_row(number: int, kind: str, minute: int, **more: Any) -> dict[str, Any]:
    who = {"workspace": ANA.workspace, "user": ANA.user, "place": ANA.user, "subject": NUMBER}
    is_post = kind in ("first", "switch", "end")
    what = {"id": 100 + number, "kind": f"focus.{kind}", "operation": "post" if is_post else "edit", "rank": "0"}
    untouched = {"state": "due", "fence": 0, "attempts": 0, "absences": 0, "occurrence": kind, "mark": kind}
    return who | what | untouched | {"due_at": MONDAY_AT_NINE + minute * MINUTE} | more


def typed(name: str) -> Any:
    is_moment = name.endswith("_at")
    return column(name, DateTime(timezone=True) if is_moment else Date() if name == "day" else None)


@pytest.mark.parametrize("stands", BLOCKS)
def test_a_block_that_runs_while_the_tables_change_still_gets_its_next_card(empty_url: str, stands: str) -> None:
    block, cards = BLOCKS[stands]
    screen, clock = Screen(), VirtualClock()

    async def speaks() -> None:
        services = Services(Database(empty_url), clock, clock, screen)
        for minute, expected in cards.items():
            clock.is_now(MONDAY_AT_NINE + minute * MINUTE)
            await services.delivery.until_quiet()
            assert screen.posted == 1 + expected, minute
        clock.passes(timedelta(hours=13))
        for _ in range(5):
            await services.delivery.until_quiet()
            clock.passes(timedelta(seconds=2))
        assert [row.kind for row in await services.owed() if row.state in UNFINISHED] == []
        assert "actions" not in str(screen.messages)
        await services.database.close()

    migrating.upgrade(empty_url, "0001")
    asyncio.run(insert_at_first(empty_url, block | {"live_card": 101}, screen))
    migrating.upgrade(empty_url)
    asyncio.run(speaks())


def test_a_skipped_switch_and_the_end_that_come_due_together_are_one_card(empty_url: str) -> None:
    block, _ = BLOCKS["skipped to the task"]
    screen, clock = Screen(), VirtualClock()

    async def speaks() -> None:
        services = Services(Database(empty_url), clock, clock, screen)
        clock.is_now(MONDAY_AT_NINE + 30 * MINUTE)
        for _ in range(5):
            await services.delivery.until_quiet()
            clock.passes(timedelta(seconds=2))
        assert screen.posted == 2
        await services.database.close()

    migrating.upgrade(empty_url, "0001")
    asyncio.run(insert_at_first(empty_url, block | {"live_card": 101}, screen))
    migrating.upgrade(empty_url)
    asyncio.run(speaks())
