"""The two engines under every test."""

import pytest
from sqlalchemy import text

from bot.database import Database

ROW = """
INSERT INTO outbox (occurrence, mark, workspace, "user", place, kind, operation, rank, subject, due_at, state, fence,
    attempts, absences)
VALUES ('a', 'a', 'T', 'U', 'U', 'own', 'post', 'a', '1', '2027-03-01 09:00:00+00', 'due', 0, 0, 0) RETURNING id"""


@pytest.mark.parametrize("again", range(5))
async def test_each_test_gets_a_database_with_empty_tables(database: Database, again: int) -> None:
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO pulse (replica, claimed_at) VALUES ('a', '2027-03-01 09:00:00+00')"))
        assert (await session.execute(text("SELECT count(*) FROM pulse"))).scalar_one() == 1
        assert (await session.execute(text(ROW))).scalar_one() == 1
