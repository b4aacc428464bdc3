"""Where a focus block is, and what should have happened by now: frozen values, the moment always a parameter.

`catch_up` is the whole engine: a row that comes due, a restart and a late press all ask it. `schedule` foresees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.helpers.rules import CLOCKS, Helper
from bot.ids import PersonId
from bot.ladder.rules import FOOT, Rung

UNDO_FOR = timedelta(minutes=2)
CHECK_IN_FOR = timedelta(hours=12)
"""How long after its end a block can be checked in; then its card expires without a word."""
HELD_FOR = timedelta(minutes=5)
"""An open helper holds the switch to work for so long at most."""
LEFT_ALONE_FOR = timedelta(minutes=10)
"""A break that is over and not answered for so long closes its block; a helper outside a block closes by itself."""


class Phase(StrEnum):
    """Where a focus block is."""

    SETTLING = "settling"
    WORKING = "working"
    ON_BREAK = "on_break"
    CLOSING = "closing"
    CLOSED = "closed"


RUNNING = (Phase.SETTLING, Phase.WORKING, Phase.ON_BREAK)


class Kind(StrEnum):
    """A block, a chat with a person, which is one too; or a pause outside of one, which counts for nothing."""

    BLOCK = "block"
    CHAT = "chat"
    PAUSE = "pause"


class Outcome(StrEnum):
    """How a block was closed. All but `undone` count the same."""

    SAVED = "saved"
    NOT_KEPT = "not_kept"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    UNDONE = "undone"


class News(StrEnum):
    """What the newest change was, where the card says it; gone with the next change."""

    SWITCHED = "switched"
    NOTED = "noted"
    SHORTER = "shorter"
    COUNTED = "counted"


class Aside(StrEnum):
    """Small print under the card's line, an answer to what was just typed or pressed; gone with the next change."""

    HINT = "hint"
    WHY = "why"
    PARKED = "parked"
    LINE_KEPT = "line_kept"
    NO_HELPER_LEFT = "no_helper"
    BREAK_LENGTH = "break_long"
    BLOCK_LENGTH = "block_long"
    LINE_TOO_LONG = "line_long"
    SENTENCE_TOO_LONG = "words_long"


class Clock(StrEnum):
    """What the clock does to a sitting: it posts a new card, or changes the one that stands."""

    SWITCH = "switch"
    BREAK_OVER = "break_over"
    END = "end"
    HELPER_DONE = "helper_done"
    BREATH_DONE = "breath_done"
    UNDO_ENDS = "undo_ends"
    EXPIRE = "expire"


@dataclass(frozen=True)
class Due:
    """Something the clock will do, when; `card` is the number of the card it posts, None where it posts none."""

    what: Clock
    at: datetime
    card: int | None = None


@dataclass(frozen=True)
class Course:
    """Where a sitting is, and the moments that bound it; `revision` rises with every change, by anyone.

    `works_at` is when the task begins: at `ends_at` where all of it is quiet. `cards` counts the cards that the start
    and the clock gave it; the newest is the live one. During a break `paused` is the phase it came from, and everything
    ahead stands still since `paused_at`. `moved_on_by_hand` tells a switch that the person made; `stopped` that the end
    came by hand; `taken` counts the breaths, or words, at the foot of the ladder.
    """

    phase: Phase
    began_at: datetime
    works_at: datetime
    ends_at: datetime
    kind: Kind = Kind.BLOCK
    minutes: int = 0
    settling_minutes: int = 0
    rung: Rung | None = None
    revision: int = 1
    cards: int = 1
    ended_at: datetime | None = None
    stopped: bool = False
    done_for_today: bool = False
    moved_on_by_hand: bool = False
    outcome: Outcome | None = None
    news: News | None = None
    noted_at: datetime | None = None
    aside: Aside | None = None
    smaller_at: datetime | None = None
    taken: int = 0
    paused: Phase | None = None
    paused_at: datetime | None = None
    break_minutes: int = 0
    break_until: datetime | None = None
    is_break_over: bool = False
    asks_where: bool = False
    breaks: int = 0
    helper: Helper | None = None
    helper_at: datetime | None = None
    last_helper: Helper | None = None
    helpers: int = 0

    @property
    def is_running(self) -> bool:
        return self.phase in RUNNING

    @property
    def is_block(self) -> bool:
        return self.kind is not Kind.PAUSE

    @property
    def is_on_foot(self) -> bool:
        """On one of the last rungs, which are breaths and words and not minutes."""
        return self.rung in FOOT

    @property
    def is_all_quiet(self) -> bool:
        return self.works_at >= self.ends_at

    @property
    def undo_until(self) -> datetime:
        return self.began_at + UNDO_FOR

    @property
    def expires_at(self) -> datetime:
        """When what is left open closes by itself."""
        if self.phase is not Phase.ON_BREAK:
            return (self.ended_at or self.end_due) + CHECK_IN_FOR
        if self.break_until and not self.is_block:
            return self.break_until
        return (self.break_until or self.helper_at or self.began_at) + LEFT_ALONE_FOR

    @property
    def switch_due(self) -> datetime:
        """When the clock moves it from the quiet minutes on; an open helper holds that."""
        return self.works_at + (HELD_FOR if self.helper and not self.is_all_quiet else timedelta())

    @property
    def end_due(self) -> datetime:
        """When the clock ends it; while a helper holds the switch, as late as that makes it."""
        return self.ends_at + (self.switch_due - self.works_at if self.phase is Phase.SETTLING else timedelta())

    @property
    def helper_until(self) -> datetime | None:
        """When the open helper's clock is done; None where it has no clock, or none is open."""
        clock = CLOCKS[self.helper] if self.helper else None
        return self.helper_at + clock if clock and self.helper_at else None


