"""Every sentence and label of a focus block."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import Refusal
from bot.focus import rules
from bot.focus.rules import Course, Outcome, Phase, Shown
from bot.speech import At, Line, Words, opening

SKIP_TO_THE_TASK = "Skip to the task"
WANDERED_OFF = "Wandered off"
STOP_HERE = "Stop here"
UNDO = "Undo the start"
KEEP_SETTLING = "Keep the quiet minutes"
WRITE_IT = "Write it"
SKIP = "Skip"
ANOTHER_ONE = "Another one"
START_A_BLOCK = "Start a block"

WELCOME = (
    "I'm software that times small blocks. I'm not a counsellor. No person is alerted by what you write, and your "
    "workspace may be able to read messages here. In danger, call your emergency number; to talk with a person: "
    "findahelpline.com."
)
SETTLING_DROPPED = "Blocks begin with the task from now on. The menu brings the quiet minutes back."

STOPPED = "Stopped. Starting counted."
STARTED = "Started. The card is in my messages."
WHERE_THINGS_STAND = "Where things stand now."

HINT = "Here I read *start*, *stop* and *help*. Anything longer goes with `/focus`."
TASK_HAS_ROOM = f"A task has room for {rules.TASK_CHARACTERS} characters, so nothing was started."

QUIET = {5: "Five quiet minutes", 2: "Two quiet minutes", 1: "One quiet minute"}
OVER = {5: "That's five. ", 2: "That's two. ", 1: "That's one. "}

QUIET_IS_OVER = "The quiet minutes are over."
NOTIFICATIONS = {
    Phase.SETTLING: "Your block has begun.",
    Phase.WORKING: "Your block runs.",
    Phase.CLOSING: "Your block is over.",
    Phase.CLOSED: "Your block is over.",
}
"""What a notification shows; never the task (CARE 8)."""


def line(shown: Shown) -> Line:
    """What the card says now."""
    course = shown.course
    match course.phase:
        case Phase.SETTLING:
            return settling(shown)
        case Phase.WORKING:
            return working(shown)
        case Phase.CLOSING if course.stopped:
            return (STOPPED,)
        case Phase.CLOSING:
            return ("That's the end. One thing that went okay? One word is plenty.",)
        case Phase.CLOSED:
            return closed(shown)


def settling(shown: Shown) -> Line:
    """The quiet minutes: one line, no script."""
    then: Line = ("Then ", Words(shown.task)) if shown.task else ("Then one small thing",)
    quiet = QUIET.get(shown.course.settling_minutes, f"{shown.course.settling_minutes} quiet minutes")
    until = (f"{quiet}, until ", _at(shown, shown.course.works_at), ". ")
    return (*until, *then, ", until ", _at(shown, shown.course.ends_at), ". The room, the chair, the light.")


def working(shown: Shown) -> Line:
    """The task and the time it ends."""
    course = shown.course
    task: Line = (opening(shown.task),) if shown.task else ("One small thing",)
    until = (*task, ", until ", _at(shown, course.ends_at), ".")
    if course.noted_at is not None:
        return ("Noted, ", _at(shown, course.noted_at), ". ", *until)
    if course.is_on_its_first_card:
        return until
    over = OVER.get(course.settling_minutes, "")
    return (over, *task, " now, if you like. Until ", _at(shown, course.ends_at), ".")


def closed(shown: Shown) -> Line:
    """The plain line that stays."""
    match shown.course.outcome:
        case Outcome.SAVED:
            return ("Saved.",)
        case Outcome.NOT_KEPT:
            return ("Not kept.",)
        case Outcome.UNDONE:
            return ("Undone. Nothing was counted.",)
        case _:
            return ("A block, ", *_span(shown, shown.course.began_at, shown.course.ended_at), ".")


def retired(shown: Shown, phase: Phase) -> Line:
    """The plain line on a card that a newer card followed."""
    course = shown.course
    if phase is Phase.SETTLING:
        return ("Quiet minutes, ", *_span(shown, course.began_at, course.works_at), ".")
    return ("A block, ", *_span(shown, course.began_at, course.ended_at or course.ends_at), ".")


def standing(shown: Shown | None) -> Line:
    """Where things stand, as an answer to a press on an old card, or to the question."""
    if shown is None or shown.course.phase is Phase.CLOSED:
        return ("Nothing is running. Ready when you are.",)
    ends = _at(shown, shown.course.ends_at)
    task: Line = (opening(shown.task),) if shown.task else ("A block",)
    match shown.course.phase:
        case Phase.SETTLING:
            return ("Quiet until ", _at(shown, shown.course.works_at), ". ", *task, ", until ", ends, ".")
        case Phase.WORKING:
            return ("Running now: ", *_task_or(shown, "a block"), ", until ", ends, ".")
        case _:
            return ("The block is over. There's room for one sentence on its card.",)


def started(shown: Shown) -> Line:
    """The answer to a command typed elsewhere."""
    return ("Started, until ", _at(shown, shown.course.ends_at), ". The card is in my messages.")


def length_outside(_: rules.LengthOutsideError) -> Line:
    return ("A block is 1 to 120 minutes long, so nothing was started. For 20 minutes: /focus start 20",)


def task_too_long(refusal: rules.TaskTooLongError) -> Line:
    count = f"{len(refusal.words):,}"
    said = f"A task has room for {rules.TASK_CHARACTERS} characters and this is {count}, so nothing was started. "
    return (f"{said}Your words: ", Words(refusal.words))


def sentence_too_long(refusal: rules.SentenceTooLongError) -> Line:
    count = f"{len(refusal.words):,}"
    said = f"There's room for {rules.SENTENCE_CHARACTERS:,} characters and this is {count}. Nothing was saved yet."
    return (said,) if refusal.in_a_box else (f"{said} Your words: ", Words(refusal.words))


def nothing_running(refusal: rules.NothingRunningError) -> Line:
    if refusal.words:
        return ("Nothing is running, so this wasn't kept: ", Words(refusal.words))
    return ("Nothing is running. Ready when you are.",)


def block_gone(_: rules.BlockGoneError) -> Line:
    return ("That block is no longer here, so nothing was saved.",)


def too_late_to_undo(_: rules.TooLateToUndoError) -> Line:
    return ("Two minutes have passed, so the start stands. Stop here ends the block.",)


def already_written(_: rules.AlreadyWrittenError) -> Line:
    return ("This block has its sentence, so this one was not saved.",)


def not_asked(refusal: rules.NotAskedError) -> Line:
    return ("The block is over. The box didn't open, so this wasn't kept: ", Words(refusal.words))


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.LengthOutsideError: length_outside,
    rules.TaskTooLongError: task_too_long,
    rules.SentenceTooLongError: sentence_too_long,
    rules.NothingRunningError: nothing_running,
    rules.BlockGoneError: block_gone,
    rules.AlreadyWrittenError: already_written,
    rules.NotAskedError: not_asked,
    rules.TooLateToUndoError: too_late_to_undo,
}


def notification(course: Course) -> str:
    """The text outside the blocks."""
    if course.phase is Phase.WORKING and not course.is_on_its_first_card:
        return QUIET_IS_OVER
    return NOTIFICATIONS[course.phase]


def _task_or(shown: Shown, nothing: str) -> Line:
    return (Words(shown.task),) if shown.task else (nothing,)


def _span(shown: Shown, first: Any, last: Any) -> Line:
    return (_at(shown, first), " to ", _at(shown, last))


def _at(shown: Shown, moment: Any) -> At:
    return At(moment, shown.zone)
