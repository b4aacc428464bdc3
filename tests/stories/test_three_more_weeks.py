"""Three weeks of a life: time off, a day told of afterwards, a flight east and a clock change there, and a long gap.

Each chapter goes on where the one before it ended, and whatever the bot sends anybody stands in it, word for word: a
message that is not told of fails the day.
"""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio

from bot.evenings import wording as evenings
from bot.focus import wording as focus
from bot.plans import wording as plans
from bot.plans.rules import Box
from bot.preferences import wording as preferences
from bot.streaks import wording as streaks
from bot.streaks.rules import plant_of
from tests.support.databases import SqliteFiles
from tests.support.diary import (
    CARD,
    END,
    EVENING,
    PLANNED,
    QUIET,
    TASK_NOW,
    WORKDAYS,
    Chapter,
    Diary,
    Life,
    a_life,
    all_words,
    days,
    on_home,
    standing,
)
from tests.support.people import GENERAL, Human
from tests.support.reading import styled

TASK, AFTER = plans.BOXES[Box.TASK], plans.BOXES[Box.AFTER]

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHAPTERS: list[Chapter] = []
BEGINS_AT = datetime(2027, 3, 15, 12, tzinfo=UTC)
NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"
SHOWN = [*(date(2027, 3, day) for day in (15, 16, 18, 22, 29)), *(date(2027, 4, day) for day in (6, 7))]


def then(chapter: Chapter) -> Chapter:
    """What comes next."""
    CHAPTERS.append(chapter)
    return chapter


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def life(sqlite_files: SqliteFiles) -> AsyncIterator[Life]:
    """One life, which the chapters of this file go on with."""
    async with a_life(sqlite_files, BEGINS_AT, CHAPTERS) as life:
        yield life


@then
async def in_new_york_the_mornings_are_planned(life: Life, ana: Human, diary: Diary) -> None:
    await ana.moves_to(NEW_YORK)
    await ana.opens_home()
    await ana.says("/focus settings")
    ana.fills({preferences.EVENING: "20:00"})
    await ana.saves()
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test", AFTER: "the coffee is made", plans.DAYS_BOX: WORKDAYS})
    await ana.saves()
    diary.said(f"8:00 {PLANNED}")
    await diary.at("9:00")
    await ana.presses("Start")
    await diary.at("9:20")
    await ana.presses(focus.WRITE_IT)
    await ana.writes("opened the file", keep="Keep until I delete")
    await diary.at("20:00")
    diary.said(CARD, QUIET, TASK_NOW, f"{END} / {streaks.FIRST}", EVENING)
    await diary.ends()


@then
async def one_breath_is_a_day(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("9:00")
    await ana.says("/focus tiny")
    await diary.at("9:01")
    assert ana.sees.startswith("One breath. That counts.")
    await ana.presses(focus.STOP_HERE)
    assert await days(ana) == "2 days so far."
    await diary.at("20:00")
    diary.said(CARD, "9:00 One slow breath, ten seconds.", EVENING)
    await diary.ends()


@then
async def time_off_is_two_days_without_a_word(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("8:00")
    await ana.says("/focus rest until Friday", where=GENERAL)
    await diary.is_silent_until(date(2027, 3, 19))
    assert await days(ana) == "2 days so far."


@then
async def a_day_is_told_of_afterwards_and_the_flight_home_is_silent(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("9:00")
    await ana.presses("Not today")
    await days(ana)
    await ana.presses(streaks.EARLIER, on=ana.answer)
    ana.fills({streaks.EARLIER_DAY: "2027-03-18"})
    await ana.saves()
    assert ana.read(ana.modal).startswith("Thursday 18 March is counted.\n3 days so far.")
    await diary.at("18:00")
    diary.said(CARD)
    await ana.moves_to(BERLIN)
    await diary.is_silent_until(date(2027, 3, 21))


async def from_sunday_evening_to_monday_morning(ana: Human, diary: Diary, *, sentence: str, line: str) -> None:
    await diary.at("20:00")
    diary.said(EVENING)
    await diary.ends()
    await diary.at("9:00")
    await ana.presses("Start")
    await diary.at("9:20")
    await ana.presses(focus.WRITE_IT)
    await ana.writes(sentence)
    diary.said(CARD, QUIET, TASK_NOW, f"{END} / {line}")


@then
async def back_in_berlin_nine_is_eight_in_utc_and_time_off_is_as_silent(life: Life, ana: Human, diary: Diary) -> None:
    await from_sunday_evening_to_monday_morning(ana, diary, sentence="read one plot", line="4 days so far.")
    assert life.town.clock().hour == 8
    await ana.says("/focus rest until Saturday", where=GENERAL)
    await diary.is_silent_until(date(2027, 3, 28))


@then
async def after_the_clock_change_in_europe_it_is_seven(life: Life, ana: Human, diary: Diary) -> None:
    await from_sunday_evening_to_monday_morning(ana, diary, sentence="it was light", line="5 days so far.")
    assert life.town.clock().hour == 7
    await diary.at("20:00")
    diary.said(EVENING)
    await diary.ends()


@then
async def a_week_without_anything_is_let_be(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("20:00")
    diary.said(CARD, EVENING)
    await diary.ends()
    await diary.at("9:00")
    diary.said(CARD)
    await diary.is_silent_until(date(2027, 4, 6))


@then
async def and_takes_nothing_away(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("11:00")
    assert await days(ana) == "5 days in all. Start whenever you like."
    await diary.at("11:01")
    diary.said(f"11:00 {evenings.HELLO} / {evenings.COMES_AGAIN}")
    await ana.says("/focus start 2")
    await diary.at("11:03")
    diary.said(
        "11:01 Open the file, that's all of it. Until 11:03.",
        f"11:03 {focus.THE_END} / Hello. 6 days in all.",
    )
    await ana.presses(focus.SKIP)
    await diary.at("20:00")
    diary.said(EVENING)
    await diary.ends()
    await diary.at("9:00")
    await ana.presses("Start")
    await diary.at("9:20")
    await ana.presses(focus.SKIP)
    diary.said(CARD, QUIET, TASK_NOW, f"{END} / 2 days in this stretch, 7 in all.")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
async def test_it_went_like_this(life: Life, chapter: Chapter) -> None:
    await life.is_at(chapter)


async def test_at_the_end_the_home_tab_shows_what_stayed_and_what_comes(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    plants = [f":{plant_of(day)}:" for day in SHOWN]
    assert on_home(life.ana) == [
        "Next",
        "Tomorrow, 9:00: loader test, 20 minutes.",
        "[Change] [A weekly chat]",
        "Days",
        "2 days in this stretch, 7 in all.",
        "● ●  2 this week",
        f"{''.join(plants)}  7 days",
        "[I did one earlier] [Rest days] [How it's shown]",
        "What went okay",
        *("Monday 29 March 2027", "it was light"),
        *("Monday 22 March 2027", "read one plot"),
        *("Monday 15 March 2027", "opened the file"),
    ]


async def test_at_the_end_the_journal_has_every_sentence(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    await life.ana.says("/focus okay")
    assert styled(life.ana.modal.blocks) == ["it was light", "read one plot", "opened the file"]


async def test_in_all_that_time_nothing_was_said_of_what_was_not_done(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    words = all_words(life.town)
    assert len(words) > 10_000
    assert re.findall(r"(?i)\b(?:0|lost|broke|missed)\b", words) == []
    assert standing(life.ana) == []