@dataclass(frozen=True)
class Step:
    """One change of a sitting, by a person or by the clock: whose, which, how it stood before (None: it begins), how
    it stands now. `day` is its focus day; `whom` a chat is with, a Slack user id."""

    person: PersonId
    sitting_id: str
    day: date
    before: Course | None
    course: Course
    at: datetime
    whom: str = ""


def changed(course: Course, **changes: object) -> Course:
    """The next revision. What was said of the change before is no longer news."""
    passing = {"news": None, "noted_at": None, "aside": None, "smaller_at": None}
    return replace(course, revision=course.revision + 1, **(passing | changes))  # type: ignore[arg-type]


def catch_up(course: Course, now: datetime) -> Course:
    """The course as it should be by now: the clock's own changes, none of a person's."""
    if course.phase is Phase.SETTLING and now >= course.switch_due and not course.is_all_quiet:
        course = _switched(course)
    if course.phase in (Phase.SETTLING, Phase.WORKING) and now >= course.end_due:
        course = _ended(course)
    if (until := _break_ends(course)) and now >= until:
        course = _break_over(course)
    if course.phase in (Phase.ON_BREAK, Phase.CLOSING) and now >= course.expires_at:
        course = close(course, Outcome.EXPIRED, ended_at=course.ended_at or course.paused_at)
    return course


def schedule(course: Course) -> Iterator[Due]:
    """All that the clock will still do if nobody does anything. A moment that is past may be among it."""
    if course.phase is Phase.CLOSED:
        return
    if course.is_block:
        yield Due(Clock.UNDO_ENDS, course.undo_until)
    if course.helper_until:
        yield Due(Clock.HELPER_DONE, course.helper_until)
    if until := _break_ends(course):
        yield Due(Clock.BREAK_OVER, until, course.cards + 1)
    if course.phase in (Phase.SETTLING, Phase.WORKING):
        yield from _schedule_of_running(course)
    yield Due(Clock.EXPIRE, course.expires_at)  # by then the card that stands has no buttons, whatever was too late


def close(course: Course, outcome: Outcome, **changes: object) -> Course:
    """The end of the sitting. Which helpers were used is not kept beyond it (CARE 9)."""
    forgotten = {"helper": None, "helper_at": None, "last_helper": None, "helpers": 0, "asks_where": False}
    return changed(course, phase=Phase.CLOSED, outcome=outcome, **(forgotten | changes))


def is_held(course: Course, at: datetime) -> bool:
    """Whether an open helper holds the switch now."""
    return course.phase is Phase.SETTLING and course.helper is not None and at >= course.works_at


def without_helper(course: Course, at: datetime) -> Course:
    """The same with its helper put away; a switch that it held is made now. Not yet a change of its own."""
    if not is_held(course, at) or course.is_all_quiet:
        return replace(course, helper=None)
    ends_at = course.ends_at + (at - course.works_at)
    return replace(course, helper=None, phase=Phase.WORKING, works_at=at, ends_at=ends_at)


def time_left(course: Course, at: datetime) -> timedelta:
    """Of a running block: what stands before its end, which neither a break nor a helper that holds it eats."""
    since = course.paused_at or (course.works_at if is_held(course, at) and not course.is_all_quiet else at)
    return max(timedelta(), course.ends_at - since) if course.is_running else timedelta()


def _schedule_of_running(course: Course) -> Iterator[Due]:
    if course.rung is Rung.BREATH:
        yield Due(Clock.BREATH_DONE, course.ends_at)
        return
    switches = course.phase is Phase.SETTLING and not course.is_all_quiet
    if switches:
        yield Due(Clock.SWITCH, course.switch_due, course.cards + 1)
    yield Due(Clock.END, course.end_due, course.cards + (2 if switches else 1))


def _break_ends(course: Course) -> datetime | None:
    """When the break that runs now is over; None where none runs."""
    return course.break_until if course.phase is Phase.ON_BREAK and not course.is_break_over else None


def _switched(course: Course) -> Course:
    return changed(
        course,
        phase=Phase.WORKING,
        works_at=course.switch_due,
        ends_at=course.end_due,
        cards=course.cards + 1,
        helper=None,
        news=News.SWITCHED,
    )


def _ended(course: Course) -> Course:
    """At the end a new card; after a breath of ten seconds the card that stands says so, and nothing buzzes."""
    cards = course.cards if course.rung is Rung.BREATH else course.cards + 1
    return changed(course, phase=Phase.CLOSING, ended_at=course.ends_at, cards=cards, helper=None)


def _break_over(course: Course) -> Course:
    """A new card that asks; outside a block a plain line, and that is the end of it."""
    over = changed(course, is_break_over=True, cards=course.cards + 1)
    return over if course.is_block else close(over, Outcome.EXPIRED, ended_at=course.break_until)
