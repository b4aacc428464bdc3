"""What people do with a block, as tables and properties."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.courses.rules import Aside, Course, News, Outcome, Phase, catch_up, time_left
from bot.focus import rules
from bot.focus.rules import NothingRunningError, TooLateToUndoError, make_smaller
from bot.helpers.rules import Helper
from bot.ladder.rules import LengthOutsideError, Rung, Size
from tests.support.histories import MINUTE, NINE, SECOND, History, blocks, courses, done, histories, last, true_end
from tests.support.histories import lived as each_of

RUNS = (Phase.SETTLING, Phase.WORKING)
seconds = st.integers(0, 130).map(lambda count: count * SECOND)


@given(courses, histories)
def test_stop_is_possible_on_every_card_of_what_runs(course: Course, history: History) -> None:
    for at, after in each_of(course, history):
        if after.phase is not Phase.CLOSED and (after.is_running or after.is_on_foot):
            stopped = rules.stop(after, at)
            assert not stopped.is_running
            assert (stopped.phase is Phase.CLOSED) == (after.is_on_foot or not after.is_block)
            assert rules.stop_for_today(after, at).done_for_today
        else:
            with pytest.raises(NothingRunningError):
                rules.stop(after, at)


@given(blocks, histories)
def test_undo_takes_back_for_two_minutes_and_not_after(course: Course, history: History) -> None:
    at, after = last(course, history)
    can = at - course.began_at < timedelta(minutes=2) and after.phase is not Phase.CLOSED
    assert rules.can_undo(after, at) == can
    if can:
        assert rules.undo(after, at).outcome is Outcome.UNDONE
        return
    with pytest.raises(TooLateToUndoError):
        rules.undo(after, at)


@given(blocks, histories)
def test_the_end_is_never_later_than_before_after_smaller(course: Course, history: History) -> None:
    at, before = last(course, history)
    after = done(before, "smaller", at)
    if before.phase in RUNS and after.is_running:
        assert after.ends_at <= true_end(before, at)
        assert after.is_on_foot or after.ends_at - at == after.minutes * MINUTE
        assert time_left(after, at) < time_left(before, at) or after.is_on_foot
    if before.phase is Phase.ON_BREAK:
        assert after.ends_at <= max(true_end(before, at), at + 2 * MINUTE)


@given(blocks, histories)
def test_smaller_always_leads_down_from_what_runs(course: Course, history: History) -> None:
    at, before = last(course, history)
    if before.phase in RUNS:
        after = make_smaller(before, at)
        assert after.revision > before.revision
        assert after.minutes < max(before.minutes, 1) or after.rung is Rung.WORD or before.minutes < 2


@given(blocks, histories, seconds)
def test_two_smallers_within_a_minute_reach_one_breath_and_a_third_one_word(
    course: Course, history: History, between: timedelta
) -> None:
    at, before = last(course, history)
    if before.phase not in RUNS or before.is_on_foot or (first := make_smaller(before, at)).is_on_foot:
        return
    then = at + between
    stands = catch_up(first, then)
    if not stands.is_running:
        return
    second = make_smaller(stands, then)
    in_a_row = between <= MINUTE and stands == first
    assert second.rung is Rung.BREATH or not in_a_row
    if second.rung is not Rung.BREATH:
        assert second.phase in RUNS
        return
    assert in_a_row or time_left(stands, then) <= 2 * MINUTE
    assert make_smaller(second, then + SECOND).rung is Rung.WORD
    assert make_smaller(catch_up(second, then + MINUTE), then + MINUTE).rung is Rung.WORD


def test_another_change_between_two_smallers_makes_the_second_a_first_one() -> None:
    twenty = rules.begin(Size(20), 0, NINE)
    ten = make_smaller(twenty, NINE)
    assert make_smaller(rules.wander(ten, NINE + SECOND), NINE + 2 * SECOND).rung is Rung.FIVE
    assert make_smaller(ten, NINE + MINUTE + SECOND).rung is Rung.FIVE
    assert make_smaller(ten, NINE + MINUTE).rung is Rung.BREATH


@pytest.mark.parametrize(
    ("minute", "rung", "quiet_until", "until"),
    [(0, Rung.TEN, 2, 10), (1, Rung.TEN, 2, 11), (3, Rung.TEN, None, 13), (9, Rung.TEN, None, 19)],
)
def test_settling_that_is_done_is_not_repeated(minute: int, rung: Rung, quiet_until: int | None, until: int) -> None:
    at = NINE + minute * MINUTE
    course = make_smaller(catch_up(rules.begin(Size(20), 5, NINE), at), at)
    assert (course.rung, course.ends_at) == (rung, NINE + until * MINUTE)
    assert (course.phase is Phase.SETTLING) == (quiet_until is not None)
    if quiet_until is not None:
        assert course.works_at == NINE + quiet_until * MINUTE


def test_five_is_all_quiet_while_settling_and_all_task_while_working() -> None:
    settling = rules.begin(Size(10), 5, NINE)
    assert make_smaller(settling, NINE + SECOND).is_all_quiet
    working = rules.move_on(settling, NINE + SECOND)
    five = make_smaller(working, NINE + 2 * SECOND)
    assert (five.rung, five.phase, five.is_all_quiet) == (Rung.FIVE, Phase.WORKING, False)


@given(blocks, histories, st.integers(0, 400).map(lambda count: count * SECOND))
def test_an_open_helper_holds_the_switch_five_minutes_at_most_and_the_end_moves_by_the_wait(
    course: Course, history: History, open_for: timedelta
) -> None:
    at, before = last(course, history)
    if before.phase is not Phase.SETTLING or before.helper or before.is_all_quiet:
        return
    before = rules.touch(replace(before, last_helper=None))
    opened, then = rules.open_helper(before, at), at + open_for
    wait = max(timedelta(), then - before.works_at)
    assert catch_up(opened, min(then, before.works_at + 5 * MINUTE - timedelta.resolution)).phase is Phase.SETTLING
    caught = catch_up(opened, then)
    if wait >= 5 * MINUTE:
        assert catch_up(opened, before.works_at + 5 * MINUTE).ends_at == before.ends_at + 5 * MINUTE
        return
    back = rules.back_to_it(caught, then)
    assert (back.ends_at, back.helper) == (before.ends_at + wait, None)
    assert back.phase is (Phase.WORKING if then >= before.works_at else Phase.SETTLING)
    assert back.news is (News.SWITCHED if then >= before.works_at else None)
    assert time_left(back, then) == time_left(caught, then)


@given(courses, histories)
def test_the_same_helper_is_not_offered_twice_in_a_row_in_one_sitting(course: Course, history: History) -> None:
    for (_, before), (_, after) in pairwise(each_of(course, history)):
        if after.helpers > before.helpers and before.phase is not Phase.CLOSED:
            assert after.last_helper is not before.last_helper


def test_too_much_offers_the_helpers_in_their_order_and_then_a_break() -> None:
    course, at, seen = rules.begin(Size(20), 5, NINE), NINE, []
    while course.phase is not Phase.ON_BREAK:
        course = rules.open_helper(course, at)
        seen.append(course.helper)
    assert seen == [Helper.HOLD, Helper.LOOK, Helper.STRETCH, Helper.BREATH, None]
    assert (course.break_minutes, course.asks_where) == (5, False)


def test_a_card_says_so_when_no_helper_is_left() -> None:
    course = rules.open_helper(rules.begin(Size(20), 5, NINE), NINE)
    assert rules.open_helper(course, NINE, tuple(Helper)).aside is Aside.NO_HELPER_LEFT


@pytest.mark.parametrize("foot", [Rung.BREATH, Rung.WORD])
def test_three_at_the_foot_of_the_ladder_and_then_another_is_not_offered(foot: Rung) -> None:
    course, at, taken = rules.begin(Size(0, foot=foot), 5, NINE), NINE, 1
    while True:
        at += MINUTE
        course = catch_up(course, at)
        course = rules.write_word(course, at) if foot is Rung.WORD else course
        if not rules.can_take_another(course):
            break
        course, taken = rules.take_another(course, at), taken + 1
    assert taken == 3
    assert rules.take_another(course, at) == course


@given(blocks, histories)
def test_a_block_that_ended_can_be_written_to_for_twelve_hours(course: Course, history: History) -> None:
    at, after = last(course, history)
    if rules.can_be_written_to(after, at):
        assert after.ended_at is not None
        assert at < after.ended_at + timedelta(hours=12)
        assert after.outcome not in (Outcome.SAVED, Outcome.NOT_KEPT, Outcome.UNDONE)


@given(courses, histories)
def test_minutes_left_are_whole_and_rounded_up(course: Course, history: History) -> None:
    at, after = last(course, history)
    minutes, left = rules.minutes_left(after, at), time_left(after, at)
    assert left <= minutes * MINUTE < left + MINUTE


def test_minutes_left_are_none_where_nothing_runs() -> None:
    running = rules.begin(Size(20), 5, NINE)
    assert rules.minutes_left(running, NINE + 7.5 * MINUTE) == 13
    assert rules.minutes_left(rules.stop(running, NINE + MINUTE), NINE + 2 * MINUTE) == 0


@pytest.mark.parametrize("minutes", [-1, 0, 121, 10**9])
def test_a_block_of_a_length_outside_does_not_begin(minutes: int) -> None:
    with pytest.raises(LengthOutsideError):
        rules.begin(Size(minutes), 5, NINE)


def test_a_word_counts_and_nothing_is_asked() -> None:
    course = rules.write_word(rules.begin(Size(0, foot=Rung.WORD), 5, NINE), NINE + SECOND)
    assert (course.news, course.phase) == (News.COUNTED, Phase.CLOSING)
    assert rules.stop(course, NINE + 2 * SECOND).outcome is Outcome.SKIPPED
