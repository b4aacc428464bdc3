"""The Home tab in a real browser, in light and in dark: the meadow with its number, and what each button opens."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from bot import standing
from bot.care import wording as care
from bot.chats import wording as chats
from bot.focus import wording as focus
from bot.journal import wording as journal
from bot.ladder import wording as ladder
from bot.plans import wording as plans
from bot.preferences import wording as preferences
from bot.privacy import wording as privacy
from bot.rests import wording as rests
from bot.starts import wording as starts
from bot.streaks import wording as streaks
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER
OPENS = {
    streaks.EARLIER: streaks.EARLIER,
    streaks.REST_DAYS: rests.TITLE,
    streaks.HOW: streaks.HOW,
    journal.WRITE_ONE: journal.WRITE_TITLE,
    preferences.SETTINGS: preferences.SETTINGS,
    privacy.OPEN: privacy.TITLE,
    chats.CHAT: chats.TITLE,
    plans.PLAN: plans.TITLE,
    standing.TALK_TO_A_PERSON: care.TITLE,
}
"""What each button's modal is called."""


async def _has_been(page: Page) -> None:
    """One breath, on a day of its own."""
    await types(page, "/focus tiny")
    await expect(page.get_by_text(ladder.ONE_BREATH)).to_be_visible()
    await page.get_by_role("button", name=focus.STOP_HERE).click()
    await expect(page.get_by_text(ladder.ONE_BREATH)).to_be_hidden()
    day = page.get_by_role("region", name="Clock").get_by_role("paragraph").nth(1)
    before = await day.inner_text()
    await page.get_by_role("button", name="to 09:00 tomorrow").click()
    await expect(day).not_to_have_text(before)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_home_tab_shows_the_meadow_and_its_buttons_open_what_they_say(
    browser: Browser, trial: Trial, theme: Literal["light", "dark"]
) -> None:
    page = await trial.window(browser, ANA)
    await page.emulate_media(color_scheme=theme)
    for _ in range(3):
        await _has_been(page)
    await page.get_by_role("tab", name="Home").click()
    home = page.get_by_role("tabpanel")
    await expect(home.get_by_text("3 days so far.")).to_be_visible()
    rows = home.locator("[role=img]")
    await expect(rows).to_have_count(3)
    for button, title in OPENS.items():
        await home.get_by_role("button", name=button, exact=True).click()
        await expect(page.get_by_role("dialog", name=title)).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await home.get_by_role("button", name=ladder.SMALLER, exact=True).click()
    await expect(home.get_by_text("Ten minutes")).to_be_visible()
    await home.get_by_role("button", name=starts.START, exact=True).click()
    await expect(home.get_by_role("button", name=focus.SKIP_TO_THE_TASK)).to_be_visible()
    assert trial.troubles == []
