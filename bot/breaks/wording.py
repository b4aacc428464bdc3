"""What a break says: how long, until when, and that it is over."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.breaks.rules import LINE_CHARACTERS, LONGEST_BREAK, BreakLengthError, LineTooLongError, NoWordsError
from bot.errors import Refusal
from bot.sittings.rules import Shown
from bot.speech import At, Line, Words, from_to, minutes, number

SHORT_BREAK = "Short break"
BACK = "Back"
A_SHORTER_ONE = "A shorter one"
DONE_FOR_TODAY = "Done for today"

LINE_TITLE = "For later"
LINE_BOX = "One line, shown at the end and then forgotten"
LINE_SUBMIT = "Write down"
LINE_CLOSE = "Not now"

WHERE_WERE_YOU = "Where were you? A line typed here stands on the card when you're back."
HINT = "Here I read *back*, *smaller*, *why* and *stop*. Anything longer goes with `/focus`."
HINT_OUTSIDE = "Here I read *back*, *why* and *stop*. Anything longer goes with `/focus`."
LINE_KEPT = "That line stands on the card when you're back."
OVER = "Your break is over."
BEGUN = "A short break."
LINE_HAS_ROOM = f"There's room for {LINE_CHARACTERS} characters, so that line was not written down."
LENGTHS = f"A break is 1 to {LONGEST_BREAK} minutes long, so nothing was changed."


def on_break(shown: Shown) -> Line:
    """How long, until when; or that it is over, with the one question."""
    course = shown.course
    if course.is_break_over or course.break_until is None:
        return (f"That's {number(course.break_minutes)}. Back, or done here?",)
    return off(course.break_minutes, at(shown, course.break_until))


def off(count: int, until: At) -> Line:
    """Five minutes off, until 9:17."""
    return (f"{minutes(count).capitalize()} off, until ", until, ".")


def closed(shown: Shown) -> Line:
    """What stays of a pause outside a block: the plain line at its end, or when it was."""
    course = shown.course
    if course.is_break_over:
        return (f"That's {number(course.break_minutes)}.",)
    return ("A short break, ", *span(shown, course.began_at, course.ended_at), ".")


def at(shown: Shown, moment: datetime) -> At:
    """A moment, for whoever reads the card."""
    return At(moment, shown.zone)


def span(shown: Shown, first: datetime, last: datetime | None) -> Line:
    """9:12 to 9:17, or 9:12 alone where it was over before the clock moved."""
    return from_to(at(shown, first), at(shown, last or first))


def you_were(line: str) -> Line:
    """The line that was typed meanwhile."""
    return ("You were here: ", Words(line))


def break_length(_: BreakLengthError) -> Line:
    return (f"{LENGTHS} For five minutes: /focus break",)


def line_too_long(refusal: LineTooLongError) -> Line:
    count = f"{len(refusal.words):,}"
    said = f"There's room for {LINE_CHARACTERS} characters and this is {count}, so it was not written down."
    return (said,) if refusal.in_a_box else (f"{said} Your words: ", Words(refusal.words))


def no_words(_: NoWordsError) -> Line:
    return ("There are no words in the box yet.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    BreakLengthError: break_length,
    LineTooLongError: line_too_long,
    NoWordsError: no_words,
}
