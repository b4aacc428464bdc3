"""The evening card, from the offer to the morning after; the weekly look-back; the line on return after silence."""

from datetime import time

import pytest
from sqlalchemy import select

from bot.evenings import wording
from bot.focus import wording as focus_wording
from bot.people.service import person_row
from bot.plans import wording as plans_wording
from bot.plans.rules import Box
from bot.prompts.tables import Prompt
from tests.support import reading
from tests.support.people import Human, Town

TASK, READY = plans_wording.BOXES[Box.TASK], plans_wording.BOXES[Box.READY]
ASKS = f"{wording.ASKS}\n[Write it] [I don't know] [No plan]"


async def wants(human: Human, evening: time | None = time(20), look_back: int | None = None) -> None:
    """As the settings do it."""
    database, evenings = human.town.bot.database, human.town.bot.services.evenings
    async with database.transaction() as session:
        known = await person_row(session, human.id, holding=True)
        known.zone = human.zone
        await evenings.set_evening(session, known, evening, human.town.clock())
        await evenings.set_look_back(session, known, look_back, human.town.clock())


async def lives_through_a_block(human: Human, sentence: str = "") -> None:
    await human.says("/focus start 1")
    await human.town.passes(minutes=1)
    if sentence:
        await human.presses(focus_wording.WRITE_IT)
        await human.writes(sentence, keep="Keep until I delete")


async def test_it_is_offered_once_on_the_last_card_of_the_second_block(town: Town, ana: Human) -> None:
    await lives_through_a_block(ana)
    assert focus_wording.EVENING_CARD not in ana.buttons
    await lives_through_a_block(ana)
    assert ana.buttons == ["Write it", "Skip", "Another one", "An evening card", "Undo the start"]
    assert focus_wording.AN_EVENING_CARD in ana.sees
    await ana.double_clicks(focus_wording.EVENING_CARD)
    assert ana.is_told == wording.wanted(time(20))
    assert focus_wording.EVENING_CARD not in ana.buttons
    await lives_through_a_block(ana)
    assert focus_wording.EVENING_CARD not in ana.buttons
    await town.passes(hours=10)
    assert ana.sees == ASKS


async def test_whoever_lets_it_pass_is_not_asked_a_second_time_and_gets_no_card(town: Town, ana: Human) -> None:
    for _ in range(2):
        await lives_through_a_block(ana)
    await ana.presses("Skip")
    await lives_through_a_block(ana)
    assert focus_wording.EVENING_CARD not in ana.buttons
    await town.passes(days=2)
    assert wording.ASKS not in ana.buzzes


async def test_it_does_not_stand_beside_a_sentence_that_was_written(ana: Human) -> None:
    await lives_through_a_block(ana)
    await lives_through_a_block(ana, "wrote one test")
    assert ana.sees == "Saved."


async def test_a_block_that_was_stopped_offers_nothing(town: Town, ana: Human) -> None:
    await lives_through_a_block(ana)
    await ana.says("/focus start 1")
    await ana.presses("Stop here")
    assert focus_wording.EVENING_CARD not in ana.buttons
    await lives_through_a_block(ana)
    assert focus_wording.EVENING_CARD in ana.buttons


async def test_what_is_written_makes_it_the_card_that_is_saved_and_that_goes_in_the_morning(
    town: Town, ana: Human
) -> None:
    await wants(ana)
    await town.passes(hours=10)
    assert ana.sees == ASKS
    await ana.presses("Write it")
    ana.fills({TASK: "loader test", READY: "mug out"})
    await ana.saves()
    assert [ana.read(card) for card in ana.messages] == [
        "Tomorrow, 9:00: loader test, 20 minutes.\nTo put ready: mug out\n[Change] [No plan]"
    ]
    assert len(ana.buzzes) == 1
    await town.passes(hours=9)
    assert len(ana.messages) == 1
    await town.passes(hours=4)
    assert [ana.read(card).splitlines()[0] for card in ana.messages] == [
        "It's 9:00: loader test, 20 minutes, if you like."
    ]


async def test_i_dont_know_is_the_smallest_thing_and_can_be_changed(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=10)
    await ana.double_clicks("I don't know")
    assert ana.sees == (
        "Then: 9:00, open the notebook, read one cell. Change it in the morning if you like.\n[Change] [No plan]"
    )
    await ana.presses("Change")
    ana.fills({TASK: "loader test"})
    await ana.saves()
    assert ana.sees.startswith("Tomorrow, 9:00: loader test, 20 minutes.")
    assert len(ana.messages) == 1
    await town.passes(hours=13)
    assert ana.sees.startswith("It's 9:00: loader test")


async def test_no_plan_is_one_plain_line_that_goes_with_the_day(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=10)
    card = ana.card.as_it_is()
    await ana.double_clicks("No plan")
    assert ana.sees == "No plan."
    for label in ("I don't know", "No plan"):
        await ana.presses(label, on=card)
        assert ana.is_told == wording.IS_OVER
    await town.passes(hours=8)
    assert ana.messages == []
    await town.passes(hours=16)
    assert ana.sees == ASKS


