"""The check-in modal."""

from bot import kit
from bot.checkins import wording
from bot.journal import cards as journal
from bot.journal import wording as journal_wording
from bot.kit import Json
from bot.people.rules import Keeping

CALLBACK = "checkin"


def modal(block_id: str, keeping: Keeping | None, words: str = "") -> Json:
    """One box, with how long to keep what stands in it."""
    blocks = journal.to_keep(keeping, words)
    labels = {"submit": journal_wording.SAVE, "close": wording.CLOSE}
    return kit.modal(CALLBACK, wording.TITLE, blocks, **labels, private_metadata=block_id)
