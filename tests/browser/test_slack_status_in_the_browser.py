"""Connecting Slack status in a real browser: read, allowed on Slack's page, come back from, and seen in a block."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from bot.connecting import wording
from bot.connecting.rules import Ending
from bot.starts import wording as starts
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER


async def _opens(page: Page, label: str) -> Page:
    """Press a button of the Home tab, and the one in its modal that leads to Slack's page."""
    await page.get_by_role("tab", name="Home").click()
    await page.get_by_role("tabpanel").get_by_role("button", name=label, exact=True).click()
    dialog = page.get_by_role("dialog", name=wording.STATUS)
    async with page.expect_popup() as opened:
        await dialog.get_by_text(wording.TO_SLACK).click()
    return await opened.value


async def test_slack_status_is_connected_as_the_readme_says(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    slack = await _opens(page, wording.CONNECT)
    await expect(slack.get_by_role("heading", level=1)).to_contain_text("asks for your permission")
    await slack.get_by_role("button", name="Allow").click()
    await expect(slack.get_by_text(wording.ENDINGS[Ending.CONNECTED])).to_be_visible()
    await slack.close()
    await page.bring_to_front()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("tabpanel").get_by_role("button", name=wording.STATUS, exact=True)).to_be_visible()
    await page.get_by_role("tab", name="Messages").click()
    await types(page, "/focus start 20 loader test")
    await expect(page.get_by_text(starts.HELP)).to_have_count(0)
    await expect(page.get_by_text("Focus block").first).to_be_visible()
    assert trial.troubles == []


async def test_cancelled_there_nothing_is_connected(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    slack = await _opens(page, wording.CONNECT)
    await slack.get_by_role("button", name="Cancel").click()
    await expect(slack.get_by_text(wording.ENDINGS[Ending.CANCELLED])).to_be_visible()
    await slack.close()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("tabpanel").get_by_role("button", name=wording.CONNECT, exact=True)).to_be_visible()
    assert trial.troubles == []