async def test_untouched_it_is_gone_when_the_next_day_begins(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=17, minutes=59)
    assert ana.sees == ASKS
    await town.passes(minutes=1)
    assert ana.messages == []


async def test_a_plan_that_is_there_is_the_evening_card(town: Town, ana: Human) -> None:
    await wants(ana)
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test", READY: "mug out"})
    await ana.saves()
    await town.passes(hours=10)
    assert len(ana.messages) == 1
    assert ana.sees.startswith("Tomorrow, 9:00: loader test, 20 minutes.\nTo put ready: mug out\n[Change] [No plan]")
    assert len(ana.buzzes) == 2
    await town.passes(hours=13)
    assert ana.sees.startswith("It's 9:00: loader test")
    assert len(ana.messages) == 1


async def test_a_plan_of_every_night_that_comes_after_the_evening_card_is_there_for_tomorrow_too(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test", plans_wording.TIME_BOX: "21:00", plans_wording.DAYS_BOX: ["Monday", "Tuesday"]})
    await ana.saves()
    await wants(ana)
    await town.passes(hours=10)
    assert ana.sees.startswith("Monday and Tuesday, 21:00: loader test")


async def test_what_was_planned_meanwhile_is_opened_by_write_it_and_stands_there_once(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=10)
    card = ana.card
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test"})
    await ana.saves()
    await ana.presses("Write it", on=card)
    assert ana.form[TASK] == "loader test"
    ana.fills({TASK: "read the plot"})
    await ana.saves()
    assert [ana.read(card).splitlines()[0] for card in ana.messages] == ["Tomorrow, 9:00: read the plot, 20 minutes."]


async def test_before_a_day_of_rest_nothing_is_asked_unless_something_is_planned(town: Town, ana: Human) -> None:
    await wants(ana)
    asked = []
    for _ in range(7):
        await town.passes(hours=10)
        asked.append(bool(ana.messages))
        await town.passes(hours=14)
        await ana.opens_home()  # whoever looks is there, so it does not go quiet
    assert asked == [True, True, True, True, False, False, True]  # Monday first; the weekend rests


async def test_it_comes_at_their_own_time_or_not_at_all(town: Town, ana: Human) -> None:
    await wants(ana, time(21, 30))
    await town.passes(hours=11, minutes=29)
    assert ana.messages == []
    await town.passes(minutes=1)
    assert ana.sees == ASKS
    await wants(ana, None)
    await town.settles()
    assert ana.sees == "No plan."
    await town.passes(days=2)
    assert ana.messages == []


async def test_after_midnight_it_is_too_late_for_it(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.sleeps(hours=14, minutes=1)
    await town.settles()
    assert ana.messages == []


async def test_the_week_stands_behind_a_button_and_only_where_something_was_kept(town: Town, ana: Human) -> None:
    await wants(ana, None, look_back=4)
    await lives_through_a_block(ana, "wrote one test")
    await town.passes(days=4, hours=6)
    assert ana.sees == f"{wording.WEEK}\n[{wording.READ}]"
    assert not any("wrote" in reading.words_in(card.blocks) + card.text for card in ana.messages)
    await town.passes(hours=12)
    assert wording.WEEK not in ana.sees
    before = len(ana.buzzes)
    await town.passes(days=7)
    assert len(ana.buzzes) == before


async def test_after_three_without_an_answer_it_goes_quiet_and_says_hello_on_return(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(days=9)
    assert len(ana.buzzes) == 4  # the first came on a day on which they had pressed something
    assert ana.messages == []
    await ana.opens_home()
    await town.passes(minutes=1)
    assert ana.sees == f"{wording.HELLO}\n{wording.COMES_AGAIN}\n[Start] [Plan] [Not today]"
    await ana.presses("Not today")
    assert ana.sees == "Ready when you are."
    await town.passes(hours=10)
    assert ana.sees == ASKS


@pytest.mark.parametrize("command", ["/focus start 20", "/focus plan"])
async def test_whoever_returns_by_starting_is_not_greeted_beside_the_block(
    town: Town, ana: Human, command: str
) -> None:
    await wants(ana)
    await town.passes(days=9)
    await ana.says(command)
    await town.passes(minutes=1)
    greeted = [card for card in ana.messages if wording.HELLO in ana.read(card)]
    assert bool(greeted) is (command == "/focus plan")
    await town.passes(hours=3)
    assert not [card for card in ana.messages if wording.HELLO in ana.read(card)]


async def test_deleting_everything_ends_the_evenings(town: Town, ana: Human) -> None:
    await wants(ana, look_back=2)
    await ana.says("/focus delete")
    await ana.presses("Delete everything", on=ana.answer)
    async with town.bot.database.transaction() as session:
        assert list(await session.scalars(select(Prompt))) == []
    await town.passes(days=8)
    assert ana.buzzes == []
