"""A town that runs: the workspace served, and the bot started in it, on virtual time."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from bot.app import SoftStart, build
from bot.manifest import manifest_for
from bot.settings import Settings
from bot.trying import settings_for
from bot.web import web_app
from sandbox import Workspace, serve
from tests.support.clock import VirtualClock
from tests.support.people import BROWSERS, PATIENCE, Town
from tests.support.serving import served

MANIFEST = manifest_for(browsers=BROWSERS)
FIRST_PAUSE = timedelta(milliseconds=20)
"""What the card waits before it is tried again, where the pauses themselves are not looked at."""


@asynccontextmanager
async def town_on(
    database_url: str, clock: VirtualClock, machine: VirtualClock, patience: float = PATIENCE
) -> AsyncIterator[Town]:
    """A workspace with the bot in it, reached over signed HTTP, on virtual time."""
    workspace = Workspace(MANIFEST, clock=clock, rate_limits=False)
    workspace.delivery.patience = PATIENCE
    async with serve(workspace) as url, AsyncExitStack() as running:

        async def start(settings: Settings) -> SoftStart:
            await running.aclose()
            bot = build(
                settings, clock=clock, machine=machine, at_once=True, patience=patience, first_pause=FIRST_PAUSE
            )
            web = web_app(bot.bolt, bot.delivery, machine, _yes, returned=bot.returned)
            town.address = await running.enter_async_context(served(web))
            running.push_async_callback(bot.close)
            workspace.request_url = f"{town.address}/slack/events"
            return bot

        town = Town(workspace, clock, machine)
        town.start = start
        town.bot = await start(settings_for(workspace, url, database_url, browsers=BROWSERS, port=0))
        try:
            yield town
        finally:
            await workspace.delivery.close()


async def _yes() -> bool:
    return True
