"""The card that moves: the live one is always the newest, old ones are plain, and every press is answered."""

import pytest

from bot.breaks import wording as break_wording
from bot.focus import wording
from sandbox import Message
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

TASK = "zanzibar"
STANDING = "Running now: zanzibar, until 10:27."


async def at_the_third_card(town: Town, human: Human) -> list[Message]:
    """A block of twenty with its switch and one break over; each card as it was when it was new."""
    old = []
    await human.says(f"/focus start 20 {TASK}")
    old.append(human.card.as_it_is())
    await town.passes(minutes=5)
    old.append(human.card.as_it_is())
    await human.presses(break_wording.SHORT_BREAK)
    await human.says("my own line")
    old.append(human.card.as_it_is())
    await town.passes(minutes=5)
    old.append(human.card.as_it_is())
    await town.passes(minutes=2)
    await human.presses(break_wording.BACK)
    return old


async def test_only_the_newest_card_has_buttons_and_old_ones_keep_no_words(town: Town, ana: Human) -> None:
    await at_the_third_card(town, ana)
    assert [ana.read(one) for one in ana.messages[:-1]] == ["Quiet minutes, 10:00 to 10:05.", "A short break."]
    assert ana.cards_with_buttons == [ana.card]
    await town.passes(minutes=15)
    assert ana.read(ana.messages[-2]) == "A block, 10:00 to 10:27."
    assert ana.cards_with_buttons == [ana.card]
    for old in ana.messages[:-1]:
        assert TASK not in reading.words_in(old.blocks)
        assert "my own line" not in reading.words_in(old.blocks)


async def test_every_press_on_every_old_card_is_met_with_where_things_stand(town: Town, ana: Human) -> None:
    cards = await at_the_third_card(town, ana)
    live = ana.card.as_it_is()
    pressed = 0
    for old in cards:
        for label in reading.labels(old):
            before, views = len(ana.answers), len(town.workspace.views(ana.user))
            await ana.presses(label, on=old)
            assert (len(ana.answers), ana.is_told) == (before + 1, STANDING), label
            assert len(town.workspace.views(ana.user)) == views
            pressed += 1
    assert pressed > 12
    assert (ana.card.ts, ana.read(ana.card)) == (live.ts, ana.read(live))
    assert len(ana.buzzes) == 3


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("/focus start 20 zanzibar", 3), (wording.STOP_HERE, "Too much", "Smaller")),
        (("/focus start 1 zanzibar", 1), (wording.SKIP, wording.ANOTHER_ONE)),
        (("/focus tiny", 1), ("Another", "Smaller", wording.STOP_HERE)),
        (("/focus break", 1), (break_wording.BACK, wording.STOP_HERE)),
        (("/focus ground", 0), ("Something else", "Why?", "Back to it")),
    ],
    ids=["settling", "the end", "one breath", "a break outside", "ground"],
)
async def test_a_double_click_is_one_press_and_what_it_did_stays(
    town: Town, ana: Human, first: tuple[str, int], then: tuple[str, ...]
) -> None:
    for label in then:
        await ana.says(first[0])
        await town.passes(minutes=first[1])
        told = len(ana.answers)
        await ana.double_clicks(label)
        assert len(ana.answers) == told + 1
        assert "my side" not in ana.is_told
        assert len(ana.cards_with_buttons) <= 1
        await ana.says("/focus stop")
        if wording.SKIP in ana.buttons:
            await ana.presses(wording.SKIP)


async def test_the_home_tab_and_the_answer_of_focus_carry_the_same_buttons(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says(f"/focus start 20 {TASK}")
    await ana.says("/focus", where=GENERAL)
    for label, says in (
        ("Too much", "OK. Hold something small"),
        ("Something else", "Look for five things"),
        ("Why?", "It moves your eyes off the screen."),
        ("Back to it", "Five quiet minutes, until 10:05."),
        (break_wording.SHORT_BREAK, "Five minutes off, until 10:05."),
        (break_wording.A_SHORTER_ONE, "Zanzibar, ten minutes, until 10:10."),
        ("Smaller", "Zanzibar, until 10:05."),
    ):
        await ana.presses(label, on=ana.home)
        assert says in ana.sees
        assert says in ana.read(ana.home)
    await ana.says("/focus", where=GENERAL)
    copy = ana.answer
    await ana.presses("Smaller", on=copy)
    assert ana.sees.startswith("One slow breath")
    assert "One slow breath" in ana.read(ana.home)
    assert reading.labels(copy) == []
    await ana.presses("Smaller", on=ana.home)
    assert "One word, typed here." in ana.read(ana.home)
    assert len(ana.messages) == 1


async def test_a_copy_of_the_card_that_is_behind_is_replaced_by_where_things_stand(town: Town, ana: Human) -> None:
    await ana.says(f"/focus start 20 {TASK}")
    await ana.says("/focus", where=GENERAL)
    copy = ana.answer
    await town.passes(minutes=6)
    await ana.presses(wording.SKIP_TO_THE_TASK, on=copy)
    assert ana.read(copy) == "Running now: zanzibar, until 10:20."


async def test_a_block_that_begins_lays_down_the_card_of_the_break_before_it(town: Town, ana: Human) -> None:
    await ana.says("/focus ground")
    await ana.says("/focus break")
    assert [ana.read(one).split("\n")[0] for one in ana.messages] == ["Five minutes off, until 10:05."]
    await ana.says("/focus start 5")
    assert ana.cards_with_buttons == [ana.card]
