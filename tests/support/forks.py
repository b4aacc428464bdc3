"""The bot in processes that need not import it first: each is forked from one that has, and is as real as any.

For tests that kill many. Importing takes longer than all that they look at; test_running.py starts it from nothing.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from bot.settings import Settings
from tests.support.processes import BotProcess, environment

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bot.__main__"])


class Fork:
    """What `asyncio.subprocess.Process` is, of a process that was forked."""

    def __init__(self, process: ForkServerProcess, stdout: asyncio.StreamReader) -> None:
        self._process = process
        self.stdout = stdout

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.pid is not None and self.returncode is None:
            os.kill(self._process.pid, number)

    async def communicate(self) -> tuple[bytes, None]:
        """Everything it still prints, and its end."""
        rest = await self.stdout.read()
        await asyncio.to_thread(self._process.join)
        return rest, None


@asynccontextmanager
async def forked(settings: Settings, folder: Path, env: Mapping[str, str] | None = None) -> AsyncIterator[BotProcess]:
    """`python -m bot run`, gone after the block, whatever happened in it."""
    seen = environment(settings) | dict(env or {})
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as heard:
        process = await asyncio.to_thread(_fork, writes, seen, folder)
        os.close(writes)
        stdout = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        pipe, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdout), heard)
        made = BotProcess(Fork(process, stdout))
        try:
            yield made
        finally:
            made.signalled(signal.SIGKILL)
            await made.process.communicate()
            pipe.close()
            process.close()


def _fork(writes: int, seen: Mapping[str, str], folder: Path) -> ForkServerProcess:
    process = _SERVER.Process(target=_Runs(writes, seen, folder))
    process.start()
    return process


class _Runs:
    """Begins with what a new process would have: its environment, its folder, and a pipe for what it prints."""

    def __init__(self, writes: int, seen: Mapping[str, str], folder: Path) -> None:
        self._writes = writes
        self._seen = seen
        self._folder = folder

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_writes": DupFd(self._writes)}

    def __call__(self) -> None:
        from bot.__main__ import cli

        prints: Any = self._writes
        os.dup2(prints.detach(), sys.stdout.fileno())
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
        os.environ.clear()
        os.environ.update(self._seen)
        os.chdir(self._folder)
        sys.argv = ["bot", "run"]
        cli()
