"""Socket Mode on two connections: opened, closed, and back after they were cut and refused."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import MANIFEST
from bot.sockets import DOWN_TOO_LONG, Sockets
from sandbox import Workspace, serve
from sandbox.clock import pause
from tests.support.clock import VirtualClock


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    made = Workspace(MANIFEST)
    async with serve(made):
        yield made


@pytest.fixture
async def sockets(workspace: Workspace, machine: VirtualClock) -> AsyncIterator[Sockets]:
    client = AsyncWebClient(token=workspace.bot_token, base_url=f"{workspace.url}/api/")
    made = Sockets(AsyncApp(client=client), workspace.app_token, machine)
    await made.open()
    await workspace.until(lambda: workspace.sockets.connected == 2)
    yield made
    await made.close()


async def test_two_connections_are_opened_and_closed(workspace: Workspace, sockets: Sockets) -> None:
    assert await sockets.is_connected()
    await sockets.close()
    await workspace.until(lambda: workspace.sockets.connected == 0)
    assert not await sockets.is_connected()


async def test_connections_that_were_cut_and_refused_come_back(
    workspace: Workspace, sockets: Sockets, machine: VirtualClock
) -> None:
    workspace.sockets.refuses = True
    await workspace.sockets.cut()
    machine.passes(DOWN_TOO_LONG + timedelta(seconds=1))
    await workspace.until(lambda: workspace.sockets.connected == 0)
    workspace.sockets.refuses = False
    async with asyncio.timeout(40):
        while not await sockets.is_connected():
            await pause(0.1)
