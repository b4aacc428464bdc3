"""Every sentence and label of a ping: one of the four that its reader agreed to, and the answers to its buttons."""

from bot.buddies import rules as buddies
from bot.buddies import wording as agreed
from bot.pings.rules import RUNS, Ping, Telling
from bot.speech import At, Line, Part, Who, with_names

THUMB = "👍"
STOP_THESE = agreed.STOP_THESE
STOPPED = agreed.STOPPED
UNDO = agreed.UNDO
GOES_ON = agreed.GOES_ON
TOO_LATE_TO_UNDO = agreed.TOO_LATE_TO_UNDO
OVER = "That one is over by now. Nothing was sent."
OFF = "These are off. Nothing more comes."


def said(ping: Ping) -> Line:
    """What the message says: who, what, until when."""
    if ping.is_off:
        return off(ping.who)
    return sentence(Who(ping.who), ping.telling, ping.zone, ping.words, is_timed=not ping.is_first)


def sentence(who: Part, telling: Telling, zone: str, words: str = "", *, is_timed: bool = True) -> Line:
    """One of the four, with its time while it runs."""
    has_time = is_timed and telling.until is not None and telling.what in RUNS
    until: Part = At(telling.until, zone) if has_time and telling.until else ""
    return agreed.ping(who, buddies.Ping(telling.what.value), words, until=until, minutes=telling.minutes)


def notification(ping: Ping) -> str:
    """The same sentence, without a person's own words: a notification is read as markup."""
    return with_names(said(ping))


def off(who: str) -> Line:
    """What is left of a message when the two don't want any more."""
    return ("Pings from ", Who(who), " are off.")


def thumbed(who: str | None) -> Line:
    """The answer to a 👍: seen at the end; or that the end was before."""
    return (Who(who), " sees this at the end.") if who else (OVER,)


def thumb(who: str) -> Line:
    """A 👍, on the card at the end."""
    return (Who(who), f": {THUMB}")


def goes_on(*, is_so: bool) -> Line:
    """The answer to Undo."""
    return (GOES_ON if is_so else TOO_LATE_TO_UNDO,)


def stays_off(who: str) -> Line:
    """The answer to Stop these where there is nothing to stop any more."""
    return off(who) if who else (OFF,)
