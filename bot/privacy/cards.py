"""The one question before everything is removed."""

from bot import kit
from bot.kit import Json
from bot.privacy import wording
from bot.switches.rules import Switches

DELETE = "privacy.delete"
KEEP = "privacy.keep"
OPEN = "privacy.open"
ASK = "privacy.ask"
TOLD = "privacy.told"
CALLBACK = "privacy.delete_all"


def ask() -> list[Json]:
    """Delete everything, or keep it."""
    buttons = kit.actions(kit.button(wording.DELETE, DELETE), kit.button(wording.KEEP, KEEP))
    return [kit.paragraph(wording.ASK), buttons]


def open_button() -> Json:
    """Says what is kept, from the Home tab."""
    return kit.button(wording.OPEN, OPEN)


def modal(switches: Switches) -> Json:
    """What is kept, and the way to remove it."""
    return kit.modal(
        TOLD, wording.TITLE, [*privacy(switches), kit.actions(kit.button(wording.DELETE, ASK))], close=wording.CLOSE
    )


def modal_ask() -> Json:
    """The one question, on top."""
    labels = {"submit": wording.DELETE_SHORT, "close": wording.KEEP}
    return kit.modal(CALLBACK, wording.TITLE, [kit.paragraph(wording.ASK)], **labels)


def modal_done() -> Json:
    """What was done."""
    return kit.modal(TOLD, wording.TITLE, [kit.paragraph(wording.DELETED)], close=wording.CLOSE)


def removed(line: str) -> list[Json]:
    """What is left of a message that was about somebody who is gone."""
    return [kit.line((line,))]


def privacy(switches: Switches) -> list[Json]:
    """What is kept."""
    return [kit.paragraph(wording.privacy(switches))]
