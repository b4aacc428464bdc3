"""How an invitation is answered, and the one line that is left of it."""

from bot import kit
from bot.invitations import wording
from bot.kit import Json
from bot.speech import Line


def open_for(answers: tuple[str, str], value: str) -> list[Json]:
    """Fine by me or not this time (`answers` are the two action ids), and that nothing reminds of it."""
    fine, no = answers
    buttons = kit.actions(kit.button(wording.FINE, fine, value), kit.button(wording.NOT_THIS_TIME, no, value))
    return [buttons, kit.note(wording.CLOSES)]


def plain(line: Line) -> tuple[Json, ...]:
    """One line without buttons."""
    return (kit.line(line),)
