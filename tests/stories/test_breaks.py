"""Short breaks, in a block and outside of one: what was left is left, and nothing has to be answered."""

import pytest

from bot.breaks import wording
from bot.focus import wording as focus_wording
from tests.support.people import GENERAL, Human, Town

STOP_HERE, UNDO = focus_wording.STOP_HERE, focus_wording.UNDO


async def works(town: Town, human: Human, minutes: int = 12) -> None:
    """Twelve minutes into a block of twenty, unless told otherwise."""
    await human.says("/focus start 20 loader test")
    await town.passes(minutes=minutes)


async def test_a_break_while_working_leaves_what_was_left_and_shows_the_line_again(town: Town, ana: Human) -> None:
    await works(town, ana)
    await ana.presses(wording.SHORT_BREAK)
    assert ana.sees.startswith(f"Five minutes off, until 10:17.\n{wording.WHERE_WERE_YOU}\n[Back] [A shorter one]")
    await ana.says("line forty of the parser")
    assert wording.LINE_KEPT in ana.sees
    await town.passes(minutes=3, seconds=30)
    await ana.presses(wording.BACK)
    assert ana.sees.startswith("Loader test, until 10:23.\nYou were here: line forty of the parser")
    await town.passes(minutes=7, seconds=59)
    assert len(ana.buzzes) == 2
    await town.passes(minutes=1)
    assert ana.sees.startswith("That's the end.")
    assert "line forty" not in ana.sees


async def test_a_break_while_settling_comes_back_to_the_quiet_minutes(town: Town, ana: Human) -> None:
    await works(town, ana, minutes=3)
    await ana.presses(wording.SHORT_BREAK)
    await ana.says("the chair")
    await town.passes(minutes=4)
    await ana.presses(wording.BACK)
    assert ana.sees.startswith("Quiet until 10:09. Then loader test, until 10:24. The room, the chair, the light.\nYou")
    await town.passes(minutes=2)
    assert ana.sees.startswith("That's five. Loader test now, if you like. Until 10:24.")


async def test_a_break_can_be_typed_with_minutes_and_one_that_cannot_be_changes_nothing(town: Town, ana: Human) -> None:
    await works(town, ana, minutes=6)
    for length in ("0", "61", "soon", "10 and a tea", "x" * 400):
        await ana.says(f"/focus break {length}")
        assert ana.is_told.startswith("A break is 1 to 60 minutes long, so nothing was changed.")
        assert ana.sees.startswith("That's five. Loader test now")
    await ana.says("break 999")
    assert wording.LENGTHS in ana.sees
    await ana.says("/focus break 10", where=GENERAL)
    assert ana.is_told == "On a short break, until 10:16. The card is in my messages."
    assert ana.sees.startswith("Ten minutes off, until 10:16.")
    await ana.says("/focus break 3", where=GENERAL)
    assert ana.sees.startswith("Ten minutes off, until 10:16.")
    await ana.says("/focus back", where=GENERAL)
    assert ana.is_told == "Running, until 10:20. The card is in my messages."
    assert len(ana.buzzes) == 2


async def test_a_break_that_is_over_buzzes_once_and_left_alone_it_closes_the_block_without_a_question(
    town: Town, ana: Human
) -> None:
    await works(town, ana)
    first = ana.card
    await ana.presses(wording.SHORT_BREAK)
    await town.passes(minutes=5)
    assert ana.buzzes[2:] == ["Your break is over."]
    assert ana.sees == "That's five. Back, or done here?\n[Back] [A shorter one] [Stop here]"
    assert ana.read(first) == wording.BEGUN
    await town.passes(minutes=10)
    assert ana.sees == "A block, 10:00 to 10:12."
    assert ana.cards_with_buttons == []
    await town.passes(hours=11)
    assert len(ana.buzzes) == 3
    await ana.says("/focus done went okay")
    assert ana.form["One word is plenty"] == "went okay"


