"""The page on the real sandbox server, with an app connected: from a typed command to a submitted modal."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, expect
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.page.pieces import actions, button, entry, field, modal, plain, section
from tests.sandbox.small_app import ANA, BEN, SmallApp
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


async def test_from_a_command_to_a_submitted_modal(
    browser: Browser, workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    page = await browser.new_page()
    await page.goto(f"{workspace.url}/?user={ANA}")
    box = page.get_by_label("Message Small App")
    app.answer = lambda _body: {"text": "Started, until 9:20."}
    await box.fill("/do it with @ben")
    await box.press("Enter")
    await expect(page.get_by_test_id("message")).to_contain_text("Started, until 9:20.")
    await expect(page.get_by_test_id("message")).to_contain_text("Only visible to you")
    assert app.last["text"] == f"it with <@{BEN}|ben>"

    app.answer = lambda _body: {}
    posted = await client.chat_postMessage(
        channel=ANA, text="A card", blocks=[section("A card."), actions(button("Plan", "plan"))]
    )
    await page.get_by_role("button", name="Plan").click()
    await workspace.until(lambda: app.last.get("type") == "block_actions")
    view: dict[str, Any] = modal("", "Tomorrow", field("One task", entry(), "task"))
    del view["id"]
    await client.views_open(trigger_id=app.last["trigger_id"], view=view)
    dialog = page.get_by_role("dialog", name="Tomorrow")
    await dialog.get_by_label("One task").fill("loader test")
    app.answer = lambda _body: {"response_action": "errors", "errors": {"task": "That one is taken."}}
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_text("That one is taken.")).to_be_visible()
    await expect(dialog.get_by_label("One task")).to_have_value("loader test")
    app.answer = lambda _body: {}
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    assert app.last["view"]["state"]["values"]["task"]["it"]["value"] == "loader test"

    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Done.", blocks=[section("Saved.")])
    await expect(page.get_by_text("Saved.")).to_be_visible()
    await expect(page.get_by_role("button", name="Plan")).to_have_count(0)


async def test_the_home_tab_is_asked_for_and_drawn(
    browser: Browser, workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    page = await browser.new_page()
    await page.goto(f"{workspace.url}/?user={ANA}")
    await page.get_by_role("tab", name="Home").click()
    await workspace.until(lambda: bool(app.bodies) and app.last["event"]["type"] == "app_home_opened")
    blocks = [{"type": "header", "text": plain("Now")}, actions(button("Start", "start"))]
    await client.views_publish(user_id=ANA, view={"type": "home", "blocks": blocks})
    await expect(page.get_by_role("heading", name="Now")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    await workspace.until(lambda: app.last.get("type") == "block_actions")
    assert app.last["actions"][0]["action_id"] == "start"
