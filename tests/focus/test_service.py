"""The service of a block on both engines: what is written with what, and two acts at once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.checkins.rules import BlockGoneError
from bot.courses.rules import Aside, Kind, Outcome, Phase
from bot.database import Database
from bot.focus import cards, rules
from bot.focus.rules import Press
from bot.ladder.rules import Asked, Rung, Size
from bot.outbox.kinds import State
from bot.outbox.tables import OutboxRow
from bot.streaks.tables import DayShown
from tests.support.clock import VirtualClock
from tests.support.pressing import buttons
from tests.support.services import ANA, BEN, Services


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def due(services: Services) -> set[str]:
    async with services.database.transaction() as session:
        rows = (await session.scalars(select(OutboxRow))).all()
    return {row.kind for row in rows if row.state == State.DUE}


async def test_a_start_owes_everything_it_will_say(services: Services) -> None:
    standing = await services.focus.begin(ANA, Asked(Size(20), "loader test"))
    assert standing.changed
    owed = {"focus.first", "focus.switch", "focus.end", "focus.undo_ends", "focus.expire"}
    assert await due(services) == owed


async def test_a_start_without_settling_owes_no_switch(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(5)))
    assert "focus.switch" not in await due(services)


async def test_the_task_is_sealed_and_opens_for_its_owner(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20), "loader test"))
    (block,) = await services.blocks()
    assert block.task is not None
    assert b"loader" not in bytes(block.task)
    standing = await services.focus.standing(ANA)
    assert standing.shown is not None
    assert standing.shown.task == "loader test"


@pytest.mark.held
async def test_five_starts_at_once_leave_one_block(services: Services) -> None:
    starts = (services.focus.begin(ANA, Asked(Size(20), str(number))) for number in range(5))
    standings = await asyncio.gather(*starts)
    assert sum(standing.changed for standing in standings) == 1
    assert len(await services.blocks()) == 1


@pytest.mark.held
async def test_five_starts_at_once_over_an_unanswered_end_leave_one_open(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.begin(ANA, Asked(Size(1)))
    clock.passes(timedelta(minutes=1))
    standings = await asyncio.gather(*(services.focus.begin(ANA, Asked(Size(20))) for _ in range(5)))
    assert sum(standing.changed for standing in standings) == 1
    outcomes = sorted(block.outcome or "open" for block in await services.blocks())
    assert outcomes == ["open", Outcome.SKIPPED]


@pytest.mark.held
@pytest.mark.parametrize("foot", [Rung.BREATH, Rung.WORD])
async def test_five_starts_of_a_breath_or_a_word_at_once_are_one(services: Services, foot: Rung) -> None:
    starts = (services.focus.begin(ANA, Asked(Size(0, foot=foot))) for _ in range(5))
    assert sum(standing.changed for standing in await asyncio.gather(*starts)) == 1
    assert len(await services.blocks()) == 1


async def test_a_word_that_waits_keeps_nobody_from_a_block(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(0, foot=Rung.WORD)))
    assert (await services.focus.begin(ANA, Asked(Size(20)))).changed
    assert len(await services.blocks()) == 2


@pytest.mark.held
async def test_ten_equal_presses_at_once_are_one(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    press = await services.press()
    standings = await asyncio.gather(*(services.focus.move_on(ANA, press) for _ in range(10)))
    assert sum(standing.changed for standing in standings) == 1


BEFORE_IT: Mapping[str, tuple[timedelta, Sequence[str]]] = {
    cards.MOVE_ON: (timedelta(), ()),
    cards.TOO_MUCH: (timedelta(), ()),
    cards.SOMETHING_ELSE: (timedelta(), [cards.TOO_MUCH]),
    cards.WORSE: (timedelta(), [cards.TOO_MUCH]),
    cards.BACK_TO_IT: (timedelta(), [cards.TOO_MUCH]),
    cards.WHY: (timedelta(), [cards.TOO_MUCH]),
    cards.WANDER: (timedelta(), [cards.MOVE_ON]),
    cards.SMALLER: (timedelta(), ()),
    cards.ANOTHER: (timedelta(seconds=10), [cards.SMALLER, cards.SMALLER]),
    cards.SHORT_BREAK: (timedelta(), [cards.MOVE_ON]),
    cards.BACK: (timedelta(), [cards.SHORT_BREAK]),
    cards.BACK_SHORTER: (timedelta(), [cards.SHORT_BREAK]),
    cards.STOP_FOR_TODAY: (timedelta(), [cards.SHORT_BREAK]),
    cards.STOP: (timedelta(), ()),
    cards.UNDO: (timedelta(), ()),
    cards.SKIP: (timedelta(), [cards.STOP]),
    cards.AGAIN: (timedelta(minutes=20), ()),
    cards.KEEP_SETTLING: (timedelta(), [cards.MOVE_ON]),
}
"""Each button, and what is pressed before it is there; and how long is waited then."""


@pytest.mark.held
@pytest.mark.parametrize("button", BEFORE_IT)
async def test_ten_presses_of_any_button_at_once_are_one(services: Services, clock: VirtualClock, button: str) -> None:
    acts = services.doors.acts()
    assert set(acts) == set(BEFORE_IT)
    await services.focus.begin(ANA, Asked(Size(20)))
    wait, before = BEFORE_IT[button]
    for each in before:
        assert (await acts[each](ANA, await services.press())).changed
    clock.passes(wait)
    await services.focus.standing(ANA)
    press = await services.press()
    standings = await asyncio.gather(*(acts[button](ANA, press) for _ in range(10)))
    assert sum(standing.changed for standing in standings) == 1
    assert len([block for block in await services.blocks() if block.phase != Phase.CLOSED]) <= 1


@pytest.mark.held
async def test_five_breaks_of_somebody_new_at_once_are_one_pause(services: Services) -> None:
    standings = await asyncio.gather(*(services.focus.break_off(ANA) for _ in range(5)))
    assert sum(standing.changed for standing in standings) == 1
    assert len(await services.blocks()) == 1


@pytest.mark.held
async def test_five_calls_for_a_helper_at_once_open_one_card(services: Services) -> None:
    await asyncio.gather(*(services.focus.help_out(ANA) for _ in range(5)))
    assert len(await services.blocks()) == 1


@pytest.mark.held
async def test_start_break_and_stop_at_once_leave_one_sitting_at_most(services: Services) -> None:
    focus = services.focus
    for _ in range(3):
        both = asyncio.gather(
            focus.begin(ANA, Asked(Size(20))), focus.break_off(ANA), focus.end(ANA), focus.go_to_the_foot(ANA)
        )
        assert any(standing.changed for standing in await both)
        assert len([block for block in await services.blocks() if block.phase != Phase.CLOSED]) <= 1
        await services.delivery.until_quiet()


@pytest.mark.held
async def test_two_different_presses_at_once_are_one_and_an_answer(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    press = await services.press()
    acts = (services.focus.move_on, services.focus.stop, services.focus.undo)
    standings = await asyncio.gather(*(act(ANA, press) for act in acts))
    assert sum(standing.changed for standing in standings) == 1


@pytest.mark.held
async def test_a_press_and_the_clock_at_once_lose_nothing(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.delivery.until_quiet()
    press = await services.press()
    clock.passes(timedelta(minutes=5))
    await asyncio.gather(services.focus.stop(ANA, press), services.delivery.until_quiet())
    (block,) = await services.blocks()
    assert block.phase == Phase.WORKING
    assert services.screen.posted == 2


@pytest.mark.held
async def test_people_do_not_wait_for_each_other(services: Services) -> None:
    standings = await asyncio.gather(*(services.focus.begin(who, Asked(Size(20))) for who in (ANA, BEN)))
    assert all(standing.changed for standing in standings)
    assert len(await services.blocks()) == 2


async def test_nobody_can_press_on_anothers_block(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20)))
    press = await services.press()
    for act in (services.focus.stop, services.focus.move_on, services.focus.undo, services.focus.again):
        assert not (await act(BEN, press)).changed
    with pytest.raises(BlockGoneError):
        await services.checkins.write(BEN, press.block_id, "okay", None)
    assert (await services.blocks())[0].phase == Phase.SETTLING


async def test_stop_with_nothing_running_is_refused_and_end_is_not(services: Services) -> None:
    with pytest.raises(rules.NothingRunningError):
        await services.focus.stop(ANA)
    assert (await services.focus.end(ANA)).shown is None


async def test_undo_takes_the_day_back_and_stop_does_not(services: Services) -> None:
    async def days() -> int:
        async with services.database.transaction() as session:
            return len((await session.scalars(select(DayShown))).all())

    await services.focus.begin(ANA, Asked(Size(20)))
    assert await days() == 1
    await services.focus.undo(ANA, await services.press())
    assert await days() == 0
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.stop(ANA)
    assert await days() == 1


async def test_typed_words_reach_what_is_open_and_nothing_where_nothing_is(services: Services) -> None:
    assert not await services.focus.remark(ANA, Aside.HINT)
    await services.focus.begin(ANA, Asked(Size(20)))
    assert await services.focus.remark(ANA, Aside.HINT)
    assert (await services.open_one()).aside == Aside.HINT
    assert (await services.focus.skip(ANA)).changed
    assert (await services.open_one()).moved_on_by_hand


async def test_tiny_begins_a_breath_or_leads_a_block_there(services: Services) -> None:
    alone = await services.focus.go_to_the_foot(BEN)
    assert alone.changed
    await services.focus.begin(ANA, Asked(Size(20)))
    await services.focus.go_to_the_foot(ANA)
    assert not (await services.focus.go_to_the_foot(ANA)).changed
    assert [block.rung for block in await services.blocks()] == [Rung.BREATH, Rung.BREATH]


async def test_a_chat_is_a_block_of_fifteen_minutes_that_counts_and_names_whom_it_is_with(services: Services) -> None:
    standing = await services.focus.begin_chat(ANA, BEN.user)
    assert standing.changed
    assert standing.shown is not None
    assert standing.shown.whom == BEN.user
    block = await services.open_one()
    assert (block.kind, block.minutes, block.settling_minutes, block.phase) == (Kind.CHAT, 15, 0, Phase.WORKING)
    assert block.with_whom is not None
    assert BEN.user.encode() not in bytes(block.with_whom)
    async with services.database.transaction() as session:
        assert len((await session.scalars(select(DayShown))).all()) == 1
    assert not await services.people.is_known(BEN)


async def test_a_chat_does_not_wander_off(services: Services) -> None:
    await services.focus.begin_chat(ANA, BEN.user)
    await services.delivery.until_quiet()
    assert cards.WANDER not in dict(buttons(services.screen.messages["1"]))
    assert not (await services.focus.act(ANA, None, rules.wander)).changed


async def test_a_chat_changes_nothing_while_a_block_runs(services: Services) -> None:
    await services.focus.begin(ANA, Asked(Size(20), "loader test"))
    standing = await services.focus.begin_chat(ANA, BEN.user)
    assert not standing.changed
    assert standing.shown is not None
    assert standing.shown.task == "loader test"


async def test_another_one_after_a_chat_is_another_chat(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin_chat(ANA, BEN.user)
    clock.passes(timedelta(minutes=16))
    standing = await services.focus.again(ANA, await _at_the_end(services))
    assert standing.changed
    assert standing.shown is not None
    assert (standing.shown.whom, standing.shown.course.kind) == (BEN.user, Kind.CHAT)


async def test_a_smaller_chat_makes_no_smaller_tomorrow(services: Services, clock: VirtualClock) -> None:
    await services.focus.begin_chat(ANA, BEN.user)
    standing = await services.focus.shrink(ANA, await services.press(), rules.make_smaller)
    assert standing.shown is not None
    assert (standing.shown.course.minutes, standing.shown.course.kind) == (10, Kind.CHAT)
    assert (await services.known(ANA)).smaller_on is None


async def test_whom_a_chat_was_with_goes_with_undo_and_after_seven_days(
    services: Services, clock: VirtualClock
) -> None:
    await services.focus.begin_chat(ANA, BEN.user)
    await services.focus.undo(ANA, await services.press())
    (undone,) = await services.blocks()
    assert undone.with_whom is None
    await services.focus.begin_chat(ANA, BEN.user)
    await services.focus.stop(ANA)
    clock.passes(timedelta(days=7))
    await services.privacy.chores()
    assert [block.with_whom for block in await services.blocks()] == [None, None]


async def _at_the_end(services: Services) -> Press:
    """A press on the card of a block whose time is over."""
    shown = (await services.focus.standing(ANA)).shown
    assert shown is not None
    return Press(shown.block_id, shown.course.revision)
