"""Two windows side by side, in a real browser: one begins, the other hears of it; and a status that somebody allows."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from bot.breaks import wording as breaks
from bot.connecting import wording as connecting
from bot.connecting.rules import Ending
from bot.pings import wording as pings
from tests.support.browser import IN_A_BROWSER
from tests.support.page import (
    ANA,
    BEN,
    asks_dev,
    begins_at_nine,
    button,
    live_card,
    passes,
    reaches_a_working_day,
    types,
)
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER

DEV = "U0DEV00004"
"""In Kolkata, where it is early afternoon when it is nine in Berlin."""


async def test_one_begins_and_the_other_sees_the_start_the_break_and_the_end(browser: Browser, trial: Trial) -> None:
    ana, dev = await trial.window(browser, ANA), await trial.window(browser, DEV)
    await begins_at_nine(ana)
    await reaches_a_working_day(ana)
    await asks_dev(ana, dev)
    await types(ana, "/focus start 20 loader test")
    await expect(live_card(dev)).to_contain_text("doing a focused 20-min block, back at 1:50 PM.")
    await passes(ana, 5)
    await live_card(ana).get_by_role("button", name=breaks.SHORT_BREAK).click()
    await expect(live_card(dev)).to_contain_text("on a short break, back at 1:40 PM.")
    await live_card(dev).get_by_role("button", name=pings.THUMB).click()
    await expect(dev.get_by_test_id("message").last).to_contain_text("sees this at the end.")
    await live_card(ana).get_by_role("button", name=breaks.BACK).click()
    await expect(live_card(dev)).to_contain_text("back to it, until 1:50 PM.")
    await passes(ana, 15)
    await expect(live_card(ana)).to_contain_text(pings.THUMB)
    await expect(live_card(dev)).to_contain_text("done for now.")
    await expect(dev.get_by_test_id("message").filter(has_text="loader")).to_have_count(0)
    assert trial.troubles == []


async def test_a_status_that_was_allowed_is_seen_by_everybody_and_goes_with_the_block(
    browser: Browser, trial: Trial
) -> None:
    ana, ben = await trial.window(browser, ANA), await trial.window(browser, BEN)
    await begins_at_nine(ana)
    await ana.get_by_role("tab", name="Home").click()
    await button(ana, connecting.CONNECT).click()
    async with ana.context.expect_page() as opened:
        await ana.get_by_role("dialog").get_by_role("link", name=connecting.TO_SLACK).click()
    consent = await opened.value
    await consent.get_by_role("button", name="Allow").click()
    await expect(consent.get_by_text(connecting.ENDINGS[Ending.CONNECTED])).to_be_visible()
    await ana.keyboard.press("Escape")
    await expect(button(ana, connecting.STATUS)).to_be_visible()
    await ana.get_by_role("tab", name="Messages").click()
    await types(ana, "/focus start 10 loader test")
    seen = ben.get_by_test_id(f"person-{ANA}")
    await expect(seen).to_contain_text("Focus block")
    await expect(seen).not_to_contain_text("loader")
    await passes(ana, 5)
    await expect(seen.get_by_role("img", name="Notifications are paused")).to_be_visible()
    await passes(ana, 5)
    await expect(seen).not_to_contain_text("Focus block")
    await expect(seen.get_by_role("img", name="Notifications are paused")).to_have_count(0)
    assert trial.troubles == []
