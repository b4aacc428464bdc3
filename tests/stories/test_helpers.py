"""When it is too much: one thing at a time, each with its own clock, each with a way out and an honest why."""

from bot.focus import wording as focus_wording
from bot.helpers import wording
from bot.helpers.rules import Helper
from bot.sittings import wording as sittings
from bot.speech import as_text
from tests.support.people import GENERAL, Human, Town

TOO_MUCH, ELSE, BACK_TO_IT, WHY, WORSE = (
    wording.TOO_MUCH,
    wording.SOMETHING_ELSE,
    wording.BACK_TO_IT,
    wording.WHY,
    wording.WORSE,
)
STOP_HERE, UNDO = focus_wording.STOP_HERE, focus_wording.UNDO
HOLD, LOOK, STRETCH, BREATH = (as_text(wording.begins(kind)) for kind in list(Helper)[:4])
ORDER = (HOLD, LOOK, STRETCH, BREATH)


async def too_much(town: Town, human: Human, minutes: float = 3) -> None:
    """Some minutes into a block of twenty."""
    await human.says("/focus start 20 loader test")
    await town.passes(minutes=minutes)
    await human.presses(TOO_MUCH)


async def test_the_helpers_come_in_their_order_and_the_last_is_five_minutes_off(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    for place, helper in enumerate(ORDER):
        first = STOP_HERE if place >= 2 else BACK_TO_IT
        assert ana.sees.startswith(f"{helper}\n[{first}]")
        assert {STOP_HERE, BACK_TO_IT, ELSE, WHY} <= set(ana.buttons)
        await ana.presses(ELSE)
    assert ana.sees.startswith("Five minutes off, until 10:08.\n[Back]")
    await town.passes(minutes=2)
    await ana.presses("Back")
    assert ana.sees.startswith("Quiet until 10:07. Then loader test, until 10:22.")
    await ana.presses(TOO_MUCH)
    assert ana.sees.startswith(f"{HOLD}\n[Stop here] [Back to it]")
    assert len(ana.buzzes) == 1


async def test_each_clock_is_an_edit_without_a_buzz_and_then_worse_is_in_the_menu(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    for helper, seconds, done in ((HOLD, 30, "thirty seconds"), (STRETCH, 60, "a minute"), (BREATH, 10, "ten seconds")):
        assert ana.sees.startswith(helper)
        assert WORSE not in ana.buttons
        await town.passes(seconds=seconds - 1)
        assert ana.sees.startswith(helper)
        await town.passes(seconds=1)
        assert ana.sees.startswith(f"That's {done}.")
        assert WORSE in ana.buttons
        await ana.presses(ELSE)
        if helper == HOLD:
            assert ana.sees.startswith(LOOK)
            assert WORSE in ana.buttons
            await ana.presses(ELSE)
    assert len(ana.buzzes) == 1


async def test_why_is_answered_on_every_card(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    for kind in list(Helper)[:4]:
        await ana.presses(WHY)
        assert wording.why(kind) in ana.sees
        await ana.presses(ELSE)
    await ana.says("how is that supposed to help?")
    assert sittings.WHY_BREAK in ana.sees


async def test_worse_ends_that_kind_for_today_and_asks_nothing(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    await town.passes(seconds=30)
    await ana.presses(WORSE)
    assert ana.sees.startswith(LOOK)
    await ana.presses(WORSE)
    assert ana.sees.startswith(STRETCH)
    await ana.presses(BACK_TO_IT)
    await ana.presses(STOP_HERE)
    await ana.says("/focus ground")
    assert ana.sees.startswith(STRETCH)
    await town.passes(days=1)
    await ana.says("/focus ground")
    assert ana.sees.startswith(HOLD)


async def test_the_same_kind_is_not_offered_twice_in_a_row(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    seen = [ana.sees.split("\n")[0]]
    for _ in range(3):
        await ana.presses(BACK_TO_IT)
        await ana.presses(TOO_MUCH)
        seen.append(ana.sees.split("\n")[0])
    assert seen == list(ORDER)


async def test_when_nothing_else_is_left_it_says_so(town: Town, ana: Human) -> None:
    await ana.says("/focus ground")
    for seconds in (30, 0, 60):
        await town.passes(seconds=seconds)
        await ana.presses(WORSE)
    await town.passes(seconds=10)
    await ana.presses(WORSE)
    assert ana.sees.startswith("Five minutes off")


async def test_an_open_helper_holds_the_switch_and_the_end_moves_by_the_wait(town: Town, ana: Human) -> None:
    await too_much(town, ana, minutes=4.5)
    await town.passes(minutes=2)
    assert ana.sees.startswith("That's thirty seconds.")
    assert len(ana.buzzes) == 1
    await ana.presses(BACK_TO_IT)
    assert ana.sees.startswith("That's five. Loader test now, if you like. Until 10:21.")
    await town.passes(minutes=14)
    assert len(ana.buzzes) == 1
    await town.passes(minutes=1)
    assert ana.sees.startswith("That's the end.")


async def test_the_switch_is_held_for_five_minutes_at_most(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    await town.passes(minutes=7)
    assert ana.sees.startswith("That's five. Loader test now, if you like. Until 10:25.")
    assert ana.buzzes[1:] == ["The quiet minutes are over."]
    await town.passes(minutes=15)
    assert ana.sees.startswith("That's the end.")


async def test_stop_here_smaller_and_a_break_put_the_helper_away(town: Town, ana: Human) -> None:
    await too_much(town, ana)
    await ana.says("smaller")
    assert ana.sees.startswith("Loader test, until 10:13.")
    await ana.says("too much")
    assert ana.sees.startswith(LOOK)
    await ana.says("break")
    assert ana.sees.startswith("Five minutes off, until 10:08.")
    await ana.says("back")
    await ana.says("something else")
    assert ana.sees.startswith(STRETCH)
    await ana.presses(STOP_HERE)
    assert ana.sees.startswith(focus_wording.STOPPED)


async def test_their_own_object_and_phrase_stand_on_the_cards(town: Town, ana: Human) -> None:
    await ana.says("/focus settings")
    ana.fills({"Something to hold": "my coin", "A phrase of your own": "I'm here."})
    await ana.saves()
    await ana.says("/focus start 20 loader test")
    assert "until 10:20. I'm here." in ana.sees
    await ana.presses(TOO_MUCH)
    assert ana.sees.startswith("OK. Hold your coin, thirty seconds.")
    await town.passes(minutes=10)
    assert "I'm here." not in ana.sees
    assert not [text for text in ana.buzzes if "coin" in text or "I'm here" in text]


async def test_ground_outside_a_block_counts_for_nothing_and_closes_by_itself(town: Town, ana: Human) -> None:
    await ana.says("/focus ground", where=GENERAL)
    assert ana.is_told == f"{HOLD} The card is in my messages."
    assert ana.sees.startswith(HOLD)
    assert UNDO not in ana.buttons
    await town.passes(seconds=30)
    await ana.presses(BACK_TO_IT)
    assert ana.sees == "A short break, 10:00."
    await ana.says("/focus ground")
    await town.passes(minutes=11)
    assert ana.cards_with_buttons == []
    await ana.says("/focus ground")
    await ana.says("smaller")
    assert ana.sees.startswith("One slow breath, ten seconds.\n[Stop here] [Smaller]")
    assert len(ana.buzzes) == 4


async def test_ground_inside_a_block_is_too_much(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=6)
    await ana.says("/focus ground")
    assert ana.sees.startswith(HOLD)
    assert len(ana.messages) == 2
    await town.passes(minutes=14)
    assert ana.sees.startswith("That's the end.")
