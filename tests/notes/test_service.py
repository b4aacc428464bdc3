"""A channel note on both engines: what is refused turns it off once, also if nobody heard of it at first."""

from datetime import timedelta
from typing import Any, get_type_hints

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import Boolean, Integer, String
from sqlmodel import select

from bot.database import Database, Utc
from bot.ladder.rules import Asked, Size
from bot.notes import rows
from bot.notes.rules import REFUSED_FOR_GOOD, Note, Setting
from bot.notes.service import forget_old
from bot.notes.tables import ChannelNote, Noted
from bot.outbox.delivery import Delivery
from bot.pings.rules import Telling
from bot.sittings.rows import CARDS
from bot.switches.rules import Switches
from tests.support.clock import VirtualClock
from tests.support.knowing import Places
from tests.support.services import ANA, Services

TWENTY = Asked(Size(20), "loader test")
CHANNEL = "C0GENERAL1"


class Closed(Places):
    """A workspace whose channel refuses, with a reason of Slack's."""

    reason = ""

    def refuse(self, channel: str) -> None:
        if self.reason and channel == CHANNEL:
            raise SlackApiError("no", {"ok": False, "error": self.reason})  # type: ignore[no-untyped-call]

    async def chat_postMessage(self, *, channel: str = "", **more: Any) -> dict[str, str]:  # noqa: N802
        self.refuse(channel)
        return await super().chat_postMessage(channel=channel, **more)

    async def chat_update(self, *, channel: str = "", **more: Any) -> dict[str, str]:
        self.refuse(channel)
        return await super().chat_update(channel=channel, **more)


class Town(Services):
    """The services, a screen with a channel, and time."""

    screen: Closed

    def __init__(self, database: Database, clock: VirtualClock, machine: VirtualClock) -> None:
        super().__init__(database, clock, machine, Closed())
        self.passes, self._machine = clock.passes, machine

    async def settle(self, delivery: Delivery | None = None) -> None:
        delivery = delivery or self.delivery
        await delivery.until_quiet()
        while any(row.state in ("due", "unknown") and row.due_at <= self.clock() for row in await self.owed()):
            self._machine.passes(timedelta(seconds=1))
            await delivery.until_quiet()

    async def said(self, *kinds: str) -> list[str]:
        """The states of all rows of these kinds."""
        return [row.state for row in await self.owed() if row.kind in kinds]

    async def is_on(self) -> bool:
        async with self.database.transaction() as session:
            return await session.get(ChannelNote, ANA) is not None


@pytest.fixture
async def town(database: Database, clock: VirtualClock, machine: VirtualClock) -> Town:
    town = Town(database, clock, machine)
    await town.notes.turn_on(ANA, Setting(CHANNEL, "Ana"))
    return town


@pytest.mark.parametrize("reason", sorted(REFUSED_FOR_GOOD))
async def test_a_post_that_is_refused_turns_it_off_and_says_so_once_after_the_block(town: Town, reason: str) -> None:
    town.screen.reason = reason
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    assert not await town.is_on()
    assert sorted(await town.said("notes.off")) == ["due", "unneeded"]  # put off: she works
    for _ in range(8):
        town.passes(timedelta(minutes=5))
        await town.settle()
    assert [one for one in await town.said("notes.off") if one == "said"] == ["said"]


@pytest.mark.parametrize("reason", ["restricted_action", "message_not_found", "msg_too_long"])
async def test_what_passes_or_is_about_one_message_turns_nothing_off(town: Town, reason: str) -> None:
    town.screen.reason = reason
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    assert await town.is_on()
    assert await town.said("notes.off") == []


async def test_a_refusal_that_nobody_heard_is_heard_by_the_chores_once(
    town: Town, clock: VirtualClock, machine: VirtualClock
) -> None:
    town.screen.reason = "not_in_channel"
    deaf = Delivery(town.database, town._client, clock, machine)
    deaf.opens(town.note_doors.post, rows.NOTE)
    deaf.opens(town.doors.post_card, *CARDS)
    await town.focus.begin(ANA, TWENTY)
    await deaf.until_quiet()
    assert (await town.is_on(), await town.said("notes.note")) == (True, ["set_aside"])
    for _ in range(2):
        await town.chores()
    assert (await town.is_on(), await town.said("notes.off")) == (False, ["due"])
    town.screen.reason = ""
    await town.notes.turn_on(ANA, Setting(CHANNEL, "Ana"))
    await town.chores()
    assert (await town.is_on(), len(await town.said("notes.off"))) == (True, 1)


async def test_deleting_everything_removes_it_and_gives_back_what_stands_there(town: Town) -> None:
    await town.focus.begin(ANA, TWENTY)
    await town.settle()
    left = await town.privacy.delete(ANA)
    assert len(left.noted) == 1
    async with town.database.transaction() as session:
        assert [*await session.scalars(select(ChannelNote)), *await session.scalars(select(Noted))] == []


async def test_what_was_said_of_a_block_goes_after_two_days(town: Town) -> None:
    await town.focus.begin(ANA, TWENTY)
    await town.focus.stop(ANA)
    town.passes(timedelta(days=2, hours=13))
    await town.focus.standing(ANA)
    await town.chores()
    async with town.database.transaction() as session:
        assert list(await session.scalars(select(Noted))) == []


async def test_a_limit_of_a_day_holds_for_what_was_said_of_a_block_too(town: Town) -> None:
    await town.focus.begin(ANA, TWENTY)
    await town.focus.stop(ANA)
    town.passes(timedelta(days=1))
    await town.focus.standing(ANA)
    async with town.database.transaction() as session:
        assert len(list(await session.scalars(select(Noted)))) == 1
        await forget_old(session, town.clock(), Switches(keep_at_most_days=1))
        assert list(await session.scalars(select(Noted))) == []


def test_a_note_is_drawn_from_a_name_a_moment_and_a_zone_and_nothing_else() -> None:
    assert get_type_hints(Note) == {"name": str, "telling": Telling, "zone": str}
    types = {type(column.type) for column in Noted.__table__.columns}  # type: ignore[attr-defined]
    assert types == {String, Integer, Boolean, Utc}
