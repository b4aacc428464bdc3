"""Any history of a sitting, for properties: what can be done to a course, waits between, and what it was after each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeAlias

from hypothesis import strategies as st

from bot.breaks.rules import come_back, come_back_shorter, take_break
from bot.courses.rules import Aside, Course, Outcome, Phase, catch_up, close
from bot.errors import Refusal
from bot.focus import rules
from bot.helpers.rules import Helper
from bot.ladder.rules import Rung, Size

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)

Act: TypeAlias = Callable[[Course, datetime], Course]
History: TypeAlias = Sequence[tuple[timedelta, str]]


def _closes(outcome: Outcome) -> Act:
    return lambda course, at: rules.checked_in(course, outcome, at) if course.phase is not Phase.CLOSED else course


def _writes_a_word(course: Course, at: datetime) -> Course:
    return rules.write_word(course, at) if course.is_on_foot and course.phase is not Phase.CLOSED else course


def _leaves_it(course: Course, at: datetime) -> Course:
    """What a new start, and the support card, do to what was open."""
    is_open = course.phase is not Phase.CLOSED
    return close(course, Outcome.SKIPPED, ended_at=course.ended_at or at) if is_open else course


def _on_open(act: Act) -> Act:
    """Presses reach an open sitting alone."""
    return lambda course, at: act(course, at) if course.phase is not Phase.CLOSED else course


HELPS: Mapping[str, Act] = {
    "help": rules.open_helper,
    "help but not two": partial(rules.open_helper, unwelcome=(Helper.LOOK, Helper.STRETCH)),
    "help and none is left": partial(rules.open_helper, unwelcome=tuple(Helper)[:-1]),
    "back to it": rules.back_to_it,
}
BREAKS: Mapping[str, Act] = {
    "break": lambda course, at: take_break(course, 5, at),
    "a minute off": lambda course, at: take_break(course, 1, at),
    "back": come_back,
    "shorter": come_back_shorter,
}
ENDS: Mapping[str, Act] = {
    "stop": rules.stop,
    "stop for today": rules.stop_for_today,
    "undo": rules.undo,
    "skip": rules.skip,
    "save": _closes(Outcome.SAVED),
    "leave": _leaves_it,
}
ACTS: Mapping[str, Act] = {
    name: _on_open(act)
    for name, act in {
        **HELPS,
        **BREAKS,
        **ENDS,
        "move on": rules.move_on,
        "wander": rules.wander,
        "smaller": rules.make_smaller,
        "tiny": rules.go_to_the_foot,
        "another": rules.take_another,
        "word": _writes_a_word,
        "touch": lambda course, _: rules.touch(course),
        "why": lambda course, _: rules.touch(course, Aside.WHY),
        "wait": lambda course, _: course,
    }.items()
}


def _pause(name: str) -> Course:
    return ACTS[name](rules.begin_pause(NINE), NINE)


sizes = st.one_of(
    st.integers(1, 120).map(Size),
    st.sampled_from([Size(20), Size(5, sits=True), Size(0, foot=Rung.BREATH), Size(0, foot=Rung.WORD)]),
)
blocks = st.builds(rules.begin, sizes, st.sampled_from([5, 2, 1, 0]), st.just(NINE))
pauses = st.sampled_from(["help", "break"]).map(_pause)
courses = st.one_of(blocks, blocks, pauses)
_short = st.sampled_from([0, 1, 5, 10, 30, 59, 60, 61, 120, 240, 300]).map(lambda seconds: seconds * SECOND)
_any = st.integers(0, 20 * 60 * 10**6).map(lambda microseconds: timedelta(microseconds=microseconds))
spans = _short | _short | _any | st.integers(0, 14 * 3600).map(lambda seconds: seconds * SECOND)
histories = st.lists(st.tuples(spans, st.sampled_from(sorted(ACTS))), max_size=10)


def done(course: Course, act: str, at: datetime) -> Course:
    """The course after an act, brought up to its moment first; a refusal changes nothing."""
    course = catch_up(course, at)
    with suppress(Refusal):
        return ACTS[act](course, at)
    return course


def lived(course: Course, history: History) -> list[tuple[datetime, Course]]:
    """The course at its start and after each act."""
    at, seen = course.began_at, [(course.began_at, course)]
    for span, act in history:
        at += span
        course = done(course, act, at)
        seen.append((at, course))
    return seen


def last(course: Course, history: History) -> tuple[datetime, Course]:
    """When, and the course, at the end of a history."""
    return lived(course, history)[-1]


def true_end(course: Course, at: datetime) -> datetime:
    """When it would end if the person came back to it now, with nothing open."""
    if course.phase is Phase.ON_BREAK:
        return course.ends_at + (at - (course.paused_at or at))
    held = course.helper is not None and course.phase is Phase.SETTLING and not course.is_all_quiet
    return course.ends_at + (max(timedelta(), at - course.works_at) if held else timedelta())
