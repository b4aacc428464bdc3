"""Two weeks of a life: a plan for each morning, somebody far away, sick days, a flight west and a clock change there.

Each chapter goes on where the one before it ended, and whatever the bot sends anybody stands in it, word for word: a
message that is not told of fails the day.
"""

import re
from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from bot.chats import wording as chats
from bot.evenings import wording as evenings
from bot.focus import wording as focus
from bot.invitations import wording as invitations
from bot.plans import wording as plans
from bot.plans.rules import Box
from bot.streaks.rules import plant_of
from tests.support.clock import MONDAY_AT_NINE
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
from tests.support.people import Human
from tests.support.reading import styled

TASK, AFTER = plans.BOXES[Box.TASK], plans.BOXES[Box.AFTER]

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHAPTERS: list[Chapter] = []
BEGINS_AT = MONDAY_AT_NINE
NEW_YORK = "America/New_York"
SHOWN = [date(2027, 3, day) for day in (1, 2, 3, 8, 11, 15)]


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
async def the_first_day_is_one_block_and_one_sentence(life: Life, ana: Human, diary: Diary) -> None:
    await ana.opens_home()
    await ana.says("/focus start 20 loader test")
    await diary.at("10:20")
    await ana.presses(focus.WRITE_IT)
    await ana.writes("opened the file", keep="Keep until I delete")
    assert ana.sees == "Saved."
    diary.said(
        "10:00 Five quiet minutes, until 10:05. Then loader test, until 10:20. The room, the chair, the light.",
        "10:05 That's five. Loader test now, if you like. Until 10:20.",
        "10:20 That's the end. One thing that went okay? One word is plenty. / That's one. It counts.",
    )


@then
async def a_second_block_offers_an_evening_card_and_the_mornings_are_planned(
    life: Life, ana: Human, diary: Diary
) -> None:
    await diary.at("15:00")
    await ana.says("/focus start 5")
    await diary.at("15:05")
    await ana.presses(focus.EVENING_CARD)
    diary.said(
        "15:00 One small thing, until 15:05.",
        f"15:05 That's the end. One thing that went okay? One word is plenty. / {focus.AN_EVENING_CARD}",
    )
    await diary.at("18:00")
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test", AFTER: "the coffee is made", plans.DAYS_BOX: WORKDAYS})
    await ana.saves()
    await diary.at("20:00")
    diary.said(f"18:00 {PLANNED}", EVENING)
    await diary.ends()


