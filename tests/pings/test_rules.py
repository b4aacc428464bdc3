"""What stands to be said, through any history of a sitting; and when a new message may come."""

import ast
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, String

from bot.breaks.rules import come_back, come_back_shorter, take_break
from bot.courses.rules import Course, News, Outcome, Phase, catch_up, close
from bot.database import Utc
from bot.focus import rules as focus
from bot.helpers.rules import Helper
from bot.ladder.rules import Rung, Size
from bot.pings.rules import NEW, RUNS, Ping, Reader, Rest, Telling, What, day_of, is_news, is_true, is_welcome, telling
from bot.pings.tables import PingDay, Pinged
from bot.settings import ROOT
from tests.support.histories import MINUTE, NINE, History, courses, histories, last, lived

TWENTY = focus.begin(Size(20), 5, NINE)
KOLKATA = Reader("Asia/Kolkata")
UNTIL = NINE + 20 * MINUTE
NOBODYS_BUSINESS = {
    "news": News.NOTED,
    "noted_at": NINE,
    "smaller_at": NINE,
    "taken": 2,
    "asks_where": True,
    "helper": Helper.HOLD,
    "helper_at": NINE,
    "last_helper": Helper.LOOK,
    "helpers": 3,
    "stopped": True,
    "done_for_today": True,
    "moved_on_by_hand": True,
    "revision": 99,
    "cards": 7,
}


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def on_break(at: float = 5) -> Course:
    return take_break(TWENTY, 5, after(at))


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (TWENTY, Telling(What.START, UNTIL, 20)),
        (focus.move_on(TWENTY, after(1)), Telling(What.START, UNTIL, 20)),
        (focus.make_smaller(TWENTY, after(1)), Telling(What.START, after(11), 10)),
        (focus.open_helper(TWENTY, after(1)), Telling(What.START, UNTIL, 20)),
        (on_break(), Telling(What.BREAK, after(10))),
        (come_back(on_break(), after(7)), Telling(What.BACK, after(22))),
        (come_back_shorter(on_break(), after(7)), Telling(What.BACK, after(15))),
        (focus.stop(TWENTY, after(3)), Telling(What.DONE)),
        (focus.stop_for_today(TWENTY, after(3)), Telling(What.DONE)),
        (focus.undo(TWENTY, after(1)), Telling(What.GONE)),
        (focus.undo(focus.stop(TWENTY, after(1)), after(1)), Telling(What.GONE)),
        (focus.begin(Size(0, foot=Rung.BREATH), 5, NINE), Telling(What.QUIET)),
        (focus.begin(Size(1), 5, NINE), Telling(What.QUIET)),
        (focus.begin(Size(2), 5, NINE), Telling(What.START, after(2), 2)),
        (focus.go_to_the_foot(TWENTY, after(3)), Telling(What.QUIET)),
        (focus.open_helper(focus.begin_pause(NINE), NINE), Telling(What.QUIET)),
        (take_break(focus.begin_pause(NINE), 5, NINE), Telling(What.BREAK, after(5))),
        (focus.begin_chat(Size(15), NINE), Telling(What.START, after(15), 15)),
    ],
)
def test_what_is_said_of_a_sitting(course: Course, said: Telling) -> None:
    assert telling(course) == said


def test_a_break_that_nobody_came_back_from_has_no_time_any_more() -> None:
    assert telling(catch_up(on_break(), after(11))) == Telling(What.BREAK)
    assert telling(catch_up(on_break(), after(20))) == Telling(What.DONE)


@given(courses, histories)
def test_every_ending_is_the_same_to_the_letter_and_only_undo_is_not_one(course: Course, history: History) -> None:
    _, course = last(course, history)
    is_undone = course.outcome is Outcome.UNDONE
    expected = Telling(What.GONE) if is_undone else Telling(What.DONE)
    assert (telling(course) == expected) is (not course.is_running)


@given(courses, histories)
def test_however_a_sitting_is_left_the_same_is_said(course: Course, history: History) -> None:
    at, course = last(course, history)
    if course.is_running:
        for outcome in set(Outcome) - {Outcome.UNDONE}:
            assert telling(close(course, outcome, ended_at=at)) == Telling(What.DONE)


@given(courses, histories, st.sampled_from(sorted(NOBODYS_BUSINESS)))
def test_nothing_else_of_a_sitting_makes_a_difference(course: Course, history: History, name: str) -> None:
    _, course = last(course, history)
    changed = replace(course, **{name: NOBODYS_BUSINESS[name]})  # type: ignore[arg-type]
    assert telling(changed) == telling(course)


@given(courses, histories)
def test_a_sitting_is_two_messages_at_most_one_of_each_kind(course: Course, history: History) -> None:
    seen = [None, *(course for _, course in lived(course, history))]
    news = [telling(now).what for before, now in pairwise(seen) if now is not None and is_news(before, now)]
    assert len(news) == len(set(news))
    assert set(news) <= set(NEW)
    assert What.START not in news[1:]


