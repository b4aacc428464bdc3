"""A claim costs the same with 20 and with 20,000 due: what it reads, it finds through an index."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox import statements
from bot.outbox.owing import Owed
from tests.outbox.stage import CARD

ROWS = 3000


async def crowded(database: Database, clock: Clock, *, with_statistics: bool) -> None:
    """A table with many rows due."""
    people = (PersonId("T1", f"U{number}") for number in range(ROWS))
    rows = [Owed(CARD, person, "s", clock()).values for person in people]
    async with database.transaction() as session:
        await (await session.connection()).execute(insert(statements.OUTBOX), rows)
        if with_statistics:
            await session.execute(text("ANALYZE"))


async def plan(database: Database, clock: Clock, sql: str) -> str:
    """How the engine would carry this out."""
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    moments = dict.fromkeys(("people", "machine", "until"), clock()) | {"horizon": clock() + timedelta(hours=1)}
    numbers = {"limit": 100, "ours": [1], "look_at": clock()}
    statement = statements.bound(f"{explain} {sql}")
    wanted = {name: value for name, value in (moments | numbers).items() if f":{name}" in sql}
    async with database.transaction() as session:
        return "\n".join(str(row[-1]) for row in await session.execute(statement, wanted))


def scans(shown: str) -> list[str]:
    """The lines of a plan that read a whole table."""
    tables = ("SCAN o", "SCAN quiet", "Seq Scan")
    return [line for line in shown.splitlines() if any(one in line for one in tables) and "INDEX" not in line]


@pytest.mark.parametrize("with_statistics", [True, False])
@pytest.mark.parametrize("name", ["due", "doubtful"])
async def test_taking_reads_the_outbox_through_indexes(
    database: Database, clock: Clock, name: str, with_statistics: bool
) -> None:
    await crowded(database, clock, with_statistics=with_statistics)
    lock = "" if database.is_sqlite else statements.LOCK
    shown = await plan(database, clock, statements.take_sql(name, lock))
    assert scans(shown) == []


@pytest.mark.parametrize("sql", [statements.REAP.text, statements.NEXT_DUE_SQL])
async def test_chores_read_the_outbox_through_indexes(database: Database, clock: Clock, sql: str) -> None:
    await crowded(database, clock, with_statistics=True)
    shown = await plan(database, clock, sql.replace(" AND id NOT IN :ours", ""))
    assert scans(shown) == []
