"""Writing down what is owed, in the transaction of the change that owes it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.outbox.kinds import State
from bot.outbox.owing import Owed, is_first_time, owe, release
from tests.outbox.stage import ANA, CARD, PLAN, SECOND, Stage


async def owes_and_fails(stage: Stage) -> None:
    """A change that owes something and doesn't come to its end."""
    async with stage.database.transaction() as session:
        await owe(session, Owed(CARD, ANA, "card", stage.clock()))
        await session.execute(text("SELECT nothing FROM nowhere"))


async def test_a_change_that_fails_owes_nothing(stage: Stage) -> None:
    with pytest.raises(SQLAlchemyError):
        await owes_and_fails(stage)
    assert await stage.states() == []


async def test_the_loop_hears_of_what_is_owed_after_the_commit_and_only_then(stage: Stage) -> None:
    heard: list[str] = []
    stage.database.when_owed = lambda: heard.append("owed")
    async with stage.database.transaction() as session:
        await owe(session, Owed(CARD, ANA, "card", stage.clock()))
        assert heard == []
    async with stage.database.transaction() as session:
        await is_first_time(session, "Ev1", stage.machine())
    assert heard == ["owed"]


async def test_what_was_taken_back_is_not_said(stage: Stage) -> None:
    later = stage.clock() + SECOND
    taken_back, stays = await stage.owes(CARD, "block", due_at=later), await stage.owes(PLAN, "block", due_at=later)
    async with stage.database.transaction() as session:
        await release(session, ANA, "block", (CARD,))
    await stage.later(3)
    assert (await stage.row(taken_back)).state == State.UNNEEDED
    assert ((await stage.row(stays)).state, len(stage.slack.messages)) == (State.SAID, 1)


async def test_what_was_taken_back_has_an_end_so_that_it_is_removed_one_day(stage: Stage) -> None:
    number = await stage.owes(CARD, "block")
    async with stage.database.transaction() as session:
        await release(session, ANA, "block", (CARD,))
    assert (await stage.row(number)).settled_at == stage.clock()


async def test_an_event_is_new_once(stage: Stage) -> None:
    async with stage.database.transaction() as session:
        first = await is_first_time(session, "Ev1", stage.machine())
    async with stage.database.transaction() as session:
        again = await is_first_time(session, "Ev1", stage.machine())
    assert (first, again) == (True, False)
