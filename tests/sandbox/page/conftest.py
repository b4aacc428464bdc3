"""A stage (the server's stand-in) and the page opened on it as Ada."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from sandbox import Workspace, serve
from tests.sandbox.page.stage import ADA, Stage, serving
from tests.sandbox.small_app import SmallApp, manifest
from tests.support.browser import browser as browser
from tests.support.browser import shared_browser as shared_browser


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    """A stage that is served; its address is `stage.url`."""
    staged = Stage()
    async with serving(staged) as url:
        staged.url = url
        yield staged


def is_trouble(line: ConsoleMessage) -> bool:
    """Whether a console line is an error of the page's own; a refused request is told as one by every browser."""
    return line.type == "error" and not line.text.startswith("Failed to load resource")


async def opened(browser: Browser, stage: Stage, user: str = ADA, locale: str = "en-US") -> Page:
    """The page as one person sees it, ready, failing on any error in its scripts."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale=locale)
    page.on("pageerror", lambda error: stage.troubles.append(str(error)))
    page.on("console", lambda line: stage.troubles.append(line.text) if is_trouble(line) else None)
    await page.goto(f"{stage.url}/?user={user}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Soft Start")
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    """The page as Ada sees it; nothing may go wrong in its scripts."""
    yield await opened(browser, stage)
    assert stage.troubles == []


@pytest_asyncio.fixture(loop_scope="session")
async def workspace() -> AsyncIterator[Workspace]:
    """The real server, in the browser's loop."""
    made = Workspace(manifest())
    async with serve(made):
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace: Workspace) -> AsyncIterator[SmallApp]:
    """A Bolt app connected to it."""
    made = SmallApp(workspace)
    async with made.over_socket_mode():
        yield made
