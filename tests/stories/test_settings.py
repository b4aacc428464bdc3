"""The settings: opened from two places, saved, shown as they are, and kept open with their words when in doubt."""

import pytest

from bot.focus import wording as focus_wording
from bot.journal import wording as journal_wording
from bot.patience import COMMIT_SECONDS
from bot.people.rules import CHOICES, Keeping
from bot.preferences import wording
from bot.preferences.cards import OPEN
from bot.streaks import wording as days
from sandbox import Fault
from tests.stories.test_care import HEAVY, SENTENCE
from tests.support import reading
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import database_held

PHRASE, OBJECT, READY = wording.OWN.values()
AT_FIRST = {
    wording.USUAL: "20 minutes",
    wording.SETTLING: "5 minutes",
    PHRASE: "",
    OBJECT: "",
    READY: "",
    wording.EVENING: "None",
    wording.LOOK_BACK: "None",
    days.MODE: "This stretch and the total",
    days.PICTURE: "A meadow, a plant for each day",
    wording.REST: "Saturday, Sunday",
    wording.SPARES: "2 days",
    wording.DAY_START: "4:00",
    wording.KEEPING: wording.ASK_ME,
    wording.COUNTRY: wording.NO_COUNTRY,
}
CHOSEN = {
    wording.USUAL: "10 minutes",
    wording.SETTLING: "2 minutes",
    PHRASE: "*slow* is fine",
    OBJECT: "coin",
    READY: "water\nnotebook, open",
    wording.EVENING: "21:30",
    wording.LOOK_BACK: "Friday",
    days.MODE: "The total alone",
    days.PICTURE: "Dots for this week",
    wording.REST: "Wednesday, Sunday",
    wording.SPARES: "None",
    wording.DAY_START: "12:00",
    wording.KEEPING: "Keep for 7 days",
    wording.COUNTRY: "New Zealand",
}


async def opens(human: Human) -> dict[str, str]:
    await human.says("/focus settings")
    return human.form


async def saves(human: Human, **fields: str) -> None:
    await opens(human)
    human.fills(fields)
    await human.saves()


def calls(town: Town, method: str) -> int:
    return len([call for call in town.log if call.method == method])


async def test_everything_stands_there_as_it_is_and_can_be_left_so(ana: Human) -> None:
    assert await opens(ana) == AT_FIRST
    await ana.saves()
    assert ana.outcome.ok
    assert not ana.has_modal
    assert await opens(ana) == AT_FIRST


async def test_what_was_saved_stands_there_the_next_time_and_nothing_is_said(ana: Human) -> None:
    await opens(ana)
    ana.fills(CHOSEN)
    await ana.saves()
    assert (ana.outcome.ok, ana.has_modal) == (True, False)
    assert (ana.messages, ana.answers, ana.buzzes) == ([], [], [])
    assert await opens(ana) == CHOSEN


async def test_one_persons_settings_are_not_anothers(ana: Human, ben: Human) -> None:
    await saves(ana, **CHOSEN)
    assert await opens(ben) == AT_FIRST


async def test_the_quiet_minutes_of_the_next_block_are_those_that_were_set(ana: Human) -> None:
    await saves(ana, settling="1 minute")
    await ana.says("/focus start 20 loader test")
    assert ana.sees.startswith("One quiet minute, until 10:01.")


async def test_an_emptied_box_is_empty_the_next_time(ana: Human) -> None:
    await saves(ana, **CHOSEN)
    await saves(ana, phrase="", ready_list="  \n ")
    assert await opens(ana) == CHOSEN | {PHRASE: "", READY: ""}


async def test_a_modal_left_open_takes_nothing_back_that_changed_meanwhile(ana: Human) -> None:
    await opens(ana)
    ana.fills({OBJECT: "coin"})
    for _ in range(2):
        await ana.says("/focus start 20")
        await ana.presses(focus_wording.SKIP_TO_THE_TASK)
        await ana.presses(focus_wording.STOP_HERE)
    await ana.saves()
    assert await opens(ana) == AT_FIRST | {OBJECT: "coin", wording.SETTLING: "None"}


@pytest.mark.parametrize(
    ("label", "words", "said"),
    [
        (PHRASE, "x" * 151, "room for 150 characters and this is 151"),
        (OBJECT, "x" * 41, "room for 40 characters and"),
        (READY, "word " * 300, "room for 300 characters and this is 1,499"),
    ],
)
async def test_too_many_words_keep_the_modal_open_with_them_and_change_nothing(
    ana: Human, label: str, words: str, said: str
) -> None:
    await saves(ana, **(CHOSEN | {label: words}))
    (box,) = ana.outcome.errors
    assert reading.box(ana.modal, label)["block_id"] == box
    assert said in ana.outcome.errors[box]
    assert ana.form == CHOSEN | {label: words}
    await ana.town.workspace.close(ana.user, ana.modal.id)
    assert await opens(ana) == AT_FIRST


