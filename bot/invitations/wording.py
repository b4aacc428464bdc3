"""What is said the same whenever a colleague is asked for something."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import Refusal
from bot.invitations import rules
from bot.speech import Line, On

SEND = "Send the invitation"
FINE = "Fine by me"
NOT_THIS_TIME = "Not this time"
CLOSES = "There is no reminder. Without an answer this closes in seven days."
CLOSED = "This was open for seven days and is closed now. Nothing was changed."
NOTHING_MORE = "This invitation is over. Nothing more comes of it."


def declined(asker: Line) -> Line:
    """What whoever said no reads."""
    return ("Not this time. ", *asker, " sees that, and nothing else.")


def not_again_yet(refusal: rules.NotAgainYetError) -> Line:
    """Until when they are not asked."""
    until = On(refusal.until, refusal.zone)
    return ("They were asked not long ago. I can ask from ", until, " on, and nothing was sent.")


def always(sentence: str) -> Callable[[Any], Line]:
    """A refusal that is always said the same."""
    return lambda _: (sentence,)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.OneselfError: always("That's you, and this takes somebody else. /focus start takes nobody."),
    rules.BotAskedError: always("That's a bot, and this takes a person. Nothing was sent."),
    rules.GoneError: always("That account is switched off, so nothing was sent."),
    rules.GuestError: always("I ask members of this workspace, and they are a guest here. Nothing was sent."),
    rules.NotKnownError: always("Slack doesn't say who that is right now. Nothing was sent; in a moment it may."),
    rules.AskedByManyError: always("I can't ask them this week. Nothing was sent; in a week I may."),
    rules.NotAgainYetError: not_again_yet,
}
