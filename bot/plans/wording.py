"""Every sentence and label of plans: the modal, the card that says one is saved, and the card at its time."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.errors import Refusal
from bot.ladder.rules import Rung, Size
from bot.plans.rules import ROOM, Box, Next, Planned, SavedCard
from bot.prompts.rules import DAY, TimePassedError, TooManyTodayError
from bot.speech import MONTHS, WEEKDAYS, At, Line, Who, Words
from bot.starts import wording as starts

PLAN = "Plan"
TITLE = "Plan tomorrow"
SAVE = "Save"
CLOSE = "Not now"
CHANGE = "Change"
NO_PLAN = "No plan"
END_IT = "End it"
"""The same for a plan of every week: it ends, and not for one day alone."""
ANOTHER = "Another plan"
THERE_IS_ONE = "This one is planned already, and can be changed here."

BOXES = {Box.TASK: "One small thing, if you know it", Box.AFTER: "After what?", Box.READY: "What to put ready"}
HINTS = {
    Box.AFTER: 'It fits after "When it\'s 9:00 and": the coffee is made.',
    Box.READY: "It stands on the card once saved, when it can be done: coin by the keyboard, mug out.",
}
DONT_KNOW_BOX = "No idea yet?"
DONT_KNOW = "I don't know"
NOTEBOOK = "open the notebook, read one cell"
DONT_KNOW_HINT = f"Then it is: {NOTEBOOK}."
DATE_BOX = "Day"
TIME_BOX = "Time"
SIZE_BOX = "How long"
WHOM_BOX = "Somebody to mentor"
DAYS_BOX = "Each week on"
DAYS_HINT = "With a day ticked it comes every week, and the date above does not matter."

SAVED = "Planned."
READY_FIRST = starts.READY_FIRST
NO_PLAN_LINE = "No plan."
PASSED = "That time is past. Nothing was saved yet."
ONESELF = "That's you. It takes somebody else, or nobody. Nothing was saved yet."
NOT_THERE = "There is no such plan any more. A new one can stand here."

NUMBERS_OF_DAYS = {frozenset(range(7)): "Every day", frozenset(range(5)): "Monday to Friday"}


def saved(card: SavedCard) -> Line:
    """When it comes, and what it is."""
    at, planned = At(card.at, card.zone), card.planned
    if card.is_default:
        return ("Then: ", at, f", {NOTEBOOK}. Change it in the morning if you like.")
    after: Line = (" and ", Words(planned.after_what.rstrip(" ."))) if planned.after_what else ()
    return (f"{days(card)}, ", at, *after, ": ", *what(planned), ".")


def ahead(comes: Next) -> Line:
    """What comes next, on the Home tab."""
    return (f"{day(comes.on, comes.today)}, ", At(comes.at, comes.zone), ": ", *what(comes.planned), ".")


def ready(*lists: str) -> list[Line]:
    """What comes before any clock runs: a line each, none twice."""
    return [(READY_FIRST, Words(words)) for words in dict.fromkeys(lists) if words]


def to_mentor(whom: str) -> Line:
    return ("To mentor: ", Who(whom), ".")


def what(planned: Planned) -> Line:
    """The task and how long; at the foot of the ladder that alone."""
    if planned.size.foot is not None:
        return (_FEET[planned.size.foot],)
    task = Words(planned.task) if planned.task else "one small thing"
    return (task, f", {how_long(planned.size)}")


def how_long(size: Size) -> str:
    return starts.label(size)


def days(card: SavedCard) -> str:
    """On which day, or days, as one says it."""
    if card.weekdays:
        names = [WEEKDAYS[day] for day in sorted(card.weekdays)]
        listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else f"Every {names[0]}"
        return NUMBERS_OF_DAYS.get(card.weekdays, listed)
    return day(card.on, card.today)


def day(on: date, today: date) -> str:
    """Like "Tomorrow", or "Thursday, 3 December"."""
    near = {today: "Today", today + DAY: "Tomorrow"}
    return near.get(on) or f"{WEEKDAYS[on.weekday()]}, {on.day} {MONTHS[on.month - 1]}"


def too_long(box: Box, characters: int) -> str:
    return f"There's room for {ROOM[box]} characters and this is {characters:,}. Nothing was saved yet."


def under_their_boxes(found: Mapping[Box, int]) -> dict[str, str]:
    """For each box with too many words its sentence."""
    return {box.value: too_long(box, characters) for box, characters in found.items()}


def time_passed(_: TimePassedError) -> Line:
    return (PASSED,)


def too_many_today(_: TooManyTodayError) -> Line:
    return ("Three cards a day come by themselves, and today has three. /focus start begins at any time.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    TimePassedError: time_passed,
    TooManyTodayError: too_many_today,
}

_FEET = {Rung.BREATH: "one slow breath, ten seconds", Rung.WORD: "one word, typed here"}
