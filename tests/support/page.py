"""Hands on the sandbox's page: type, press, let minutes pass, and find the live card."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from bot.buddies import wording as buddies
from bot.invitations import wording as invitations

ANA, BEN = "U0ANA00001", "U0BEN00002"


def live_card(page: Page) -> Locator:
    """The newest message that everybody could see on a phone: not an answer for one person's eyes."""
    return page.get_by_test_id("message").filter(has_not_text="Only visible to you").last


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def buzzes(page: Page) -> Locator:
    return page.get_by_role("list", name="Would have buzzed").get_by_role("listitem")


async def types(page: Page, line: str) -> None:
    box = page.get_by_label("Message Soft Start")
    await box.fill(line)
    await box.press("Enter")


async def begins_at_nine(page: Page) -> None:
    """Be in the morning: at night, phones are silent."""
    await button(page, "to 09:00 tomorrow").click()
    await expect(page.get_by_test_id("clock")).to_have_text("9:00 AM")


async def reaches_a_working_day(page: Page) -> None:
    """Go on to a day on which a colleague can be told."""
    date = page.get_by_test_id("date")
    while (day := await date.inner_text()).startswith(("Saturday", "Sunday")):
        await button(page, "to 09:00 tomorrow").click()
        await expect(date).not_to_have_text(day)


async def asks_dev(ana: Page, dev: Page) -> None:
    """Read first, sent, and fine by Dev."""
    await types(ana, "/focus buddy @dev")
    box = ana.get_by_role("dialog", name=buddies.TITLE)
    await box.get_by_role("button", name=buddies.READ_IT).click()
    await expect(box).to_contain_text("doing a focused 20-min block, back at 9:20.")
    await expect(dev.get_by_test_id("message")).to_have_count(0)
    await box.get_by_role("button", name=invitations.SEND).click()
    await live_card(dev).get_by_role("button", name=invitations.FINE).click()
    await expect(live_card(dev)).to_contain_text("You hear when")
    await ana.keyboard.press("Escape")
    await expect(live_card(ana)).to_contain_text("fine by them")


async def passes(page: Page, minutes: int) -> None:
    """Move the clock by pressing "+5 min"; it moves for everybody."""
    for _ in range(minutes // 5):
        before = await page.get_by_test_id("clock").inner_text()
        await button(page, "+5 min").click()
        await expect(page.get_by_test_id("clock")).not_to_have_text(before)


async def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Go on with one key until the thing with this name has the focus."""
    named = "() => document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
    for _ in range(60):
        await page.keyboard.press(key)
        if str(await page.evaluate(named)).strip() == name:
            return
    pytest.fail(f"{key} never reached {name!r}")
