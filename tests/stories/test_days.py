"""Days: the line once a day, what `/focus days` shows, a day told of afterwards, and no counting at all."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.focus import wording as focus_wording
from bot.ladder import wording as ladder_wording
from bot.patience import COMMIT_SECONDS
from bot.streaks import wording
from bot.streaks.rules import plant_of
from bot.streaks.tables import DayShown, Rest
from tests.support import reading
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import database_held

MONDAY = date(2027, 3, 1)
DAY = timedelta(days=1)


async def shows_up(human: Human, *, then: float = 23) -> None:
    """One minute, to its end, skipped; and so many hours."""
    await human.says("/focus start 1")
    await human.town.passes(minutes=1)
    await human.presses(focus_wording.SKIP)
    await human.town.passes(hours=then, minutes=59)


async def asks(human: Human, more: str = "") -> str:
    await human.says(f"/focus days {more}", where=GENERAL)
    return human.is_told


async def tells_of(human: Human, day: date) -> None:
    """I did one earlier."""
    await asks(human)
    await human.presses(wording.EARLIER, on=human.answer)
    human.fills({wording.EARLIER_DAY: day.isoformat()})
    await human.saves()


async def days_stored(town: Town) -> list[date]:
    async with town.bot.database.transaction() as session:
        return sorted(await session.scalars(select(col(DayShown.day))))


async def test_the_first_block_of_a_day_that_ends_by_itself_says_what_stays_once(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    assert ana.sees.startswith(f"{focus_wording.THE_END}\n{wording.FIRST}\n[Write it]")
    await ana.presses(focus_wording.ANOTHER_ONE)
    await town.passes(minutes=1)
    assert ana.sees.startswith(focus_wording.THE_END)
    assert wording.FIRST not in ana.sees
    await ana.presses(focus_wording.SKIP)
    await town.passes(hours=24)
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    assert "2 days so far." in ana.sees


async def test_the_line_stands_beside_no_answer_to_what_was_typed_and_no_sentence(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("why")
    assert wording.FIRST not in ana.sees
    await ana.says("okay")
    assert ana.sees.startswith(focus_wording.KEEP_THAT)
    assert wording.FIRST not in ana.sees
    await ana.presses("Don't keep it")
    assert ana.sees == "Not kept."


async def test_stopping_says_no_number(ana: Human) -> None:
    await ana.says("/focus start 20")
    await ana.presses(focus_wording.STOP_HERE)
    assert wording.FIRST not in ana.sees
    await asks(ana)
    assert ana.is_told.startswith(wording.FIRST)


async def test_a_block_over_four_in_the_morning_is_of_the_day_before(town: Town, ana: Human) -> None:
    await town.passes(hours=17, minutes=50)
    await ana.says("/focus start 20")
    await town.passes(minutes=20)
    assert wording.FIRST in ana.sees
    assert await days_stored(town) == [MONDAY]
    assert (await asks(ana)).startswith("1 day in all. Start whenever you like.")


async def test_a_sentence_counts_on_the_day_it_is_written(town: Town, ana: Human) -> None:
    await town.passes(hours=17, minutes=50)
    await ana.says("/focus start 20")
    await town.passes(minutes=20)
    await ana.presses(focus_wording.WRITE_IT)
    await ana.writes("okay", keep="Don't keep it")
    assert await days_stored(town) == [MONDAY, MONDAY + DAY]


async def test_what_stays_is_shown_with_a_plant_for_each_day(town: Town, ana: Human) -> None:
    assert (await asks(ana)).startswith(f"{wording.NOTHING_YET}\n[I did one earlier]")
    for _ in range(3):
        await shows_up(ana)
    plants = "".join(f":{plant_of(MONDAY + n * DAY)}:" for n in range(3))
    assert await asks(ana) == (
        f"3 days so far.\n● ● ●  3 this week\n{plants}  3 days\n[I did one earlier] [Rest days] [How it's shown]"
    )
    assert ana.messages[-1].text
    assert "3 days" not in " ".join(ana.buzzes)


async def test_the_other_name_shows_the_same(ana: Human) -> None:
    await shows_up(ana)
    shown = await asks(ana)
    await ana.says("/focus streak", where=GENERAL)
    assert ana.is_told == shown


async def test_a_day_told_of_afterwards_is_counted_and_undo_takes_exactly_that_back(town: Town, ana: Human) -> None:
    await town.passes(hours=24 * 4)
    await shows_up(ana, then=1)
    friday = MONDAY + 4 * DAY
    await tells_of(ana, friday - 3 * DAY)
    assert ana.read(ana.modal).startswith("Tuesday 2 March is counted.\n2 days so far.")
    await ana.presses(wording.UNDO, on=ana.modal)
    assert ana.read(ana.modal).startswith(f"{wording.TAKEN_BACK}\n{wording.FIRST}")
    assert await days_stored(town) == [friday]


async def test_undo_of_a_day_on_which_there_was_a_block_leaves_the_block(town: Town, ana: Human) -> None:
    await shows_up(ana, then=1)
    await tells_of(ana, MONDAY)
    await ana.presses(wording.UNDO, on=ana.modal)
    assert await days_stored(town) == [MONDAY]


async def test_undo_of_a_start_leaves_the_day_that_was_told_of(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20")
    await tells_of(ana, MONDAY)
    await ana.presses(focus_wording.UNDO)
    assert await days_stored(town) == [MONDAY]
    assert (await asks(ana)).startswith(wording.FIRST)


async def test_told_of_twice_it_is_one_day_and_the_second_takes_nothing_back(town: Town, ana: Human) -> None:
    await tells_of(ana, MONDAY - DAY)
    await town.passes(minutes=1)
    await tells_of(ana, MONDAY - DAY)
    assert ana.read(ana.modal).startswith("Sunday 28 February is counted already.")
    assert reading.labels(ana.modal) == []
    assert await days_stored(town) == [MONDAY - DAY]


@pytest.mark.parametrize("ago", [15, -1])
async def test_a_day_that_is_not_open_keeps_the_box_open(town: Town, ana: Human, ago: int) -> None:
    await tells_of(ana, MONDAY - ago * DAY)
    assert ana.outcome.errors["which"].startswith("Choose a day from Monday 15 February to Monday 1 March.")
    assert await days_stored(town) == []


async def test_off_says_so_and_hides_it_everywhere(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await shows_up(ana)
    assert "1 day" in ana.read(ana.home)
    assert await asks(ana, "off") == f"{wording.NO_MORE}\n[{wording.DELETE}]"
    await town.settles()
    assert "1 day" not in ana.read(ana.home)
    assert wording.EARLIER not in reading.labels(ana.home)
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    assert ana.sees.startswith(focus_wording.THE_END)
    assert "day" not in ana.sees.replace("for one small thing tomorrow", "")
    await ana.presses(focus_wording.SKIP)
    assert await days_stored(town) == [MONDAY]
    assert await asks(ana) == f"{wording.OFF}\n[Rest days]"


async def test_off_drops_the_words_that_say_that_something_counts(ana: Human) -> None:
    await asks(ana, "off")
    await ana.says("/focus start 20")
    await ana.presses(focus_wording.STOP_HERE)
    assert ana.sees.startswith("Stopped.\n")
    await ana.presses(focus_wording.SKIP)
    await ana.says("/focus start 20")
    await ana.says("/focus done", where=GENERAL)
    assert ana.is_told == "Stopped. The card has room for one sentence."
    await ana.presses(focus_wording.SKIP)
    await ana.says("/focus tiny")
    await ana.town.passes(seconds=10)
    assert ana.sees.startswith("One breath.\n")
    await ana.presses(ladder_wording.SMALLER)
    await ana.says("word")
    assert ana.sees.startswith("One word.\n")
    await ana.presses(ladder_wording.ENOUGH)
    assert ana.sees == "Enough for today."
    assert "count" not in " ".join(map(ana.read, ana.messages))


async def test_on_again_goes_on_from_what_is_stored_and_the_time_between_was_rest(town: Town, ana: Human) -> None:
    await shows_up(ana)
    await asks(ana, "off")
    await town.passes(hours=24 * 20)
    assert (await asks(ana, "on")).startswith("1 day in all. Start whenever you like.")
    await shows_up(ana)
    assert (await asks(ana)).startswith("2 days so far.")


async def test_the_total_alone(ana: Human) -> None:
    await shows_up(ana)
    assert (await asks(ana, "total")).startswith("1 day in all.\n:")
    await ana.town.passes(minutes=1)
    assert (await asks(ana)).startswith("1 day in all.\n:")


async def test_the_days_so_far_are_deleted_with_one_press(town: Town, ana: Human) -> None:
    await shows_up(ana)
    await asks(ana, "off")
    off = ana.answer
    await ana.presses(wording.DELETE, on=off)
    assert ana.is_told == wording.DELETED
    assert await days_stored(town) == []
    assert (await asks(ana, "on")).startswith(wording.NOTHING_YET)


async def test_an_old_button_deletes_nothing_where_days_are_counted_again(town: Town, ana: Human) -> None:
    await shows_up(ana)
    await asks(ana, "off")
    off = ana.answer
    await asks(ana, "on")
    await ana.presses(wording.DELETE, on=off)
    assert await days_stored(town) == [MONDAY]


async def test_how_it_is_shown_is_chosen_in_a_box(town: Town, ana: Human) -> None:
    await shows_up(ana, then=1)
    await asks(ana)
    await ana.presses(wording.HOW, on=ana.answer)
    ana.fills({wording.PICTURE: wording.PICTURES["dots"]})
    await ana.saves()
    assert ana.read(ana.modal) == f"{wording.FIRST}\n●  1 this week"
    await town.workspace.close(ana.user, ana.modal.id)
    await ana.presses(wording.HOW, on=ana.answer)
    ana.fills({wording.MODE: wording.MODES["off"]})
    await ana.saves()
    assert ana.read(ana.modal).startswith(wording.NO_MORE)
    await ana.presses(wording.DELETE, on=ana.modal)
    assert ana.read(ana.modal) == wording.DELETED
    assert await days_stored(town) == []


async def test_a_flight_gives_its_days(town: Town, ben: Human) -> None:
    await shows_up(ben, then=47)
    await ben.moves_to("Asia/Tokyo")
    await town.passes(hours=48)
    await shows_up(ben, then=1)
    assert (await asks(ben)).startswith("2 days so far.")
    async with town.bot.database.transaction() as session:
        assert [given.why for given in await session.scalars(select(Rest))] == ["travel"]


async def test_the_home_tab_does_what_the_command_does(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(wording.EARLIER, on=ana.home)
    await ana.saves()
    assert ana.read(ana.modal).startswith("Sunday 28 February is counted.")
    await town.settles()
    assert f":{plant_of(MONDAY - DAY)}:  1 day" in ana.read(ana.home)


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
async def test_a_database_that_is_held_keeps_the_box_open(town: Town, ana: Human) -> None:
    await asks(ana)
    await ana.presses(wording.EARLIER, on=ana.answer)
    with database_held(town):
        await ana.submits()
    assert "once more" in ana.outcome.errors["which"]
    await ana.saves()
    assert await days_stored(town) == [MONDAY - DAY]
