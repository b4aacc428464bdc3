"""The two engines under every test."""

import pytest
from sqlalchemy import text

from bot.database import Database


@pytest.mark.parametrize("again", range(5))
async def test_each_test_gets_a_database_with_empty_tables(database: Database, again: int) -> None:
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO pulse (replica, claimed_at) VALUES ('a', '2027-03-01 09:00:00+00')"))
        assert (await session.execute(text("SELECT count(*) FROM pulse"))).scalar_one() == 1