async def test_a_shorter_one_comes_back_with_half_and_changes_no_draft(town: Town, ana: Human) -> None:
    await works(town, ana, minutes=13)
    await ana.presses(wording.SHORT_BREAK)
    await town.passes(minutes=5)
    await ana.presses(wording.A_SHORTER_ONE)
    assert ana.sees.startswith("Loader test, four minutes, until 10:22.")
    await ana.presses(wording.SHORT_BREAK)
    await ana.presses(wording.A_SHORTER_ONE)
    assert ana.sees.startswith("Loader test, two minutes, until 10:20.")
    await town.passes(minutes=2)
    assert ana.sees.startswith("That's the end.")
    await town.passes(days=1)
    await ana.says("/focus start")
    assert ana.sees.startswith("Five quiet minutes")


async def test_done_for_today_is_in_the_menu_and_leftmost_from_the_third_break_on(town: Town, ana: Human) -> None:
    await works(town, ana, minutes=6)
    for _ in range(2):
        await ana.presses(wording.SHORT_BREAK)
        assert ana.buttons == [wording.BACK, wording.A_SHORTER_ONE, STOP_HERE, wording.DONE_FOR_TODAY]
        await ana.presses(wording.BACK)
    await ana.presses(wording.SHORT_BREAK)
    third = [wording.DONE_FOR_TODAY, wording.BACK, wording.A_SHORTER_ONE, STOP_HERE]
    assert ana.buttons == third
    await town.passes(minutes=5)
    assert ana.buttons == third
    await ana.presses(wording.DONE_FOR_TODAY)
    assert ana.sees.startswith(focus_wording.STOPPED_FOR_TODAY)


async def test_stop_here_on_a_break_ends_the_block(town: Town, ana: Human) -> None:
    await works(town, ana)
    await ana.presses(wording.SHORT_BREAK)
    await ana.presses(STOP_HERE)
    assert ana.sees.startswith(focus_wording.STOPPED)
    await town.passes(hours=1)
    assert len(ana.buzzes) == 2


async def test_outside_a_block_a_break_is_the_clock_and_one_plain_line(town: Town, ana: Human) -> None:
    await ana.says("/focus break")
    assert ana.sees.startswith("Five minutes off, until 10:05.\n[Back] [Stop here]\nI'm software that times")
    await ana.says("the window")
    assert wording.HINT_OUTSIDE in ana.sees
    await town.passes(minutes=5)
    assert ana.sees == "That's five."
    await town.passes(hours=1)
    assert ana.buzzes == ["A short break.", "Your break is over."]
    assert [ana.read(one) for one in ana.messages] == ["A short break.", "That's five."]
    await ana.says("/focus start 5")
    assert "I'm software" not in ana.sees


async def test_a_break_outside_a_block_can_be_left_and_a_block_begun_from_it(town: Town, ana: Human) -> None:
    await ana.says("/focus break 2")
    await town.passes(minutes=1)
    await ana.presses(wording.BACK)
    assert ana.sees == "A short break, 10:00 to 10:01."
    await ana.says("/focus break 2")
    first = ana.card
    await ana.says("start 5 slides")
    assert ana.sees.startswith("Slides, until 10:06.")
    assert ana.read(first) == "A short break, 10:01."
    await town.passes(minutes=3)
    assert ana.sees.startswith("Slides")


async def test_a_break_outside_a_block_that_ended_while_the_bot_was_off_leaves_no_dead_button(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus break")
    await town.sleeps(hours=1)
    await town.settles()
    assert ana.sees == "That's five."
    assert len(ana.buzzes) == 1


@pytest.mark.parametrize("step", [wording.SHORT_BREAK, "Too much", "Smaller", "Skip to the task"])
async def test_the_first_two_minutes_undo_stands_on_whichever_card_is_live(town: Town, ana: Human, step: str) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.presses(step)
    assert UNDO in ana.buttons
    await town.passes(minutes=2)
    assert UNDO not in ana.buttons
    await ana.presses(STOP_HERE)
    await ana.says("/focus start 20 slides")
    await ana.presses(step)
    await ana.presses(UNDO)
    assert ana.sees == "Undone. Nothing was counted."
    before = len(ana.buzzes)
    await town.passes(hours=1)
    assert len(ana.buzzes) == before
