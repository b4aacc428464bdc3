"""Every sentence and label of a focus block; breaks, helpers and the ladder have their own."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.breaks import wording as breaks
from bot.breaks.rules import MINUTE
from bot.breaks.wording import at, span
from bot.courses.rules import Aside, Course, Kind, News, Outcome, Phase
from bot.errors import Refusal
from bot.focus import rules
from bot.helpers import wording as helpers
from bot.journal.wording import NOT_KEPT_HERE
from bot.ladder import wording as ladder
from bot.ladder.rules import Rung
from bot.pings import wording as pings
from bot.sittings import wording as sittings
from bot.sittings.rules import Shown
from bot.sittings.wording import KINDS, named
from bot.speech import Line, Words, minutes, number
from bot.streaks import wording as streaks

SKIP_TO_THE_TASK = "Skip to the task"
WANDERED_OFF = "Wandered off"
WRITE_IT_DOWN = "Write it down for later"
STOP_HERE = "Stop here"
UNDO = "Undo the start"
KEEP_SETTLING = "Keep the quiet minutes"
WRITE_IT = "Write it"
SKIP = "Skip"
ANOTHER_ONE = "Another one"
EVENING_CARD = "An evening card"
AN_EVENING_CARD = "If you like, a card comes in the evening, for one small thing tomorrow. This is said once."

WELCOME = (
    "I'm software that times small blocks. I'm not a counsellor. No person is alerted by what you write, and your "
    "workspace may be able to read messages here. In danger, call your emergency number; to talk with a person: "
    "findahelpline.com."
)
SETTLING_DROPPED = "Blocks begin with the task from now on. The menu brings the quiet minutes back."

STOPPED = "Stopped. Starting counted."
STOPPED_FOR_TODAY = "Done for today. Starting counted."
THE_END = "That's the end. One thing that went okay? One word is plenty."
STARTED = "Started. The card is in my messages."
WHERE_THINGS_STAND = "Where things stand now."
THE_ROOM = "The room, the chair, the light."

HINT = "Here I read *smaller*, *too much*, *break*, *why* and *stop*. Anything longer goes with `/focus`."
HINT_AT_THE_END = "A line typed here is the sentence, and one word is plenty. *skip* leaves it out."
SENTENCE_HAS_ROOM = "There's room for 1,000 characters, so that was not saved. It stands above."
PARKED = "Written down. It stands on the card at the end."
QUIET_IS_OVER = "The quiet minutes are over."
BEGUN = "Your block has begun."
OVER = "Your block is over."

DONE = {Phase.SETTLING: "Quiet", Phase.WORKING: "Running", Phase.ON_BREAK: "On a short break"}

KEEP_THAT = "Keep that sentence?"
KEEP_HINT = "That line is not taken. The buttons answer this, and *skip* leaves the sentence out."
CARD_HAS_ROOM = "The block is over. There's room for one sentence on its card."
KEEP_ASKED = "The block is over. Its card asks whether the sentence is kept."
KEEP_NOTE = "It stands in your message. Your choice goes for later sentences, too."


def line(shown: Shown) -> Line:
    """What the card says now."""
    course = shown.course
    if course.helper is None:
        return _LINES[course.phase](shown)
    is_done = course.helper_until is not None and shown.at >= course.helper_until
    return helpers.done(course.helper) if is_done else helpers.begins(course.helper, shown.own_object)


def settling(shown: Shown) -> Line:
    """The quiet minutes: one line, no script; their own phrase, if they wrote one."""
    course = shown.course
    last: Line = (" ", Words(shown.phrase)) if shown.phrase else (f" {THE_ROOM}",)
    if course.is_all_quiet:
        return (*_quiet(shown), ". That's all of it.", *last)
    then = named(shown, "one small thing", begins=False)
    return (*_quiet(shown), ". Then ", *then, ", until ", at(shown, course.ends_at), ".", *last)


def working(shown: Shown) -> Line:
    """The task and the time it ends."""
    course = shown.course
    ends = at(shown, course.ends_at)
    if course.rung is Rung.BREATH:
        return (ladder.ONE_BREATH,)
    task = named(shown, "One small thing")
    until = (*task, ", until ", ends, ".")
    match course.news:
        case News.NOTED if course.noted_at is not None:
            return ("Noted, ", at(shown, course.noted_at), ". ", *until)
        case News.SWITCHED:
            over = f"That's {number(course.settling_minutes)}. " if course.settling_minutes else ""
            return (over, *task, " now, if you like. Until ", ends, ".")
        case News.SHORTER:
            return (*task, f", {minutes(course.minutes)}, until ", ends, ".")
    if course.rung is Rung.TWO and course.kind is Kind.BLOCK:
        first: Line = (*task, ": open") if shown.task else ("Open",)
        return (*first, " the file, that's all of it. Until ", ends, ".")
    return until


def closing(shown: Shown) -> Line:
    """The question at the end; none where someone stopped, or is at the foot of the ladder."""
    course = shown.course
    if shown.asks_keeping:
        return (KEEP_THAT,)
    if course.is_on_foot:
        return (ladder.waiting(course.rung, is_written=course.news is News.COUNTED, counts=shown.counts),)
    if course.stopped:
        return (ladder.told(STOPPED_FOR_TODAY if course.done_for_today else STOPPED, counts=shown.counts),)
    return (THE_END,)


def closed(shown: Shown) -> Line:
    """The plain line that stays."""
    course = shown.course
    if not course.is_block:
        return breaks.closed(shown)
    match course.outcome:
        case Outcome.SAVED:
            return ("Saved.",)
        case Outcome.NOT_KEPT:
            return ("Not kept.",)
        case Outcome.UNDONE:
            return (ladder.told("Undone. Nothing was counted.", counts=shown.counts),)
        case _ if course.is_on_foot:
            return (ladder.closed(course.rung, for_today=course.done_for_today, counts=shown.counts),)
        case _:
            return (KINDS[course.kind], *span(shown, course.began_at, course.ended_at), ".")


def more_lines(shown: Shown) -> list[Line]:
    """What stands under the first line: where they were before a break; at the end what they wrote down for later, and
    a colleague's 👍."""
    course = shown.course
    if course.phase is Phase.CLOSING:
        written = [("Written down for later: ", Words(line)) for line in shown.parked]
        return [*written, *([pings.thumb(shown.thumb)] if shown.thumb else [])]
    is_back = course.phase in (Phase.SETTLING, Phase.WORKING) and not course.is_on_foot
    if is_back and shown.break_line and course.helper is None:
        return [breaks.you_were(shown.break_line)]
    return []


