"""Every block and element is drawn; an unknown one is an error that names its type."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.sandbox.page.pieces import actions, button, entry, field, marked, option, plain, rich, said, section
from tests.sandbox.page.stage import PRIYA, Json, Stage, message
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

BODY = ".message-body"
AT_NINE_TWENTY = 1795422000  # 9:20 in Berlin, 13:50 in Kolkata


async def show(page: Page, stage: Stage, *blocks: Json) -> None:
    stage.dm.append(message(f"{len(stage.dm) + 1}.000001", blocks=list(blocks), text="a card"))
    stage.changed()
    await expect(page.get_by_test_id("message")).to_have_count(len(stage.dm))


async def test_markup_is_drawn_and_data_never_becomes_markup(page: Page, stage: Stage) -> None:
    text = (
        "*bold* _slanted_ ~struck~ `code` <https://example.org/a?b=1&amp;c=2|a link> "
        f"<@{PRIYA}> <#C0GENERAL> 2 * 3 * 4 snake_case_name &lt;img src=x onerror=alert(1)&gt; "
        "<javascript:alert(1)|press>\n&gt; quoted\n```pre *kept*```"
    )
    await show(page, stage, section(text))
    shown = page.locator(BODY)
    await expect(shown.locator("strong")).to_have_text(["bold"])
    await expect(shown.locator("em")).to_have_text(["slanted"])
    await expect(shown.locator("s")).to_have_text(["struck"])
    await expect(shown.locator("code")).to_have_text(["code"])
    await expect(shown.locator("a")).to_have_count(1)
    await expect(shown.locator("a")).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    await expect(shown.locator(".mention")).to_have_text(["@Priya Rao", "#general"])
    await expect(shown.locator("blockquote")).to_have_text("quoted")
    await expect(shown.locator("pre")).to_have_text("pre *kept*")
    await expect(shown.locator("img")).to_have_count(0)
    await expect(shown).to_contain_text("2 * 3 * 4 snake_case_name <img src=x onerror=alert(1)>")


DATES = {
    "{time}": "9:20 AM",
    "{date_num}": "2026-11-23",
    "{date_short}": "Nov 23",
    "{date_long}": "Monday, November 23rd",
    "{date_short_pretty} at {time}": "Today at 9:20 AM",
    "until {time_secs}": "until 9:20:00 AM",
    "{ago}": "just now",
    "{unheard_of}": "the fallback",
}


async def test_dates_are_in_the_readers_zone(page: Page, stage: Stage) -> None:
    def piece(pattern: str) -> Json:
        return {"type": "date", "timestamp": AT_NINE_TWENTY, "format": pattern, "fallback": "the fallback"}

    for pattern in DATES:
        await show(page, stage, rich(piece(pattern)), section(f"<!date^{AT_NINE_TWENTY}^{pattern}|the fallback>"))
    await expect(page.locator(f"{BODY} .block")).to_have_text([text for text in DATES.values() for _ in range(2)])


async def test_rich_text_has_styles_lists_quotes_and_people(page: Page, stage: Stage) -> None:
    block = rich(
        said("Then "),
        said("loader *test*", style={"bold": True}),
        {"type": "user", "user_id": PRIYA},
        {"type": "link", "url": "https://example.org", "text": "here"},
        {"type": "channel", "channel_id": "C0GENERAL"},
    )
    item = {"type": "rich_text_section", "elements": [said("coin by the keyboard")]}
    block["elements"] += [
        {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": [item, item]},
        {"type": "rich_text_quote", "elements": [said("a quote")]},
        {"type": "rich_text_preformatted", "elements": [said("x = 1")]},
    ]
    await show(page, stage, block)
    shown = page.locator(BODY)
    await expect(shown.locator("strong")).to_have_text("loader *test*")
    await expect(shown.locator(".mention")).to_have_text(["@Priya Rao", "#general"])
    await expect(shown.get_by_role("listitem")).to_have_count(2)
    await expect(shown.locator("blockquote")).to_have_text("a quote")
    await expect(shown.locator("pre")).to_have_text("x = 1")


async def test_every_other_block_is_drawn(page: Page, stage: Stage) -> None:
    await show(
        page,
        stage,
        {"type": "header", "block_id": "h", "text": plain("A heading")},
        {"type": "section", "block_id": "f", "fields": [marked("*One*"), plain("Two")]},
        {"type": "divider", "block_id": "d"},
        {"type": "image", "block_id": "i", "image_url": "https://example.org/a.png", "alt_text": "a desk"},
        {"type": "context", "block_id": "c", "elements": [marked("a small line")]},
    )
    await expect(page.get_by_role("heading", name="A heading")).to_be_visible()
    await expect(page.locator(".fields > div")).to_have_text(["One", "Two"])
    await expect(page.locator(f"{BODY} hr")).to_be_visible()
    await expect(page.get_by_role("img", name="a desk")).to_be_visible()
    await expect(page.get_by_text("a small line")).to_be_visible()


STRANGE: list[tuple[Json, str]] = [
    ({"type": "video", "block_id": "v"}, "Unknown block type: video"),
    (actions({"type": "workflow_button", "action_id": "w"}), "Unknown element type: workflow_button"),
    (section("x", accessory={"type": "toString"}), "Unknown element type: toString"),
    (field("A word", {"type": "file_input", "action_id": "f"}, "f"), "Unknown element type: file_input"),
    (rich(said("x"), kind="rich_text_song"), "Unknown rich text part: rich_text_song"),
    (rich({"type": "song"}), "Unknown rich text piece: song"),
    ({"type": "context", "block_id": "c"}, "A block of type context could not be drawn"),
]


async def test_what_is_unknown_is_a_visible_error(page: Page, stage: Stage) -> None:
    for block, sentence in STRANGE:
        await show(page, stage, section("before", "s1"), block, section("after", "s2"))
        card = page.get_by_test_id("message").last
        await expect(card.get_by_test_id("unknown-block")).to_contain_text(sentence)
        await expect(card.get_by_text("after", exact=True)).to_be_visible()


async def test_choices_are_pressed_with_their_values(page: Page, stage: Stage) -> None:
    lengths = [option("20 minutes", "20"), option("5 minutes", "5")]
    days = [{"label": plain("Week"), "options": [option("Mon"), option("Tue")]}]
    await show(
        page,
        stage,
        section("Length", "s1", accessory={"type": "static_select", "action_id": "length", "options": lengths}),
        section("Days", "s2", accessory={"type": "multi_static_select", "action_id": "days", "option_groups": days}),
        actions(
            {"type": "users_select", "action_id": "who", "placeholder": plain("A person")},
            {"type": "radio_buttons", "action_id": "look", "options": [option("Dots"), option("Number")]},
            {"type": "checkboxes", "action_id": "rest", "options": [option("Sat"), option("Sun")]},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-24"},
            {"type": "overflow", "action_id": "more", "options": [option("Short break"), option("Undo")]},
        ),
    )
    await page.get_by_role("combobox", name="Length").click()
    await page.get_by_role("option", name="5 minutes").click()
    await page.get_by_role("combobox", name="Days").click()
    await page.get_by_role("option", name="Mon").click()
    await page.get_by_role("option", name="Tue").click()
    await page.keyboard.press("Escape")
    await page.get_by_role("combobox", name="A person").click()
    await page.get_by_role("option", name="Priya Rao").click()
    await page.get_by_role("radio", name="Number").check()
    await page.get_by_role("checkbox", name="Sun").check()
    await page.get_by_label("Date").fill("2026-12-01")
    await page.get_by_label("Date").press("Enter")
    await page.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Undo").click()
    await expect(page.get_by_role("combobox", name="Length")).to_have_text("5 minutes")
    await stage.act(6)
    pressed = {act["action_id"]: act["value"] for act in stage.acts}
    assert pressed == {
        "length": "5",
        "days": ["mon", "tue"],
        "who": PRIYA,
        "look": "number",
        "rest": ["sun"],
        "day": "2026-12-01",
        "more": "undo",
    }
    assert stage.acts[-1]["state"]["s2"] == {"days": ["mon", "tue"]}


async def test_a_choice_can_be_taken_back_in_the_confirm_dialog(page: Page, stage: Stage) -> None:
    question = {
        "title": plain("Remove it?"),
        "text": marked("All *12*."),
        "confirm": plain("Remove"),
        "deny": plain("Keep"),
    }
    await show(page, stage, actions(button("Delete", "delete", confirm=question)))
    await page.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Remove it?")
    await expect(dialog).to_contain_text("All 12.")
    await dialog.get_by_role("button", name="Keep").click()
    await expect(page.get_by_role("button", name="Delete")).to_be_focused()
    assert stage.acts == []
    await page.get_by_role("button", name="Delete").click()
    await dialog.get_by_role("button", name="Remove").click()
    await expect(dialog).to_have_count(0)
    assert (await stage.act())["action_id"] == "delete"


async def test_an_input_in_a_message_tells_on_enter(page: Page, stage: Stage) -> None:
    await show(page, stage, field("A word", entry("word"), "w", dispatch_action=True))
    await page.get_by_label("A word").fill("okay")
    await page.get_by_label("A word").press("Enter")
    await expect(page.get_by_label("A word")).to_have_value("okay")
    act = await stage.act()
    assert (act["do"], act["value"]) == ("press", "okay")