@given(courses, histories)
def test_what_runs_under_two_minutes_is_no_news(course: Course, history: History) -> None:
    seen = [None, *(course for _, course in lived(course, history))]
    for before, now in pairwise(seen):
        if now is not None and now.is_block and now.minutes < 2:
            assert not is_news(before, now)


@given(courses, histories)
def test_what_runs_has_an_end_that_is_ahead_or_is_not_sayable(course: Course, history: History) -> None:
    at, course = last(course, history)
    said = telling(course)
    if said.what in RUNS and course.helper is None and said.until is not None:
        assert is_true(said, at)
        assert said.until == (course.break_until if course.phase is Phase.ON_BREAK else course.ends_at)


@pytest.mark.parametrize(
    ("there", "now", "any_hour", "may_come"),
    [
        (KOLKATA, datetime(2026, 11, 23, 3, 29, tzinfo=UTC), False, False),  # 8:59 on a Monday
        (KOLKATA, datetime(2026, 11, 23, 3, 30, tzinfo=UTC), False, True),
        (KOLKATA, datetime(2026, 11, 27, 12, 29, tzinfo=UTC), False, True),  # 17:59 on a Friday
        (KOLKATA, datetime(2026, 11, 27, 12, 30, tzinfo=UTC), False, False),
        (KOLKATA, datetime(2026, 11, 28, 6, tzinfo=UTC), False, False),
        (KOLKATA, datetime(2026, 11, 28, 6, tzinfo=UTC), True, True),
        (Reader(), datetime(2026, 11, 23, 12, tzinfo=UTC), False, False),
        (Reader(), datetime(2026, 11, 23, 12, tzinfo=UTC), True, True),
        (Reader("Europe/London"), datetime(2026, 10, 23, 8, 30, tzinfo=UTC), False, True),  # summer time
        (Reader("Europe/London"), datetime(2026, 10, 26, 8, 30, tzinfo=UTC), False, False),  # the Monday after it
    ],
)
def test_a_message_comes_in_working_hours_of_whoever_gets_it(
    there: Reader, now: datetime, any_hour: bool, may_come: bool
) -> None:
    assert is_welcome(there, now, any_hour=any_hour) is may_come


@pytest.mark.parametrize("any_hour", [False, True])
@pytest.mark.parametrize(("minutes", "may_come"), [(-1, True), (0, False), (59, False), (60, True)])
def test_never_while_their_notifications_rest_whatever_the_hours(minutes: int, may_come: bool, any_hour: bool) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    there = Reader("Europe/London", Rest(noon, noon + 60 * MINUTE))
    assert is_welcome(there, noon + minutes * MINUTE, any_hour=any_hour) is may_come


def test_their_day_is_the_calendars_where_they_are() -> None:
    late = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert day_of(KOLKATA, late) == date(2026, 11, 24)
    assert day_of(Reader(), late) == date(2026, 11, 23)


# A ping is never a task, a miss, a feeling, a count or a sentence: there is nothing to draw it from.


def test_a_ping_is_drawn_from_a_name_a_moment_a_zone_and_words_that_were_read_and_nothing_else() -> None:
    assert get_type_hints(Ping) == {
        "who": str,  # a Slack user id
        "telling": Telling,
        "zone": str,
        "words": str,
        "ping_id": str,
        "link_id": str,
        "is_first": bool,
        "is_off": bool,
    }
    assert {field.name: field.type for field in fields(Telling)} == {
        "what": What,
        "until": datetime | None,
        "minutes": int,
    }
    assert set(What) == {"start", "break", "back", "quiet", "done", "gone"}


def test_what_is_stored_of_a_ping_has_no_room_for_words() -> None:
    columns = [*Pinged.__table__.columns, *PingDay.__table__.columns]  # type: ignore[attr-defined]
    assert {type(column.type) for column in columns} == {String, Integer, Boolean, Date, Utc}
    texts = {column.name: column.type.length for column in columns if isinstance(column.type, String)}
    assert texts == {
        **dict.fromkeys(["id", "workspace", "user", "place", "link_id", "sitting_id"], 32),
        "zone": 64,
        "what": 10,
    }


@pytest.mark.parametrize("module", ["cards", "wording"])
def test_whoever_draws_a_ping_can_ask_nobody(module: str) -> None:
    source = ast.parse((ROOT / "bot" / "pings" / f"{module}.py").read_text())
    imported = [node for node in ast.walk(source) if isinstance(node, ast.Import | ast.ImportFrom)]
    froms = {node.module for node in imported if isinstance(node, ast.ImportFrom)}
    assert [node for node in imported if isinstance(node, ast.Import)] == []
    assert froms <= {"bot", "bot.buddies", "bot.kit", "bot.speech", "bot.pings", "bot.pings.rules"}
