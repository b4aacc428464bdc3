"""A sentence typed as a line, on both engines: a first one is not stored, and asks how long it is kept (CARE 9)."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.checkins.rules import AlreadyWrittenError, BlockGoneError, LineGoneError, SentenceTooLongError
from bot.database import Database
from bot.journal.tables import Sentence
from bot.ladder.rules import Asked, Rung, Size
from bot.people.rules import Keeping
from bot.sittings.rules import Outcome, Phase
from bot.tables import metadata
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services

WORDS = "wrote one honest test"


@pytest.fixture
async def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    """With a block that waits for its sentence, and nothing said yet about keeping it."""
    services = Services(database, clock, machine)
    await services.people.meet(ANA)
    await services.focus.begin(ANA, Asked(Size(2)))
    clock.passes(timedelta(minutes=2))
    await services.focus.standing(ANA)
    return services


async def kept(services: Services) -> list[str]:
    async with services.database.transaction() as session:
        found = (await session.scalars(select(Sentence))).all()
        return [await services.people.unseal(session, ANA, one.words, "sentence") for one in found]


async def typed(services: Services, ts: str = "7.1") -> str:
    """The first sentence comes as a line; returns the block's number."""
    services.lines_typed[ts] = WORDS
    assert await services.checkins.say(ANA, WORDS, ts)
    return (await services.open_one()).id


async def everything(services: Services) -> str:
    async with services.database.transaction() as session:
        found = [await session.execute(metadata.tables[name].select()) for name in ("focus_block", "outbox", "person")]
        return str([rows.all() for rows in found])


async def test_a_first_sentence_is_not_stored_and_asks(services: Services) -> None:
    await typed(services)
    assert await kept(services) == []
    assert "honest" not in await everything(services)
    shown = (await services.focus.standing(ANA)).shown
    assert shown is not None
    assert shown.asks_keeping


@pytest.mark.parametrize("keeping", [Keeping.WEEK, Keeping.MONTH, Keeping.UNTIL_DELETED])
async def test_the_answer_keeps_the_line_that_is_read_back(services: Services, keeping: Keeping) -> None:
    block_id = await typed(services)
    shown = await services.checkins.keep_line(ANA, block_id, keeping)
    assert shown.course.outcome is Outcome.SAVED
    assert await kept(services) == [WORDS]
    assert (await services.known(ANA)).keeping == keeping
    assert (await services.blocks())[0].line_ts is None


async def test_what_is_not_kept_is_not_read_back_either(services: Services) -> None:
    block_id = await typed(services)
    services.lines_typed.clear()
    shown = await services.checkins.keep_line(ANA, block_id, Keeping.NOT_KEPT)
    assert shown.course.outcome is Outcome.NOT_KEPT
    assert await kept(services) == []


async def test_a_line_that_is_gone_changes_nothing(services: Services) -> None:
    block_id = await typed(services)
    services.lines_typed.clear()
    with pytest.raises(LineGoneError):
        await services.checkins.keep_line(ANA, block_id, Keeping.WEEK)
    assert (await services.open_one()).phase == Phase.CLOSING
    assert (await services.known(ANA)).keeping is None


async def test_the_newest_of_two_lines_is_the_sentence(services: Services) -> None:
    await typed(services, "7.1")
    services.lines_typed["7.2"] = "no, this"
    await services.checkins.say(ANA, "no, this", "7.2")
    await services.checkins.keep_line(ANA, (await services.open_one()).id, Keeping.WEEK)
    assert await kept(services) == ["no, this"]


@pytest.mark.parametrize("keeping", [Keeping.NOT_KEPT, Keeping.WEEK])
async def test_an_answer_pressed_twice_is_one_one_after_the_other_and_at_once(
    services: Services, keeping: Keeping
) -> None:
    block_id = await typed(services)
    await asyncio.gather(*(services.checkins.keep_line(ANA, block_id, keeping) for _ in range(4)))
    again = await services.checkins.keep_line(ANA, block_id, keeping)
    assert again.course.phase is Phase.CLOSED
    assert await kept(services) == ([] if keeping is Keeping.NOT_KEPT else [WORDS])


async def test_an_answer_for_a_block_that_was_left_meanwhile_keeps_nothing(services: Services) -> None:
    block_id = await typed(services)
    await services.focus.skip(ANA)
    for keeping in Keeping:
        with pytest.raises(LineGoneError):
            await services.checkins.keep_line(ANA, block_id, keeping)
    assert (await services.known(ANA)).keeping is None


async def test_nobody_can_keep_anothers_line(services: Services) -> None:
    block_id = await typed(services)
    with pytest.raises(BlockGoneError):
        await services.checkins.keep_line(BEN, block_id, Keeping.WEEK)


async def test_a_second_sentence_is_kept_as_was_chosen_and_no_one_is_asked(
    services: Services, clock: VirtualClock
) -> None:
    await services.checkins.keep_line(ANA, await typed(services), Keeping.MONTH)
    await services.focus.begin(ANA, Asked(Size(2)))
    clock.passes(timedelta(minutes=2))
    await services.focus.standing(ANA)
    assert await services.checkins.say(ANA, "and another", "8.1")
    assert sorted(await kept(services)) == ["and another", WORDS]


async def test_a_line_is_a_sentence_only_while_one_is_asked_for(services: Services) -> None:
    await services.focus.skip(ANA)
    assert not await services.checkins.say(ANA, WORDS, "7.1")


async def test_a_line_that_is_too_long_is_refused_and_asks_nothing(services: Services) -> None:
    with pytest.raises(SentenceTooLongError):
        await services.checkins.say(ANA, "x" * 1001, "7.1")
    assert (await services.open_one()).line_ts is None


async def test_a_second_sentence_for_one_block_is_refused(services: Services) -> None:
    block_id = await typed(services)
    await services.checkins.write(ANA, block_id, "in the box", Keeping.WEEK)
    with pytest.raises(AlreadyWrittenError):
        await services.checkins.write(ANA, block_id, "and another", None)
    assert await kept(services) == ["in the box"]


async def test_the_word_at_the_foot_of_the_ladder_is_never_stored(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(0, foot=Rung.WORD)))
    await services.typed._hear(ANA, "honest", "7.1")
    assert await kept(services) == []
    assert "honest" not in await everything(services)
    block = await services.open_one()
    assert (block.news, block.line_ts) == ("counted", None)