@then
async def tuesday_begins_with_the_card_and_ben_is_asked_for_a_chat(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("9:00")
    await ana.presses("Start")
    await diary.at("9:20")
    await ana.presses(focus.SKIP)
    diary.said(CARD, QUIET, TASK_NOW, f"{END} / 2 days so far.")
    await diary.at("15:00")
    await ana.says("/focus chat @ben")
    ana.fills({chats.DAY_BOX: "Thursday", chats.TIME_BOX: "16:00"})
    await ana.saves()
    diary.said(
        "9:00 @someone would like a chat with you: fifteen minutes every week, from Thursday, March 4, 10:00, on."
        f" / {chats.DRAFT} / {chats.ABOUT} / {invitations.CLOSES}",
        to=life.ben,
    )
    await life.ben.presses(invitations.FINE)
    await diary.at("20:00")
    diary.said("15:00 Chat with @someone: fine by them.", EVENING)
    await diary.ends()


@then
async def three_cards_come_on_a_full_wednesday_and_no_fourth(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("8:00")
    for clock, task in (("11:00", "read the plot"), ("14:00", "answer Dev")):
        await ana.says("/focus plan")
        await ana.presses(plans.ANOTHER, on=ana.modal)
        ana.fills({TASK: task, plans.DATE_BOX: "2027-03-03", plans.TIME_BOX: clock})
        await ana.saves()
    diary.said("8:00 Today, 11:00: read the plot, 20 minutes.", "8:00 Today, 14:00: answer Dev, 20 minutes.")
    await diary.at("9:00")
    await ana.presses("Not today")
    await diary.at("11:00")
    await ana.presses("Smaller")
    await ana.presses("Start")
    await diary.at("11:05")
    await ana.presses(focus.STOP_HERE)
    assert ana.sees.startswith(focus.STOPPED)
    await diary.at("21:00")
    diary.said(
        CARD,
        "11:00 It's 11:00: read the plot, 20 minutes, if you like.",
        "11:00 Two quiet minutes, until 11:02. Then read the plot, until 11:10. The room, the chair, the light.",
        "11:02 That's two. Read the plot now, if you like. Until 11:10.",
        "14:00 It's 14:00: answer Dev, 20 minutes, if you like.",
    )
    assert (await days(ana), await life.came_today()) == ("3 days so far.", 3)
    await diary.ends()


@then
async def on_two_sick_days_and_a_weekend_the_bot_falls_silent(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("21:00")
    diary.said(CARD, "16:00 It's 16:00: the chat with @someone, 15 minutes, if you like.", EVENING)
    await diary.ends()
    assert standing(ana) == [PLANNED]
    await diary.is_silent_until(date(2027, 3, 8))


@then
async def on_monday_all_their_days_are_there(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("9:30")
    assert "3 days so far." in ana.read(ana.home)
    await ana.opens_home()
    await diary.at("9:31")
    await ana.presses("Start")
    await ana.presses(focus.SKIP_TO_THE_TASK)
    await diary.at("9:41")
    await ana.presses(focus.SKIP)
    await diary.at("20:00")
    diary.said(
        f"9:30 {evenings.HELLO} / {evenings.COMES_AGAIN}",
        "9:31 Two quiet minutes, until 9:33. Then one small thing, until 9:41. The room, the chair, the light.",
        f"9:41 {focus.THE_END} / 4 days so far.",
        EVENING,
    )
    await diary.ends()


@then
async def two_days_are_left_out_with_one_press_each(life: Life, ana: Human, diary: Diary) -> None:
    for _ in range(2):
        await diary.at("9:00")
        await ana.presses("Not today")
        await diary.at("20:00")
        diary.said(CARD, EVENING)
        await diary.ends()
    assert diary.now.date() == date(2027, 3, 11)


@then
async def a_flight_to_new_york_brings_no_second_card_at_nine(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("9:00")
    await ana.presses("Not today")
    await diary.at("10:30")
    diary.said(CARD)
    await ana.moves_to(NEW_YORK)
    await diary.at("9:30")
    assert diary.now.date() == date(2027, 3, 11)
    await diary.at("16:00")
    await ana.presses("Start")
    await diary.at("16:15")
    await ana.presses(focus.WRITE_IT)
    await ana.writes("talked about the loader with Ben")
    await diary.at("20:00")
    diary.said(
        "16:00 It's 16:00: the chat with @someone, 15 minutes, if you like.",
        "16:00 Chat with @someone, until 16:15.",
        f"16:15 {focus.THE_END} / 5 days so far.",
        EVENING,
    )
    assert await life.came_today() == 3
    await diary.ends()


@then
async def nothing_is_asked_on_a_day_that_the_flight_gave_nor_taken_for_it(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("21:00")
    diary.said(CARD)
    await diary.is_silent_until(date(2027, 3, 14))
    assert await days(ana) == "5 days so far."  # Tuesday and Wednesday took the week's spare days


@then
async def nine_is_nine_after_the_clock_change_in_new_york(life: Life, ana: Human, diary: Diary) -> None:
    await diary.at("20:00")
    diary.said(EVENING)
    await diary.ends()
    await diary.at("9:00")
    assert life.town.clock().hour == 13
    await ana.presses("Start")
    await diary.at("9:20")
    await ana.presses(focus.SKIP)
    diary.said(CARD, QUIET, TASK_NOW, f"{END} / 6 days so far.")
    await diary.at("20:00")
    diary.said(EVENING)
    await diary.ends()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
async def test_it_went_like_this(life: Life, chapter: Chapter) -> None:
    await life.is_at(chapter)


async def test_at_the_end_the_home_tab_shows_what_stayed_and_what_comes(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    plants = [f":{plant_of(day)}:" for day in SHOWN]
    assert on_home(life.ana) == [
        "Next",
        "Tomorrow, 9:00: loader test, 20 minutes.",
        "Chat with @someone: Thursdays at 16:00, fifteen minutes.",
        "Fine by them.",
        "The next card: Thursday, March 18, 16:00.",
        "[Change] [A weekly chat]",
        "Days",
        "6 days so far.",
        "●  1 this week",
        f"{''.join(plants)}  6 days",
        "[I did one earlier] [Rest days] [How it's shown]",
        "What went okay",
        *("Thursday 11 March 2027", "talked about the loader with Ben"),
        *("Monday 1 March 2027", "opened the file"),
    ]


async def test_at_the_end_the_journal_has_every_sentence(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    await life.ana.says("/focus okay")
    assert styled(life.ana.modal.blocks) == ["talked about the loader with Ben", "opened the file"]


async def test_in_all_that_time_nothing_was_said_of_what_was_not_done(life: Life) -> None:
    await life.is_at(CHAPTERS[-1])
    words = all_words(life.town)
    assert len(words) > 10_000
    assert re.findall(r"(?i)\b(?:0|lost|broke|missed)\b", words) == []
    assert standing(life.ana) == [PLANNED]
