"""Pings on both engines: who is told, when it is dropped, what counts, and that nothing is said twice."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.breaks.rules import take_break
from bot.buddies.rows import purpose
from bot.buddies.rules import Ping as Saying
from bot.buddies.tables import Buddy
from bot.database import Database
from bot.focus.rules import Press
from bot.ids import PersonId
from bot.invitations.rules import Answer
from bot.ladder.rules import Asked, Size
from bot.outbox.kinds import State
from bot.pings import rows
from bot.pings.rules import A_DAY, NEVER, Rest
from bot.pings.tables import PingDay, Pinged
from bot.switches.rules import NOTHING_SET, Switches
from tests.support.clock import VirtualClock
from tests.support.knowing import Places, Told, agree, moves
from tests.support.services import ANA, BEN, Services

MINUTE = timedelta(minutes=1)
CHIYO = PersonId(ANA.workspace, "U0CHIYO003")
TWENTY = Asked(Size(20), "loader test")
START = "@someone: doing a focused 20-min block"
BREAK = "@someone: on a short break"
DONE = "@someone: done for now."


class Town(Services):
    """The services with a screen for everybody."""

    screen: Places

    def __init__(
        self, database: Database, clock: VirtualClock, machine: VirtualClock, switches: Switches = NOTHING_SET
    ) -> None:
        super().__init__(database, clock, machine, Places(), switches=switches)
        self.passes, self._machine = clock.passes, machine

    async def lives(self, zone: str, who: PersonId = BEN) -> None:
        """Somebody is there from now on."""
        await moves(self.database, who, zone, self.clock())

    async def told(self, who: PersonId = BEN) -> list[str]:
        """What stands in somebody's messages about others, when all is said."""
        return [one.reads for one in await self.messages(who)]

    async def messages(self, who: PersonId = BEN) -> list[Told]:
        await self.settle()
        return [one for one in self.screen.at(who.user) if one.reads.startswith(("@someone", "Pings"))]

    async def settle(self) -> None:
        await self.delivery.until_quiet()
        while any(row.state in ("due", "unknown") and row.due_at <= self.clock() for row in await self.owed()):
            self._machine.passes(timedelta(seconds=1))
            await self.delivery.until_quiet()

    async def blocks_of(self, who: PersonId, count: int) -> None:
        """So many, each begun and stopped."""
        for _ in range(count):
            await self.focus.begin(who, TWENTY)
            await self.settle()
            await self.focus.stop(who)
            await self.settle()
            self.passes(5 * MINUTE)

    async def pinged(self) -> list[Pinged]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(Pinged))).all())

    async def change(self, **columns: Any) -> None:
        """Every link is like this from now on."""
        async with self.database.transaction() as session:
            for link in await session.scalars(select(Buddy)):
                for name, value in columns.items():
                    setattr(link, name, value)


@pytest.fixture
def town(database: Database, clock: VirtualClock, machine: VirtualClock) -> Town:
    return Town(database, clock, machine)


async def linked(town: Town, *askers: PersonId, **more: Any) -> None:
    for asker in askers or (ANA,):
        await agree(town.database, asker, BEN.user, town.clock(), **more)


async def test_without_anybody_who_agreed_nothing_is_written_down(town: Town) -> None:
    await town.blocks_of(ANA, 1)
    assert (await town.pinged(), await town.told()) == ([], [])
    assert [row for row in await town.owed() if row.kind.startswith("pings")] == []


@pytest.mark.parametrize(
    "link",
    [
        {"answer": None, "answered_at": None},
        {"answer": Answer.NO},
        {"answer": Answer.ENDED},
        {"is_paused": True},
        {"answer": Answer.YES, "stopped": True},
    ],
    ids=["waits", "no", "ended", "paused", "stopped"],
)
async def test_nothing_goes_to_somebody_who_did_not_agree_or_does_no_more(town: Town, link: dict[str, Any]) -> None:
    if link.pop("stopped", False):
        link["stopped_at"] = town.clock()
    await linked(town, **link)
    await town.blocks_of(ANA, 1)
    assert (await town.told(), town.screen.at(BEN.user)) == ([], [])


