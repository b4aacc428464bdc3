"""The ladder, from twenty minutes down to one word, and back up only by hand."""

from sqlmodel import select

from bot.focus import wording as focus_wording
from bot.journal.tables import Sentence
from bot.ladder import wording
from bot.starts import wording as start_wording
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

SMALLER, STOP_HERE = wording.SMALLER, focus_wording.STOP_HERE


async def smaller_after(town: Town, human: Human, minutes: float) -> str:
    """Press Smaller when a minute and more has gone by since the last time; what the card says then."""
    await town.passes(minutes=minutes)
    await human.presses(SMALLER)
    return human.sees.split("\n")[0]


async def test_while_settling_the_rungs_are_ten_five_quiet_two_and_one_breath(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    room = "The room, the chair, the light."
    ten = f"Two quiet minutes, until 10:02. Then loader test, until 10:11. {room}"
    assert await smaller_after(town, ana, 1) == ten
    await ana.presses(STOP_HERE)
    await ana.says("/focus start 10 loader test")
    assert await smaller_after(town, ana, 1) == f"Five quiet minutes, until 10:07. That's all of it. {room}"
    assert await smaller_after(town, ana, 1.1) == "Loader test: open the file, that's all of it. Until 10:05."
    assert await smaller_after(town, ana, 1.1) == wording.ONE_BREATH
    await town.passes(seconds=10)
    assert ana.sees.startswith(wording.BREATH_COUNTS)
    assert len(ana.buzzes) == 2


async def test_while_working_the_rungs_are_all_task_and_the_end_is_never_later(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    assert await smaller_after(town, ana, 6) == "Loader test, until 10:16."
    assert await smaller_after(town, ana, 1.1) == "Loader test, until 10:12."
    assert await smaller_after(town, ana, 1.1) == "Loader test: open the file, that's all of it. Until 10:10."
    await town.passes(minutes=2)
    assert ana.sees.startswith("That's the end.")
    assert len(ana.buzzes) == 3


async def test_twice_in_a_row_is_one_breath_and_three_times_one_word(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    for _ in range(2):
        await town.passes(seconds=20)
        await ana.presses(SMALLER)
    assert ana.sees.startswith(f"{wording.ONE_BREATH}\n[Stop here] [Smaller]")
    await ana.presses(SMALLER)
    assert ana.sees.startswith(f"{wording.ONE_WORD}\n[Stop here] [Enough for today]")
    await ana.says("why")
    assert "It's something with an end. It may do nothing" in ana.sees
    await ana.says("okay")
    assert ana.sees.startswith(f"{wording.COUNTS}\n[Stop here] [Another] [Enough for today]")
    await ana.presses(STOP_HERE)
    assert ana.sees == wording.COUNTS
    async with town.bot.database.transaction() as session:
        assert (await session.scalars(select(Sentence))).all() == []
    await town.passes(hours=13)
    assert len(ana.buzzes) == 1


async def test_another_is_offered_until_the_third_and_enough_for_today_ends_it(town: Town, ana: Human) -> None:
    await ana.says("/focus tiny")
    for offered in (True, True, False):
        await town.passes(seconds=10)
        assert ana.sees.startswith(wording.BREATH_COUNTS)
        assert (wording.ANOTHER in ana.buttons) is offered
        if offered:
            await ana.presses(wording.ANOTHER)
    await ana.says("one more")
    assert wording.HINT in ana.sees
    await ana.presses(SMALLER)
    for offered in (True, True, False):
        await ana.says("okay")
        assert (wording.ANOTHER in ana.buttons) is offered
        if offered:
            await ana.says("one more tiny pause")
            assert ana.sees.startswith(wording.ONE_WORD)
    await ana.presses(wording.ENOUGH)
    assert ana.sees == wording.ENOUGH_COUNTS
    await town.passes(hours=13)
    assert len(ana.messages) == len(ana.buzzes) == 1


async def test_tiny_in_a_block_is_one_breath_of_it_and_outside_a_block_of_its_own(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=3)
    await ana.says("/focus tiny", where=GENERAL)
    assert ana.is_told == focus_wording.STARTED
    assert ana.sees.startswith(wording.ONE_BREATH)
    assert len(ana.messages) == 1
    await town.passes(seconds=10)
    await ana.presses(STOP_HERE)
    assert ana.sees == wording.COUNTS
    await ana.says("one slow breath")
    assert ana.sees.startswith(wording.ONE_BREATH)
    assert len(ana.messages) == 2


async def test_one_evening_makes_the_next_day_at_most_one_rung_smaller(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    for _ in range(3):
        await ana.presses(SMALLER)
    await ana.presses(wording.ENOUGH)
    for morning in ("Two quiet minutes", "Two quiet minutes"):
        await town.passes(days=1)
        await ana.says("/focus start")
        assert ana.sees.startswith(morning)
        await ana.presses(STOP_HERE)


async def test_a_typed_length_changes_no_rung(town: Town, ana: Human) -> None:
    await ana.says("/focus start 2 loader test")
    await town.passes(days=1)
    await ana.says("/focus start")
    assert ana.sees.startswith("Five quiet minutes")


async def test_a_start_card_goes_down_to_one_word_and_up_by_hand(town: Town, ana: Human) -> None:
    await ana.says("/focus help")
    card = ana.answer
    for offer in ("Ten minutes:", "Five minutes: sit", "Two minutes: open", "One slow breath", "One word, typed here."):
        await ana.presses(SMALLER, on=card)
        assert ana.read(card).startswith(offer)
    assert SMALLER not in reading.labels(card)
    await ana.presses(start_wording.A_BIT_BIGGER, on=card)
    await ana.presses(start_wording.START, on=card)
    assert ana.sees.startswith(wording.ONE_BREATH)


async def test_five_minutes_from_a_start_card_are_sitting_or_the_task(town: Town, ana: Human) -> None:
    await ana.opens_home()
    for label, begins in (
        (start_wording.SIT, "Five quiet minutes, until 10:05. That's all of it."),
        ("Task", "One sm"),
    ):
        for _ in range(2 if label == start_wording.SIT else 0):
            await ana.presses(SMALLER, on=ana.home)
        await ana.presses(label, on=ana.home)
        assert ana.sees.startswith(begins)
        await ana.presses(focus_wording.UNDO)


async def test_a_bit_bigger_raises_the_usual_length_and_nothing_else_does(town: Town, ana: Human) -> None:
    await ana.says("hello")
    card = ana.card
    await ana.presses(start_wording.A_BIT_BIGGER, on=card)
    assert ana.read(card).startswith("Thirty minutes: five to settle")
    await town.passes(days=1)
    await ana.says("/focus start")
    assert "Then one small thing, until 10:30." in ana.sees
    await ana.presses(STOP_HERE)
    await ana.presses(focus_wording.SKIP)
    await ana.opens_home()
    await ana.presses(start_wording.A_BIT_BIGGER, on=ana.home)
    assert ana.read(ana.home).startswith("Now\nForty-five minutes:")


async def test_smaller_typed_where_nothing_runs_offers_less_each_time(town: Town, ana: Human) -> None:
    for offer in ("Ten minutes:", "Five minutes: sit", "Two minutes: open", "One slow breath", "One word, typed here."):
        await ana.says("even smaller")
        assert ana.sees.startswith(offer)
    await ana.says("why")
    assert "the word is kept nowhere" in ana.sees
    await ana.presses(start_wording.START)
    assert ana.sees.startswith(wording.ONE_WORD)
