"""The check-in modal."""

from bot import kit
from bot.checkins import wording
from bot.journal import cards as journal
from bot.kit import Json
from bot.people.rules import Keeping
from bot.switches.rules import Switches

CALLBACK = "checkin"


def modal(block_id: str, keeping: Keeping | None, switches: Switches, words: str = "") -> Json:
    """One box, with how long to keep what stands in it."""
    blocks = journal.to_keep(keeping, switches, words)
    labels = {"submit": journal.save(switches), "close": wording.CLOSE}
    return kit.modal(CALLBACK, wording.TITLE, blocks, **labels, private_metadata=block_id)
