"""The message list: who and when, changes in place, presses on their way, and what did not work."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.sandbox.page.pieces import actions, button, entry, field, option, section
from tests.sandbox.page.stage import ADA, Json, Stage, message
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


def card(text: str = "Five quiet minutes.") -> list[Json]:
    return [section(text), actions(button("Too much", "much"), button("Stop here", "stop"))]


async def test_a_row_says_who_and_when_and_for_whom(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", user=ADA, text="okay", shown_at="2026-11-22T22:30:00+00:00"))
    stage.dm.append(message("1.2", text="Saved.", ephemeral=True, edited=True))
    stage.changed()
    rows = page.get_by_test_id("message")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_have_text("ALAda Lind11:30 PMokay⋮")
    for words in ("Only visible to you", "Soft Start", "APP", "9:20 AM", "Saved.", "(edited)"):
        await expect(rows.last).to_contain_text(words)
    await expect(page.get_by_role("separator")).to_have_count(2)
    await expect(page.get_by_role("log").get_by_role("article", name="Soft Start 9:20 AM")).to_have_count(1)


async def test_an_edit_keeps_focus_and_what_is_typed_elsewhere(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=[field("A word", entry(), "w"), *card()]))
    stage.changed()
    await page.get_by_label("A word").fill("half a wo")
    stage.dm[0]["blocks"] = [field("A word", entry(), "w"), *card("OK. Hold your coin.")]
    stage.dm.append(message("1.2", text="A new one."))
    stage.changed()
    await expect(page.get_by_text("OK. Hold your coin.")).to_be_visible()
    await expect(page.get_by_label("A word")).to_be_focused()
    await expect(page.get_by_label("A word")).to_have_value("half a wo")


async def test_focus_stays_on_a_pressed_button_and_goes_to_the_row_when_it_is_gone(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=card()))
    stage.changed()
    await page.get_by_role("button", name="Too much").focus()
    stage.dm[0]["blocks"] = [section("Other words."), actions(button("Too much", "much", style="primary"))]
    stage.changed()
    await expect(page.get_by_text("Other words.")).to_be_visible()
    await expect(page.get_by_role("button", name="Too much")).to_be_focused()
    stage.dm[0]["blocks"] = [section("Stopped. Starting counted.")]
    stage.changed()
    await expect(page.get_by_text("Stopped.")).to_be_visible()
    await expect(page.get_by_test_id("message")).to_be_focused()


async def test_what_is_under_a_press_is_not_replaced_before_its_release(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=card()))
    stage.changed()
    await page.get_by_role("button", name="Too much").hover()
    await page.mouse.down()
    stage.dm[0]["blocks"] = card("Four quiet minutes.")
    async with page.expect_response("**/sandbox/state**"):
        stage.changed()
    await page.wait_for_timeout(100)
    await expect(page.get_by_text("Five quiet minutes.")).to_be_visible()
    await page.mouse.up()
    assert (await stage.act())["action_id"] == "much"
    await expect(page.get_by_text("Four quiet minutes.")).to_be_visible()


async def test_a_press_is_pending_until_acknowledged_and_not_sent_twice(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=card()))
    stage.changed()
    stage.gate.clear()
    stop = page.get_by_role("button", name="Stop here")
    await stop.click()
    await expect(stop).to_have_attribute("aria-busy", "true")
    await stop.click()
    stage.gate.set()
    await expect(stop).not_to_have_attribute("aria-busy", "true")
    assert [(act["do"], act["ts"], act["block_id"], act["action_id"]) for act in stage.acts] == [
        ("press", "1.1", "actions", "stop")
    ]


async def test_a_choice_made_while_one_is_on_its_way_is_told_after_it(page: Page, stage: Stage) -> None:
    looks = [option("Flowers"), option("Dots"), option("Number")]
    radio = {"type": "radio_buttons", "action_id": "look", "options": looks}
    stage.dm.append(message("1.1", blocks=[actions(radio)]))
    stage.changed()
    stage.gate.clear()
    for name in ("Flowers", "Dots", "Number"):
        await page.get_by_role("radio", name=name).check()
    stage.gate.set()
    assert (await stage.act(1))["value"] == "number"
    assert stage.acts[0]["value"] == "flowers"


async def test_a_press_that_failed_says_so_by_its_message(page: Page, stage: Stage) -> None:
    stage.dm.append(message("1.1", blocks=card()))
    stage.changed()
    stage.answer = lambda _act: {"ok": False, "error": "operation_timeout"}
    await page.get_by_role("button", name="Stop here").click()
    trouble = page.get_by_test_id("message").get_by_role("alert")
    await expect(trouble).to_have_text("That did not go through: the app did not respond in time.")


async def test_a_failed_command_leaves_a_notice_for_the_person(page: Page, stage: Stage) -> None:
    stage.answer = lambda _act: {"ok": False, "error": "operation_timeout", "said": "/focus failed because of it"}
    await page.get_by_label("Message Soft Start").fill("/focus start 20 loader test")
    await page.get_by_label("Message Soft Start").press("Enter")
    notice = page.get_by_test_id("message")
    await expect(notice).to_contain_text("/focus failed because of it")
    await expect(notice).to_contain_text("Only visible to you")
    act = await stage.act()
    assert (act["do"], act["text"]) == ("command", "/focus start 20 loader test")


async def test_new_messages_are_followed_by_a_reader_at_the_bottom_only(page: Page, stage: Stage) -> None:
    stage.dm.extend(message(f"1.{number:03}", text=f"Line {number}") for number in range(60))
    stage.changed()
    await expect(page.get_by_text("Line 59")).to_be_in_viewport()
    stage.dm.append(message("2.1", text="Followed."))
    stage.changed()
    await expect(page.get_by_text("Followed.")).to_be_in_viewport()
    await page.get_by_text("Line 3", exact=True).scroll_into_view_if_needed()
    stage.dm.append(message("2.2", text="Not followed."))
    stage.changed()
    await page.get_by_role("button", name="New messages below").click()
    await expect(page.get_by_text("Not followed.")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="New messages below")).to_be_hidden()


async def test_the_newest_stays_in_view_when_the_box_below_grows(page: Page, stage: Stage) -> None:
    stage.dm.extend(message(f"1.{number:03}", text=f"Line {number}") for number in range(60))
    stage.changed()
    await expect(page.get_by_text("Line 59")).to_be_in_viewport(ratio=1)
    await page.get_by_label("Message Soft Start").fill("one\ntwo\nthree\nfour\nfive\nsix")
    await expect(page.get_by_text("Line 59")).to_be_in_viewport(ratio=1)
