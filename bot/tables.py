"""Every feature's tables in one import, so that Alembic and the tests see them all."""

from sqlmodel import SQLModel

from bot.journal import tables as journal
from bot.outbox import tables as outbox
from bot.people import tables as people
from bot.sittings import tables as sittings
from bot.streaks import tables as streaks

__all__ = ["journal", "metadata", "outbox", "people", "sittings", "streaks"]

metadata = SQLModel.metadata
