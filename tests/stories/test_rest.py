"""Time off: until a day, on any dates, ended at once; what comes by itself is held, and starting counts."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.plans import wording as plans
from bot.rests import cards, wording
from bot.streaks import wording as days
from bot.streaks.tables import Rest
from tests.stories.test_care import SENTENCE
from tests.stories.test_days import asks, days_stored, shows_up
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

MONDAY = date(2027, 3, 1)
DAY = timedelta(days=1)
RESTING = "Nothing comes by itself before then. Starting stays possible, and counts."


async def rests(human: Human, words: str = "") -> str:
    await human.says(f"/focus rest {words}", where=GENERAL)
    return human.is_told


async def adds(human: Human, first: date, last: date) -> None:
    """From one date to another, in the box that is open."""
    human.fills({wording.FIRST: first.isoformat(), wording.LAST: last.isoformat()})
    await human.saves()


async def time_off(town: Town) -> list[tuple[date, date]]:
    async with town.bot.database.transaction() as session:
        return sorted((rest.first, rest.last) for rest in await session.scalars(select(Rest)))


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("until tomorrow", "Tuesday 2 March"),
        ("until Monday", "Monday 8 March"),
        ("until 2027-03-04", "Thursday 4 March"),
    ],
)
async def test_time_off_is_through_the_day_before(town: Town, ana: Human, words: str, back: str) -> None:
    assert await rests(ana, words) == f"Time off until {back}. {RESTING}\n[I'm back] [Choose dates]"
    ((first, last),) = await time_off(town)
    assert first == MONDAY
    assert f"{last + DAY:%d}".lstrip("0") in back


async def test_what_comes_by_itself_is_held_and_comes_again_after(town: Town, ana: Human) -> None:
    await ana.says("/focus plan")
    ana.fills({plans.DAYS_BOX: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]})
    await ana.saves()
    heard = len(ana.buzzes)
    await rests(ana, "until Thursday")
    await town.passes(hours=24 * 2)
    assert len(ana.buzzes) == heard
    await town.passes(hours=23, minutes=5)
    assert ana.sees.startswith("It's 9:00: one small thing, 20 minutes, if you like.")


async def test_back_at_once_by_the_button_and_by_the_command(town: Town, ana: Human) -> None:
    await rests(ana, "until Monday")
    await ana.presses(wording.IM_BACK, on=ana.answer)
    assert ana.is_told == wording.WELCOME
    assert await time_off(town) == []
    await rests(ana, "until Monday")
    await town.passes(hours=48)
    assert await rests(ana, "off") == wording.WELCOME
    assert await time_off(town) == [(MONDAY, MONDAY + DAY)]
    assert await rests(ana, "off") == wording.NOT_RESTING


async def test_without_a_day_it_offers_three(town: Town, ana: Human) -> None:
    asked = f"{wording.UNTIL_WHEN}\n[Until tomorrow] [Until Monday] [Choose dates]"
    assert await rests(ana) == asked
    await ana.presses(wording.UNTIL_TOMORROW, on=ana.answer)
    assert ana.is_told.startswith("Time off until Tuesday 2 March.")
    assert (await rests(ana)).startswith("Time off until Tuesday 2 March.")
    assert len(await time_off(town)) == 1


async def test_words_that_are_no_day_change_nothing_and_stand_in_the_answer(town: Town, ana: Human) -> None:
    assert (await rests(ana, "until *whenever*")).startswith("I don't read a day in until *whenever*, so nothing")
    assert (await rests(ana, "until 2020-01-01")).startswith("Wednesday 1 January 2020 is not ahead, so nothing")
    assert await time_off(town) == []


async def test_starting_while_resting_counts(town: Town, ana: Human) -> None:
    await rests(ana, "until Monday")
    await shows_up(ana, then=1)
    assert await days_stored(town) == [MONDAY]


async def test_dates_past_and_coming_are_added_and_ended_in_the_box(town: Town, ana: Human) -> None:
    await asks(ana)
    await ana.presses(days.REST_DAYS, on=ana.answer)
    await adds(ana, MONDAY - 10 * DAY, MONDAY - 7 * DAY)
    assert ana.read(ana.modal).startswith("Added: 19 February to 22 February.\nFrom")
    await adds(ana, date(2027, 12, 24), date(2028, 1, 2))
    await adds(ana, MONDAY + 9 * DAY, MONDAY + 9 * DAY)
    assert ana.read(ana.modal).startswith(
        "Added: 10 March.\nTime off: 10 March [End it]\nTime off: 24 December to 2 January 2028 [End it]"
    )
    assert (await rests(ana)).splitlines()[1] == "Ahead: 10 March; 24 December to 2 January 2028."
    await ana.presses(wording.END_IT, on=ana.modal)
    assert ana.read(ana.modal).startswith("Time off: 24 December")
    assert len(await time_off(town)) == 2


async def test_dates_the_wrong_way_round_are_the_same_dates(town: Town, ana: Human) -> None:
    await rests(ana)
    await ana.presses(wording.CHOOSE_DATES, on=ana.answer)
    await adds(ana, MONDAY + 3 * DAY, MONDAY + DAY)
    assert await time_off(town) == [(MONDAY + DAY, MONDAY + 3 * DAY)]


async def test_rest_added_afterwards_gives_a_stretch_back(town: Town, ana: Human) -> None:
    await shows_up(ana)
    await town.passes(hours=24 * 13)
    await shows_up(ana, then=1)
    assert (await asks(ana)).startswith("Hello. 2 days in all.")
    await ana.presses(days.REST_DAYS, on=ana.answer)
    await adds(ana, MONDAY + DAY, MONDAY + 13 * DAY)
    assert (await asks(ana)).startswith("2 days so far.")


async def test_the_furthest_dates_can_be_chosen(town: Town, ana: Human) -> None:
    await rests(ana)
    await ana.presses(wording.CHOOSE_DATES, on=ana.answer)
    await adds(ana, date.min, date.max)
    assert "Time off: 1 January 1" in ana.read(ana.modal)
    assert (await rests(ana)).startswith("Time off until ")
    assert await rests(ana, "off") == wording.WELCOME


async def test_where_days_are_off_nothing_says_that_it_counts(ana: Human) -> None:
    await asks(ana, "off")
    assert (await rests(ana, "until Monday")).splitlines()[0].endswith("before then. Starting stays possible.")


async def test_after_a_support_card_nothing_comes_today_as_after_any_rest(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20")
    await ana.says(f"/focus done {SENTENCE}", where=GENERAL)
    await town.settles()
    assert await time_off(town) == [(MONDAY, MONDAY)]
    assert await rests(ana, "off") == wording.WELCOME
    assert await time_off(town) == []


async def test_somebody_unknown_is_not_known_by_a_support_card(town: Town, ana: Human) -> None:
    await ana.says(f"/focus done {SENTENCE}", where=GENERAL)
    await town.settles()
    assert await time_off(town) == []


async def test_the_home_tab_says_until_when(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await rests(ana, "until Monday")
    await town.settles()
    assert "Time off until Monday 8 March. Starting stays possible, and counts." in ana.read(ana.home)
    await ana.presses(days.REST_DAYS, on=ana.home)
    assert "Time off: 1 March to 7 March [End it]" in ana.read(ana.modal)
    assert wording.END_IT in reading.labels(ana.modal)
    assert cards.END in {control.action_id for control in reading.controls(ana.modal)}
