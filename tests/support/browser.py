"""A real browser for tests: the chromium of this machine, driven by Playwright, started once a test process.

A browser belongs to the event loop it was started in, so its tests and their fixtures share the session's loop.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

IN_A_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
"""The marks of every module that drives one."""

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The path of a chromium on this machine, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def require_chromium() -> str:
    """The path of a chromium; without one the test is skipped, or fails when everything is required."""
    path = find_chromium()
    if path:
        return path
    sentence = f"No chromium is installed here (looked for {', '.join(NAMES)}); the browser tests need one."
    if os.environ.get("SOFTSTART_REQUIRE_ALL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A running browser, closed at the end."""
    path = require_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_browser() -> AsyncIterator[Browser]:
    """This process's browser, started when the first test needs it."""
    async with launched() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def browser(shared_browser: Browser) -> AsyncIterator[Browser]:
    """A browser without windows; those a test opens share nothing with another test's, and are closed after it."""
    assert shared_browser.contexts == []
    yield shared_browser
    for context in shared_browser.contexts:
        await context.close()
