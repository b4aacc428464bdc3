"""Every feature's tables in one import, so that Alembic and the tests see them all."""

from sqlmodel import SQLModel

from bot.buddies import tables as buddies
from bot.chats import tables as chats
from bot.evenings import tables as evenings
from bot.journal import tables as journal
from bot.notes import tables as notes
from bot.outbox import tables as outbox
from bot.people import tables as people
from bot.pings import tables as pings
from bot.plans import tables as plans
from bot.presence import tables as presence
from bot.prompts import tables as prompts
from bot.sittings import tables as sittings
from bot.streaks import tables as streaks

__all__ = [
    "buddies", "chats", "evenings", "journal", "metadata", "notes", "outbox", "people", "pings", "plans", "presence",
    "prompts", "sittings", "streaks",
]  # fmt: skip

metadata = SQLModel.metadata
