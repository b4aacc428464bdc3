"""What a chat says: the block itself."""

from collections.abc import Iterator

from bot.breaks import rules as breaks
from bot.courses.rules import Outcome, catch_up, close
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.phrasebook.saying import NINE, SOMEONE, Saying, card, minute, plain, shown


def chatting() -> Iterator[Saying]:
    """In the order a person meets it."""
    yield from _the_block()


def _the_block() -> Iterator[Saying]:
    begun = rules.begin_chat(rules.CHAT, NINE)
    yield card("a chat", shown(begun, task="", whom=SOMEONE))
    yield plain("a chat, where things stand", focus_wording.standing(shown(begun, task="", whom=SOMEONE)))
    smaller = rules.make_smaller(begun, minute(8))
    yield card("a chat, smaller", shown(smaller, task="", whom=SOMEONE, minutes=8))
    back = breaks.come_back_shorter(breaks.take_break(begun, 5, minute(8)), minute(12))
    yield card("a chat, back, a shorter one", shown(back, task="", whom=SOMEONE, minutes=12))
    ended = catch_up(begun, minute(15))
    yield card("a chat, the end", shown(ended, task="", whom=SOMEONE, minutes=15))
    yield card("a chat, closed", shown(close(ended, Outcome.SKIPPED), task="", whom=SOMEONE, minutes=16))
