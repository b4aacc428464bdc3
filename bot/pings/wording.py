"""Every sentence and label of a ping: four of them, and the answers to its two buttons."""

from bot.pings.rules import RUNS, Ping, Telling, What
from bot.speech import At, Line, Part, Who, Words, with_names

THUMB = "👍"
STOP_THESE = "Stop these"

BREAK = "on a short break"
BACK = "back to it"
DONE = "done for now"


def said(ping: Ping) -> Line:
    """What the message says: who, what, until when."""
    return sentence(Who(ping.who), ping.telling, ping.zone, ping.words, is_timed=not ping.is_first)


def sentence(who: Part, telling: Telling, zone: str, words: str = "", *, is_timed: bool = True) -> Line:
    """One of the four. Own words stand where ours would, and the time after them."""
    ours = {What.START: begun(telling.minutes), What.BREAK: BREAK, What.BACK: BACK}.get(telling.what, DONE)
    said: Line = (who, ": ", Words(words) if words else ours)
    until = telling.until if is_timed and telling.what in RUNS else None
    if until is None:
        return (*said, ".")
    return (*said, ", until " if telling.what is What.BACK else ", back at ", At(until, zone), ".")


def begun(minutes: int) -> str:
    """Ours, of a start."""
    return f"doing a focused {minutes}-min block"


def off(ping: Ping) -> Line:
    """What is left of a message when the two don't want any more."""
    return ("Pings with ", Who(ping.who), " are off.")


def notification(ping: Ping) -> str:
    """The same sentence, without a person's own words: a notification is read as markup."""
    return with_names(off(ping) if ping.is_off else said(ping))


def seen_at_the_end(who: str) -> Line:
    """The answer to a 👍."""
    return (Who(who), " sees this at the end.")


def thumb(who: str) -> Line:
    """A 👍, on the card at the end."""
    return (Who(who), f": {THUMB}")
