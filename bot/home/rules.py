"""What the Home tab shows, and which command someone may have meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.buddies.rules import Place
from bot.chats.rules import Agreed
from bot.connecting.rules import NOT_OFFERED, Connection
from bot.journal.rules import Entry
from bot.notes.rules import NO_NOTE, Setting
from bot.plans.rules import Next
from bot.starts.rules import Now
from bot.streaks.rules import NOT_COUNTED, Look
from bot.switches.rules import NOTHING_SET, Switches

COMMANDS = (
    "start", "tiny", "break", "back", "stop", "done", "plan", "chat", "buddy", "okay", "journal", "days", "streak",
    "rest", "ground", "help", "settings", "person", "privacy", "delete",
)  # fmt: skip
"""What `/focus` knows now."""
NEAR = 0.6
"""How alike a word must be to be offered; difflib's ratio."""


@dataclass(frozen=True)
class Seen:
    """What somebody sees on the Home tab. `rests_until` is the day on which they are back; `counts` tells whether
    days are counted, `look` what stays of them; `buddies` is None where telling a colleague is switched off.
    `note` is the channel that is told, too."""

    now: Now
    plan: Next | None = None
    chat: Agreed | None = None
    rests_until: date | None = None
    counts: bool = True
    look: Look = NOT_COUNTED
    sentences: Sequence[Entry] = ()
    buddies: Place | None = None
    switches: Switches = NOTHING_SET
    note: Setting = NO_NOTE
    connection: Connection = NOT_OFFERED


def nearest(word: str) -> str | None:
    """The known command that is most like this word, if any is."""
    close = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=NEAR)
    return close[0] if close else None
