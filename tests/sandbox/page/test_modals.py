"""Modals: fields with their words, errors that keep what was typed, a stack, and focus given back."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.sandbox.page.pieces import actions, button, entry, field, modal, option, plain, section
from tests.sandbox.page.stage import Json, Stage, message
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


def plan() -> Json:
    length = {
        "type": "static_select",
        "action_id": "it",
        "options": [option("20 minutes", "20"), option("5 minutes", "5")],
    }
    return modal(
        "V1",
        "Tomorrow",
        section("One small thing."),
        field("One task", entry(max_length=20), "task", hint=plain("A few words are plenty.")),
        field("Minutes", length, "length"),
        field("Put ready", entry(multiline=True, initial_value="mug out"), "ready", optional=True),
        actions(button("I don't know", "idk")),
    )


async def open_plan(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=[actions(button("Plan", "plan"))]))
    stage.changed()
    await page.get_by_role("button", name="Plan").focus()
    stage.state["views"] = [plan()]
    stage.changed("views")
    await expect(page.get_by_role("dialog", name="Tomorrow")).to_be_visible()


async def test_fields_are_labelled_and_the_first_one_has_focus(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    dialog = page.get_by_role("dialog", name="Tomorrow")
    await expect(dialog.get_by_label("One task", exact=True)).to_be_focused()
    await expect(dialog.get_by_label("One task", exact=True)).to_have_accessible_description("A few words are plenty.")
    await expect(dialog.get_by_label("Put ready", exact=True)).to_have_value("mug out")
    await expect(dialog.get_by_text("(optional)")).to_have_count(1)


async def test_what_is_missing_or_too_long_is_said_before_anything_is_sent(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    dialog = page.get_by_role("dialog", name="Tomorrow")
    await dialog.get_by_label("One task").fill("a task of far too many letters")
    await expect(dialog.get_by_text("10 over")).to_be_visible()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".field-error")).to_have_text(
        ["This is 30 characters. There is room for 20.", "Please complete this required field.", ""]
    )
    await expect(dialog.get_by_label("One task")).to_have_attribute("aria-invalid", "true")
    await expect(dialog.get_by_label("One task")).to_be_focused()
    assert stage.acts == []


async def test_errors_of_the_app_stand_under_the_field_and_keep_what_was_typed(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    dialog = page.get_by_role("dialog", name="Tomorrow")
    stage.answer = lambda _act: {"ok": False, "errors": {"task": "That one is taken."}}
    await dialog.get_by_label("One task").fill("loader test")
    await dialog.get_by_role("combobox", name="Minutes").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    stage.gate.clear()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("button", name="Save")).to_have_attribute("aria-busy", "true")
    stage.gate.set()
    await expect(dialog.get_by_text("That one is taken.")).to_be_visible()
    await expect(dialog.get_by_label("One task")).to_have_value("loader test")
    assert (await stage.act())["state"] == {
        "task": {"it": "loader test"},
        "length": {"it": "5"},
        "ready": {"it": "mug out"},
    }


async def test_a_changed_view_keeps_what_was_typed(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    await page.get_by_label("One task").fill("loader")
    stage.state["views"][0]["blocks"][0] = section("Other words.")
    stage.changed("views")
    await expect(page.get_by_text("Other words.")).to_be_visible()
    await expect(page.get_by_label("One task")).to_have_value("loader")
    await expect(page.get_by_label("One task")).to_be_focused()


async def test_a_stack_shows_the_topmost_and_comes_back_to_the_one_below(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    await page.get_by_label("One task").fill("loader")
    await page.get_by_role("button", name="I don't know").focus()
    stage.state["views"].append(modal("V2", "A smaller one", section("Open the notebook.")))
    stage.changed("views")
    await expect(page.get_by_role("dialog", name="A smaller one")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(1)

    def close(act: Json) -> Json:
        stage.state["views"] = [view for view in stage.state["views"] if view["id"] != act["view_id"]]
        return {"ok": True}

    stage.answer = close
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Tomorrow")).to_be_visible()
    await expect(page.get_by_label("One task")).to_have_value("loader")
    await expect(page.get_by_role("button", name="I don't know")).to_be_focused()
    await page.get_by_role("button", name="Not now").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Plan")).to_be_focused()
    assert [(act["do"], act["view_id"]) for act in stage.acts] == [("close", "V2"), ("close", "V1")]


async def test_tab_stays_inside_and_the_cross_closes_all(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    for _ in range(12):
        await page.keyboard.press("Tab")
        outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        assert not await page.evaluate(outside)
    await page.get_by_role("button", name="Close modal").click()
    await expect(page.get_by_role("button", name="Close modal")).to_be_visible()
    assert (await stage.act())["all_of_them"] is True


async def test_escape_closes_a_list_inside_before_the_modal(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    await page.get_by_role("combobox", name="Minutes").press("Enter")
    await expect(page.get_by_role("option", name="5 minutes")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option", name="5 minutes")).to_have_count(0)
    await expect(page.get_by_role("dialog", name="Tomorrow")).to_be_visible()
    assert stage.acts == []
    await page.keyboard.press("Escape")
    act = await stage.act()
    assert (act["do"], act["view_id"]) == ("close", "V1")


async def test_focus_goes_to_the_title_when_its_control_is_gone(page: Page, stage: Stage) -> None:
    await open_plan(page, stage)
    await page.get_by_role("button", name="I don't know").focus()
    stage.state["views"][0]["blocks"] = [section("Then: nine o'clock.")]
    stage.changed("views")
    await expect(page.get_by_role("heading", name="Tomorrow")).to_be_focused()
