"""Help, lines typed in the messages, the Home tab, and moving to another zone."""

import pytest
from sqlmodel import select

from bot.breaks import wording as breaks_wording
from bot.focus import wording
from bot.helpers import wording as helpers_wording
from bot.home import wording as home_wording
from bot.lines import wording as line_wording
from bot.people.tables import Person
from bot.plans import wording as plans_wording
from bot.starts import wording as start_wording
from tests.support import reading
from tests.support.people import Human, Town

NOTHING_RUNS = "Twenty minutes: five to settle, then one small thing."
WELCOMED = "I'm software that times small blocks. I'm not a counsellor."


async def test_the_welcome_stands_under_the_first_card_and_never_comes_again(town: Town, ana: Human) -> None:
    await ana.says("/focus start 5")
    assert WELCOMED in ana.sees
    assert len(ana.buzzes) == 1
    await ana.presses(wording.STOP_HERE)
    await ana.says("/focus start 5")
    assert WELCOMED not in ana.sees


async def test_help_has_a_button_that_begins(ana: Human) -> None:
    await ana.says("/focus help")
    assert "not a counsellor" in ana.is_told
    await ana.presses(start_wording.START, on=ana.answer)
    assert ana.sees.startswith("Five quiet minutes")


async def test_help_while_a_block_runs_shows_it_with_its_buttons(ana: Human) -> None:
    await ana.says("/focus start loader test")
    await ana.says("/focus")
    assert "loader test" in ana.is_told
    await ana.presses(wording.STOP_HERE, on=ana.answer)
    assert ana.sees.startswith(wording.STOPPED)


async def test_start_and_stop_can_be_typed_as_lines(ana: Human) -> None:
    await ana.says("start 10 loader test")
    assert "Two quiet minutes, until 10:02. Then loader test, until 10:10." in ana.sees
    await ana.says("Stop")
    assert ana.sees.startswith(wording.STOPPED)


async def test_a_line_may_go_on_in_the_next(ana: Human) -> None:
    await ana.says("start\n5m loader\ntest")
    assert ana.sees.startswith("Loader test, until 10:05.")


async def test_a_line_that_nobody_knows_is_answered_with_what_can_be_said(ana: Human) -> None:
    await ana.says("my desk is by the window")
    assert line_wording.DM in ana.sees
    await ana.presses(start_wording.START)
    assert ana.sees.startswith("Five quiet minutes")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("stop", "Nothing is running."),
        ("start 999", "A block is 1 to 120 minutes long"),
        (f"start {'novel ' * 40}", "A task has room for 150 characters"),
        ("stop by the shop later", "What can be said"),
    ],
)
async def test_a_line_that_cannot_be_done_says_why(ana: Human, line: str, answer: str) -> None:
    await ana.says(line)
    assert (line_wording.DM if answer == "What can be said" else answer) in ana.sees


async def test_a_line_that_is_not_understood_stands_as_a_hint_on_the_card_while_a_block_runs(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=6)
    buzzed = len(ana.buzzes)
    await ana.says("where was I")
    assert "Here I read smaller, too much, break, why and stop." in ana.sees.replace("*", "")
    assert "Loader test" in ana.sees
    assert len(ana.buzzes) == buzzed


async def test_many_lines_in_one_minute_are_answered_once(ana: Human) -> None:
    for line in ("hello", "are you there", "hello"):
        await ana.says(line)
    assert len(ana.messages) == 1


async def test_the_same_event_twice_does_one_thing(town: Town, ana: Human) -> None:
    await ana.says("hello")
    event = next(call for call in town.log if call.kind == "event" and call.arguments["event"].get("text") == "hello")
    await town.workspace.delivery.send_again(event)
    await town.settles()
    assert len(ana.messages) == 1


async def test_the_home_tab_begins_a_block_and_is_kept_true(town: Town, ana: Human) -> None:
    await ana.opens_home()
    assert NOTHING_RUNS in ana.read(ana.home)
    await ana.presses(start_wording.START, on=ana.home)
    assert "Five quiet minutes" in ana.read(ana.home)
    await town.passes(minutes=5)
    assert "That's five." in ana.read(ana.home)
    await town.passes(minutes=15)
    assert "That's the end." in ana.read(ana.home)
    await town.passes(hours=12)
    assert NOTHING_RUNS in ana.read(ana.home)


