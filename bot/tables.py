"""Every feature's tables in one import, so that Alembic and the tests see them all."""

from sqlmodel import SQLModel

from bot.focus import tables as focus
from bot.journal import tables as journal
from bot.outbox import tables as outbox
from bot.people import tables as people
from bot.streaks import tables as streaks

__all__ = ["focus", "journal", "metadata", "outbox", "people", "streaks"]

metadata = SQLModel.metadata
