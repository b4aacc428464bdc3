"""What people do with a focus block: pure functions over its course, the moment always a parameter (PRODUCT 3)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.breaks.rules import BREAK_MINUTES, MINUTE, come_back, come_back_shorter, take_break
from bot.courses.rules import (
    Aside,
    Course,
    Kind,
    News,
    Outcome,
    Phase,
    changed,
    close,
    is_held,
    time_left,
    without_helper,
)
from bot.errors import Refusal
from bot.helpers.rules import Helper, next_helper
from bot.ladder.rules import (
    ANOTHERS,
    BREATH,
    IN_A_ROW,
    MINUTES,
    Rung,
    Size,
    checked_minutes,
    rung_below,
    rung_of,
    settling_minutes,
)

CHAT = Size(15)
"""What a chat is, unless they chose a smaller one."""
PARKED_LINES = 10
"""So many lines can be written down in one block; the newest stay."""


@dataclass(frozen=True)
class Press:
    """A press on a card: which block it was offered for, and at which revision."""

    block_id: str
    revision: int


@dataclass
class NothingRunningError(Refusal):
    """There is no block to stop or to check in; `words` are what was typed with the command."""

    words: str = ""


class TooLateToUndoError(Refusal):
    """The two minutes are over."""


class BlockOverError(Refusal):
    """A line was to be written down for a block that does not run any more."""


def begin(size: Size, own_settling: int, at: datetime) -> Course:
    """A block of this size from now. Raises LengthOutsideError."""
    if size.foot is not None:
        return _begin_on_foot(size.foot, at)
    minutes = checked_minutes(size.minutes)
    settling = minutes if size.sits else settling_minutes(minutes, own_settling)
    return Course(
        phase=Phase.SETTLING if settling else Phase.WORKING,
        began_at=at,
        works_at=at + settling * MINUTE,
        ends_at=at + minutes * MINUTE,
        minutes=minutes,
        settling_minutes=settling,
        rung=rung_of(minutes),
    )


def begin_chat(size: Size, at: datetime) -> Course:
    """A chat with a person: a block without quiet minutes."""
    return replace(begin(size, 0, at), kind=Kind.CHAT)


def is_begun(course: Course, size: Size | None) -> bool:
    """Whether a start of this size changes nothing: a block runs, or the word that it asks for is waited for."""
    asks_for_a_word = size is not None and size.foot is Rung.WORD
    waits_for_it = course.phase is Phase.CLOSING and course.rung is Rung.WORD and course.news is not News.COUNTED
    return course.is_block and (course.is_running or (asks_for_a_word and waits_for_it))


def begin_pause(at: datetime) -> Course:
    """A break, or a helper, outside a block. It counts for nothing."""
    return Course(phase=Phase.ON_BREAK, began_at=at, works_at=at, ends_at=at, kind=Kind.PAUSE, paused_at=at)


def move_on(course: Course, at: datetime) -> Course:
    """Skip to the task: the quiet minutes end now, the end of the block stays."""
    if course.phase is not Phase.SETTLING:
        return course
    if is_held(course, at):
        return back_to_it(course, at)
    return changed(course, phase=Phase.WORKING, works_at=at, moved_on_by_hand=True, helper=None)


def wander(course: Course, at: datetime) -> Course:
    """Wandered off, noted. A chat has no such thing."""
    is_noted = course.phase is Phase.WORKING and not course.is_on_foot and course.kind is Kind.BLOCK
    return changed(course, news=News.NOTED, noted_at=at, helper=None) if is_noted else course


def make_smaller(course: Course, at: datetime) -> Course:
    """The longest rung shorter than now, from this moment; twice in a row one breath, then one word.

    On a break, A shorter one. Its end is never later than before.
    """
    if course.phase is Phase.ON_BREAK:
        return come_back_shorter(course, at)
    if course.rung is Rung.BREATH:
        return _on_foot(course, Rung.WORD, at)
    if course.phase not in (Phase.SETTLING, Phase.WORKING):
        return course
    is_in_a_row = course.smaller_at is not None and at - course.smaller_at <= IN_A_ROW
    course = without_helper(course, at)
    rung = Rung.BREATH if is_in_a_row else rung_below(time_left(course, at))
    return _on_foot(course, rung, at) if rung is Rung.BREATH else _in_minutes(course, rung, at)


def go_to_the_foot(course: Course, at: datetime) -> Course:
    """One breath, now; at the foot of the ladder another one."""
    if course.rung is Rung.BREATH:
        return take_another(course, at)
    if course.rung is Rung.WORD:
        return _on_foot(course, Rung.BREATH, at) if course.phase is Phase.CLOSING else course
    if not course.is_running or not course.is_block:
        return course
    return _on_foot(without_helper(come_back(course, at), at), Rung.BREATH, at)


def take_another(course: Course, at: datetime) -> Course:
    """Another breath, or another word; three at most."""
    if course.rung is None or not can_take_another(course):
        return course
    return _on_foot(course, course.rung, at)


def write_word(course: Course, at: datetime) -> Course:
    """A word was typed at the foot of the ladder. That counts; it is kept nowhere."""
    return changed(course, phase=Phase.CLOSING, ended_at=course.ended_at or at, news=News.COUNTED, helper=None)


def open_helper(course: Course, at: datetime, unwelcome: Collection[Helper] = ()) -> Course:
    """Too much, or Something else: the next helper, on the card that stands; the last of them is a short break.

    Outside a block it takes the place of a break.
    """
    if course.phase not in (Phase.SETTLING, Phase.WORKING) and course.is_block:
        return course
    helper = next_helper(course.last_helper, unwelcome)
    if helper is None:
        return changed(course, aside=Aside.NO_HELPER_LEFT)
    used = replace(course, last_helper=helper, helpers=course.helpers + 1, break_until=None)
    if helper is Helper.FIVE_OFF:
        return take_break(used, BREAK_MINUTES, at, asks_where=False)
    return changed(used, helper=helper, helper_at=at)


def back_to_it(course: Course, at: datetime) -> Course:
    """The helper is put away; a switch that it held happens now, and the end is later by the wait."""
    if course.helper is None:
        return course
    if not course.is_block:
        return close(course, Outcome.SKIPPED, ended_at=at)
    return changed(without_helper(course, at), news=News.SWITCHED if is_held(course, at) else None)


def back(course: Course, at: datetime) -> Course:
    """Back from a break, from a helper, or from having wandered off."""
    if course.helper is not None:
        return back_to_it(course, at)
    return changed(course) if course.news is News.NOTED else come_back(course, at)


def stop(course: Course, at: datetime, *, for_today: bool = False) -> Course:
    """Stop here. Starting counted. At the foot of the ladder, where nothing is asked, that closes it.

    Raises NothingRunningError.
    """
    waits_at_the_foot = course.is_on_foot and course.phase is not Phase.CLOSED
    if waits_at_the_foot or (course.is_running and not course.is_block):
        return close(course, Outcome.SKIPPED, ended_at=course.ended_at or at, done_for_today=for_today)
    if not course.is_running:
        raise NothingRunningError
    return changed(course, phase=Phase.CLOSING, ended_at=at, stopped=True, helper=None, done_for_today=for_today)


def stop_for_today(course: Course, at: datetime) -> Course:
    """Done for today, or enough for today; where only the sentence is left, that is skipped. Raises
    NothingRunningError."""
    if course.phase is Phase.CLOSING and not course.is_on_foot:
        return close(course, Outcome.SKIPPED, done_for_today=True)
    return stop(course, at, for_today=True)


def skip(course: Course, at: datetime) -> Course:
    """What is asked now is skipped: the quiet minutes, or the sentence."""
    return close(course, Outcome.SKIPPED) if course.phase is Phase.CLOSING else move_on(course, at)


def undo(course: Course, at: datetime) -> Course:
    """It was not meant: nothing counts. Raises TooLateToUndoError two minutes after the start, or once closed."""
    if not can_undo(course, at):
        raise TooLateToUndoError
    return close(course, Outcome.UNDONE, ended_at=at)


def checked_in(course: Course, outcome: Outcome, at: datetime) -> Course:
    """A sentence came. One that comes while the block runs (a modal left open) ends it."""
    return close(course, outcome, ended_at=course.ended_at or at, stopped=course.stopped or course.is_running)


def touch(course: Course, aside: Aside | None = None) -> Course:
    """Something beside the course changed: only the revision rises, and what stands in small print."""
    return changed(course, news=course.news, noted_at=course.noted_at, aside=aside)


def size_of(course: Course) -> Size:
    """The size it has now, for another one like it."""
    return Size(course.minutes, sits=course.is_all_quiet and course.is_block)


def minutes_left(course: Course, at: datetime) -> int:
    """Whole minutes, rounded up, until a running block ends; 0 if none runs."""
    return -(-time_left(course, at) // MINUTE)


def can_undo(course: Course, at: datetime) -> bool:
    """Whether the live card offers Undo now."""
    return course.is_block and at < course.undo_until and course.phase is not Phase.CLOSED


def can_take_another(course: Course) -> bool:
    """Whether one more breath, or word, is offered."""
    return course.is_on_foot and course.phase is Phase.CLOSING and course.taken < ANOTHERS


def can_be_written_to(course: Course, at: datetime) -> bool:
    """Whether a sentence typed now is this block's: it ended, not by Undo nor twelve hours ago, and has none yet."""
    has_its_own = course.outcome in (Outcome.SAVED, Outcome.NOT_KEPT, Outcome.UNDONE)
    return course.is_block and not course.is_running and not has_its_own and at < course.expires_at


