"""The line of the country somebody chose, wherever the card is shown."""

import pytest

from bot import standing
from bot.focus import wording as focus_wording
from bot.helplines.rules import shipped
from bot.helplines.wording import line
from bot.people.tables import Person
from bot.privacy import wording as privacy_wording
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import cared_for, without_its_database

pytestmark = pytest.mark.held

SENTENCE = "I don't want to be here anymore"
FIRST = next(one for one in shipped() if not one.for_grief)
NUMBER = line(FIRST)


@pytest.fixture(autouse=True)
async def chosen(town: Town, ana: Human) -> None:
    """Ana chose her country."""
    async with town.bot.database.transaction() as session:
        session.add(Person(workspace=ana.id.workspace, user=ana.user, country=FIRST.country))


async def test_it_stands_in_the_answer_to_a_command_and_to_the_question_for_a_person(ana: Human) -> None:
    await ana.says(f"/focus start {SENTENCE}", where=GENERAL)
    assert NUMBER in ana.is_told
    await ana.says("/focus person")
    assert NUMBER in ana.is_told


async def test_it_stands_on_a_card_in_the_messages(town: Town, ana: Human) -> None:
    await ana.says(SENTENCE)
    await cared_for(town)
    assert NUMBER in ana.sees


async def test_it_stands_in_a_modal_and_on_top_of_one(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(focus_wording.WRITE_IT)
    await ana.presses(standing.TALK_TO_A_PERSON, on=ana.modal)
    assert NUMBER in ana.read(ana.modal)
    await town.workspace.close(ana.user, ana.modal.id)
    await ana.writes(SENTENCE, keep="Keep for 7 days")
    assert NUMBER in ana.read(ana.modal)


async def test_somebody_who_chose_none_gets_findahelpline_alone(ben: Human) -> None:
    await ben.says("/focus person")
    assert "To talk with someone: *findahelpline.com*, for any country." in ben.is_told


async def test_while_the_database_is_away_it_is_what_was_known_before_or_none(town: Town, ana: Human) -> None:
    with without_its_database(town):
        await town.workspace.command(ana.user, ana.dm, "/focus person")
        assert "findahelpline.com*, for any country" in ana.is_told
    await ana.says("/focus person")
    assert NUMBER in ana.is_told
    with without_its_database(town):
        await town.workspace.command(ana.user, ana.dm, "/focus person")
        assert NUMBER in ana.is_told


async def test_who_deletes_everything_is_not_remembered(town: Town, ana: Human) -> None:
    await ana.says("/focus person")
    await ana.says("/focus delete")
    await ana.presses(privacy_wording.DELETE, on=ana.answer)
    with without_its_database(town):
        await town.workspace.command(ana.user, ana.dm, "/focus person")
        assert NUMBER not in ana.is_told
