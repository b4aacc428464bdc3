"""The bot in processes that need not import it first: each is forked from one that has, and is as real as any.

Importing takes longer than all that most tests look at. Some start it from nothing: it runs, serves HTTP, refuses
what cannot be reached (test_running.py, test_starting.py), and is stopped with Ctrl-C while somebody looks at the page.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from bot.settings import Settings
from tests.support.processes import BotProcess, environment, kept

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
async def forked(
    settings: Settings | None, folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> AsyncIterator[BotProcess]:
    """`python -m bot`, with "run" unless told, gone after the block, whatever happened in it."""
    seen = (environment(settings) if settings else kept()) | dict(env or {})
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as heard:
        process = await asyncio.to_thread(_fork, _Runs(writes, seen, folder, arguments or ("run",)))
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


def _fork(runs: "_Runs") -> ForkServerProcess:
    process = _SERVER.Process(target=runs)
    process.start()
    return process


class _Runs:
    """Begins with what a new process would have: its environment, its folder, and a pipe for what it prints."""

    def __init__(self, writes: int, seen: Mapping[str, str], folder: Path, arguments: Sequence[str]) -> None:
        self._writes = writes
        self._seen = seen
        self._folder = folder
        self._arguments = arguments

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_writes": DupFd(self._writes)}

    def __call__(self) -> None:
        from bot.__main__ import main

        prints: Any = self._writes
        os.dup2(prints.detach(), sys.stdout.fileno())
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
        os.environ.clear()
        os.environ.update(self._seen)
        os.chdir(self._folder)
        sys.argv = ["bot", *self._arguments]
        main()
