"""Every feature's tables in one import, so that Alembic and the tests see them all."""

from sqlmodel import SQLModel

from bot.chats import tables as chats
from bot.evenings import tables as evenings
from bot.journal import tables as journal
from bot.outbox import tables as outbox
from bot.people import tables as people
from bot.plans import tables as plans
from bot.presence import tables as presence
from bot.prompts import tables as prompts
from bot.sittings import tables as sittings
from bot.streaks import tables as streaks

__all__ = [
    "chats", "evenings", "journal", "metadata", "outbox", "people", "plans", "presence", "prompts", "sittings",
    "streaks",
]  # fmt: skip

metadata = SQLModel.metadata
