"""A ping as it is drawn: one sentence, and two buttons at most."""

from bot import kit
from bot.kit import Json
from bot.pings import wording
from bot.pings.rules import RUNS, Ping
from bot.speech import Line

THUMB = "pings.thumb"
STOP = "pings.stop"
UNDO_STOP = "pings.undo_stop"


def ping(shown: Ping) -> tuple[Json, ...]:
    """👍 while the block runs, and Stop these; nothing on the older of two messages."""
    if shown.is_off:
        return plain(wording.off(shown))
    thumb = [kit.button(wording.THUMB, THUMB, shown.ping_id)] if shown.ping_id and shown.telling.what in RUNS else []
    stop = [kit.button(wording.STOP_THESE, STOP, shown.link_id)] if shown.link_id else []
    buttons = [] if shown.is_first else [*thumb, *stop]
    return (kit.line(wording.said(shown)), *([kit.actions(*buttons)] if buttons else []))


def plain(line: Line) -> tuple[Json, ...]:
    """One line without buttons."""
    return (kit.line(line),)
