"""The frame: people and their times, channels, the clock, what would have buzzed, and being connected."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from tests.sandbox.page.conftest import opened
from tests.sandbox.page.stage import DM, NOW, PRIYA, Stage, message, serving
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


async def test_people_have_their_local_times_and_one_can_be_another(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", text="Saved."))
    stage.changed()
    await expect(page.get_by_role("link", name="Ada Lind")).to_contain_text("9:20 AM")
    await expect(page.get_by_role("link", name="Priya Rao")).to_contain_text("1:50 PM")
    await expect(page.get_by_test_id("message")).to_contain_text("9:20 AM")
    await page.get_by_role("link", name="Priya Rao").click()
    await expect(page.get_by_test_id("message")).to_contain_text("1:50 PM")
    await expect(page).to_have_url(f"{stage.url}/?user={PRIYA}")
    await page.get_by_label("Message Soft Start").fill("hello")
    await page.get_by_label("Message Soft Start").press("Enter")
    await expect(page.get_by_label("Message Soft Start")).to_have_value("")
    assert (await stage.act())["user"] == PRIYA


async def test_two_windows_are_two_people(browser: Browser, page: Page, stage: Stage) -> None:
    other = await opened(browser, stage, PRIYA)
    stage.dm.append(message("1.1", text="Saved."))
    stage.changed()
    await expect(page.get_by_test_id("message")).to_contain_text("9:20 AM")
    await expect(other.get_by_test_id("message")).to_contain_text("1:50 PM")


async def test_a_browser_that_counts_24_hours_is_shown_24_hours(browser: Browser, stage: Stage) -> None:
    stage.dm.append(message("1.1", text="<!date^1795422000^{time} or {time_secs}|then>"))
    page = await opened(browser, stage, PRIYA, "en-GB")
    await expect(page.get_by_test_id("clock")).to_have_text("13:50")
    await expect(page.get_by_role("link", name="Ada Lind")).to_contain_text("9:20")
    await expect(page.get_by_test_id("message")).to_contain_text("13:50 or 13:50:00")
    assert stage.troubles == []


async def test_a_draft_stays_with_its_channel(page: Page, stage: Stage) -> None:
    await page.get_by_label("Message Soft Start").fill("half a")
    await page.get_by_role("link", name="# general").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    await expect(page.get_by_label("Message #general")).to_have_value("")
    stage.dm.append(message("1.1", text="Five quiet minutes."))
    stage.changed()
    await expect(page.get_by_role("link", name="Soft Start")).to_contain_text("new")
    await page.get_by_role("link", name="Soft Start").click()
    await expect(page.get_by_label("Message Soft Start")).to_have_value("half a")


async def test_the_clock_is_moved_and_says_when_it_cannot_be(page: Page, stage: Stage) -> None:
    stage.state["now"] = "2026-11-23T08:25:00+00:00"
    await page.get_by_role("button", name="+5 min").click()
    await expect(page.get_by_test_id("clock")).to_have_text("9:25 AM")
    stage.state["now"] = "2026-11-24T08:00:00+00:00"
    await page.get_by_role("button", name="to 09:00 tomorrow").click()
    await expect(page.get_by_test_id("clock")).to_have_text("9:00 AM")
    assert stage.moves == [{"advance_minutes": 5}, {"to": "09:00", "day": "tomorrow", "user": "U0ADA"}]
    stage.state["clock"]["movable"] = False
    await page.get_by_role("button", name="+1 min").click()
    await expect(page.get_by_text("The clock is the real one.")).to_be_visible()
    await expect(page.get_by_role("button", name="+1 min")).to_be_hidden()


async def test_what_would_have_buzzed_is_listed_newest_first(page: Page, stage: Stage) -> None:
    stage.state["buzzes"] = [
        {"at": "2026-11-22T08:00:00+00:00", "text": "Hello.", "channel": DM},
        {"at": NOW, "text": "Five quiet minutes.", "channel": DM},
    ]
    stage.changed()
    listed = page.get_by_role("list", name="Would have buzzed").get_by_role("listitem")
    await expect(listed).to_have_count(2)
    await expect(listed).to_have_text(
        ["9:20 AM · Soft StartFive quiet minutes.", "Yesterday, 9:00 AM · Soft StartHello."]
    )


async def test_the_page_says_what_is_not_connected(page: Page, stage: Stage) -> None:
    hints = page.get_by_role("status", name="Connection")
    await expect(hints).to_have_text("")
    stage.state["app"]["connected"] = False
    stage.changed("connected")
    await expect(hints).to_contain_text("Soft Start is not connected.")


async def test_a_lost_server_is_said_and_found_again(browser: Browser) -> None:
    stage = Stage()
    async with serving(stage) as url:
        stage.url = url
        page = await opened(browser, stage)
        hints = page.get_by_role("status", name="Connection")
    await expect(hints).to_contain_text("Not connected to the sandbox.")
    await page.get_by_label("Message Soft Start").fill("okay")
    await page.get_by_label("Message Soft Start").press("Enter")
    await expect(page.get_by_text("Nothing was sent.")).to_be_visible()
    await expect(page.get_by_label("Message Soft Start")).to_have_value("okay")
    async with serving(stage, int(url.rsplit(":", 1)[1])):
        await expect(hints).to_have_text("")


async def test_a_narrow_window_folds_both_columns(page: Page, stage: Stage) -> None:
    await page.set_viewport_size({"width": 420, "height": 700})
    await expect(page.get_by_role("navigation", name="Workspace")).to_be_hidden()
    await expect(page.get_by_role("heading", name="Clock")).to_be_hidden()
    await page.get_by_role("button", name="Channels and people").click()
    await expect(page.get_by_role("link", name="# general")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("navigation", name="Workspace")).to_be_hidden()
    await expect(page.get_by_role("button", name="Channels and people")).to_be_focused()
    await page.get_by_role("button", name="Clock and buzzes").click()
    await expect(page.get_by_role("heading", name="Clock")).to_be_visible()
    await page.get_by_role("button", name="Hide this column").click()
    await expect(page.get_by_role("heading", name="Clock")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
