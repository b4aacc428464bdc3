"""The check-in modal."""

from typing import Any

from bot import kit, standing
from bot.checkins import wording
from bot.kit import Json
from bot.people.rules import Keeping

CALLBACK = "checkin"
SENTENCE = "sentence"
KEEPING = "keeping"


def modal(block_id: str, keeping: Keeping | None, words: str = "") -> Json:
    """One box; the first time also how long to keep it, as a required choice (CARE 9)."""
    blocks = [kit.box(SENTENCE, wording.BOX, kit.text_box(SENTENCE, words))]
    if keeping is None:
        options = {kept.value: label for kept, label in wording.KEEPING.items()}
        blocks.append(kit.box(KEEPING, wording.KEEP, kit.choice(KEEPING, options)))
    else:
        blocks.append(kit.note(wording.KEPT_AS[keeping]))
    blocks += standing.under_a_box()
    return kit.modal(
        CALLBACK, wording.TITLE, blocks, submit=wording.SAVE, close=wording.CLOSE, private_metadata=block_id
    )


def sentence(view: dict[str, Any]) -> str:
    """What was written."""
    return kit.typed(view, SENTENCE, SENTENCE).strip()


def keeping(view: dict[str, Any]) -> Keeping | None:
    """What was chosen; None where the modal did not ask."""
    chosen = kit.typed(view, KEEPING, KEEPING)
    return Keeping(chosen) if chosen else None
