"""Every sentence and label of the check-in."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.checkins import rules
from bot.courses.rules import Outcome, Phase
from bot.errors import Refusal
from bot.focus.wording import done, standing
from bot.journal import wording as journal
from bot.sittings.rules import Shown
from bot.speech import Line, Words

TITLE = "One thing that went okay"
CLOSE = "Not now"

STOPPED = "Stopped. Starting counted. The card has room for one sentence."
ENDED = "The block is over. The card has room for one sentence."


def answer(shown: Shown) -> Line:
    """The answer to `/focus done`, with words or without: what came of it, or where things stand."""
    course = shown.course
    said = {Outcome.SAVED: journal.SAVED, Outcome.NOT_KEPT: journal.NOT_KEPT}
    if course.outcome in said:
        return (said[course.outcome],)
    has_room = course.phase is Phase.CLOSING and not course.is_on_foot and not shown.asks_keeping
    if has_room:
        stopped = STOPPED if shown.counts else STOPPED.replace(" Starting counted.", "")
        return (stopped if course.stopped else ENDED,)
    return done(shown) if course.phase is Phase.CLOSED else standing(shown)


def block_gone(_: rules.BlockGoneError) -> Line:
    return ("That block is no longer here, so nothing was saved.",)


def already_written(_: rules.AlreadyWrittenError) -> Line:
    return ("This block has its sentence, so this one was not saved.",)


def not_asked(refusal: rules.NotAskedError) -> Line:
    return ("The block is over. The box didn't open, so this wasn't kept: ", Words(refusal.words))


def line_gone(_: rules.LineGoneError) -> Line:
    return ("I can't read that line any more, so nothing was saved. Write it opens a box for it.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.BlockGoneError: block_gone,
    rules.AlreadyWrittenError: already_written,
    rules.NotAskedError: not_asked,
    rules.LineGoneError: line_gone,
}
