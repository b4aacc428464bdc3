"""One's own sentences in a real browser: written for a day, looked for with Enter, and deleted."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from bot.journal import wording
from bot.people.rules import Keeping
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER


async def test_a_sentence_is_written_found_and_deleted(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await types(page, "/focus okay")
    journal = page.get_by_role("dialog", name=wording.TITLE)
    await journal.get_by_role("button", name=wording.WRITE_ONE).click()
    blank = page.get_by_role("dialog", name=wording.WRITE_TITLE)
    await blank.get_by_label(wording.BOX).fill("Opened the file. It ran.")
    await blank.get_by_label(wording.keep_for(Keeping.UNTIL_DELETED)).check()
    await blank.get_by_role("button", name=wording.SAVE).click()
    await expect(journal).to_contain_text("Saved.")
    await expect(journal).to_contain_text("Opened the file. It ran.")

    box = journal.get_by_label(wording.SEARCH_BOX)
    await box.fill("nothing like it")
    await box.press("Enter")
    await expect(journal).to_contain_text(wording.NOTHING_FOUND)
    await box.fill("FILE")
    await box.press("Enter")
    await expect(journal).to_contain_text("Opened the file. It ran.")

    await journal.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name=wording.DELETE).click()
    await page.get_by_role("dialog", name=wording.DELETE_TITLE).get_by_role("button", name=wording.DELETE).click()
    await expect(journal).to_contain_text("Deleted.")
    await expect(journal).not_to_contain_text("Opened the file. It ran.")
    await expect(page.get_by_test_id("message").filter(has_text="Opened the file")).to_have_count(0)
    assert trial.troubles == []
