"""A sentence typed as a line, on both engines: a first one is not stored, and asks how long it is kept (CARE 9)."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.checkins.rules import AlreadyWrittenError, BlockGoneError, LineGoneError
from bot.courses.rules import Aside, Outcome, Phase
from bot.database import Database
from bot.focus.rules import Press
from bot.journal.rules import SentenceTooLongError
from bot.journal.tables import Sentence
from bot.ladder.rules import Asked, Rung, Size
from bot.people.rules import CHOICES, Keeping
from bot.sittings.service import Standing
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


async def typed(services: Services, ts: str = "7.1") -> Press:
    """The first sentence comes as a line; returns a press on the card that asks."""
    services.lines_typed[ts] = WORDS
    assert await services.checkins.say(ANA, WORDS, ts)
    return await services.press()


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
    standing = await services.checkins.keep_line(ANA, await typed(services), keeping)
    assert standing.shown is not None
    assert standing.shown.course.outcome is Outcome.SAVED
    assert await kept(services) == [WORDS]
    assert (await services.known(ANA)).keeping == str(keeping)
    assert (await services.blocks())[0].line_ts is None


async def test_what_is_not_kept_is_not_read_back_either(services: Services) -> None:
    press = await typed(services)
    services.lines_typed.clear()
    standing = await services.checkins.keep_line(ANA, press, Keeping.NOT_KEPT)
    assert standing.shown is not None
    assert standing.shown.course.outcome is Outcome.NOT_KEPT
    assert await kept(services) == []


async def test_where_the_line_is_gone_the_card_asks_for_the_sentence_again(services: Services) -> None:
    press = await typed(services)
    services.lines_typed.clear()
    with pytest.raises(LineGoneError):
        await services.checkins.keep_line(ANA, press, Keeping.WEEK)
    block = await services.open_one()
    assert (block.phase, block.line_ts) == (Phase.CLOSING, None)
    assert block.revision > press.revision
    assert (await services.known(ANA)).keeping is None
    await services.checkins.keep_line(ANA, await typed(services, "7.2"), Keeping.WEEK)
    assert await kept(services) == [WORDS]


async def test_a_further_line_while_the_card_asks_replaces_nothing(services: Services) -> None:
    await typed(services, "7.1")
    services.lines_typed["7.2"] = "30 days"
    assert not await services.checkins.say(ANA, "30 days", "7.2")
    assert not await services.checkins.say(ANA, "x" * 1001, "7.3")
    await services.checkins.keep_line(ANA, await services.press(), Keeping.WEEK)
    assert await kept(services) == [WORDS]


@pytest.mark.parametrize("keeping", CHOICES)
async def test_an_old_cards_answer_keeps_nothing_and_says_where_things_stand(
    services: Services, keeping: Keeping
) -> None:
    press = await typed(services)
    await services.focus.remark(ANA, Aside.WHY)
    standing = await services.checkins.keep_line(ANA, press, keeping)
    assert not standing.changed
    assert standing.shown is not None
    assert standing.shown.asks_keeping
    assert await kept(services) == []


@pytest.mark.held
@pytest.mark.parametrize("keeping", [Keeping.NOT_KEPT, Keeping.WEEK])
async def test_an_answer_pressed_twice_is_one_one_after_the_other_and_at_once(
    services: Services, keeping: Keeping
) -> None:
    press = await typed(services)
    await asyncio.gather(*(services.checkins.keep_line(ANA, press, keeping) for _ in range(4)))
    again = await services.checkins.keep_line(ANA, press, keeping)
    assert again.shown is not None
    assert again.shown.course.phase is Phase.CLOSED
    assert await kept(services) == ([] if keeping == Keeping.NOT_KEPT else [WORDS])


async def test_an_answer_for_a_block_that_was_left_meanwhile_keeps_nothing(services: Services) -> None:
    press = await typed(services)
    await services.focus.skip(ANA)
    for keeping in CHOICES:
        assert await services.checkins.keep_line(ANA, press, keeping) == Standing(ANA, None)
    assert (await services.known(ANA)).keeping is None


async def test_nobody_can_keep_anothers_line(services: Services) -> None:
    press = await typed(services)
    with pytest.raises(BlockGoneError):
        await services.checkins.keep_line(BEN, press, Keeping.WEEK)


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
    block_id = (await typed(services)).block_id
    await services.checkins.write(ANA, block_id, "in the box", Keeping.WEEK)
    with pytest.raises(AlreadyWrittenError):
        await services.checkins.write(ANA, block_id, "and another", None)
    assert await kept(services) == ["in the box"]


async def test_the_word_at_the_foot_of_the_ladder_is_never_stored(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(0, foot=Rung.WORD)))
    await services.lines.hear(ANA, "honest", "7.1")
    assert await kept(services) == []
    assert "honest" not in await everything(services)
    block = await services.open_one()
    assert (block.news, block.line_ts) == ("counted", None)
