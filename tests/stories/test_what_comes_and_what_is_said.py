"""What comes by itself says what is true when it is read, wherever it is pressed and whatever was done meanwhile."""

from datetime import time

from bot.evenings import wording
from bot.focus import wording as focus_wording
from bot.outbox.kinds import State
from bot.plans import wording as plans_wording
from bot.plans.rules import Box
from tests.stories.test_chats import asks as asks_for_a_chat
from tests.stories.test_evening import lives_through_a_block, wants
from tests.stories.test_plans import plans
from tests.support import reading
from tests.support.people import ANA, Human, Town

TASK = plans_wording.BOXES[Box.TASK]


async def test_an_evening_card_is_wanted_from_the_home_tab_and_said_there(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await lives_through_a_block(ana)
    await lives_through_a_block(ana)
    await ana.presses(focus_wording.EVENING_CARD, on=ana.home)
    assert ana.read(ana.modal) == wording.wanted(time(20))
    assert focus_wording.EVENING_CARD not in reading.labels(ana.home)


async def test_no_plan_on_the_card_that_asks_says_it_only_where_there_is_none(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=10)
    card = ana.card
    await plans(ana, **{TASK: "loader test"})
    await ana.presses("No plan", on=card)
    assert [ana.read(one).splitlines()[0] for one in ana.messages] == ["Tomorrow, 9:00: loader test, 20 minutes."]
    await ana.presses("No plan")
    assert [ana.read(one) for one in ana.messages] == ["No plan."]
    await town.passes(hours=13)
    assert ana.messages == []


async def test_tomorrow_is_today_from_midnight_on(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    assert ana.sees.startswith("Tomorrow, 9:00: loader test")
    await town.passes(hours=14)
    assert ana.sees.startswith("Today, 9:00: loader test, 20 minutes.")
    assert len(ana.buzzes) == 1


async def test_a_card_that_is_gone_is_not_drawn_again(town: Town, ana: Human) -> None:
    await wants(ana)
    await town.passes(hours=20)
    assert ana.messages == []
    await wants(ana, None)
    await town.settles()
    assert [row.occurrence for row in await town.rows() if row.state == State.SET_ASIDE] == []


async def test_a_chat_is_kept_before_a_plan_of_the_same_moment(town: Town, ana: Human, ben: Human) -> None:
    for at in ("09:00", "09:20", "10:00"):
        await ana.says("/focus plan")
        if ana.form[TASK]:
            await ana.presses(plans_wording.ANOTHER, on=ana.modal)
        ana.fills({TASK: f"test {at}", plans_wording.TIME_BOX: at})
        await ana.saves()
    await asks_for_a_chat(ana, day="Tuesday", at="10:00")
    await town.passes(hours=24)
    assert ana.sees.startswith("It's 10:00: the chat with")
    assert not any("test 10:00" in ana.read(card) for card in ana.messages)


async def test_a_plan_of_every_week_is_ended_by_a_button_that_says_so(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", plans_wording.DAYS_BOX: ["Tuesday", "Thursday"]})
    assert ana.buttons == ["Change", "End it"]
    await ana.presses("End it")
    assert ana.sees == "No plan."


async def test_whoever_names_themselves_to_mentor_is_told_so_and_keeps_the_modal(ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", plans_wording.WHOM_BOX: ANA})
    assert list(ana.outcome.errors.values()) == [plans_wording.ONESELF]
    assert (ana.form[TASK], ana.messages) == ("loader test", [])
