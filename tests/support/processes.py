"""The bot as a process of its own, as whoever runs it starts it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol

from bot.settings import ROOT, Settings

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
RUNS = "Soft Start runs"


def kept() -> dict[str, str]:
    """What a process sees of this one's environment."""
    seen = {name: os.environ[name] for name in KEPT if name in os.environ}
    return seen | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def environment(settings: Settings) -> dict[str, str]:
    """What `.env` would hold, for a process that sees nothing else of this one's settings."""
    return kept() | {
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack_app_token.get_secret_value(),
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "SOFTSTART_KEY": settings.softstart_key.get_secret_value(),
    }


class Process(Protocol):
    """Of `asyncio.subprocess.Process`, what is asked of one here."""

    @property
    def returncode(self) -> int | None: ...

    @property
    def stdout(self) -> asyncio.StreamReader | None: ...

    def send_signal(self, signal: int, /) -> None: ...

    async def communicate(self) -> tuple[bytes, bytes | None]: ...


class BotProcess:
    """`python -m bot` with some arguments, and what it printed."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.printed = ""

    async def says(self, words: str, within: float = 20) -> None:
        """Read what it prints until these words come; EOFError, with all of it, where they never do."""
        assert self.process.stdout is not None
        async with asyncio.timeout(within):
            while words not in self.printed:
                line = await self.process.stdout.readline()
                if not line:
                    raise EOFError(self.printed)
                self.printed += line.decode()

    async def ends(self, within: float = 60) -> int:
        """Wait for its end; gives the exit status, and `printed` is all it said."""
        async with asyncio.timeout(within):
            rest, _ = await self.process.communicate()
        self.printed += rest.decode()
        assert self.process.returncode is not None
        return self.process.returncode

    def signalled(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(number)


@asynccontextmanager
async def started(
    settings: Settings, folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> AsyncIterator[BotProcess]:
    """A process that is gone after the block, whatever happened in it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *(arguments or ("run",))),
        cwd=folder,
        env=environment(settings) | dict(env or {}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    made = BotProcess(process)
    try:
        yield made
    finally:
        if process.returncode is None:
            made.signalled(signal.SIGKILL)
            await process.communicate()
