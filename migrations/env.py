"""How Alembic reaches the database: the URL it was handed by `bot.migrating`, or DATABASE_URL."""

import asyncio
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, func, select

from bot.database import Database
from bot.settings import Settings
from bot.tables import metadata

ONE_AT_A_TIME = 7_063_011
"""PostgreSQL's advisory lock that whoever migrates holds: replicas begin together, and one of them makes the tables."""

STORED_AS = {"Utc": "sa.DateTime(timezone=True)", "SealedText": "sa.LargeBinary()"}


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types into a migration as what they are in the database, so that it stands by itself."""
    return STORED_AS.get(type(item).__name__, False) if kind == "type" else False


def migrate(connection: Connection) -> None:
    """Run on one connection; SQLite alters tables by making them anew."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, render_item=render_item)
    with context.begin_transaction():
        context.run_migrations()


async def migrate_online(url: str) -> None:
    """Open the database and run."""
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(migrate)
    await database.close()


asyncio.run(migrate_online(context.config.attributes.get("url") or Settings().database_url))
