"""Breaks: how lengths and lines are read, and that what was left of a block is left."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.breaks import rules
from bot.breaks.rules import BreakLengthError, LineTooLongError, NoWordsError, come_back, come_back_shorter, take_break
from bot.courses.rules import Course, Kind, News, Phase, catch_up, time_left
from bot.focus.rules import begin, begin_pause, move_on, open_helper, stop
from bot.ladder.rules import Size
from tests.support.histories import MINUTE, NINE, SECOND, History, blocks, histories, last, true_end

TIMES = st.integers(0, 14 * 60 * 10**6).map(lambda microseconds: timedelta(microseconds=microseconds))
ROUNDS = st.lists(st.tuples(TIMES, TIMES, st.integers(6, 60)), max_size=6)
"""Any number of breaks: how long before, how long away, and how long it was meant to be."""


@pytest.mark.parametrize(
    ("words", "minutes"), [("", None), ("  ", None), ("5", 5), ("10m", 10), ("7 min", 7), ("1h", 60), ("90", 90)]
)
def test_the_length_of_a_break_is_read(words: str, minutes: int | None) -> None:
    assert rules.minutes_asked(words) == minutes


@pytest.mark.parametrize("words", ["soon", "5 coffee", "x" * 151, "coffee 5 min"])
def test_other_words_are_no_length_of_a_break(words: str) -> None:
    with pytest.raises(BreakLengthError):
        rules.minutes_asked(words)


@pytest.mark.parametrize("minutes", [-1, 0, 61, 10**9])
def test_a_break_is_one_to_sixty_minutes(minutes: int) -> None:
    with pytest.raises(BreakLengthError):
        take_break(begin(Size(20), 5, NINE), minutes, NINE)


def test_a_line_has_room_for_three_hundred_characters() -> None:
    assert rules.checked_line("x" * 300) == "x" * 300
    with pytest.raises(LineTooLongError):
        rules.checked_line("x" * 301)
    with pytest.raises(NoWordsError):
        rules.checked_line(" \n ")


@given(blocks, ROUNDS)
def test_any_number_of_breaks_leaves_what_was_left_to_the_microsecond(
    block: Course, rounds: Sequence[tuple[timedelta, timedelta, int]]
) -> None:
    at, course, away = NINE, block, timedelta()
    for before, off, minutes in rounds:
        at += before
        course = catch_up(course, at)
        if course.phase not in (Phase.SETTLING, Phase.WORKING):
            return
        paused = take_break(course, minutes, at)
        assert paused.phase is Phase.ON_BREAK
        at, left = at + off, time_left(course, at)
        course = come_back(catch_up(paused, at), at)
        away += off
        assert time_left(course, at) == left
        assert course.ends_at == block.ends_at + away
        assert course.phase is paused.paused
        if course.phase is Phase.SETTLING:
            assert course.works_at == block.works_at + away


@given(blocks, histories, TIMES)
def test_coming_back_leaves_both_parts_after_any_history(block: Course, history: History, off: timedelta) -> None:
    at, course = last(block, history)
    if course.phase not in (Phase.SETTLING, Phase.WORKING):
        return
    end, left = true_end(course, at), time_left(course, at)
    settling = max(timedelta(), course.works_at - at) if course.phase is Phase.SETTLING else timedelta()
    paused = catch_up(take_break(course, 60, at), at + off)
    assert time_left(paused, at + off) == left
    back = come_back(paused, at + off)
    assert (back.ends_at, time_left(back, at + off)) == (end + off, left)
    assert max(timedelta(), back.works_at - (at + off)) == settling
    assert (back.paused, back.paused_at, back.break_until) == (None, None, None)


@given(blocks, histories, st.integers(0, 60))
def test_a_shorter_one_is_half_rounded_up_and_never_under_two_minutes(
    block: Course, history: History, minutes_off: int
) -> None:
    at, course = last(block, history)
    if course.phase not in (Phase.SETTLING, Phase.WORKING):
        return
    left, back_at = time_left(course, at), at + minutes_off * MINUTE
    short = come_back_shorter(take_break(course, 60, at), back_at)
    length = short.ends_at - back_at
    assert length == short.minutes * MINUTE
    assert length >= 2 * MINUTE
    assert left / 2 <= length < left / 2 + MINUTE or length == 2 * MINUTE
    assert (short.news, short.is_on_foot) == (News.SHORTER, False)
    assert short.is_all_quiet == (course.is_all_quiet and short.phase is Phase.SETTLING)
    assert catch_up(short, short.ends_at).phase is Phase.CLOSING


def test_a_break_that_runs_is_not_begun_again_and_one_that_is_over_is() -> None:
    course = take_break(begin(Size(20), 0, NINE), 5, NINE + MINUTE)
    assert take_break(course, 10, NINE + 2 * MINUTE) == course
    over = catch_up(course, NINE + 6 * MINUTE)
    again = take_break(over, 10, NINE + 8 * MINUTE)
    assert (again.break_until, again.breaks, again.paused_at) == (NINE + 18 * MINUTE, 2, NINE + MINUTE)
    assert time_left(again, NINE + 10 * MINUTE) == 19 * MINUTE


def test_a_break_puts_an_open_helper_away_and_a_switch_that_it_held_is_made() -> None:
    held = catch_up(open_helper(begin(Size(20), 5, NINE), NINE + 4 * MINUTE), NINE + 7 * MINUTE)
    course = take_break(held, 5, NINE + 7 * MINUTE)
    assert (course.helper, course.paused) == (None, Phase.WORKING)
    assert time_left(course, NINE + 9 * MINUTE) == 15 * MINUTE


def test_no_break_is_taken_where_nothing_runs() -> None:
    ended = stop(begin(Size(20), 5, NINE), NINE + MINUTE)
    assert take_break(ended, 5, NINE + 2 * MINUTE) == ended


def test_where_were_you_is_asked_in_a_block_and_not_outside() -> None:
    assert take_break(begin(Size(20), 5, NINE), 5, NINE).asks_where
    assert not take_break(begin_pause(NINE), 5, NINE).asks_where


def test_back_from_a_pause_outside_a_block_is_the_end_of_it() -> None:
    pause = take_break(begin_pause(NINE), 5, NINE)
    assert pause.kind is Kind.PAUSE
    assert come_back(pause, NINE + 2 * MINUTE).ended_at == NINE + 2 * MINUTE
    assert come_back_shorter(pause, NINE + 2 * MINUTE) == pause


def test_quiet_minutes_are_shorter_and_still_quiet_after_a_shorter_one() -> None:
    sitting = take_break(begin(Size(5, sits=True), 5, NINE), 5, NINE + SECOND)
    short = come_back_shorter(sitting, NINE + 2 * MINUTE)
    assert (short.phase, short.minutes, short.is_all_quiet) == (Phase.SETTLING, 3, True)
    assert not move_on(short, NINE + 3 * MINUTE).is_all_quiet
