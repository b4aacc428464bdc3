"""What a sitting wants of Slack, and the next call from what is wanted, what is ours, and what there is."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.breaks.rules import come_back, take_break
from bot.courses.rules import Course, Kind, Phase, catch_up
from bot.focus.rules import back_to_it, begin, begin_chat, begin_pause, make_smaller, move_on, open_helper, stop, undo
from bot.ladder.rules import Rung, Size
from bot.permissions import rules as permissions
from bot.permissions.rules import Feature
from bot.presence import rules
from bot.presence.rules import (
    ARRIVES_WITHIN,
    NO_STATUS,
    Move,
    Nap,
    Ours,
    Showing,
    Snoozed,
    Status,
    Want,
    next_snooze,
    next_status,
    next_waking,
    wanted_snooze,
    wanted_status,
)
from tests.support.histories import MINUTE, NINE, SECOND, History, courses, histories, last

TWENTY = begin(Size(20), 5, NINE)
WORKING = move_on(TWENTY, NINE)
SITTING = "s1"


def later(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def status(text: str, minutes: float = 0) -> Status:
    """One that runs out so many minutes after nine; none if 0."""
    return Status(text, ":seedling:", int(later(minutes).timestamp()) if minutes else 0)


BLOCK, BREAK, HOLIDAY = status("Focus block", 21), status("On a short break", 13), status("Holiday")
BEGUN = Ours((BLOCK,), HOLIDAY, SITTING)
ON_BREAK = Ours((BLOCK, BREAK), HOLIDAY, SITTING)


@pytest.mark.parametrize(
    ("course", "wanted"),
    [
        (TWENTY, Want(Showing.BLOCK, later(20))),
        (WORKING, Want(Showing.BLOCK, later(20))),
        (begin(Size(5, sits=True), 5, NINE), Want(Showing.BLOCK, later(5))),
        (begin_chat(Size(15), NINE), Want(Showing.BLOCK, later(15))),
        (begin(Size(2), 5, NINE), Want(Showing.BLOCK, later(2))),
        (open_helper(TWENTY, later(1)), Want(Showing.BLOCK, later(25))),
        (back_to_it(open_helper(TWENTY, later(1)), later(2)), Want(Showing.BLOCK, later(20))),
        (make_smaller(WORKING, later(1)), Want(Showing.BLOCK, later(11))),
        (take_break(WORKING, 5, later(8)), Want(Showing.BREAK, later(13))),
        (catch_up(take_break(WORKING, 5, later(8)), later(14)), Want(Showing.BREAK, later(23))),
        (come_back(take_break(WORKING, 5, later(8)), later(10)), Want(Showing.BLOCK, later(22))),
        (take_break(begin_pause(NINE), 5, NINE), Want(Showing.BREAK, later(5))),
        (open_helper(begin_pause(NINE), NINE), None),
        (begin(Size(1), 5, NINE), None),
        (begin(Size(0, foot=Rung.BREATH), 5, NINE), None),
        (begin(Size(0, foot=Rung.WORD), 5, NINE), None),
        (stop(WORKING, later(3)), None),
        (undo(TWENTY, later(1)), None),
        (catch_up(TWENTY, later(20)), None),
    ],
)
def test_a_status_stands_while_a_block_or_a_break_of_minutes_does(course: Course, wanted: Want | None) -> None:
    assert wanted_status(course) == wanted


@pytest.mark.parametrize(
    ("course", "until"),
    [
        (TWENTY, None),
        (catch_up(TWENTY, later(5)), later(20)),
        (WORKING, later(20)),
        (begin(Size(20), 0, NINE), later(20)),
        (make_smaller(WORKING, later(1)), later(11)),
        (begin(Size(5, sits=True), 5, NINE), None),
        (begin_chat(Size(15), NINE), None),
        (take_break(WORKING, 5, later(8)), None),
        (come_back(take_break(WORKING, 5, later(8)), later(10)), later(22)),
        (begin(Size(1), 5, NINE), None),
        (take_break(begin_pause(NINE), 5, NINE), None),
        (stop(WORKING, later(3)), None),
        (catch_up(WORKING, later(20)), None),
    ],
)
def test_do_not_disturb_lasts_from_the_switch_to_the_end(course: Course, until: datetime | None) -> None:
    assert wanted_snooze(course) == until


@given(courses, histories)
def test_what_is_wanted_ends_with_what_runs(course: Course, history: History) -> None:
    at, course = last(course, history)
    want, quiet = wanted_status(course), wanted_snooze(course)
    assert course.is_running or (want, quiet) == (None, None)
    assert want is None or want.until > at or course.is_running
    assert quiet is None or (course.phase is Phase.WORKING and want is not None and quiet <= want.until)
    assert course.kind is not Kind.PAUSE or want is None or want.showing is Showing.BREAK


@pytest.mark.parametrize(
    ("minutes", "seconds", "set_for"),
    [(20, 0, 19), (15, 25, 15), (15, 24, 14), (2, 0, 1), (1, 25, 1), (1, 24, 0), (0, 30, 0), (-3, 0, 0)],
)
def test_it_is_set_for_whole_minutes_that_are_over_before_the_end(minutes: int, seconds: int, set_for: int) -> None:
    assert rules.minutes_until(NINE + minutes * MINUTE + seconds * SECOND, NINE) == set_for


@given(st.timedeltas(timedelta(), timedelta(hours=2)), st.timedeltas(timedelta(), ARRIVES_WITHIN))
def test_however_late_the_call_arrives_it_ends_before_the_end_message(left: timedelta, on_the_way: timedelta) -> None:
    if minutes := rules.minutes_until(NINE + left, NINE):
        assert NINE + on_the_way + minutes * MINUTE <= NINE + left


NOT_ARRIVED = replace(BEGUN, arrived=False)
RETURNED = replace(ON_BREAK, returned=True)
AT_TEN = later(60)


@pytest.mark.parametrize(
    ("ours", "wanted", "current", "move"),
    [
        # the begin
        (None, None, HOLIDAY, Move()),
        (None, BLOCK, HOLIDAY, Move(BLOCK, BEGUN)),
        (None, BLOCK, NO_STATUS, Move(BLOCK, Ours((BLOCK,), NO_STATUS, SITTING))),
        # ours stands
        (BEGUN, BLOCK, BLOCK, Move(None, BEGUN)),
        (BEGUN, BREAK, BLOCK, Move(BREAK, ON_BREAK)),
        (BEGUN, None, BLOCK, Move(HOLIDAY, replace(BEGUN, returned=True))),
        (ON_BREAK, None, BREAK, Move(HOLIDAY, RETURNED)),
        # somebody changed it
        (BEGUN, BREAK, status("Lunch"), Move(left_alone=True)),
        (BEGUN, BREAK, NO_STATUS, Move(left_alone=True)),
        (BEGUN, BREAK, HOLIDAY, Move(left_alone=True)),
        (BEGUN, None, status("Lunch"), Move()),
        (BEGUN, None, NO_STATUS, Move()),
        (BEGUN, None, replace(BLOCK, emoji=":tent:"), Move()),
        (BEGUN, None, replace(BLOCK, expiration=0), Move()),
        # a call of which nothing is known
        (NOT_ARRIVED, BLOCK, BLOCK, Move(None, NOT_ARRIVED)),
        (NOT_ARRIVED, BLOCK, HOLIDAY, Move(BLOCK, NOT_ARRIVED)),
        (NOT_ARRIVED, None, HOLIDAY, Move()),
        (NOT_ARRIVED, None, BLOCK, Move(HOLIDAY, replace(NOT_ARRIVED, returned=True))),
        (replace(RETURNED, arrived=False), None, BREAK, Move(HOLIDAY, replace(RETURNED, arrived=False))),
        (replace(RETURNED, arrived=False), None, HOLIDAY, Move()),
        (replace(RETURNED, arrived=False), BLOCK, HOLIDAY, Move(BLOCK, BEGUN)),
        # it was put back, and something begins once more
        (RETURNED, BLOCK, status("Lunch"), Move(BLOCK, Ours((BLOCK,), status("Lunch"), SITTING))),
        (RETURNED, None, status("Lunch"), Move()),
    ],
)
def test_from_what_is_wanted_and_what_stands_to_the_next_status(
    ours: Ours | None, wanted: Status | None, current: Status, move: Move
) -> None:
    assert next_status(ours, wanted, current, sitting=SITTING, now=NINE) == move


def test_what_somebody_changed_in_one_sitting_is_what_was_there_before_the_next() -> None:
    lunch = status("Lunch")
    assert next_status(BEGUN, BLOCK, lunch, sitting="s2", now=NINE) == Move(BLOCK, Ours((BLOCK,), lunch, "s2"))


def test_ours_that_stands_when_the_next_sitting_begins_is_not_what_was_there_before() -> None:
    longer = status("Focus block", 41)
    assert next_status(BEGUN, longer, BLOCK, sitting="s2", now=NINE) == Move(
        longer, Ours((BLOCK, longer), HOLIDAY, "s2")
    )


def test_what_slack_took_away_by_itself_while_nobody_looked_gives_way_to_what_was_there_before() -> None:
    assert next_status(BEGUN, None, NO_STATUS, sitting=SITTING, now=AT_TEN) == Move(
        HOLIDAY, replace(BEGUN, returned=True)
    )
    asked_for = replace(BEGUN, returned=True, arrived=False)
    assert next_status(asked_for, None, NO_STATUS, sitting=SITTING, now=AT_TEN) == Move(HOLIDAY, asked_for)
    assert next_status(replace(BEGUN, previous=NO_STATUS), None, NO_STATUS, sitting=SITTING, now=AT_TEN) == Move()


def test_what_was_there_before_and_has_run_out_meanwhile_does_not_come_back() -> None:
    meeting = replace(BEGUN, previous=status("In a meeting", 10))
    assert next_status(meeting, None, BLOCK, sitting=SITTING, now=later(20)).send == NO_STATUS
    assert next_status(meeting, None, BLOCK, sitting=SITTING, now=later(9)).send == status("In a meeting", 10)


def test_a_status_that_slack_hands_back_escaped_is_the_same() -> None:
    ours = Ours((Status("R&D <3", ":seedling:", 9),), NO_STATUS, SITTING)
    assert (
        next_status(ours, None, Status("R&amp;D &lt;3", ":seedling:", 9), sitting=SITTING, now=NINE).send == NO_STATUS
    )


OUR_NAP = Snoozed(later(14), SITTING)
ENDED = replace(OUR_NAP, waking=True)


@pytest.mark.parametrize(
    ("snoozed", "end", "current", "nap"),
    [
        (None, later(20), None, Nap(19, Snoozed(later(19), SITTING))),
        (None, later(1), None, Nap()),
        (None, later(20), later(30), Nap()),
        (OUR_NAP, later(15), later(14), Nap(snoozed=OUR_NAP)),
        (OUR_NAP, later(15), later(14) + 20 * SECOND, Nap(snoozed=OUR_NAP)),
        (OUR_NAP, later(10), later(14), Nap(9, Snoozed(later(9), SITTING))),
        (OUR_NAP, later(1), later(14), Nap(snoozed=OUR_NAP, wakes=True)),
        (OUR_NAP, later(15), later(60), Nap(left_alone=True)),
        (OUR_NAP, later(15), None, Nap(left_alone=True)),
        (replace(OUR_NAP, arrived=False), later(15), None, Nap(14, OUR_NAP)),
        (ENDED, later(20), None, Nap(19, Snoozed(later(19), SITTING))),
        (ENDED, later(20), later(30), Nap()),
        (replace(ENDED, arrived=False), later(20), later(14), Nap(19, Snoozed(later(19), SITTING))),
        (replace(OUR_NAP, sitting="s0"), later(20), None, Nap(19, Snoozed(later(19), SITTING))),
    ],
)
def test_from_what_is_wanted_and_what_runs_to_the_next_snooze(
    snoozed: Snoozed | None, end: datetime, current: datetime | None, nap: Nap
) -> None:
    assert next_snooze(snoozed, end, current, sitting=SITTING, now=NINE) == nap


@pytest.mark.parametrize(
    ("snoozed", "end", "current", "nap"),
    [
        (OUR_NAP, None, later(14), Nap(snoozed=ENDED, wakes=True)),
        (OUR_NAP, None, later(14) + 20 * SECOND, Nap(snoozed=ENDED, wakes=True)),
        (OUR_NAP, None, later(15), Nap()),
        (OUR_NAP, None, later(13), Nap()),
        (OUR_NAP, None, None, Nap()),
        (None, None, later(14), Nap()),
        (OUR_NAP, later(15), later(14), Nap(snoozed=OUR_NAP)),
        (OUR_NAP, later(2), later(14), Nap(snoozed=ENDED, wakes=True)),
        (ENDED, None, later(14), Nap(snoozed=ENDED, wakes=True)),
    ],
)
def test_a_snooze_is_ended_where_it_is_ours(
    snoozed: Snoozed | None, end: datetime | None, current: datetime | None, nap: Nap
) -> None:
    assert next_waking(snoozed, end, current) == nap


@pytest.mark.parametrize(
    ("scopes", "features"),
    [
        ("users.profile:read,users.profile:write,dnd:read,dnd:write", set(Feature)),
        ("users.profile:read,users.profile:write", {Feature.STATUS}),
        ("dnd:write,dnd:read,identify", {Feature.SNOOZE}),
        ("users.profile:write,dnd:write", set()),
        ("", set()),
    ],
)
def test_each_feature_needs_both_of_its_scopes(scopes: str, features: set[Feature]) -> None:
    assert permissions.allowed(scopes.split(",")) == features


@pytest.mark.parametrize(
    ("reason", "lost"),
    [
        ("token_revoked", set(Feature)),
        ("account_inactive", set(Feature)),
        ("missing_scope", {Feature.STATUS}),
        ("fatal_error, 8 times", set()),
        ("profile_set_failed", set()),
    ],
)
def test_what_a_refusal_takes_away(reason: str, lost: set[Feature]) -> None:
    assert permissions.lost_by(reason, Feature.STATUS) == lost


def test_what_was_sealed_is_read_as_it_was() -> None:
    assert Ours.read(ON_BREAK.as_text(), SITTING, returned=False, arrived=True) == ON_BREAK
    assert Ours.read("", SITTING, returned=False, arrived=True) is None