def _begin_on_foot(foot: Rung, at: datetime) -> Course:
    """A block that is one breath, or one word."""
    nothing_yet = Course(phase=Phase.CLOSING, began_at=at, works_at=at, ends_at=at)
    return replace(_on_foot(nothing_yet, foot, at), revision=1, smaller_at=None)


def _in_minutes(course: Course, rung: Rung, at: datetime) -> Course:
    """A smaller size from now on. While settling, five is all quiet; settling that was done is not repeated."""
    minutes = MINUTES[rung]
    ends_at = min(at + minutes * MINUTE, course.ends_at)
    is_quiet = course.phase is Phase.SETTLING
    if is_quiet and rung is Rung.FIVE:
        works_at, given = ends_at, minutes
    else:
        done = course.settling_minutes * MINUTE - (course.works_at - at)
        given = settling_minutes(minutes, course.settling_minutes) if is_quiet else 0
        works_at = max(at, at + given * MINUTE - done) if is_quiet else course.works_at
    phase = Phase.SETTLING if is_quiet and works_at > at else Phase.WORKING
    shape = {"phase": phase, "works_at": works_at, "ends_at": ends_at, "settling_minutes": given}
    return changed(course, **shape, minutes=minutes, rung=rung, smaller_at=at)


def _on_foot(course: Course, rung: Rung, at: datetime) -> Course:
    """A breath runs for ten seconds; a word is waited for. Neither is asked about afterwards."""
    taken = course.taken + 1 if course.rung is rung else 1
    here = {"rung": rung, "taken": taken, "works_at": min(course.works_at, at), "smaller_at": at, "minutes": 0}
    course = replace(course, helper=None, paused=None, paused_at=None, break_until=None, is_break_over=False)
    if rung is Rung.BREATH:
        length = min(BREATH, time_left(course, at)) if course.is_running else BREATH
        return changed(course, phase=Phase.WORKING, ends_at=at + length, ended_at=None, **here)
    return changed(course, phase=Phase.CLOSING, ended_at=course.ended_at or at, **here)
