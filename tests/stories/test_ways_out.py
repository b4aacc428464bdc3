"""Undo, stopping, double clicks, and presses on cards that are not true any more."""

import asyncio

import pytest

from bot.focus import wording
from tests.support import reading
from tests.support.people import ANA, GENERAL, Human, Town

ON_SETTLING = (wording.SKIP_TO_THE_TASK, wording.STOP_HERE, wording.UNDO)
ON_WORKING = (wording.WANDERED_OFF, wording.STOP_HERE)
ON_THE_END = (wording.SKIP, wording.ANOTHER_ONE)


async def test_undo_within_two_minutes_takes_everything_back(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=1, seconds=59)
    await ana.presses(wording.UNDO)
    assert ana.sees == "Undone. Nothing was counted."
    await town.passes(days=1)
    assert len(ana.buzzes) == 1


async def test_undo_leaves_the_card_at_two_minutes_without_a_buzz(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    before = ana.card.as_it_is()
    await town.passes(minutes=2)
    assert wording.UNDO not in ana.buttons
    assert len(ana.buzzes) == 1
    await ana.presses(wording.UNDO, on=before)
    assert "Two minutes have passed" in ana.is_told
    assert "loader test" in ana.sees


async def test_undo_is_offered_after_a_stop_too_while_it_lasts(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await ana.presses(wording.STOP_HERE)
    await ana.presses(wording.UNDO)
    assert ana.sees == "Undone. Nothing was counted."


async def test_undo_leaves_a_stopped_card_at_two_minutes(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await ana.presses(wording.STOP_HERE)
    await town.passes(minutes=2)
    assert ana.buttons == [wording.WRITE_IT, wording.SKIP]


async def test_undo_leaves_the_home_tab_at_two_minutes_too(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start")
    assert wording.UNDO in reading.labels(ana.home)
    await town.passes(minutes=2)
    assert wording.UNDO not in reading.labels(ana.home)


async def test_another_start_while_one_runs_shows_the_card_and_changes_nothing(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=1)
    await ana.says("/focus start 60 something else")
    assert ana.is_told == "Quiet until 10:05. Loader test, until 10:20."
    assert "loader test, until 10:20" in ana.sees
    assert len(ana.buzzes) == 1


async def test_the_card_shown_by_a_second_start_works_like_the_one_it_copies(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await ana.says("/focus start", where=GENERAL)
    await ana.presses(wording.STOP_HERE, on=ana.answer)
    assert ana.sees.startswith(wording.STOPPED)


@pytest.mark.parametrize("label", ON_SETTLING)
async def test_a_double_click_while_settling_is_one_press(town: Town, ana: Human, label: str) -> None:
    await ana.says("/focus start loader test")
    before = len(ana.answers)
    await ana.double_clicks(label)
    assert len(ana.answers) == before + 1
    assert len(ana.messages) == 1
    assert "my side" not in ana.is_told


@pytest.mark.parametrize("label", ON_WORKING)
async def test_a_double_click_while_working_is_one_press(town: Town, ana: Human, label: str) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=6)
    before = len(ana.answers)
    await ana.double_clicks(label)
    assert len(ana.answers) == before + 1
    assert len(ana.buzzes) == 2
    assert "my side" not in ana.is_told


@pytest.mark.parametrize("label", ON_THE_END)
async def test_a_double_click_at_the_end_is_one_press(town: Town, ana: Human, label: str) -> None:
    await ana.says("/focus start 1 loader test")
    await town.passes(minutes=1)
    before = len(ana.answers)
    await ana.double_clicks(label)
    assert len(ana.answers) == before + 1
    assert "my side" not in ana.is_told


async def test_a_double_click_on_write_it_opens_one_modal(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.double_clicks(wording.WRITE_IT)
    assert len(town.workspace.views(ana.user)) == 1


async def test_a_press_on_an_old_card_is_answered_with_where_things_stand(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    old = ana.card.as_it_is()
    await town.passes(minutes=6)
    for label in (wording.SKIP_TO_THE_TASK, wording.STOP_HERE, wording.UNDO):
        await ana.presses(label, on=old)
        assert "Running now: loader test, until 10:20." in ana.is_told
    await ana.presses(wording.STOP_HERE)
    await ana.presses(wording.STOP_HERE, on=old)
    assert "The block is over." in ana.is_told


async def test_a_second_start_closes_the_check_in_of_the_first_as_skipped(town: Town, ana: Human) -> None:
    await ana.says("/focus start 5 loader test")
    await town.passes(minutes=5)
    first = ana.card
    await ana.says("/focus start 5")
    assert ana.read(first) == "A block, 10:00 to 10:05."
    assert ana.sees.startswith("One small thing, until 10:10.")


async def test_another_one_begins_the_same_again(town: Town, ana: Human) -> None:
    await ana.says("/focus start 10 loader test")
    await town.passes(minutes=10)
    await ana.presses(wording.ANOTHER_ONE)
    assert "Two quiet minutes, until 10:12. Then loader test, until 10:20." in ana.sees


async def test_another_one_on_an_old_card_begins_nothing(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    old = ana.card.as_it_is()
    await ana.presses(wording.SKIP)
    await ana.presses(wording.ANOTHER_ONE, on=old)
    assert ana.is_told == "Nothing is running. Ready when you are."
    assert len(ana.buzzes) == 2


async def test_write_it_on_a_block_that_was_undone_opens_nothing(ana: Human) -> None:
    await ana.says("/focus start")
    await ana.presses(wording.STOP_HERE)
    old = ana.card.as_it_is()
    await ana.presses(wording.UNDO)
    await ana.presses(wording.WRITE_IT, on=old)
    assert not ana.has_modal
    assert "no longer here" in ana.is_told


async def test_skipping_the_quiet_minutes_twice_in_a_row_drops_them_and_says_so(town: Town, ana: Human) -> None:
    for _ in range(2):
        await ana.says("/focus start")
        await ana.presses(wording.SKIP_TO_THE_TASK)
        if wording.KEEP_SETTLING not in ana.buttons:
            await ana.presses(wording.STOP_HERE)
    assert wording.SETTLING_DROPPED in ana.sees
    await ana.presses(wording.STOP_HERE)
    await ana.says("/focus start 20")
    assert ana.sees.startswith("One small thing, until 10:20.")


async def test_the_quiet_minutes_can_be_kept_after_all(ana: Human) -> None:
    for _ in range(2):
        await ana.says("/focus start")
        await ana.presses(wording.SKIP_TO_THE_TASK)
        if wording.KEEP_SETTLING not in ana.buttons:
            await ana.presses(wording.STOP_HERE)
    await ana.presses(wording.KEEP_SETTLING)
    assert wording.SETTLING_DROPPED not in ana.sees
    await ana.presses(wording.STOP_HERE)
    await ana.says("/focus start")
    assert ana.sees.startswith("Five quiet minutes")


async def test_four_starts_at_once_begin_one_block(either_town: Town) -> None:
    ana = either_town.person(ANA)
    for _ in range(3):
        starts = (either_town.workspace.command(ana.user, ana.dm, "/focus start 20 x") for _ in range(4))
        assert all(outcome.ok for outcome in await asyncio.gather(*starts))
        await either_town.settles()
        assert not any("my side" in ana.read(answer) for answer in ana.answers)
        await ana.presses(wording.STOP_HERE)
    assert len(ana.buzzes) == 3


async def test_all_buttons_pressed_at_once_make_no_error(either_town: Town) -> None:
    ana = either_town.person(ANA)
    await ana.says("/focus start 20 loader test")
    card, before = ana.card.as_it_is(), len(ana.answers)
    await asyncio.gather(*(ana.presses(label, on=card) for label in ON_SETTLING * 2))
    assert not any("my side" in ana.read(answer) for answer in ana.answers)
    assert len(ana.answers) == before + 5
    assert len(ana.messages) == 1


async def test_a_start_and_a_stop_at_the_very_end_make_no_error(either_town: Town) -> None:
    ana = either_town.person(ANA)
    await ana.says("/focus start 1")
    await either_town.sleeps(minutes=1)
    lines = ("/focus start 5", "/focus stop", "/focus done", "/focus start 7", "/focus done went fine")
    workspace = either_town.workspace
    await asyncio.gather(*(workspace.command(ana.user, ana.dm, line) for line in lines), either_town.settles())
    await either_town.settles()
    assert not any("my side" in ana.read(answer) for answer in ana.answers)
    assert len(ana.cards_with_buttons) <= 1
