"""The bot in a Slack on this machine: the one module of the bot that knows the sandbox."""

import asyncio
import os
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot import logs, migrating, sealing
from bot.app import build
from bot.manifest import manifest_for
from bot.running import running, told_to_stop, until_told
from bot.settings import Settings
from sandbox import MovableClock, Workspace, serve

PORT = 8100

HOW = """
  Soft Start runs in a Slack on this machine:

      {url}

  Type there:  /focus start 20 loader test
  "+5 min" moves the clock, so that nobody waits. Stop with Ctrl-C; nothing is kept.
"""
TAKEN = "\n  Something else listens on port {port}, so this is another one."
STOPPED = "\n  Stopped. Nothing was kept."


async def try_it(port: int = PORT, *, opens_page: bool = False) -> None:
    """Serve the sandbox and run the bot in it, over loopback, with a clock the page can move."""
    logs.set_up("warning")
    told = told_to_stop()
    with tempfile.TemporaryDirectory(prefix="softstart-try-") as folder:
        clock = MovableClock()
        back = free_port()
        browsers = f"http://127.0.0.1:{back}"
        workspace = Workspace(manifest_for(browsers=browsers), clock=clock.now, movable=clock)
        async with _served(workspace, port) as url:
            database_url = f"sqlite:///{Path(folder) / 'try.db'}"
            settings = settings_for(workspace, url, database_url, browsers=browsers, port=back)
            await asyncio.to_thread(migrating.upgrade, settings.database_url)
            bot = build(settings, clock=clock.now)
            clock.on_move(lambda _: bot.delivery.woken.set())
            async with running(bot):
                await workspace.until(lambda: workspace.sockets.connected, within=30)
                _say(HOW.format(url=url))
                if opens_page and has_desktop():
                    await asyncio.to_thread(webbrowser.open, url)
                await until_told(told)
    _say(STOPPED)


def has_desktop() -> bool:
    """Whether a window can open here; without one, `webbrowser` would start a browser inside the terminal."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def settings_for(
    workspace: Workspace, url: str, database_url: str, *, browsers: str = "", port: int | None = None
) -> Settings:
    """What `.env` would hold for this workspace, with a key of its own; `browsers` is the address that they reach."""
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_app_token=SecretStr(workspace.app_token),
        slack_signing_secret=SecretStr(workspace.signing_secret),
        slack_api_url=f"{url}/api/",
        slack_client_id=workspace.client_id,
        slack_client_secret=SecretStr(workspace.client_secret),
        softstart_url=browsers,
        softstart_port=port,
        database_url=database_url,
        softstart_key=SecretStr(sealing.key_as_text(sealing.new_key())),
    )


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


@asynccontextmanager
async def _served(workspace: Workspace, port: int) -> AsyncIterator[str]:
    """The workspace on this port, or on any free one where something else listens on it."""
    async with AsyncExitStack() as stack:
        try:
            url = await stack.enter_async_context(serve(workspace, port))
        except OSError:
            _say(TAKEN.format(port=port))
            url = await stack.enter_async_context(serve(workspace))
        yield url


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - what a newcomer reads first
