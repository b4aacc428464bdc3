"""What happens to a focus block, and when: frozen values and pure functions, the moment always a parameter.

`catch_up` is the whole engine: a row that comes due, a restart and a late press all ask it what should have happened
by now (PRODUCT 3).
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import Refusal

SHORTEST_MINUTES, LONGEST_MINUTES = 1, 120
DEFAULT_MINUTES = 20
ABSURD = 1_000_000
"""Hours or minutes beyond this, however many digits are typed, are this many."""
TASK_CHARACTERS = 150
SENTENCE_CHARACTERS = 1000
UNDO_FOR = timedelta(minutes=2)
CHECK_IN_FOR = timedelta(hours=12)
"""How long after its end a block can be checked in; then its card expires without a word."""


class Phase(StrEnum):
    """Where a focus block is."""

    SETTLING = "settling"
    WORKING = "working"
    CLOSING = "closing"
    CLOSED = "closed"


RUNNING = (Phase.SETTLING, Phase.WORKING)


class Outcome(StrEnum):
    """How a block was closed. All but `undone` count the same."""

    SAVED = "saved"
    NOT_KEPT = "not_kept"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    UNDONE = "undone"


@dataclass(frozen=True)
class Course:
    """Where a focus block is, and the moments that bound it; `revision` rises with every change.

    `moved_on_by_hand` tells a switch that the person made from one that the clock made; `noted_at` is the last time
    they wandered off while working; `stopped` that the end came by hand.
    """

    phase: Phase
    began_at: datetime
    works_at: datetime
    ends_at: datetime
    revision: int = 1
    ended_at: datetime | None = None
    stopped: bool = False
    moved_on_by_hand: bool = False
    noted_at: datetime | None = None
    outcome: Outcome | None = None

    @property
    def is_running(self) -> bool:
        return self.phase in RUNNING

    @property
    def is_on_its_first_card(self) -> bool:
        """Running, and the clock has not yet switched it to the task."""
        switched = self.works_at > self.began_at and not self.moved_on_by_hand
        return self.phase is Phase.SETTLING or (self.phase is Phase.WORKING and not switched)

    @property
    def settling_minutes(self) -> int:
        """Whole minutes of settling that this block was given."""
        return round((self.works_at - self.began_at) / timedelta(minutes=1))

    @property
    def undo_until(self) -> datetime:
        return self.began_at + UNDO_FOR

    @property
    def expires_at(self) -> datetime:
        return (self.ended_at or self.ends_at) + CHECK_IN_FOR


@dataclass(frozen=True)
class Press:
    """A press on a card: which block it was offered for, and at which revision."""

    block_id: str
    revision: int


@dataclass(frozen=True)
class Shown:
    """All that a card needs to be drawn. `at` is when it is drawn, `zone` the reader's."""

    block_id: str
    course: Course
    minutes: int
    task: str
    zone: str
    at: datetime
    is_first: bool = False
    settling_dropped: bool = False
    hinted: bool = False


class LengthOutsideError(Refusal):
    """A length that is not 1 to 120 minutes."""


@dataclass
class TaskTooLongError(Refusal):
    """A task of more than 150 characters; `words` are kept, so that they can be shown back."""

    words: str


@dataclass
class SentenceTooLongError(Refusal):
    """A sentence of more than 1,000 characters; its `words` are shown back, unless they still stand in a box."""

    words: str
    in_a_box: bool = False


@dataclass
class NothingRunningError(Refusal):
    """There is no block to stop or to check in; `words` are what was typed with the command."""

    words: str = ""


class BlockGoneError(Refusal):
    """The block a modal was opened for is no longer there."""


class AlreadyWrittenError(Refusal):
    """The block has its sentence."""


@dataclass
class NotAskedError(Refusal):
    """The box for a first sentence could not be opened, so `words` were not kept; the block is over."""

    words: str


class TooLateToUndoError(Refusal):
    """The two minutes are over."""


@dataclass(frozen=True)
class Asked:
    """What someone asked to begin: minutes (None: their usual length) and a task, which may be empty."""

    minutes: int | None = None
    task: str = ""


_MINUTES = r"(?:m|min|mins|minute|minutes)"
_LENGTH = (
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hour|hours)"
    rf"(?:(?P<glued>\d{{1,2}})(?!\d){_MINUTES}?|\s+(?P<named>\d{{1,2}})\s*{_MINUTES}|\s+(?P<last>\d{{1,2}})$)?"
    rf"|(?P<minutes>\d+)\s*{_MINUTES})"
)
_FIRST = re.compile(rf"^(?:{_LENGTH}|(?P<bare>-?\d+))(?=\s|$)", re.IGNORECASE)
_LAST = re.compile(rf"(?:^|\s)(?:for\s+)?{_LENGTH}$", re.IGNORECASE)


