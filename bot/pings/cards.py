"""A ping as it is drawn: one sentence, and two buttons at most."""

from bot import kit
from bot.kit import Json
from bot.pings import wording
from bot.pings.rules import RUNS, Ping, Telling, What
from bot.speech import Line, Who, with_names

THUMB = "pings.thumb"
STOP = "pings.stop"
UNDO = "pings.undo_stop"


def ping(shown: Ping) -> tuple[Json, ...]:
    """👍 while the block runs, and Stop these; nothing on the older of two messages."""
    thumb = [kit.button(wording.THUMB, THUMB, shown.ping_id)] if shown.ping_id and shown.telling.what in RUNS else []
    stop = [kit.button(wording.STOP_THESE, STOP, shown.link_id)] if shown.link_id else []
    buttons = [] if shown.is_first or shown.is_off else [*thumb, *stop]
    return (kit.line(wording.said(shown)), *([kit.actions(*buttons)] if buttons else []))


def stopped(link_id: str) -> tuple[Json, ...]:
    """The answer to Stop these, with the way back."""
    return (kit.line((wording.STOPPED,)), kit.actions(kit.button(wording.UNDO, UNDO, link_id)))


def ended(who: str) -> Json:
    """What a colleague sees of somebody who removed everything while a block ran: an end like any other."""
    line = wording.sentence(Who(who), Telling(What.DONE), "UTC")
    return {"text": with_names(line), "blocks": list(plain(line))}


def plain(line: Line) -> tuple[Json, ...]:
    """One line without buttons."""
    return (kit.line(line),)