async def test_a_link_that_ends_before_its_ping_is_said_drops_it(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.change(stopped_at=town.clock())
    assert await town.told() == []


async def test_outside_their_hours_it_is_dropped_and_not_queued_and_a_break_within_them_comes(town: Town) -> None:
    await linked(town)
    await town.lives("America/New_York")  # it is four in the morning there
    await town.focus.begin(ANA, Asked(Size(120)))
    assert await town.told() == []
    town.passes(timedelta(hours=1))
    assert await town.told() == []
    await town.lives("Europe/Berlin")
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 10:05."]


async def test_who_widened_the_hours_is_told_at_any_hour_but_not_while_notifications_rest(town: Town) -> None:
    await linked(town, any_hour=True)
    await town.lives("America/New_York")
    town.quiet[BEN.user] = Rest(town.clock() - MINUTE, town.clock() + 30 * MINUTE)
    await town.blocks_of(ANA, 1)
    assert await town.told() == []
    town.passes(30 * MINUTE)
    await town.blocks_of(ANA, 1)
    assert await town.told() == [DONE]


async def test_where_slack_says_nothing_of_somebody_nothing_is_sent(town: Town) -> None:
    await linked(town)
    await town.lives("")
    await town.blocks_of(ANA, 1)
    assert await town.told() == []


async def test_who_is_in_a_block_of_their_own_is_not_disturbed(town: Town) -> None:
    await linked(town)
    await town.focus.begin(BEN, TWENTY)
    await town.focus.begin(ANA, TWENTY)
    assert await town.told() == []
    await town.focus.stop(BEN)
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 9:05."]


async def test_a_ping_that_is_two_minutes_late_is_dropped_and_a_break_that_is_over_is_not_announced(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    town.passes(2 * MINUTE + timedelta(seconds=1))
    assert await town.told() == []
    await town.focus.break_off(ANA, 1)
    town.passes(MINUTE)
    assert await town.told() == []


async def test_a_break_whose_message_did_not_go_is_told_by_the_start(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    assert await town.told() == [f"{START}, back at 9:20."]
    await town.lives("America/New_York")
    town.passes(6 * MINUTE)
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 9:11."]
    assert town.screen.buzzes.count(BEN.user) == 1


async def test_four_new_messages_a_day_from_one_person(town: Town) -> None:
    await linked(town)
    await town.blocks_of(ANA, A_DAY + 2)
    assert len(await town.told()) == A_DAY
    town.passes(timedelta(days=1))
    await town.blocks_of(ANA, 1)
    assert len(await town.told()) == A_DAY + 1


async def test_four_new_messages_a_day_to_one_person_whoever_sends_them(town: Town) -> None:
    await linked(town, ANA, CHIYO)
    await town.blocks_of(ANA, 3)
    await town.blocks_of(CHIYO, 3)
    assert len(await town.told()) == A_DAY
    town.passes(timedelta(days=1))
    await town.blocks_of(CHIYO, 2)
    assert len(await town.told()) == A_DAY + 2


async def test_the_cap_of_a_reader_outlives_whoever_sent_them(town: Town) -> None:
    await linked(town)
    await town.blocks_of(ANA, A_DAY)
    await town.told()
    await town.privacy.delete(ANA)
    await linked(town)
    await town.blocks_of(ANA, 1)
    assert town.screen.buzzes.count(BEN.user) == A_DAY


@pytest.mark.held
async def test_many_at_once_get_no_more_than_the_day_has(town: Town) -> None:
    async def take() -> bool:
        async with town.database.transaction() as session:
            return await rows._take_one(session, BEN, date(2026, 11, 26))

    assert sum(await asyncio.gather(*(take() for _ in range(12)))) == A_DAY


async def test_slack_that_wants_it_later_makes_it_neither_two_nor_counted_twice(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    town.screen.refusals = 3
    assert await town.told() == [f"{START}, back at 9:20."]
    async with town.database.transaction() as session:
        assert [day.count for day in await session.scalars(select(PingDay))] == [1]


async def test_what_slack_may_have_taken_is_not_said_a_second_time(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    town.screen.breaks = True
    await town.settle()
    town.screen.breaks = False
    await town.focus.stop(ANA)
    assert await town.told() == []
    (row,) = [row for row in await town.owed() if row.kind == "pings.start"]
    assert row.state == State.SET_ASIDE


async def test_undo_takes_both_messages_away_and_what_was_not_said_yet_with_them(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    await town.focus.break_off(ANA)
    assert len(await town.told()) == 2
    block = await town.open_one()
    await town.focus.undo(ANA, Press(block.id, block.revision))
    assert await town.told() == []
    await town.focus.begin(ANA, TWENTY)
    block = await town.open_one()
    await town.focus.undo(ANA, Press(block.id, block.revision))
    assert (await town.told(), town.screen.buzzes.count(BEN.user)) == ([], 2)


async def test_who_begins_and_takes_a_break_at_once_is_told_of_once(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 9:05."]


async def test_an_edit_goes_through_whatever_the_hour(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.told()
    await town.lives("America/New_York")
    await town.focus.begin(BEN, TWENTY)
    await town.focus.stop(ANA)
    assert await town.told() == [DONE]


async def test_a_chat_is_told_like_a_block_but_not_to_whoever_sits_in_it(town: Town) -> None:
    await linked(town)
    await town.focus.begin_chat(ANA, BEN.user)
    assert await town.told() == []
    await town.focus.stop(ANA)
    await town.focus.begin_chat(ANA, CHIYO.user)
    assert await town.told() == ["@someone: doing a focused 15-min block, back at 9:15."]


async def test_own_words_stand_where_ours_would_and_not_in_the_notification(town: Town) -> None:
    async with town.database.transaction() as session:
        words = await town.people.seal(session, ANA, "heads down, *ask me later*", purpose(Saying.START))
    await linked(town, start_words=words)
    await town.focus.begin(ANA, TWENTY)
    (told,) = await town.messages()
    assert told.reads == "@someone: heads down, *ask me later*, back at 9:20."
    assert told.notified == f"<@{ANA.user}>: …, back at 10:20."


async def test_a_break_that_nobody_came_back_from_ends_like_anything_else(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    await town.focus.act(ANA, None, lambda course, at: take_break(course, 5, at))
    assert await town.told() == [f"{START}.", f"{BREAK}, back at 9:05."]
    town.passes(20 * MINUTE)
    await town.focus.standing(ANA)
    assert await town.told() == [f"{START}.", DONE]


async def test_a_process_that_dies_between_the_commit_and_the_post_doubles_nothing(
    town: Town, clock: VirtualClock, machine: VirtualClock
) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    dying = town.delivery
    async with town.database.transaction(in_background=True) as session:
        claimed = await dying._claims.claim(session, dying._now(), 100)
    for lot in dying._composing.apart(claimed):
        await dying._composing.prepare(lot, dying._now(), dying.settler.put)  # counted, and the attempt is recorded
    town.delivery = town.replica(clock, machine, alone=True)
    assert await town.told() == []
    assert town.screen.buzzes.count(BEN.user) == 0
    (row,) = [row for row in await town.owed() if row.kind == "pings.start"]
    assert row.state == State.SET_ASIDE
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 9:05."]


async def test_a_buddy_who_is_paused_gets_nothing_new_and_what_stands_stays_true(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    assert await town.told() == [f"{START}, back at 9:20."]
    await town.change(is_paused=True)
    town.passes(6 * MINUTE)
    await town.focus.break_off(ANA)
    assert await town.told() == [f"{BREAK}, back at 9:11."]
    await town.focus.stop(ANA)
    assert (await town.told(), town.screen.buzzes.count(BEN.user)) == ([DONE], 1)


async def test_a_stop_taken_back_after_the_end_says_so(town: Town) -> None:
    await linked(town)
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    (link,) = {pinged.link_id for pinged in await town.pinged()}
    await town.buddies.stop(BEN, link)
    assert await town.told() == ["Pings from @someone are off."]
    await town.focus.stop(ANA)
    await town.focus.begin(ANA, TWENTY)  # which closes the one before
    await town.buddies.undo_stop(BEN, link)
    assert await town.told() == [DONE]


async def test_where_it_is_switched_off_nothing_goes(
    database: Database, clock: VirtualClock, machine: VirtualClock
) -> None:
    town = Town(database, clock, machine, Switches(offers_buddies=False))
    await linked(town)
    await town.blocks_of(ANA, 1)
    assert (await town.told(), await town.pinged()) == ([], [])


async def test_what_is_kept_of_pings_goes_after_two_days(town: Town) -> None:
    await linked(town)
    await town.blocks_of(ANA, 1)
    town.passes(timedelta(days=1))
    await town.chores()
    await town.focus.standing(ANA)
    assert len(await town.pinged()) == 1
    town.passes(timedelta(days=1))
    await town.chores()
    async with town.database.transaction() as session:
        kept = [*await session.scalars(select(Pinged)), *await session.scalars(select(PingDay))]
    assert kept == []


async def test_where_slack_does_not_say_when_notifications_rest_the_hours_decide(town: Town) -> None:
    await linked(town)
    town.quiet[BEN.user] = None
    await town.blocks_of(ANA, 1)
    assert await town.told() == [DONE]
    await town.lives("America/New_York")
    await town.blocks_of(ANA, 1)
    assert await town.told() == [DONE]


async def test_what_slack_said_is_asked_anew_after_minutes_and_holds_while_it_says_nothing(town: Town) -> None:
    await linked(town)
    town.quiet[BEN.user] = Rest(town.clock(), town.clock() + 60 * MINUTE)
    await town.blocks_of(ANA, 1)
    town.quiet[BEN.user] = None
    town.passes(10 * MINUTE)
    await town.blocks_of(ANA, 1)
    assert await town.told() == []
    town.quiet[BEN.user] = NEVER
    await town.blocks_of(ANA, 1)
    assert await town.told() == [DONE]
