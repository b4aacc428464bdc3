"""What stays, in a real browser: days told of afterwards grow a meadow, and time off is added and ended."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.async_api import Browser, expect

from bot.rests import wording as rests
from bot.streaks import wording
from bot.streaks.rules import plant_of
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER
DAY = timedelta(days=1)


async def test_a_meadow_grows_by_the_days_that_are_told_of(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await types(page, "/focus days")
    answer = page.get_by_test_id("message").last
    await answer.get_by_role("button", name=wording.EARLIER).click()
    box = page.get_by_role("dialog", name=wording.EARLIER)
    yesterday = date.fromisoformat(await box.get_by_label(wording.EARLIER_DAY).input_value())
    await box.get_by_role("button", name=wording.COUNT_IT).click()
    told = page.get_by_role("dialog", name=wording.TITLE)
    await expect(told).to_contain_text("is counted.")
    await expect(told.get_by_role("img", name=plant_of(yesterday).replace("_", " "))).to_be_visible()
    await expect(told).to_contain_text("1 day")
    await told.get_by_role("button", name=wording.UNDO).click()
    await expect(told).to_contain_text(wording.TAKEN_BACK)
    assert trial.troubles == []


async def test_time_off_is_added_and_ended(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await types(page, "/focus rest")
    answer = page.get_by_test_id("message").last
    await answer.get_by_role("button", name=rests.CHOOSE_DATES).click()
    box = page.get_by_role("dialog", name=rests.TITLE)
    await box.get_by_role("button", name=rests.ADD).click()
    await expect(box).to_contain_text("Added:")
    await box.get_by_role("button", name=rests.END_IT).click()
    await expect(box.get_by_role("button", name=rests.END_IT)).to_have_count(0)
    await expect(box.get_by_role("button", name=rests.ADD)).to_be_visible()
    assert trial.troubles == []
