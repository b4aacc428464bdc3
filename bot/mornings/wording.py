"""Every sentence and label of the card at the time that was planned."""

from collections.abc import Iterable

from bot.mornings.rules import MorningCard, Shows
from bot.plans.rules import Planned, What
from bot.plans.wording import ready, what
from bot.speech import At, Line, Who, Words
from bot.starts import wording as starts

START = starts.START
LATER = "Later"
CHAT = "Chat"
NOT_TODAY = "Not today"
QUARTER = "15 minutes"
HOUR = "1 hour"
CHOOSE = "Choose a time"
LATER_TITLE = "Later today"

COMES = "It's the time you planned."
PLANNED_FOR = "Planned for "
OVER = {What.BEGUN: "Begun.", What.NOT_TODAY: "Not today."}
IS_OVER: Line = ("That card is over. Ready when you are.",)


def morning(card: MorningCard) -> Line:
    """The one if-then line."""
    at, planned = At(card.at, card.zone), card.planned
    if card.shows is Shows.CHOICES:
        return ("In how long, or at what time?",)
    if card.shows is Shows.LATE:
        return (PLANNED_FOR, at, ": ", *what(planned), ".")
    if planned.after_what:
        return ("When it's ", at, " and ", Words(planned.after_what.rstrip(" .")), ": ", *what(planned), ".")
    return ("It's ", at, ": ", *what(planned), ", if you like.")


def lines(planned: Planned, *lists: str) -> Iterable[Line]:
    """What stands under the first line of a card at its time."""
    yield from ready(*lists)
    if planned.whom:
        yield or_a_chat(planned.whom)


def or_a_chat(whom: str) -> Line:
    return ("Or a chat with ", Who(whom), ".")


def over(became: What) -> Line:
    """The plain line that stays until the card goes."""
    return (OVER[became],)


def comes_later(at: At) -> Line:
    return ("Later, at ", at, ".")