def small_print(shown: Shown) -> str:
    """What stands under the line: the answer to what was typed or pressed last."""
    course = shown.course
    if course.aside is Aside.WHY:
        return sittings.why(shown)
    if course.aside is not None:
        return _hint(shown) if course.aside is Aside.HINT else _ASIDES[course.aside]
    if course.phase is Phase.CLOSING:
        return KEEP_NOTE if shown.asks_keeping else _beside_the_question(shown)
    asks = course.phase is Phase.ON_BREAK and course.asks_where and not course.is_break_over
    return breaks.WHERE_WERE_YOU if asks and not shown.break_line else ""


def retired(shown: Shown, phase: Phase) -> Line:
    """The plain line on a card that a newer card followed."""
    course = shown.course
    match phase:
        case Phase.SETTLING:
            return ("Quiet minutes, ", *span(shown, course.began_at, course.works_at), ".")
        case Phase.ON_BREAK:
            return (breaks.BEGUN,)
        case _:
            return (KINDS[course.kind], *span(shown, course.began_at, course.ended_at or course.ends_at), ".")


def standing(shown: Shown | None) -> Line:
    """Where things stand, as an answer to a press on an old card, or to the question."""
    if shown is None or shown.course.phase is Phase.CLOSED:
        return ("Nothing is running. Ready when you are.",)
    course = shown.course
    if course.is_on_foot or course.phase is Phase.ON_BREAK or course.helper is not None:
        return line(shown)
    ends = at(shown, course.ends_at)
    match course.phase:
        case Phase.SETTLING:
            return ("Quiet until ", at(shown, course.works_at), ". ", *named(shown, "A block"), ", until ", ends, ".")
        case Phase.WORKING:
            return ("Running now: ", *named(shown, "a block", begins=False), ", until ", ends, ".")
        case _:
            return (KEEP_ASKED if shown.asks_keeping else CARD_HAS_ROOM,)


