"""The note as it is drawn, and the modal in which a channel is picked and all of it is read first."""

from collections.abc import Mapping
from typing import Any

from bot import kit, standing
from bot.kit import Json
from bot.notes import wording
from bot.notes.rules import Note, Setting
from bot.speech import Line

OPEN = "notes.open"
TURN_OFF = "notes.turn_off"
CALLBACK = "channel_note"
TOLD = "channel_note_told"
CHANNEL, NAME = "channel", "name"


def open_button() -> Json:
    """Opens what goes to a channel."""
    return kit.button(wording.CHANNEL_NOTE, OPEN)


def modal(setting: Setting) -> Json:
    """Where it goes and under which name; every line that it can say is read before."""
    off = [kit.actions(kit.button(wording.TURN_OFF, TURN_OFF))] if setting.channel else []
    blocks = [
        kit.paragraph(wording.INTRODUCTION),
        kit.box(CHANNEL, wording.CHANNEL_BOX, kit.channel(CHANNEL, setting.channel)),
        kit.box(NAME, wording.NAME_BOX, kit.text_box(NAME, setting.name, multiline=False), wording.NAME_HINT),
        *standing.under_a_box(),
        kit.paragraph(wording.READS),
        *map(kit.line, wording.examples(setting.name)),
        kit.note(wording.INVITE),
        *off,
    ]
    submit = wording.SAVE if setting.channel else wording.TURN_ON
    return kit.modal(CALLBACK, wording.TITLE, blocks, submit=submit, close=wording.NOT_NOW)


def wished(view: Mapping[str, Any]) -> Setting:
    """What the modal was sent off with."""
    return Setting(kit.typed(view, CHANNEL, CHANNEL), " ".join(kit.typed(view, NAME, NAME).split()))


def turned_on(setting: Setting) -> Json:
    """What was done, and what it takes."""
    return told(wording.turned_on(setting), kit.note(wording.INVITE))


def told(line: Line, *more: Json) -> Json:
    """A modal that says how things stand."""
    return kit.modal(TOLD, wording.TITLE, [kit.line(line), *more], close=wording.CLOSE)


def on_home(setting: Setting) -> list[Json]:
    """Where it goes, and the way to change that."""
    line = [kit.line(wording.on_home(setting))] if setting.channel else []
    return [*line, kit.actions(open_button())]


def note(shown: Note) -> tuple[Json, ...]:
    """One line, and nothing to press."""
    return plain(wording.said(shown))


def plain(line: Line) -> tuple[Json, ...]:
    """One line without buttons."""
    return (kit.line(line),)
