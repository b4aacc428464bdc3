"""The real `python -m bot try`, as a process of its own: started, used from a browser, stopped with Ctrl-C.

Most tests have one that was forked, for it need not import anything first (`tests.support.forks`).
"""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.settings import ROOT
from tests.support.browser import require_chromium
from tests.support.forks import forked

READY_WITHIN = 60
GONE_WITHIN = 15
ON_A_FREE_PORT = ("try", "--port", "0", "--no-open")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass
class Trial:
    """A running trial: its process, its page's address, and what went wrong in any page opened on it."""

    url: str
    troubles: list[str]

    async def window(self, browser: Browser, user: str) -> Page:
        """A window of this person's, ready to type in."""
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page = await context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        await page.goto(f"{self.url}/?user={user}")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Soft Start")
        return page


@dataclass
class Started(Trial):
    """One that was started from nothing."""

    process: Process

    async def stop(self) -> tuple[int, str, str]:
        """Press Ctrl-C once. The exit code, and the rest of what was printed on either stream."""
        self.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(GONE_WITHIN):
            printed, complained = await self.process.communicate()
        return await self.process.wait(), printed.decode(), complained.decode()


@pytest_asyncio.fixture(loop_scope="session")
async def trial() -> AsyncIterator[Trial]:
    """A trial, where there is a browser to use it from."""
    require_chromium()
    async with forked(None, ROOT, *ON_A_FREE_PORT) as bot:
        await bot.says("http://", READY_WITHIN)
        yield Trial(ADDRESS.findall(bot.printed)[0], [])


@pytest_asyncio.fixture(loop_scope="session")
async def started_trial() -> AsyncIterator[Started]:
    """The same, as somebody starts it who tries it out."""
    require_chromium()
    async with started() as running:
        yield running


@asynccontextmanager
async def started() -> AsyncIterator[Started]:
    """`python -m bot try` on a free port, ended on leaving however it went."""
    command = (sys.executable, "-m", "bot", *ON_A_FREE_PORT)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    try:
        yield Started(await _address(process), [], process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def _address(process: Process) -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(READY_WITHIN):
        async for line in process.stdout:
            if found := ADDRESS.search(line.decode()):
                return found[0]
        pytest.fail(f"`python -m bot try` ended without an address: {(await process.stderr.read()).decode()}")
