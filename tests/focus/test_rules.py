"""The rules of a block, as tables and properties."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.focus import rules
from bot.focus.rules import Asked, Course, Outcome, Phase

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)
ORDER = list(Phase)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Asked()),
        ("15", Asked(15)),
        ("15m", Asked(15)),
        ("15 min", Asked(15)),
        ("15 minutes", Asked(15)),
        ("1h", Asked(60)),
        ("1.5h", Asked(90)),
        ("1h 30", Asked(90)),
        ("1h30m", Asked(90)),
        ("1h 3 emails", Asked(60, "3 emails")),
        ("1h 30 min read", Asked(90, "read")),
        ("2 hours write the report", Asked(120, "write the report")),
        ("20 loader test", Asked(20, "loader test")),
        ("loader test 20 min", Asked(20, "loader test")),
        ("loader test for 20 min", Asked(20, "loader test")),
        ("loader test 20", Asked(None, "loader test 20")),
        ("read chapter 3", Asked(None, "read chapter 3")),
        ("3 tests", Asked(3, "tests")),
        ("3rd chapter", Asked(None, "3rd chapter")),
        ("20minutes-long talk", Asked(None, "20minutes-long talk")),
        ("  15   tidy \n up ", Asked(15, "tidy up")),
        ("-5", Asked(-5)),
        ("0 x", Asked(0, "x")),
        ("minutes", Asked(None, "minutes")),
        ("MIN 5 MIN", Asked(5, "MIN")),
    ],
)
def test_what_is_typed_after_start(words: str, expected: Asked) -> None:
    assert rules.asked(words) == expected


@given(st.text(max_size=300))
def test_anything_typed_after_start_is_read_or_refused(words: str) -> None:
    try:
        wanted = rules.asked(words)
        rules.begin(20 if wanted.minutes is None else wanted.minutes, 5, NINE)
    except Refusal:
        return
    assert len(wanted.task) <= rules.TASK_CHARACTERS


@given(st.integers(1, 10**500), st.sampled_from(["", "m", " min", "h", " hours", "h 30"]))
def test_a_number_of_any_length_is_a_length_or_outside(number: int, unit: str) -> None:
    minutes = rules.asked(f"{number // 10 ** max(0, len(hex(number)) - 500)}{unit}").minutes
    assert minutes is not None
    assert minutes > 0


@pytest.mark.parametrize(
    ("length", "own", "settling"),
    [(20, 5, 5), (15, 5, 5), (14, 5, 2), (10, 5, 2), (8, 5, 2), (7, 5, 0), (20, 2, 2), (10, 1, 1), (20, 0, 0)],
)
def test_how_much_of_a_block_is_settling(length: int, own: int, settling: int) -> None:
    assert rules.settling_minutes(length, own) == settling


@pytest.mark.parametrize("minutes", [-1, 0, 121, 10**9])
def test_a_length_outside_is_refused(minutes: int) -> None:
    with pytest.raises(rules.LengthOutsideError):
        rules.begin(minutes, 5, NINE)


courses = st.builds(rules.begin, st.integers(1, 120), st.sampled_from([5, 2, 1, 0]), st.just(NINE))
spans = st.integers(0, 14 * 3600).map(lambda seconds: timedelta(seconds=seconds))
ACTS: Mapping[str, Callable[[Course, datetime], Course]] = {
    "move on": rules.move_on,
    "wander": rules.wander,
    "stop": rules.stop,
    "undo": rules.undo,
    "skip": lambda course, _: rules.close(course, Outcome.SKIPPED) if course.phase is Phase.CLOSING else course,
    "save": lambda course, at: rules.checked_in(course, Outcome.SAVED, at),
    "touch": rules.touch,
    "wait": lambda course, _: course,
}
histories = st.lists(st.tuples(spans, st.sampled_from(sorted(ACTS))), max_size=8)


def lived(course: Course, history: list[tuple[timedelta, str]]) -> list[tuple[datetime, Course]]:
    """The course after each act, each brought up to its moment first; a refusal changes nothing."""
    at, seen = course.began_at, [(course.began_at, course)]
    for span, act in history:
        at += span
        course = rules.catch_up(course, at)
        with suppress(Refusal):
            course = ACTS[act](course, at)
        seen.append((at, course))
    return seen


@given(courses, histories, spans)
def test_catching_up_twice_is_catching_up_once(
    course: Course, history: list[tuple[timedelta, str]], span: timedelta
) -> None:
    at, course = lived(course, history)[-1]
    once = rules.catch_up(course, at + span)
    assert rules.catch_up(once, at + span) == once


@given(courses, histories, spans, spans)
def test_catching_up_in_two_steps_is_catching_up_in_one(
    course: Course, history: list[tuple[timedelta, str]], first: timedelta, second: timedelta
) -> None:
    at, course = lived(course, history)[-1]
    steps = rules.catch_up(rules.catch_up(course, at + first), at + first + second)
    assert steps == rules.catch_up(course, at + first + second)


@given(courses, histories)
def test_phases_never_go_backwards_and_revisions_never_fall(
    course: Course, history: list[tuple[timedelta, str]]
) -> None:
    seen = [course for _, course in lived(course, history)]
    for before, after in pairwise(seen):
        assert ORDER.index(after.phase) >= ORDER.index(before.phase)
        assert after.revision >= before.revision
        assert (after == before) == (after.revision == before.revision)


@given(courses, histories)
def test_the_end_never_moves_and_never_comes_late(course: Course, history: list[tuple[timedelta, str]]) -> None:
    for at, after in lived(course, history):
        assert after.ends_at == course.ends_at
        assert after.works_at <= course.works_at
        assert after.is_running == (after.ended_at is None)
        assert not after.is_running or at < after.ends_at
        if after.ended_at is not None:
            assert course.began_at <= after.ended_at <= course.ends_at or after.outcome is Outcome.UNDONE


@given(courses, histories)
def test_undo_takes_back_for_two_minutes_and_not_after(course: Course, history: list[tuple[timedelta, str]]) -> None:
    at, after = lived(course, history)[-1]
    if not rules.can_undo(after, at):
        with pytest.raises(rules.TooLateToUndoError):
            rules.undo(after, at)
        return
    assert at - course.began_at < rules.UNDO_FOR
    assert rules.undo(after, at).outcome is Outcome.UNDONE


@given(courses, histories)
def test_what_is_closed_has_an_outcome_and_a_block_that_ended_can_be_written_to_for_twelve_hours(
    course: Course, history: list[tuple[timedelta, str]]
) -> None:
    at, after = lived(course, history)[-1]
    assert (after.outcome is not None) == (after.phase is Phase.CLOSED)
    if rules.can_be_written_to(after, at):
        assert after.ended_at is not None
        assert at < after.ended_at + rules.CHECK_IN_FOR


def test_minutes_left_are_rounded_up_and_none_where_nothing_runs() -> None:
    running = rules.begin(20, 5, NINE)
    assert rules.minutes_left(running, NINE + 7.5 * MINUTE) == 13
    assert rules.minutes_left(rules.stop(running, NINE + MINUTE), NINE + 2 * MINUTE) == 0
