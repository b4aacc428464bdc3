"""An explicit sentence about dying, at every door: the card, no timer, no record (CARE 4, 5)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.care import wording
from bot.focus import wording as focus_wording
from bot.people.rules import Keeping
from sandbox import Fault
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import cared_for, without_its_database

pytestmark = pytest.mark.held

SENTENCE = "I don't want to be here anymore"
HEAVY = "That sounds heavy, and I'm a timer."


async def in_a_closing_block(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=20)
    await ana.presses(focus_wording.WRITE_IT)


async def test_a_command_is_answered_with_the_card_and_the_timer_stops(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.says(f"/focus start {SENTENCE}", where=GENERAL)
    assert HEAVY in ana.is_told
    assert wording.KEEP not in ana.is_told
    await cared_for(town)
    assert ana.sees.startswith("A block, ")
    await town.passes(days=2)
    assert len(ana.buzzes) == 1


async def test_a_sentence_in_the_modal_is_met_with_the_card_and_not_saved(town: Town, ana: Human) -> None:
    await in_a_closing_block(town, ana)
    await ana.writes(SENTENCE, keep="Keep until I delete")
    assert HEAVY in ana.read(ana.modal)
    await cared_for(town)
    async with town.bot.database.transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM sentence"))).scalar_one() == 0
        assert (await session.execute(text("SELECT keeping FROM person"))).scalar_one() is None


async def test_the_sentence_is_kept_if_she_presses_keep(town: Town, ana: Human) -> None:
    await in_a_closing_block(town, ana)
    await ana.writes(SENTENCE, keep="Keep for 7 days")
    await cared_for(town)
    await ana.presses(wording.KEEP, on=ana.modal)
    assert ana.read(ana.modal) == "Saved."
    async with town.bot.database.transaction() as session:
        assert (await session.execute(text("SELECT keeping FROM person"))).scalar_one() == str(Keeping.WEEK)


async def test_a_line_in_the_messages_is_answered_once_with_the_card(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.says(SENTENCE)
    await cared_for(town)
    assert HEAVY in ana.sees
    assert SENTENCE not in ana.sees
    assert len(ana.messages) == 2


async def test_meant_otherwise_she_can_start_the_rest(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=8)
    await ana.says(SENTENCE)
    await cared_for(town)
    await ana.presses(wording.SOMETHING_ELSE)
    assert ana.sees == f"{wording.THANKS}\n[{wording.START_THE_REST}]"
    await ana.presses(wording.START_THE_REST)
    assert "until 10:20." in ana.sees


async def test_the_same_sentence_brings_no_second_card_when_meant_otherwise(town: Town, ana: Human) -> None:
    await ana.says(f"/focus start {SENTENCE}")
    await cared_for(town)
    await ana.presses(wording.SOMETHING_ELSE, on=ana.answer)
    await ana.says(f"/focus start {SENTENCE}")
    assert SENTENCE in ana.sees


async def test_the_same_sentence_is_known_again_at_another_door(town: Town, ana: Human) -> None:
    await ana.says(f"/focus start 20 {SENTENCE}")
    await cared_for(town)
    await ana.presses(wording.SOMETHING_ELSE, on=ana.answer)
    await ana.says(f"/focus done {SENTENCE}")
    assert HEAVY not in ana.is_told


async def test_a_post_that_slack_refuses_for_now_is_tried_until_it_is_heard(town: Town, ana: Human) -> None:
    refused = iter([Fault.rate_limited(1)])
    town.workspace.faults = lambda call: next(refused, None) if call.method == "chat.postMessage" else None
    await ana.says(SENTENCE)
    await cared_for(town)
    assert HEAVY in ana.sees


async def test_a_block_begun_after_the_card_is_not_stopped_by_it(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    with without_its_database(town):
        await town.workspace.message(ana.user, ana.dm, SENTENCE)
    await cared_for(town)
    town.clock.passes(timedelta(seconds=1))
    await ana.says("/focus start 20 another")
    assert "another" in ana.sees


async def test_pressing_talk_to_a_person_beside_words_in_a_box_shows_people_and_stops_nothing(
    town: Town, ana: Human
) -> None:
    await in_a_closing_block(town, ana)
    ana_state = {"sentence": {"sentence": SENTENCE}}
    await town.workspace.press(ana.user, None, None, "care.talk", view_id=ana.modal.id, state=ana_state)
    await cared_for(town)
    assert "findahelpline.com" in ana.read(ana.modal)
    assert "That's the end." in ana.sees


async def test_what_happens_if_i_call_is_answered(town: Town, ana: Human) -> None:
    await ana.says(SENTENCE)
    await cared_for(town)
    await ana.presses(wording.WHAT_HAPPENS)
    assert wording.CALLING in ana.sees
    assert wording.ANY_COUNTRY in ana.sees
    assert wording.SOMETHING_ELSE in ana.buttons


async def test_asking_what_happens_takes_neither_numbers_nor_the_sentence_away(town: Town, ana: Human) -> None:
    await in_a_closing_block(town, ana)
    await ana.writes(SENTENCE, keep="Keep for 7 days")
    await ana.presses(wording.WHAT_HAPPENS, on=ana.modal)
    assert wording.CALLING in ana.read(ana.modal)
    await cared_for(town)
    await ana.presses(wording.KEEP, on=ana.modal)
    assert ana.read(ana.modal) == "Saved."


async def test_what_happens_if_i_call_is_answered_on_the_card_that_was_asked_for(ana: Human) -> None:
    await ana.says("/focus person", where=GENERAL)
    await ana.presses(wording.WHAT_HAPPENS, on=ana.answer)
    assert wording.CALLING in ana.is_told
    assert HEAVY not in ana.is_told


async def test_a_person_to_talk_to_is_there_when_asked_and_the_block_goes_on(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await ana.says("/focus person")
    assert wording.ANY_COUNTRY in ana.is_told
    await town.passes(minutes=20)
    assert "That's the end." in ana.sees


async def test_under_the_box_is_a_person_to_talk_to(town: Town, ana: Human) -> None:
    await in_a_closing_block(town, ana)
    await ana.presses("Talk to a person", on=ana.modal)
    assert "findahelpline.com" in ana.read(ana.modal)


async def test_nothing_of_it_is_in_the_database_or_the_log(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture
) -> None:
    await in_a_closing_block(town, ana)
    await ana.writes(SENTENCE, keep="Keep until I delete")
    await ana.says(SENTENCE)
    await cared_for(town)
    async with town.bot.database.transaction() as session:
        tables = (await session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))).scalars().all()
        for table in tables:
            rows = (await session.execute(text(f'SELECT * FROM "{table}"'))).all()  # noqa: S608 - names from the schema
            assert SENTENCE not in json.dumps([list(map(str, row)) for row in rows])
            assert "care" not in json.dumps([list(map(str, row)) for row in rows])
    assert SENTENCE not in caplog.text
    assert "care" not in caplog.text
