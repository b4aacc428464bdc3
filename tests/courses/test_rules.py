"""Where a sitting stands, through any history: catching up, and the schedule that foresees it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given

from bot.breaks.rules import take_break
from bot.courses.rules import Clock, Course, Due, Outcome, Phase, catch_up, schedule, time_left
from bot.focus import rules
from bot.helpers.rules import Helper
from bot.ladder.rules import Rung, Size
from tests.support.histories import MINUTE, NINE, SECOND, History, courses, histories, last, lived, pauses, spans

POSTS = (Clock.SWITCH, Clock.BREAK_OVER, Clock.END)


def is_only_drawn(due: Due, at: datetime) -> bool:
    """The clock of a helper which was put away meanwhile, and what had been said: a schedule may lack these later."""
    return due.what is Clock.HELPER_DONE or due.at <= at


def ahead(course: Course, at: datetime) -> set[Due]:
    """What the clock will still do that cannot be missing."""
    return {due for due in schedule(course) if not is_only_drawn(due, at)}


@given(courses, histories, spans)
def test_catching_up_twice_is_catching_up_once(course: Course, history: History, span: timedelta) -> None:
    at, course = last(course, history)
    once = catch_up(course, at + span)
    assert catch_up(once, at + span) == once


@given(courses, histories, spans, spans)
def test_catching_up_in_two_steps_is_catching_up_in_one(
    course: Course, history: History, first: timedelta, second: timedelta
) -> None:
    at, course = last(course, history)
    steps = catch_up(catch_up(course, at + first), at + first + second)
    assert steps == catch_up(course, at + first + second)


@given(courses, histories)
def test_every_change_of_the_clock_was_foreseen_to_the_microsecond(course: Course, history: History) -> None:
    at, course = last(course, history)
    for moment in sorted({due.at for due in schedule(course) if due.at > at}):
        assert catch_up(course, moment - timedelta.resolution) == course
        at, course = moment, foreseen(course, moment)
    assert catch_up(course, at + timedelta(days=9)) == course


def foreseen(course: Course, moment: datetime) -> Course:
    """Caught up to a moment of its schedule; a card that it gave was due then, with that number."""
    after, due = catch_up(course, moment), [due for due in schedule(course) if due.at == moment]
    if after != course:
        assert due
    if after.cards > course.cards:
        assert [one.card for one in due if one.what in POSTS] == [after.cards]
        assert after.cards == course.cards + 1
    if after.phase is not Phase.CLOSED:
        assert ahead(after, moment) == ahead(course, moment)
    else:
        assert not [due for due in ahead(course, moment) if due.what is not Clock.UNDO_ENDS]
    return after


@given(courses, histories, spans)
def test_what_is_not_closed_has_a_moment_ahead_at_which_it_closes(
    course: Course, history: History, span: timedelta
) -> None:
    at, course = last(course, history)
    course = catch_up(course, at + span)
    if course.phase is not Phase.CLOSED:
        expires = next(due.at for due in schedule(course) if due.what is Clock.EXPIRE)
        assert expires > at + span
        closed = catch_up(course, expires)
        assert (closed.phase, closed.outcome) == (Phase.CLOSED, Outcome.EXPIRED)


@given(courses, histories)
def test_a_schedule_names_each_thing_once_and_nothing_after_the_end(course: Course, history: History) -> None:
    for _, after in lived(course, history):
        dues = list(schedule(after))
        assert len({due.what for due in dues}) == len(dues)
        assert all((due.card is not None) == (due.what in POSTS) for due in dues)
        assert len({due.card for due in dues if due.card}) == sum(due.card is not None for due in dues)
        assert not dues or after.phase is not Phase.CLOSED


@given(courses, histories)
def test_revisions_rise_with_every_change_and_only_then(course: Course, history: History) -> None:
    for (_, before), (_, after) in pairwise(lived(course, history)):
        assert after.revision >= before.revision
        assert (after == before) == (after.revision == before.revision)
        assert after.cards >= before.cards


@given(courses, histories)
def test_what_is_closed_stays_closed_and_keeps_no_trace_of_helpers(course: Course, history: History) -> None:
    for (_, before), (_, after) in pairwise(lived(course, history)):
        assert before.phase is not Phase.CLOSED or after == before
        assert (after.outcome is not None) == (after.phase is Phase.CLOSED)
        if after.phase is Phase.CLOSED:
            assert after.ended_at is not None
            assert (after.helper, after.helper_at, after.last_helper, after.helpers) == (None, None, None, 0)


@given(courses, histories)
def test_where_it_stands_is_one_thing_at_a_time(course: Course, history: History) -> None:
    for at, after in lived(course, history):
        assert after.is_running == (after.ended_at is None)
        assert (after.helper is None) or after.is_running
        assert (after.phase is Phase.ON_BREAK) <= (after.paused_at is not None)
        if after.phase in (Phase.SETTLING, Phase.WORKING):
            assert after.paused is None
            assert after.works_at <= after.ends_at
            assert at < after.end_due
        if after.phase is Phase.SETTLING:
            assert at < after.switch_due


@given(courses, histories)
def test_a_block_ends_between_its_start_and_now(course: Course, history: History) -> None:
    for at, after in lived(course, history):
        if after.ended_at is not None:
            assert after.began_at <= after.ended_at <= at


@given(pauses, histories)
def test_a_pause_ends_without_a_question(pause: Course, history: History) -> None:
    for _, after in lived(pause, history):
        assert after.phase in (Phase.ON_BREAK, Phase.CLOSED)
        assert not after.is_block
        assert after.phase is Phase.CLOSED or (after.helper is None) != (after.break_until is None)


def test_a_block_of_twenty_minutes_foresees_all_of_it() -> None:
    assert list(schedule(rules.begin(Size(20), 5, NINE))) == [
        Due(Clock.UNDO_ENDS, NINE + 2 * MINUTE),
        Due(Clock.SWITCH, NINE + 5 * MINUTE, 2),
        Due(Clock.END, NINE + 20 * MINUTE, 3),
        Due(Clock.EXPIRE, NINE + 20 * MINUTE + timedelta(hours=12)),
    ]


def test_a_breath_posts_nothing_at_its_end() -> None:
    dues = list(schedule(rules.begin(Size(0, foot=Rung.BREATH), 5, NINE)))
    assert Due(Clock.BREATH_DONE, NINE + 10 * SECOND) in dues
    assert [due for due in dues if due.card] == []


def test_a_break_outside_a_block_is_over_in_one_moment() -> None:
    pause = take_break(rules.begin_pause(NINE), 5, NINE)
    assert {due.at for due in schedule(pause)} == {NINE + 5 * MINUTE}
    assert catch_up(pause, NINE + 5 * MINUTE).phase is Phase.CLOSED


def test_a_helper_outside_a_block_closes_by_itself_after_ten_minutes() -> None:
    pause = rules.open_helper(rules.begin_pause(NINE), NINE)
    assert catch_up(pause, NINE + 10 * MINUTE - SECOND).helper is Helper.HOLD
    assert catch_up(pause, NINE + 10 * MINUTE).phase is Phase.CLOSED


def test_a_break_left_alone_for_ten_minutes_closes_its_block_which_ended_when_it_paused() -> None:
    course = take_break(rules.begin(Size(20), 5, NINE), 5, NINE + 8 * MINUTE)
    over = catch_up(course, NINE + 13 * MINUTE)
    assert (over.is_break_over, over.cards) == (True, course.cards + 1)
    assert catch_up(course, NINE + 23 * MINUTE - SECOND).phase is Phase.ON_BREAK
    closed = catch_up(course, NINE + 23 * MINUTE)
    assert (closed.outcome, closed.ended_at) == (Outcome.EXPIRED, NINE + 8 * MINUTE)


def test_an_open_helper_holds_what_is_left_too() -> None:
    course = rules.open_helper(rules.begin(Size(20), 5, NINE), NINE + 4 * MINUTE)
    assert time_left(course, NINE + 5 * MINUTE) == 15 * MINUTE
    assert time_left(course, NINE + 8 * MINUTE) == 15 * MINUTE
    assert time_left(replace(course, helper=None), NINE + 4 * MINUTE) == 16 * MINUTE
