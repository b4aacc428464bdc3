"""Every sentence and label of the check-in."""

from bot.focus.rules import Course, Outcome
from bot.people.rules import Keeping

TITLE = "One thing that went okay"
BOX = "One word is plenty"
KEEP = "Keep what you write here?"
SAVE = "Save"
CLOSE = "Not now"
EMPTY = "There are no words in the box yet. One is plenty, or close this to leave it."

KEEPING = {
    Keeping.NOT_KEPT: "Don't keep it",
    Keeping.WEEK: "Keep for 7 days",
    Keeping.MONTH: "Keep for 30 days",
    Keeping.UNTIL_DELETED: "Keep until I delete",
}

KEPT_AS = {
    Keeping.NOT_KEPT: "You chose not to keep sentences.",
    Keeping.WEEK: "Kept for 7 days, as you chose.",
    Keeping.MONTH: "Kept for 30 days, as you chose.",
    Keeping.UNTIL_DELETED: "Kept until you delete, as you chose.",
}

SAVED = "Saved."
NOT_KEPT = "Not kept."
STOPPED = "Stopped. Starting counted. The card has room for one sentence."
ENDED = "The block is over. The card has room for one sentence."


def answer(course: Course) -> str:
    """The answer to `/focus done`, with words or without."""
    match course.outcome:
        case Outcome.SAVED:
            return SAVED
        case Outcome.NOT_KEPT:
            return NOT_KEPT
        case _:
            return STOPPED if course.stopped else ENDED
