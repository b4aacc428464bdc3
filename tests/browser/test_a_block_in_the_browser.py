"""A block from its first command to its sentence: the README's steps, in a real browser, on the real process."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from bot.checkins import wording as check_in
from bot.focus import wording as focus
from bot.journal import wording as journal
from bot.people.rules import CHOICES, Keeping
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, BEN, begins_at_nine, button, buzzes, live_card, passes, reach, types
from tests.support.trial import Started, Trial

pytestmark = IN_A_BROWSER

COMMAND = "/focus start 20 loader test"
END = "That's the end. One thing that went okay? One word is plenty."
UNTIL_DELETED = journal.keep_for(Keeping.UNTIL_DELETED)


async def test_a_block_from_its_command_to_its_sentence(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await begins_at_nine(page)
    await types(page, COMMAND)
    await expect(live_card(page)).to_contain_text("Five quiet minutes, until")
    await expect(live_card(page)).to_contain_text("loader test")

    await passes(page, 5)
    await expect(live_card(page)).to_contain_text("That's five. Loader test now, if you like.")
    await button(page, focus.WANDERED_OFF).click()
    await expect(live_card(page)).to_contain_text("Noted, ")

    await passes(page, 15)
    await expect(live_card(page)).to_contain_text(END)
    await button(page, focus.WRITE_IT).click()
    dialog = page.get_by_role("dialog", name=check_in.TITLE)
    await dialog.get_by_label(journal.BOX).fill("okay")
    await dialog.get_by_label(UNTIL_DELETED).check()
    await dialog.get_by_role("button", name=journal.SAVE).click()
    await expect(dialog).to_have_count(0)
    await expect(live_card(page)).to_contain_text("Saved.")
    await expect(page.get_by_test_id("message").filter(has_text="okay")).to_have_count(0)
    await expect(buzzes(page)).to_have_count(3)
    assert trial.troubles == []


async def test_a_block_with_the_keyboard_alone(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await page.keyboard.type(COMMAND)
    await page.keyboard.press("Enter")
    await expect(button(page, focus.SKIP_TO_THE_TASK)).to_be_visible()
    await reach(page, focus.SKIP_TO_THE_TASK, "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(live_card(page)).to_contain_text("Loader test, until")
    await reach(page, focus.STOP_HERE)
    await page.keyboard.press("Enter")
    await expect(live_card(page)).to_contain_text(focus.STOPPED)
    await expect(button(page, focus.WRITE_IT)).to_be_visible()
    await reach(page, focus.WRITE_IT)
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=check_in.TITLE)
    await expect(dialog.get_by_label(journal.BOX)).to_be_focused()
    await page.keyboard.type("okay")
    await page.keyboard.press("Tab")
    for _ in range(len(CHOICES) - 1):
        await page.keyboard.press("ArrowDown")
    await expect(dialog.get_by_label(UNTIL_DELETED)).to_be_checked()
    await reach(page, journal.SAVE)
    await page.keyboard.press("Enter")
    await expect(live_card(page)).to_contain_text("Saved.")
    assert trial.troubles == []


async def test_two_windows_of_two_people(browser: Browser, trial: Trial) -> None:
    of_ana, of_ben = await trial.window(browser, ANA), await trial.window(browser, BEN)
    await types(of_ana, COMMAND)
    await expect(live_card(of_ana)).to_contain_text("loader test")
    await expect(of_ben.get_by_test_id("message")).to_have_count(0)

    await passes(of_ana, 5)
    await types(of_ben, "/focus start 10 read one page")
    await expect(live_card(of_ben)).to_contain_text("Two quiet minutes, until")
    await passes(of_ben, 15)
    await expect(live_card(of_ana)).to_contain_text(END)
    await expect(live_card(of_ben)).to_contain_text(END)
    await expect(of_ben.get_by_test_id("message").filter(has_text="oader test")).to_have_count(0)
    await expect(of_ana.get_by_test_id("message").filter(has_text="one page")).to_have_count(0)
    assert trial.troubles == []


async def test_ctrl_c_ends_it_with_a_window_open(browser: Browser, started_trial: Started) -> None:
    page = await started_trial.window(browser, ANA)
    await types(page, COMMAND)
    await expect(live_card(page)).to_contain_text("Five quiet minutes")
    code, printed, complained = await started_trial.stop()
    assert code == 0
    assert printed.strip().endswith("Stopped. Nothing was kept.")
    assert complained == ""
