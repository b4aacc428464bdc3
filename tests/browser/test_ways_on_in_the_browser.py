"""Too much, a break, smaller, a shortcut and the settings: the rest of the README's steps, in a real browser."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from bot.breaks import wording as breaks
from bot.focus import wording as focus
from bot.helpers import wording as helpers
from bot.ladder import wording as ladder
from bot.preferences import wording as preferences
from bot.starts import wording as starts
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, begins_at_nine, button, buzzes, live_card, passes, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER


async def press(page: Page, name: str) -> None:
    """Press what stands on the live card, and wait until it answers."""
    before = await live_card(page).inner_text()
    await live_card(page).get_by_role("button", name=name, exact=True).click()
    await expect(live_card(page)).not_to_have_text(before, use_inner_text=True)


async def test_too_much_then_a_break_then_smaller_until_one_word(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await begins_at_nine(page)
    await types(page, "/focus start 20 loader test")
    await press(page, helpers.TOO_MUCH)
    await expect(live_card(page)).to_contain_text("Hold something small, thirty seconds.")
    await press(page, helpers.WHY)
    await expect(live_card(page)).to_contain_text("It gives your hands a job")
    await press(page, helpers.BACK_TO_IT)
    await passes(page, 5)
    await expect(live_card(page)).to_contain_text("That's five.")

    await press(page, breaks.SHORT_BREAK)
    await expect(live_card(page)).to_contain_text("Five minutes off, until")
    await types(page, "halfway through the second file")
    await expect(page.get_by_text(breaks.LINE_KEPT)).to_be_visible()
    await passes(page, 5)
    await expect(live_card(page)).to_contain_text("That's five. Back, or done here?")
    await press(page, breaks.BACK)
    await expect(live_card(page)).to_contain_text("You were here: halfway through the second file")

    await press(page, ladder.SMALLER)
    await press(page, ladder.SMALLER)
    await expect(live_card(page)).to_contain_text(ladder.ONE_BREATH)
    await press(page, ladder.SMALLER)
    await expect(live_card(page)).to_contain_text(ladder.ONE_WORD)
    await types(page, "okay")
    await button(page, ladder.ANOTHER).click()
    await expect(page.get_by_text(ladder.ONE_WORD)).to_be_visible()
    await button(page, focus.STOP_HERE).click()
    await expect(page.get_by_text(ladder.COUNTS)).to_be_visible()
    await expect(buzzes(page)).to_have_count(3)
    assert trial.troubles == []


async def test_a_shortcut_starts_a_block_and_a_phrase_of_ones_own_stands_on_its_card(
    browser: Browser, trial: Trial
) -> None:
    page = await trial.window(browser, ANA)
    await types(page, "/focus settings")
    dialog = page.get_by_role("dialog", name=preferences.SETTINGS)
    await dialog.get_by_label("A phrase of your own").fill("Here is enough")
    await dialog.get_by_role("button", name=preferences.SAVE).click()
    await expect(dialog).to_have_count(0)

    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Start a block").click()
    dialog = page.get_by_role("dialog", name=starts.TITLE)
    await dialog.get_by_label(starts.TASK_BOX).fill("loader test")
    await dialog.get_by_role("button", name=starts.START).click()
    await expect(live_card(page)).to_contain_text("Then loader test, until")
    await expect(live_card(page)).to_contain_text("Here is enough")
    assert trial.troubles == []
