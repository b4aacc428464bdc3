"""The page by keyboard alone: completion, menus, lists, tabs and the walk through messages."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.sandbox.page.pieces import actions, button, option, section
from tests.sandbox.page.stage import DM, Stage, message
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


async def test_a_command_is_completed_and_sent(page: Page, stage: Stage) -> None:
    box = page.get_by_label("Message Soft Start")
    await expect(box).to_be_focused()
    await page.keyboard.type("/")
    suggestion = page.get_by_role("option", name="/focus")
    await expect(suggestion).to_contain_text("start [minutes] [task]")
    await expect(suggestion).to_contain_text("Begin one small block of work")
    await expect(suggestion).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Tab")
    await expect(box).to_have_value("/focus ")
    await page.keyboard.type("start 20 read with @pri")
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("/focus start 20 read with @priya ")
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("")
    act = await stage.act()
    assert (act["do"], act["channel"], act["text"]) == ("command", DM, "/focus start 20 read with @priya")


async def test_enter_sends_and_shift_enter_makes_a_line(page: Page, stage: Stage) -> None:
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two /focus")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Message Soft Start")).to_have_value("")
    act = await stage.act()
    assert (act["do"], act["text"]) == ("message", "one\ntwo /focus")


async def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page, stage: Stage) -> None:
    await page.keyboard.type("/f")
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    await expect(page.get_by_label("Message Soft Start")).to_have_value("/f")


async def test_a_global_shortcut_runs_from_its_menu(page: Page, stage: Stage) -> None:
    await page.get_by_role("button", name="Shortcuts").press("Enter")
    await expect(page.get_by_role("menuitem", name="Start a block")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(page.get_by_role("button", name="Shortcuts")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menu")).to_have_count(0)
    act = await stage.act()
    assert (act["do"], act["callback_id"]) == ("shortcut", "start")


async def test_a_message_shortcut_runs_from_the_message(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", text="Could you look at the loader"))
    stage.changed()
    await page.get_by_role("button", name="More actions").press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menu")).to_have_count(0)
    act = await stage.act()
    assert (act["do"], act["callback_id"], act["channel"], act["ts"]) == ("message_shortcut", "task", DM, "1.1")


async def test_arrows_walk_through_messages_and_tab_goes_into_one(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=[actions(button("Smaller", "smaller"))]))
    stage.dm.append(message("1.2", text="Saved."))
    stage.changed()
    rows = page.get_by_test_id("message")
    await rows.last.focus()
    await page.keyboard.press("ArrowUp")
    await expect(rows.first).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Smaller")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Smaller")).not_to_have_attribute("aria-busy", "true")
    assert (await stage.act())["value"] == "smaller"


async def test_a_select_is_walked_chosen_and_left_by_keys(page: Page, stage: Stage) -> None:
    lengths = [option("20 minutes", "20"), option("10 minutes", "10"), option("5 minutes", "5")]
    select = {"type": "static_select", "action_id": "length", "options": lengths, "initial_option": lengths[0]}
    stage.dm.append(message("1.1", blocks=[section("Length", accessory=select)]))
    stage.changed()
    picker = page.get_by_role("combobox", name="Length")
    await picker.press("ArrowDown")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("End")
    await page.keyboard.press("Escape")
    await expect(picker).to_have_text("20 minutes")
    assert stage.acts == []
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(picker).to_have_text("10 minutes")
    await expect(picker).to_be_focused()
    await expect(picker).not_to_have_attribute("aria-busy", "true")
    assert [act["value"] for act in stage.acts] == ["10"]


async def test_arrows_change_the_tab_and_home_is_asked_for(page: Page, stage: Stage) -> None:
    stage.state["home"] = {"id": "VH", "type": "home", "blocks": [section("12 days in all.")]}
    await page.get_by_role("tab", name="Messages").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tabpanel", name="Home")).to_contain_text("12 days in all.")
    await expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    act = await stage.act()
    assert (act["do"], act["tab"]) == ("open_home", "home")
