"""What a colleague who agreed is told, what a channel is told, and what is answered to them."""

from collections.abc import Iterator

from bot.courses.rules import catch_up
from bot.focus import rules
from bot.notes import cards as notes
from bot.notes import wording as notes_wording
from bot.notes.rules import NAME_CHARACTERS, Note, Setting
from bot.phrasebook.saying import NINE, SOMEONE, TWENTY, WORDS, Saying, card, minute, plain, shown
from bot.pings import cards, wording
from bot.pings.rules import Ping, Telling, What

PING_ID, LINK_ID = "0a1b2c3d4e5f", "0a1b2c3d4e5f6a7b"
CHANNEL = "C0GENERAL1"
NAME = "Sam"
TELLINGS = {
    "a start": Telling(What.START, minute(20), 20),
    "a break": Telling(What.BREAK, minute(17)),
    "a break that is over": Telling(What.BREAK),
    "back": Telling(What.BACK, minute(25)),
    "done": Telling(What.DONE),
}


def pinging() -> Iterator[Saying]:
    """In the order a person meets it."""
    for part in (_pings, _answers, _note):
        yield from part()


def _pings() -> Iterator[Saying]:
    for name, telling in TELLINGS.items():
        yield _ping(f"ping, {name}", Ping(SOMEONE, telling, "UTC", "", PING_ID, LINK_ID))
    first = Telling(What.START, minutes=20)
    yield _ping("ping, the start after a break", Ping(SOMEONE, first, "UTC", "", PING_ID, LINK_ID, is_first=True))
    for name in ("a start", "a break", "back", "done"):
        yield _ping(f"ping, {name}, own words", Ping(SOMEONE, TELLINGS[name], "UTC", WORDS, PING_ID, LINK_ID))
    yield _ping("ping, a break outside a block", Ping(SOMEONE, TELLINGS["a break"], "UTC", "", "", LINK_ID))
    yield _ping("ping, off", Ping(SOMEONE, TELLINGS["done"], "UTC", is_off=True))


def _ping(name: str, ping: Ping) -> Saying:
    return Saying(name, wording.notification(ping), cards.ping(ping))


def _answers() -> Iterator[Saying]:
    yield plain("ping, after a 👍", wording.thumbed(SOMEONE))
    yield plain("ping, a 👍 too late", wording.thumbed(None))
    ended = catch_up(rules.begin(TWENTY, 5, NINE), minute(20))
    yield card("the end, with a 👍", shown(ended, minutes=20, thumb=SOMEONE))
    yield Saying("ping, stopped", wording.STOPPED, cards.stopped(LINK_ID))
    yield plain("ping, stopped before", wording.stays_off(SOMEONE))
    yield plain("ping, stopped, and removed", wording.stays_off(""))
    for is_so in (True, False):
        yield plain(f"ping, the stop taken back{'' if is_so else ', too late'}", wording.goes_on(is_so=is_so))


def _note() -> Iterator[Saying]:
    yield Saying("channel note, offered", view=notes.modal(Setting(name=NAME)))
    yield Saying("channel note, set", view=notes.modal(Setting(CHANNEL, NAME)))
    yield Saying("channel note, too many characters", notes_wording.name_too_long(NAME_CHARACTERS + 1))
    yield Saying("channel note, turned on", view=notes.turned_on(Setting(CHANNEL, NAME)))
    yield Saying("channel note, turned off", view=notes.told((notes_wording.OFF,)))
    for name, telling in TELLINGS.items():
        blocks = notes.note(Note(NAME, telling, "UTC"))
        yield Saying(f"in the channel, {name}", notes_wording.NOTIFIED, blocks)
    blocks = notes.plain(notes_wording.taken_off(CHANNEL))
    yield Saying("channel note, off by itself", notes_wording.TOLD_OFF, blocks)
