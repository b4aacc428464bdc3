"""Every sentence and label of a channel note."""

from bot.buddies import wording as agreed
from bot.buddies.rules import Ping
from bot.notes.rules import NAME_CHARACTERS, Note, Setting
from bot.pings.wording import sentence
from bot.speech import Line, Room, Words

CHANNEL_NOTE = "A channel note"
TITLE = "A channel note"
TURN_ON = "Turn it on"
TURN_OFF = "Turn it off"
SAVE = "Save"
NOT_NOW = "Not now"
CLOSE = "Close"

INTRODUCTION = (
    "When a block or a short break begins, one message goes to one channel, and changes with it. "
    "Everyone there can read it."
)
CHANNEL_BOX = "Channel"
NAME_BOX = "The name it says"
NAME_HINT = f"Up to {NAME_CHARACTERS} characters. It stands there as text and calls nobody."
READS = "It reads like this:"
INVITE = "I can post where I was invited. In that channel, type: `/invite @Soft Start`"
NOTIFIED = "A block, or a short break."
ON = "Begins with your next block."
OFF = "Off. Nothing more goes to a channel."
TOLD_OFF = "Your channel note is off."
YOUR_NAME = "Your name"


def said(note: Note) -> Line:
    """What the message says."""
    return sentence(Words(note.name), note.telling, note.zone)


def examples(name: str) -> list[Line]:
    """All that it can say, at times of a morning."""
    who = Words(name or YOUR_NAME)
    return [agreed.ping(who, what, until=agreed.EXAMPLE.get(what, "")) for what in Ping]


def on_home(setting: Setting) -> Line:
    """Where it goes."""
    return ("A note goes to ", Room(setting.channel), ".")


def turned_on(setting: Setting) -> Line:
    """The answer to Save."""
    return ("A note goes to ", Room(setting.channel), f". {ON}")


def taken_off(channel: str) -> Line:
    """The one line where Slack would not have it."""
    return ("The note in ", Room(channel), " is off: I can't post there. Your block is as it was.")


def name_too_long(characters: int) -> str:
    return f"There's room for {NAME_CHARACTERS} characters and this is {characters:,}. Nothing was changed yet."
