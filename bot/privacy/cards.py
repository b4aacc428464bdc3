"""The one question before everything is removed."""

from bot import kit
from bot.kit import Json
from bot.privacy import wording

DELETE = "privacy.delete"
KEEP = "privacy.keep"


def ask() -> list[Json]:
    """Delete everything, or keep it."""
    buttons = kit.actions(kit.button(wording.DELETE, DELETE), kit.button(wording.KEEP, KEEP))
    return [kit.paragraph(wording.ASK), buttons]


def removed() -> list[Json]:
    """What is left on the card of a block whose person is gone."""
    return [kit.line((wording.CARD_LEFT,))]


def privacy() -> list[Json]:
    """What is kept."""
    return [kit.paragraph(wording.PRIVACY)]
