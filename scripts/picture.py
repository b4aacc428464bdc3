"""Take the README's pictures again: a block from its start to its sentence, the Home tab, and who knows, in `make try`.

The same process and the same browser as in the browser tests; the day in the corner is the day it was run.
"""

import asyncio
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, expect

from bot.breaks import wording as breaks
from bot.focus import wording as focus
from bot.helpers import wording as helpers
from bot.helpers.rules import Helper
from bot.journal import wording as journal
from bot.ladder import wording as ladder
from bot.plans import wording as plans
from bot.plans.rules import Box
from bot.settings import ROOT
from tests.support.browser import NAMES, find_chromium, launched
from tests.support.page import asks_dev, live_card, reaches_a_working_day
from tests.support.trial import Trial, started

DOCS = ROOT / "docs"
ANA, DEV = "U0ANA00001", "U0DEV00004"
SIZE = {"width": 1200, "height": 570}
SETTLED = "Quiet minutes, 9:00 to 9:05."

Theme = Literal["light", "dark"]


async def take() -> list[Path]:
    """Every picture, of a trial of its own for each theme."""
    taken = []
    themes: tuple[Theme, ...] = ("light", "dark")
    async with launched() as browser:
        for theme in themes:
            async with started() as trial:
                suffix = "" if theme == "light" else "-dark"
                page = await _window(browser, trial, theme)
                taken += await _block(page, suffix)
                taken.append(await _who_knows(page, await _window(browser, trial, theme, DEV), suffix))
    return taken


async def _window(browser: Browser, trial: Trial, theme: Theme, user: str = ANA) -> Page:
    context = await browser.new_context(
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        device_scale_factor=1.5,
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = await context.new_page()
    await page.goto(f"{trial.url}/?user={user}")
    if user != ANA:
        return page
    await page.get_by_role("button", name="to 09:00 tomorrow").click()
    await expect(page.get_by_test_id("clock")).to_have_text("9:00")
    return page


async def _block(page: Page, suffix: str) -> list[Path]:
    await _type(page, "/focus start 20 loader test")
    await expect(page.get_by_role("button", name=focus.SKIP_TO_THE_TASK)).to_be_visible()
    await page.get_by_role("button", name=helpers.TOO_MUCH).click()
    await page.get_by_role("button", name=helpers.WHY).click()
    await expect(page.get_by_text(helpers.why(Helper.HOLD))).to_be_visible()
    too_much = await _picture(page, f"picture-too-much{suffix}.png")
    await page.get_by_role("button", name=helpers.BACK_TO_IT).click()
    await expect(page.get_by_role("button", name=focus.SKIP_TO_THE_TASK)).to_be_visible()
    await _pass_five_minutes(page, "9:05")
    await expect(page.get_by_role("button", name=focus.WANDERED_OFF)).to_be_visible()
    await expect(page.get_by_text(SETTLED)).to_be_visible()
    block = await _picture(page, f"picture-block{suffix}.png")
    for time in ("9:10", "9:15", "9:20"):
        await _pass_five_minutes(page, time)
    await page.get_by_role("button", name=focus.WRITE_IT).click()
    await page.get_by_label(journal.BOX).fill("Opened the file. It ran.")
    check_in_picture = await _picture(page, f"picture-check-in{suffix}.png")
    await page.keyboard.press("Escape")
    return [too_much, block, check_in_picture, await _home(page, suffix)]


async def _home(page: Page, suffix: str) -> Path:
    """A week later, with something planned."""
    for _ in range(7):
        await page.get_by_role("button", name="to 09:00 tomorrow").click()
        await expect(page.get_by_test_id("clock")).to_have_text("9:00")
        await _type(page, "/focus tiny")
        await expect(page.get_by_text(ladder.ONE_BREATH)).to_be_visible()
        await page.get_by_role("button", name=focus.STOP_HERE).click()
        await expect(page.get_by_text(ladder.ONE_BREATH)).to_be_hidden()
    await _type(page, "/focus plan")
    dialog = page.get_by_role("dialog", name=plans.TITLE)
    await dialog.get_by_label(plans.BOXES[Box.TASK]).fill("loader test")
    await dialog.get_by_role("button", name=plans.SAVE).click()
    await expect(page.get_by_role("button", name=plans.CHANGE)).to_be_visible()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_text("8 days so far.")).to_be_visible()
    return await _picture(page, f"picture-home{suffix}.png")


async def _who_knows(page: Page, dev: Page, suffix: str) -> Path:
    """Dev, who agreed, during Ana's first break, on a working day."""
    await page.get_by_role("tab", name="Messages").click()
    await reaches_a_working_day(page)
    await asks_dev(page, dev)
    await _type(page, "/focus start 20 loader test")
    await expect(live_card(dev)).to_contain_text("back at 13:50")
    await _pass_five_minutes(page, "9:05")
    await live_card(page).get_by_role("button", name=breaks.SHORT_BREAK).click()
    await expect(live_card(dev)).to_contain_text("on a short break")
    return await _picture(dev, f"picture-who-knows{suffix}.png")


async def _type(page: Page, words: str) -> None:
    await page.get_by_label("Message Soft Start").fill(words)
    await page.keyboard.press("Enter")


async def _pass_five_minutes(page: Page, until: str) -> None:
    await page.get_by_role("button", name="+5 min").click()
    await expect(page.get_by_test_id("clock")).to_have_text(until)


async def _picture(page: Page, name: str) -> Path:
    path = DOCS / name
    await page.mouse.move(SIZE["width"] / 2, 200)
    await page.screenshot(path=path, caret="hide")
    return path


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit(f"No chromium is installed here (looked for {', '.join(NAMES)}); the pictures need one.")
    for picture in asyncio.run(take()):
        print(picture.relative_to(ROOT))
