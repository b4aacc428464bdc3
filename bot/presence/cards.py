"""One line about Slack status and do-not-disturb."""

from bot import kit
from bot.kit import Json
from bot.presence import wording


def line(subject: str) -> tuple[Json, ...]:
    """What became of it."""
    return (kit.line(wording.about(subject)),)