def asked(words: str) -> Asked:
    """Read `[minutes] [task]`: 15, 15m, 15 min, 1h, 1h 30. A bare number counts only as the first word, one with a
    unit also as the last (PRODUCT 4). Raises TaskTooLongError; a length is judged by `begin`.
    """
    words = " ".join(words.split())
    found = _FIRST.search(words) or _LAST.search(words)
    if found is None:
        return Asked(None, checked_task(words))
    return Asked(_minutes(found), checked_task((words[: found.start()] + words[found.end() :]).strip()))


def _minutes(found: re.Match[str]) -> int:
    parts = found.groupdict()
    if parts["hours"]:
        rest = parts["glued"] or parts["named"] or parts["last"] or "0"
        return round(min(float(parts["hours"]), ABSURD) * 60) + int(rest)
    digits = parts["minutes"] or parts.get("bare") or "0"
    return int(digits) if len(digits) < len(str(ABSURD)) else ABSURD


def settling_minutes(length: int, own: int) -> int:
    """How much of `length` minutes is settling, for a person whose own settling length is `own` (PRODUCT 3)."""
    if length >= 15:
        return min(own, 5)
    return min(own, 2) if length >= 8 else 0


def begin(minutes: int, own_settling: int, at: datetime) -> Course:
    """A block of `minutes` from now. Raises LengthOutsideError."""
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise LengthOutsideError
    settling = settling_minutes(minutes, own_settling)
    return Course(
        phase=Phase.SETTLING if settling else Phase.WORKING,
        began_at=at,
        works_at=at + timedelta(minutes=settling),
        ends_at=at + timedelta(minutes=minutes),
    )


def catch_up(course: Course, now: datetime) -> Course:
    """The course as it should be by now: the clock's own changes, none of a person's."""
    if course.phase is Phase.SETTLING and now >= course.works_at:
        course = _next(course, phase=Phase.WORKING)
    if course.phase is Phase.WORKING and now >= course.ends_at:
        course = _next(course, phase=Phase.CLOSING, ended_at=course.ends_at, noted_at=None)
    if course.phase is Phase.CLOSING and now >= course.expires_at:
        course = close(course, Outcome.EXPIRED)
    return course


def move_on(course: Course, at: datetime) -> Course:
    """Skip to the task: the quiet minutes end now, the end of the block stays."""
    if course.phase is not Phase.SETTLING:
        return course
    return _next(course, phase=Phase.WORKING, works_at=at, moved_on_by_hand=True)


def wander(course: Course, at: datetime) -> Course:
    """Wandered off, noted."""
    return _next(course, noted_at=at) if course.phase is Phase.WORKING else course


def stop(course: Course, at: datetime) -> Course:
    """Stop here. Starting counted. Raises NothingRunningError."""
    if not course.is_running:
        raise NothingRunningError
    return _next(course, phase=Phase.CLOSING, ended_at=at, stopped=True, noted_at=None)


def undo(course: Course, at: datetime) -> Course:
    """It was not meant: nothing counts. Raises TooLateToUndoError two minutes after the start, or once closed."""
    if at >= course.undo_until or course.phase is Phase.CLOSED:
        raise TooLateToUndoError
    return replace(close(course, Outcome.UNDONE), ended_at=at)


def close(course: Course, outcome: Outcome) -> Course:
    """The end of the check-in."""
    return _next(course, phase=Phase.CLOSED, outcome=outcome)


def minutes_left(course: Course, at: datetime) -> int:
    """Whole minutes, rounded up, until a running block ends; 0 if none runs."""
    return -((at - course.ends_at) // timedelta(minutes=1)) if course.is_running else 0


def checked_in(course: Course, outcome: Outcome, at: datetime) -> Course:
    """A sentence came. One that comes while the block runs (a modal left open) ends it."""
    ended = course if not course.is_running else stop(course, at)
    return close(ended, outcome)


def touch(course: Course, at: datetime) -> Course:
    """Something beside the course changed: only the revision rises."""
    return _next(course)


def can_undo(course: Course, at: datetime) -> bool:
    """Whether the live card offers Undo now."""
    return at < course.undo_until and course.phase is not Phase.CLOSED


def can_be_written_to(course: Course, at: datetime) -> bool:
    """Whether a sentence typed now is this block's: it ended, not by Undo nor twelve hours ago, and has none yet."""
    has_its_own = course.outcome in (Outcome.SAVED, Outcome.NOT_KEPT, Outcome.UNDONE)
    return not course.is_running and not has_its_own and at < course.expires_at


def checked_task(words: str) -> str:
    """The task, if it is short enough. Raises TaskTooLongError."""
    if len(words) > TASK_CHARACTERS:
        raise TaskTooLongError(words)
    return words


def checked_sentence(words: str, *, in_a_box: bool = False) -> str:
    """The sentence, if it is short enough. Raises SentenceTooLongError."""
    if len(words) > SENTENCE_CHARACTERS:
        raise SentenceTooLongError(words, in_a_box)
    return words


def _next(course: Course, **changes: object) -> Course:
    return replace(course, revision=course.revision + 1, **changes)  # type: ignore[arg-type]