async def test_every_box_that_is_too_full_says_so_at_once(ana: Human) -> None:
    await saves(ana, phrase="x" * 1000, object="x" * 1000)
    assert set(ana.outcome.errors) == {"phrase", "object"}
    ana.fills({PHRASE: "slow is fine", OBJECT: "x" * 40})
    await ana.saves()
    assert not ana.has_modal


async def test_how_long_sentences_are_kept_is_not_asked_of_whoever_has_chosen(town: Town, ana: Human) -> None:
    await saves(ana, keeping="Keep for 30 days")
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(focus_wording.WRITE_IT)
    assert journal_wording.kept_as(Keeping.MONTH) in ana.read(ana.modal)
    await ana.writes("okay")
    assert ana.sees == "Saved."


async def test_whoever_has_chosen_can_choose_otherwise_and_not_be_asked_anew(ana: Human) -> None:
    await saves(ana, keeping="Keep for 30 days")
    await opens(ana)
    options = reading.box(ana.modal, wording.KEEPING)["element"]["options"]
    assert [option["text"]["text"] for option in options] == list(map(journal_wording.keep_for, CHOICES))


async def test_a_country_that_was_chosen_can_be_taken_back(ana: Human) -> None:
    await saves(ana, country="Latvia")
    await saves(ana, country=wording.NO_COUNTRY)
    assert await opens(ana) == AT_FIRST


async def test_the_home_tab_opens_them_and_is_drawn_when_they_are_saved(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(wording.SETTINGS, on=ana.home)
    ana.fills(CHOSEN)
    drawn = calls(town, "views.publish")
    await ana.saves()
    assert calls(town, "views.publish") == drawn + 1
    assert await opens(ana) == CHOSEN


async def test_nothing_is_posted_where_they_were_opened(town: Town, ana: Human) -> None:
    await ana.says("/focus settings", where=GENERAL)
    ana.fills(CHOSEN)
    await ana.saves()
    assert calls(town, "chat.postMessage") == 0


async def test_under_every_box_for_words_is_a_person_to_talk_to(ana: Human) -> None:
    await opens(ana)
    assert reading.labels(ana.modal) == ["Talk to a person"] * 3
    for place, block in enumerate(ana.modal.blocks):
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            assert "No person is alerted by this." in reading.text_of(ana.modal.blocks[place + 1 :][:1], ana.zone)
    await ana.presses("Talk to a person", on=ana.modal)
    assert "findahelpline.com" in ana.read(ana.modal)


@pytest.mark.parametrize("label", [PHRASE, OBJECT, READY])
async def test_an_explicit_sentence_is_met_with_the_card_and_nothing_is_saved(ana: Human, label: str) -> None:
    await saves(ana, **(CHOSEN | {label: SENTENCE}))
    assert HEAVY in ana.read(ana.modal)
    await ana.town.workspace.close(ana.user, ana.modal.id)
    assert await opens(ana) == AT_FIRST


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
async def test_a_database_that_is_held_keeps_the_modal_open_with_its_words(town: Town, ana: Human) -> None:
    await opens(ana)
    ana.fills(CHOSEN)
    with database_held(town):
        await ana.submits()
    assert "press Save once more" in ana.outcome.errors["usual"]
    assert ana.form == CHOSEN
    await ana.saves()
    assert await opens(ana) == CHOSEN


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
@pytest.mark.parametrize("door", ["command", "home"])
async def test_a_database_that_is_held_is_answered_in_time_for_the_trigger(town: Town, ana: Human, door: str) -> None:
    await ana.opens_home()
    with database_held(town):
        if door == "command":
            await town.workspace.command(ana.user, ana.dm, "/focus settings")
            assert "my side" in ana.is_told
        else:
            await town.workspace.press(ana.user, None, None, OPEN, view_id=ana.home.id)
            assert "my side" in ana.read(ana.modal)
            await town.workspace.close(ana.user, ana.modal.id)
    assert await opens(ana) == AT_FIRST


async def test_a_modal_that_slack_will_not_open_is_answered(town: Town, ana: Human) -> None:
    town.workspace.faults = lambda call: Fault.error("expired_trigger_id") if call.method == "views.open" else None
    await ana.says("/focus settings")
    assert "my side" in ana.is_told


async def test_the_morning_after_a_smaller_day_the_settings_show_the_draft_as_it_is_now(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.says("smaller")
    await town.passes(days=1)
    await ana.says("/focus settings")
    assert ana.form["Usual length of a block"] == "10 minutes"
