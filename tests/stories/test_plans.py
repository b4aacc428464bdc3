"""Planning a morning, and the morning: the modal, the card that says it is saved, the card at its time, and its end."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.mornings import wording as mornings
from bot.patience import COMMIT_SECONDS
from bot.plans import cards, wording
from bot.plans.rules import Box
from bot.plans.tables import Plan
from bot.prompts.tables import Prompt
from tests.stories.test_care import HEAVY, SENTENCE
from tests.support import reading
from tests.support.people import BEN, Human, Town
from tests.support.trouble import database_held

TASK = wording.BOXES[Box.TASK]
AFTER, READY = wording.BOXES[Box.AFTER], wording.BOXES[Box.READY]


async def plans(human: Human, **boxes: str | Sequence[str]) -> None:
    """Open the modal and save it with these in its boxes."""
    await human.says("/focus plan")
    human.fills(boxes)
    await human.saves()


async def test_the_night_before_and_the_morning(town: Town, ana: Human) -> None:
    await ana.says("/focus plan")
    assert ana.form == {
        TASK: "",
        wording.DONT_KNOW_BOX: "",
        wording.DATE_BOX: "2027-03-02",
        wording.TIME_BOX: "09:00",
        wording.SIZE_BOX: "20 minutes",
        wording.WHOM_BOX: "",
        AFTER: "",
        READY: "",
        wording.DAYS_BOX: "",
    }
    ana.fills({TASK: "loader test", AFTER: "the coffee is made", READY: "coin by the keyboard"})
    await ana.saves()
    assert not ana.has_modal
    assert ana.sees.startswith(
        "Tomorrow, 9:00 and the coffee is made: loader test, 20 minutes.\n"
        "To put ready: coin by the keyboard\n[Change] [No plan]\nI'm software that times small blocks."
    )
    await town.passes(hours=23, minutes=5)
    assert len(ana.messages) == 1
    assert ana.sees == (
        "When it's 9:00 and the coffee is made: loader test, 20 minutes.\n"
        "To put ready: coin by the keyboard\n[Start] [Smaller] [Later] [Not today]"
    )
    assert "loader" not in " ".join(ana.buzzes)
    await ana.presses("Start")
    assert ana.sees.startswith("Five quiet minutes, until 9:10. Then loader test, until 9:25.")
    assert [ana.read(card) for card in ana.messages[:-1]] == ["Begun."]
    await town.passes(hours=1)
    assert "Begun." not in [ana.read(card) for card in ana.messages]


async def test_without_anything_filled_in_it_is_one_small_thing_at_nine(town: Town, ana: Human) -> None:
    await plans(ana)
    assert ana.sees.startswith("Tomorrow, 9:00: one small thing, 20 minutes.")
    await town.passes(hours=23)
    assert ana.sees.startswith("It's 9:00: one small thing, 20 minutes, if you like.")


async def test_i_dont_know_is_an_answer_and_words_that_stand_there_win(ana: Human) -> None:
    await plans(ana, **{wording.DONT_KNOW_BOX: [wording.DONT_KNOW]})
    assert ana.sees.startswith("Tomorrow, 9:00: open the notebook, read one cell, 20 minutes.")
    await plans(ana, **{TASK: "loader test", wording.DONT_KNOW_BOX: [wording.DONT_KNOW]})
    assert ana.sees.startswith("Tomorrow, 9:00: loader test, 20 minutes.")


async def test_the_second_time_it_opens_what_is_planned_and_the_card_that_stands_changes(
    town: Town, ana: Human
) -> None:
    await plans(ana, **{TASK: "loader test", wording.TIME_BOX: "10:30", wording.SIZE_BOX: "10 minutes"})
    await ana.says("/focus plan")
    assert (ana.form[TASK], ana.form[wording.TIME_BOX], ana.form[wording.SIZE_BOX]) == (
        "loader test", "10:30", "10 minutes",
    )  # fmt: skip
    ana.fills({TASK: "read the plot", wording.TIME_BOX: "11:00"})
    await ana.saves()
    assert [ana.read(card).splitlines()[0] for card in ana.messages] == ["Tomorrow, 11:00: read the plot, 10 minutes."]
    await town.passes(hours=24, minutes=45)
    assert ana.sees.startswith("Today, 11:00")
    await town.passes(minutes=15)
    assert ana.sees.startswith("It's 11:00: read the plot, 10 minutes")


async def test_several_can_be_planned_and_the_next_one_is_drafted_at_the_last_time(ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.TIME_BOX: "10:30"})
    await ana.says("/focus plan")
    await ana.presses(wording.ANOTHER, on=ana.modal)
    assert (ana.form[TASK], ana.form[wording.TIME_BOX]) == ("", "10:30")
    ana.fills({TASK: "read the plot", wording.TIME_BOX: "14:00"})
    await ana.saves()
    assert [ana.read(card).splitlines()[0] for card in ana.messages] == [
        "Tomorrow, 10:30: loader test, 20 minutes.",
        "Tomorrow, 14:00: read the plot, 20 minutes.",
    ]


@pytest.mark.parametrize("on", ["card", "modal"])
async def test_no_plan_takes_it_back_and_nothing_comes(town: Town, ana: Human, on: str) -> None:
    await plans(ana, **{TASK: "loader test"})
    if on == "modal":
        await ana.presses(wording.CHANGE)
        await ana.presses(wording.NO_PLAN, on=ana.modal)
        assert "No plan." in ana.read(ana.modal)
    else:
        await ana.double_clicks(wording.NO_PLAN)
    assert ana.sees == "No plan."
    await town.passes(days=3)
    assert ana.messages == []
    assert len(ana.buzzes) == 1


async def test_a_time_that_is_past_stays_in_the_modal_with_a_sentence_under_its_box(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.DATE_BOX: "2027-03-01", wording.TIME_BOX: "09:59"})
    assert ana.outcome.errors == {cards.AT: wording.PASSED}
    assert ana.form[TASK] == "loader test"
    ana.fills({wording.TIME_BOX: "10:01"})
    await ana.saves()
    assert ana.sees.startswith("Today, 10:01: loader test, 20 minutes.")
    await town.passes(minutes=1)
    assert ana.sees.startswith("It's 10:01: loader test")


@pytest.mark.parametrize(("box", "room"), [(Box.TASK, 150), (Box.AFTER, 150), (Box.READY, 300)])
async def test_too_many_words_keep_the_modal_open_with_them(ana: Human, box: Box, room: int) -> None:
    await plans(ana, **{wording.BOXES[box]: "x" * (room + 1)})
    assert set(ana.outcome.errors) == {box.value}
    assert f"room for {room} characters and this is {room + 1}" in ana.outcome.errors[box.value]
    assert ana.form[wording.BOXES[box]] == "x" * (room + 1)
    assert ana.messages == []
    ana.fills({wording.BOXES[box]: "x" * room})
    await ana.saves()
    assert not ana.has_modal


async def test_under_every_box_for_words_is_a_person_to_talk_to(ana: Human) -> None:
    await ana.says("/focus plan")
    assert reading.labels(ana.modal) == ["Talk to a person"] * 3


@pytest.mark.parametrize("box", [*Box])
async def test_an_explicit_sentence_is_met_with_the_card_and_nothing_is_planned(ana: Human, box: Box) -> None:
    await plans(ana, **{wording.BOXES[box]: SENTENCE})
    assert HEAVY in ana.read(ana.modal)
    assert ana.messages == []


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
async def test_a_database_that_is_held_keeps_the_modal_open_with_its_words(town: Town, ana: Human) -> None:
    await ana.says("/focus plan")
    ana.fills({TASK: "loader test"})
    with database_held(town):
        await ana.submits()
    assert "press Save once more" in next(iter(ana.outcome.errors.values()))
    assert ana.form[TASK] == "loader test"
    await ana.saves()
    assert ana.sees.startswith("Tomorrow, 9:00: loader test")


async def test_the_shortcut_opens_the_same(town: Town, ana: Human) -> None:
    await town.workspace.shortcut(ana.user, "plan_tomorrow")
    ana.fills({TASK: "loader test"})
    await ana.saves()
    assert ana.sees.startswith("Tomorrow, 9:00: loader test")


async def test_untouched_it_is_gone_after_an_hour_and_nothing_else_comes(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=23, minutes=59)
    assert "loader test" in ana.sees
    await town.passes(minutes=1)
    assert ana.messages == []
    assert len(ana.buzzes) == 2
    await town.passes(days=7)
    assert ana.messages == []
    assert len(ana.buzzes) == 2
    assert await plans_kept(town) == []


async def test_each_way_on_leaves_one_plain_line_without_words_until_the_hour_is_over(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", READY: "mug"})
    await town.passes(hours=23)
    await ana.double_clicks("Not today")
    assert [ana.read(card) for card in ana.messages] == ["Not today."]
    assert "loader" not in reading.words_in(ana.card.blocks) + ana.card.text
    assert await plans_kept(town) == []
    await town.passes(hours=1)
    assert ana.messages == []


async def test_smaller_goes_down_to_one_word_and_starting_there_begins_it(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=23)
    await ana.double_clicks("Smaller")
    assert ana.sees.startswith("It's 9:00: loader test, 10 minutes, if you like.")
    await ana.presses("Smaller")
    assert ana.sees.startswith("It's 9:00: loader test, 5 minutes, if you like.")
    assert ana.buttons == ["Sit", "Task", "Smaller", "Not today", "Later"]
    await ana.presses("Smaller")
    assert ana.sees.startswith("It's 9:00: loader test, 2 minutes, if you like.")
    await ana.presses("Smaller")
    assert ana.sees.startswith("It's 9:00: one slow breath, ten seconds, if you like.")
    await ana.presses("Smaller")
    assert ana.sees.startswith("It's 9:00: one word, typed here, if you like.")
    assert ana.buttons == ["Start", "Later", "Not today"]
    await ana.presses("Start")
    assert ana.sees.startswith("One word, typed here. Okay is one.")


async def test_five_minutes_are_for_sitting_or_for_the_task(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.SIZE_BOX: "5 minutes"})
    await town.passes(hours=23)
    await ana.presses("Sit")
    assert ana.sees.startswith("Five quiet minutes, until 9:05. That's all of it.")


async def test_a_planned_size_changes_no_draft_and_a_smaller_one_chosen_on_the_card_does(
    town: Town, ana: Human
) -> None:
    await plans(ana, **{wording.SIZE_BOX: "10 minutes"})
    await town.passes(hours=23)
    await ana.presses("Start")
    await ana.presses("Stop here")
    await plans(ana)
    assert "20 minutes" in ana.sees
    await town.passes(hours=24)
    await ana.presses("Smaller")
    await ana.presses("Start")
    await ana.presses("Stop here")
    await town.passes(days=1)
    await ana.says("/focus plan")
    assert ana.form[wording.SIZE_BOX] == "10 minutes"


@pytest.mark.parametrize(("label", "minutes"), [(mornings.QUARTER, 15), (mornings.HOUR, 60)])
async def test_later_brings_the_card_once_more(town: Town, ana: Human, label: str, minutes: int) -> None:
    await plans(ana, **{TASK: "loader test", AFTER: "the coffee is made."})
    await town.passes(hours=23)
    await ana.presses("Later")
    assert ana.buttons == ["15 minutes", "1 hour", "Choose a time", "Not today", "Start"]
    await ana.double_clicks(label)
    clock = f"{9 + minutes // 60}:{minutes % 60:02}"
    assert ana.sees == f"Later, at {clock}."
    await town.passes(minutes=minutes)
    assert ana.sees.startswith(f"When it's {clock} and the coffee is made: loader test, 20 minutes.")
    await ana.presses("Start")
    assert ana.sees.startswith("Five quiet minutes")
    await town.passes(hours=2)
    assert len(await plans_kept(town)) == 0


async def test_a_time_of_their_own_for_later_and_one_that_is_past(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=23)
    await ana.presses("Later")
    await ana.presses("Choose a time")
    assert ana.form == {"Time": "09:30"}
    ana.fills({"Time": "08:00"})
    await ana.saves()
    assert ana.outcome.errors == {"at": wording.PASSED}
    ana.fills({"Time": "16:20"})
    await ana.saves()
    assert ana.sees == "Later, at 16:20."
    await town.passes(hours=7, minutes=20)
    assert ana.sees.startswith("It's 16:20: loader test, 20 minutes, if you like.")
    assert len(ana.messages) == 1


async def test_a_modal_for_later_that_was_left_open_does_nothing_once_the_card_is_over(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=23)
    await ana.presses("Later")
    await ana.presses("Choose a time")
    await town.passes(hours=1)
    ana.fills({"Time": "16:20"})
    await ana.saves()
    assert "That card is over." in ana.read(ana.modal)
    await town.passes(hours=10)
    assert ana.messages == []


async def test_with_somebody_to_mentor_a_chat_can_be_begun_instead(town: Town, ana: Human, ben: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.WHOM_BOX: BEN})
    assert "To mentor: @someone." in ana.sees
    await town.passes(hours=23)
    assert "Or a chat with @someone." in ana.sees
    assert ana.buttons == ["Start", "Smaller", "Later", "Not today", "Chat"]
    await ana.presses("Chat")
    assert ana.sees.startswith("Chat with @someone, until 9:15.")
    assert ben.messages == []


async def test_the_ready_list_stands_above_the_buttons_with_the_line_of_the_plan(town: Town, ana: Human) -> None:
    await ana.says("/focus settings")
    ana.fills({"ready_list": "water"})
    await ana.saves()
    await plans(ana, **{READY: "coin by the keyboard"})
    await town.passes(hours=23)
    assert ana.sees.splitlines()[1:3] == ["To put ready: water", "To put ready: coin by the keyboard"]


async def test_every_week_on_the_days_that_are_ticked(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.DAYS_BOX: ["Tuesday", "Thursday"]})
    assert ana.sees.startswith("Tuesday and Thursday, 9:00: loader test, 20 minutes.")
    seen = []
    for _ in range(10):
        await town.passes(hours=23, minutes=30)
        seen.append(bool(ana.messages) and ana.sees.startswith("It's 9:00"))
        if seen[-1]:
            await ana.presses("Not today")
        await town.passes(minutes=30)
    assert seen == [True, False, True, False, False, False, False, True, False, True]


async def test_one_of_every_morning_is_the_plan_for_tomorrow_also_before_its_card_of_today(
    town: Town, ana: Human
) -> None:
    await plans(ana, **{TASK: "loader test", wording.DAYS_BOX: ["Tuesday", "Wednesday"]})
    await town.passes(hours=22)
    await ana.says("/focus plan")
    assert (ana.form[TASK], ana.form[wording.DAYS_BOX]) == ("loader test", "Tuesday, Wednesday")
    await town.passes(hours=24)
    await ana.says("/focus plan")
    assert ana.form[TASK] == ""  # nothing on Thursday


async def test_nothing_comes_while_a_block_runs_nor_afterwards_instead(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=22, minutes=50)
    await ana.says("/focus start 20 read the plot")
    before = len(ana.buzzes)
    await town.passes(minutes=12)
    assert not any("loader" in ana.read(card) for card in ana.messages)
    await town.passes(hours=3)
    assert not any("loader" in ana.read(card) for card in ana.messages)
    assert len(ana.buzzes) == before + 2  # the switch, and the end


async def test_after_an_outage_the_card_says_for_when_it_was(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", AFTER: "the coffee is made"})
    await town.sleeps(hours=23, minutes=40)
    await town.settles()
    assert ana.sees.startswith("Planned for 9:00: loader test, 20 minutes.")
    await town.passes(minutes=60)
    assert ana.messages == []


async def test_an_outage_of_more_than_an_hour_brings_nothing_and_forgets_the_plan(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.sleeps(hours=25)
    await town.settles()
    await town.passes(days=1)
    assert ana.messages == []
    assert await plans_kept(town) == []


async def test_whoever_travels_has_nine_o_clock_where_they_are(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await ana.moves_to("America/New_York")
    assert ana.sees.startswith("Tomorrow, 9:00: loader test")
    await town.passes(hours=28, minutes=59)
    assert not ana.sees.startswith("It's")
    await town.passes(minutes=1)
    assert ana.sees.startswith("It's 9:00: loader test")


async def test_a_press_on_an_old_drawing_is_answered_with_where_things_stand(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await town.passes(hours=23)
    old = ana.card.as_it_is()
    await ana.presses("Start")
    before = ana.sees
    for label in ("Start", "Smaller", "Later", "Not today"):
        await ana.presses(label, on=old)
        assert ana.is_told.startswith("Quiet until 9:05.")
    assert ana.sees == before


async def test_deleting_everything_takes_the_plan_with_it(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test"})
    await ana.says("/focus delete")
    await ana.presses("Delete everything", on=ana.answer)
    assert await plans_kept(town) == []
    assert "loader" not in reading.words_in([card.blocks for card in ana.messages])
    await town.passes(days=2)
    assert len(ana.buzzes) == 1


async def test_a_typed_plan_is_answered_with_the_button_and_beside_a_block_with_nothing_new(
    town: Town, ana: Human
) -> None:
    await ana.says("plan")
    assert ana.buttons == ["Plan"]
    await ana.presses("Plan")
    ana.fills({TASK: "loader test"})
    await ana.saves()
    assert ana.sees.startswith("Tomorrow, 9:00: loader test")
    await ana.says("/focus start 20")
    before = len(ana.messages)
    await ana.says("plan")
    assert len(ana.messages) == before


async def test_the_card_of_a_plan_that_is_months_ahead_goes_when_its_time_comes(town: Town, ana: Human) -> None:
    await plans(ana, **{TASK: "loader test", wording.DATE_BOX: "2027-04-10"})
    assert ana.sees.startswith("Saturday, 10 April, 9:00: loader test, 20 minutes.")
    await town.passes(days=39, hours=22, minutes=5)
    assert len(ana.messages) == 1
    assert ana.sees.startswith("It's 9:00: loader test")


async def plans_kept(town: Town) -> list[object]:
    async with town.bot.database.transaction() as session:
        found = [*(await session.scalars(select(Plan))), *(await session.scalars(select(Prompt)))]
    return list(found)
