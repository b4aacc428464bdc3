"""As it runs for a team: Socket Mode, the real scheduler, answers before the work is done."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import NamedTuple

import aiohttp
import pytest

from bot.app import SoftStart, build
from bot.focus import wording
from bot.running import running
from bot.settings import MANIFEST
from bot.trying import settings_for
from bot.web import web_app
from sandbox import MovableClock, Workspace, serve
from tests.support import reading
from tests.support.clock import VirtualClock
from tests.support.people import ANA, BEN
from tests.support.serving import served


class Office(NamedTuple):
    """A workspace whose bot runs as it does for a team, and a clock that moves."""

    workspace: Workspace
    bot: SoftStart
    clock: MovableClock

    def card(self, user: str) -> str:
        said = [message for message in self.workspace.messages(user, self.workspace.dm(user)) if not message.ephemeral]
        return reading.text_of(said[-1].blocks, "UTC") if said else ""

    async def sees(self, user: str, words: str) -> None:
        """Wait until these words stand on their newest card."""
        await self.workspace.until(lambda: words in self.card(user))

    async def press(self, user: str, label: str) -> None:
        message = self.workspace.messages(user, self.workspace.dm(user))[-1]
        found = reading.control(message, label)
        await self.workspace.press(
            user, message.channel, message.ts, found.action_id, block_id=found.block_id, value=found.value
        )


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    clock = MovableClock()
    workspace = Workspace(MANIFEST, clock=clock.now, movable=clock).at_any_hour()
    async with serve(workspace) as url:
        bot = build(settings_for(workspace, url, sqlite_url), clock=clock.now)
        clock.on_move(lambda _: bot.delivery.woken.set())
        async with running(bot):
            await workspace.until(lambda: workspace.sockets.connected == 2)
            yield Office(workspace, bot, clock)


async def test_two_people_live_a_block_over_socket_mode(office: Office) -> None:
    for user in (ANA, BEN):
        assert (await office.workspace.command(user, office.workspace.dm(user), "/focus start 20 loader test")).ok
    for minutes, words in ((0, "Five quiet minutes"), (5, "That's five."), (15, "That's the end.")):
        office.clock.advance(timedelta(minutes=minutes))
        for user in (ANA, BEN):
            await office.sees(user, words)
    await office.press(ANA, wording.SKIP)
    await office.workspace.until(lambda: office.card(ANA).startswith("A block,"))
    assert len(office.workspace.buzzes(ANA)) == 3


async def test_a_refusal_and_a_modal_are_answered_in_production_too(office: Office) -> None:
    workspace, dm = office.workspace, office.workspace.dm(ANA)
    await workspace.command(ANA, dm, "/focus stop")
    await workspace.until(lambda: "Nothing is running" in str(workspace.ephemerals(ANA, dm)))
    await workspace.command(ANA, dm, "/focus start 1")
    await workspace.until(lambda: office.card(ANA))
    office.clock.advance(timedelta(minutes=1))
    await workspace.until(lambda: "That's the end." in office.card(ANA))
    await office.press(ANA, wording.WRITE_IT)
    await workspace.until(lambda: workspace.views(ANA))
    view = workspace.views(ANA)[-1].id
    words = {"sentence": {"sentence": "x" * 1001}, "keeping": {"keeping": "7"}}
    refused = await workspace.submit(ANA, view, words)
    assert "room for 1,000" in refused.errors["sentence"]
    assert (await workspace.submit(ANA, view, {"sentence": {"sentence": "okay"}})).ok
    await workspace.until(lambda: office.card(ANA) == "Saved.")


async def test_a_connection_that_is_cut_is_made_again(office: Office) -> None:
    await office.workspace.sockets.cut()
    await office.workspace.until(lambda: office.workspace.sockets.connected == 2, within=20)
    assert (await office.workspace.command(ANA, office.workspace.dm(ANA), "/focus help")).ok


async def test_readyz_shows_the_age_of_the_last_claim(office: Office, machine: VirtualClock) -> None:
    async def connected() -> bool:
        return True

    machine.is_now(office.bot.delivery.claimed_at)
    app = web_app(office.bot.bolt, office.bot.delivery, machine, connected)
    async with served(app) as url, aiohttp.ClientSession() as session:
        assert (await session.get(f"{url}/healthz")).status == 200
        assert (await session.get(f"{url}/readyz")).status == 200
        machine.passes(timedelta(hours=1))
        answer = await session.get(f"{url}/readyz")
        assert answer.status == 503
        assert (await answer.json())["ok"] is False
