"""A real browser for tests: the chromium of this machine, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

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


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser for one test."""
    async with launched() as running:
        yield running