def started(shown: Shown) -> Line:
    """The answer to a command typed elsewhere."""
    if shown.course.is_on_foot:
        return (STARTED,)
    return ("Started, until ", at(shown, shown.course.ends_at), ". The card is in my messages.")


def done(shown: Shown) -> Line:
    """The answer to another command typed elsewhere: what it did."""
    course = shown.course
    if course.phase in (Phase.CLOSING, Phase.CLOSED):
        return line(shown)
    if course.helper is not None:
        return (*line(shown), " The card is in my messages.")
    ahead = {Phase.SETTLING: course.works_at, Phase.ON_BREAK: course.break_until}
    until = ahead.get(course.phase, course.ends_at)
    return (DONE[course.phase], ", until ", at(shown, until or shown.at), ". The card is in my messages.")


def notification(course: Course) -> str:
    """The text outside the blocks, which a notification shows; never the task (CARE 8)."""
    if course.news is News.SWITCHED:
        return QUIET_IS_OVER
    if course.is_break_over and (course.phase is Phase.ON_BREAK or not course.is_block):
        return breaks.OVER
    if course.phase is Phase.ON_BREAK:
        return breaks.BEGUN
    waits_on_its_first_card = course.phase is Phase.CLOSING and course.cards == 1 and not course.stopped
    return BEGUN if course.is_running or waits_on_its_first_card else OVER


def nothing_running(refusal: rules.NothingRunningError) -> Line:
    kept_not: Line = ("Nothing is running, so this wasn't kept: ", Words(refusal.words))
    return kept_not if refusal.words else standing(None)


def block_over(_: rules.BlockOverError) -> Line:
    return ("That block is over, so nothing was written down. Your words are in the box.",)


def too_late_to_undo(_: rules.TooLateToUndoError) -> Line:
    return ("Two minutes have passed, so the start stands. Stop here ends the block.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.NothingRunningError: nothing_running,
    rules.BlockOverError: block_over,
    rules.TooLateToUndoError: too_late_to_undo,
}


def _quiet(shown: Shown) -> Line:
    """How many quiet minutes, where they are whole and at their beginning; else until when."""
    course = shown.course
    is_whole = course.works_at - course.began_at == course.settling_minutes * MINUTE or course.is_all_quiet
    first = f"{number(course.settling_minutes).capitalize()} quiet minute{'s' * (course.settling_minutes != 1)}, until "
    return (first if is_whole else "Quiet until ", at(shown, course.works_at))


def _beside_the_question(shown: Shown) -> str:
    """Before anybody writes one: that it is not kept, where none is. And what stays of days, where this card tells."""
    off = [] if shown.switches.keeps_sentences or shown.course.is_on_foot else [NOT_KEPT_HERE]
    return " ".join([*off, *([streaks.of(shown.days)] if shown.days else [])])


def _hint(shown: Shown) -> str:
    course = shown.course
    if course.is_on_foot:
        return ladder.HINT if shown.counts else ladder.ANY_WORD
    if course.phase is Phase.ON_BREAK:
        return breaks.HINT if course.is_block else breaks.HINT_OUTSIDE
    at_the_end = KEEP_HINT if shown.asks_keeping else HINT_AT_THE_END
    return at_the_end if course.phase is Phase.CLOSING else HINT


_LINES = {
    Phase.SETTLING: settling,
    Phase.WORKING: working,
    Phase.ON_BREAK: breaks.on_break,
    Phase.CLOSING: closing,
    Phase.CLOSED: closed,
}
_ASIDES = {
    Aside.PARKED: PARKED,
    Aside.LINE_KEPT: breaks.LINE_KEPT,
    Aside.NO_HELPER_LEFT: helpers.NOTHING_ELSE,
    Aside.BREAK_LENGTH: breaks.LENGTHS,
    Aside.BLOCK_LENGTH: ladder.LENGTHS,
    Aside.LINE_TOO_LONG: breaks.LINE_HAS_ROOM,
    Aside.SENTENCE_TOO_LONG: SENTENCE_HAS_ROOM,
}
