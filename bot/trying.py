"""The bot in a Slack on this machine: the one module of the bot that knows the sandbox."""

import socket
import tempfile
import webbrowser
from pathlib import Path

from pydantic import SecretStr

from bot import logs, migrating, sealing
from bot.app import build
from bot.running import running, until_told
from bot.settings import MANIFEST, Settings
from sandbox import MovableClock, Workspace, serve

PORT = 8100

HOW = """
  Soft Start runs in a Slack on this machine:

      {url}

  Type there:  /focus start 20 loader test
  "+5 min" moves the clock, so that nobody waits. Stop with Ctrl-C; nothing is kept.
"""


async def try_it(port: int = PORT) -> None:
    """Serve the sandbox and run the bot in it, over loopback, with a clock the page can move."""
    logs.set_up("warning")
    with tempfile.TemporaryDirectory(prefix="softstart-try-") as folder:
        clock = MovableClock()
        workspace = Workspace(MANIFEST, clock=clock.now, movable=clock)
        async with serve(workspace, port=_free(port)) as url:
            settings = settings_for(workspace, url, f"sqlite:///{Path(folder) / 'try.db'}")
            await _migrated(settings.database_url)
            bot = build(settings, clock=clock.now)
            clock.on_move(lambda _: bot.delivery.woken.set())
            async with running(bot):
                print(HOW.format(url=url), flush=True)  # noqa: T201 - what a newcomer reads first
                webbrowser.open(url)
                await until_told()


def settings_for(workspace: Workspace, url: str, database_url: str) -> Settings:
    """What `.env` would hold for this workspace, with a key of its own."""
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_app_token=SecretStr(workspace.app_token),
        slack_signing_secret=SecretStr(workspace.signing_secret),
        slack_api_url=f"{url}/api/",
        database_url=database_url,
        softstart_key=SecretStr(sealing.key_as_text(sealing.new_key())),
    )


async def _migrated(url: str) -> None:
    import asyncio

    await asyncio.to_thread(migrating.upgrade, url)


def _free(port: int) -> int:
    """This port, or any free one where something else listens on it."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
