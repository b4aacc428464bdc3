"""Tomorrow morning, in a real browser: a plan is filled in, its card comes, later and again, and begins a block; a chat
that one person asks another for."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from bot.chats import wording as chats
from bot.focus import wording as focus
from bot.invitations import wording as invitations
from bot.mornings import wording as mornings
from bot.plans import wording as plans
from bot.plans.rules import Box
from bot.starts import wording as starts
from tests.support.browser import IN_A_BROWSER
from tests.support.page import ANA, BEN, button, live_card, passes, types
from tests.support.trial import Trial

pytestmark = IN_A_BROWSER


async def test_a_plan_comes_in_the_morning_and_begins_when_it_is_pressed(browser: Browser, trial: Trial) -> None:
    page = await trial.window(browser, ANA)
    await button(page, "to 09:00 tomorrow").click()  # before four in the morning, tomorrow is the date it is
    await expect(page.get_by_test_id("clock")).to_have_text("9:00 AM")
    await types(page, "/focus plan")
    box = page.get_by_role("dialog", name=plans.TITLE)
    await box.get_by_label(plans.BOXES[Box.TASK]).fill("loader test")
    await box.get_by_label(plans.BOXES[Box.READY]).fill("coin by the keyboard")
    await box.get_by_label("Time").fill("09:00")
    await box.get_by_role("button", name=plans.SAVE).click()
    await expect(live_card(page)).to_contain_text("coin by the keyboard")
    await button(page, "to 09:00 tomorrow").click()
    await expect(live_card(page)).to_contain_text("loader test, 20 minutes, if you like.")
    await live_card(page).get_by_role("button", name=mornings.LATER).click()
    await live_card(page).get_by_role("button", name=mornings.QUARTER).click()
    await passes(page, 15)
    await expect(live_card(page)).to_contain_text("loader test, 20 minutes, if you like.")
    await live_card(page).get_by_role("button", name=starts.START).click()
    await expect(live_card(page)).to_contain_text("Five quiet minutes")
    await expect(live_card(page).get_by_role("button", name=focus.STOP_HERE)).to_be_visible()
    assert trial.troubles == []


async def test_a_chat_is_asked_for_and_agreed_to_in_two_windows(browser: Browser, trial: Trial) -> None:
    ana, ben = await trial.window(browser, ANA), await trial.window(browser, BEN)
    await types(ana, "/focus chat @ben")
    box = ana.get_by_role("dialog", name=chats.TITLE)
    await box.get_by_role("button", name=invitations.SEND).click()
    await live_card(ben).get_by_role("button", name=invitations.FINE).click()
    await expect(live_card(ana)).to_contain_text("fine by them")
    assert trial.troubles == []