async def test_every_button_of_a_block_works_from_the_home_tab(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start 20 loader test")
    await ana.presses(wording.SKIP_TO_THE_TASK, on=ana.home)
    assert ana.sees.startswith("Loader test, until 10:20.")
    await ana.presses(wording.WANDERED_OFF, on=ana.home)
    assert "Noted" in ana.read(ana.home)
    await ana.presses(wording.STOP_HERE, on=ana.home)
    await ana.presses(wording.WRITE_IT, on=ana.home)
    await ana.writes("okay", keep="Keep for 7 days")
    assert ana.sees == "Saved."
    assert NOTHING_RUNS in ana.read(ana.home)


async def test_undo_and_another_one_work_from_the_home_tab(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(start_wording.START, on=ana.home)
    await ana.presses(wording.UNDO, on=ana.home)
    assert ana.sees == "Undone. Nothing was counted."
    await ana.says("/focus start 1 loader test")
    await town.passes(minutes=1)
    await ana.presses(wording.ANOTHER_ONE, on=ana.home)
    assert ana.sees.startswith("Loader test, until 10:02.")


async def test_a_home_tab_that_is_behind_is_drawn_again_when_pressed(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start 20 loader test")
    await town.sleeps(minutes=6)
    await ana.presses(wording.STOP_HERE, on=ana.home)
    assert wording.WANDERED_OFF in reading.labels(ana.home)


async def test_someone_who_never_opened_the_home_tab_is_sent_none(town: Town, ana: Human) -> None:
    await ana.says("/focus start 5")
    await town.passes(minutes=5)
    assert not [call for call in town.log if call.method == "views.publish"]


async def test_moving_to_another_zone_moves_the_times(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.moves_to("Asia/Tokyo")
    await town.passes(minutes=5)
    assert "Until 18:20." in ana.sees
    assert "'fallback': '18:20'" in str(ana.card.blocks)


async def test_a_zone_that_nobody_knows_is_left_alone(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    for zone in ("Mars/Phobos", "", "Europe", "../etc/passwd"):
        await town.workspace.event({"type": "user_change", "user": {"id": ana.user, "tz": zone}})
    await town.passes(minutes=5)
    assert "'fallback': '10:20'" in str(ana.card.blocks)


async def test_a_colleague_who_never_used_the_bot_is_not_written_down(town: Town, ana: Human, ben: Human) -> None:
    await ana.says("/focus start 5")
    await ben.moves_to("Asia/Tokyo")
    async with town.bot.database.transaction() as session:
        assert [person.user for person in (await session.scalars(select(Person))).all()] == [ana.user]


async def test_two_people_do_not_meet_in_the_bot(town: Town, ana: Human, ben: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ben.says("/focus start 10 slides")
    theirs = ana.card.as_it_is()
    await town.workspace.press(ben.user, None, None, "focus.stop", shown=theirs)
    await town.settles()
    assert "loader test" in ana.sees
    await ben.presses(wording.STOP_HERE)
    assert "Then loader test" in ana.sees


async def test_a_short_break_and_a_helper_are_had_from_the_home_tab(ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(breaks_wording.SHORT_BREAK, on=ana.home)
    assert "Five minutes off" in ana.sees
    assert "Five minutes off" in ana.read(ana.home)
    await ana.presses(breaks_wording.BACK, on=ana.home)
    await ana.presses(helpers_wording.TOO_MUCH, on=ana.home)
    assert "thirty seconds" in ana.sees


async def test_the_home_tab_has_a_way_to_plan_and_says_what_comes_next(ana: Human) -> None:
    await ana.opens_home()
    assert home_wording.NOTHING_PLANNED in ana.read(ana.home)
    await ana.presses(plans_wording.PLAN, on=ana.home)
    await ana.saves()
    assert home_wording.NOTHING_PLANNED not in ana.read(ana.home)
    assert "Tomorrow, 9:00" in ana.read(ana.home)
