"""Slack status and do-not-disturb: what is said before they are asked for, what is set, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import replace

from bot.connecting import cards, wording
from bot.connecting.rules import Connection, Ending, StatusTooLongError
from bot.home import cards as home_cards
from bot.home.rules import Seen
from bot.permissions.rules import Feature
from bot.phrasebook.saying import Saying, plain
from bot.presence import cards as presence_cards
from bot.presence import wording as presence_wording
from bot.presence.rules import EMOJI

LINK = "https://slack.com/oauth/v2/authorize"
OFFERED = Connection(is_offered=True, link=LINK)
BOTH = frozenset(Feature)
CONNECTED = Connection(
    is_offered=True, is_connected=True, allowed=BOTH, wanted=BOTH, looks=presence_wording.LOOKS, link=LINK
)


def connecting() -> Iterator[Saying]:
    """In the order a person may meet it."""
    for name, connection in (("can be connected", OFFERED), ("is connected", CONNECTED)):
        seen = Seen(home_cards.NOTHING_YET, connection=connection)
        yield Saying(f"home, slack status {name}", view=home_cards.home(seen))
    yield Saying("slack status, asked", view=cards.modal(OFFERED))
    for ending in Ending:
        yield Saying(f"the page a browser comes back to, {ending.replace('_', ' ')}", wording.page(ending))
    yield Saying("slack status, set", view=cards.modal(CONNECTED))
    for feature in Feature:
        alone = replace(CONNECTED, allowed=frozenset({feature}), wanted=frozenset({feature}))
        yield Saying(f"slack status, {feature} alone", view=cards.modal(alone))
    yield plain("refusal, StatusTooLong", wording.too_long(StatusTooLongError(101)))
    for about in (",".join(sorted(Feature)), *Feature, EMOJI):
        line = presence_cards.line(about)
        yield Saying(f"slack status, {about.replace(',', ' and ')} lost", presence_wording.ABOUT, line)
