"""Slack's limits on blocks, one row each: what is refused, and the sentence with its place."""

from typing import Any

import pytest

from sandbox.blocks import faults_in_message
from tests.sandbox.cards import actions, button, date, field, menu, mrkdwn, option, plain, rich, section

Json = dict[str, Any]

FINE_BLOCKS = [
    section(),
    section(fields=[plain("a"), mrkdwn("b")]),
    section(text=mrkdwn("x" * 3000)),
    section(accessory=button(style="danger", value="v" * 2000, url="https://example.com")),
    section(accessory=menu(kind="multi_static_select", max_selected_items=2)),
    {"type": "header", "text": plain("h" * 150)},
    {"type": "divider", "block_id": "b" * 255},
    {"type": "context", "elements": [mrkdwn("x")] * 10},
    {"type": "image", "alt_text": "a coin", "image_url": "https://example.com/coin.png", "title": plain("Coin")},
    actions(*[button(f"go{number}") for number in range(25)]),
    actions(menu(kind="overflow")),
    actions(menu(kind="radio_buttons", options=[{"text": mrkdwn("*a*"), "value": "a"}])),
    actions({"type": "datepicker", "action_id": "day", "initial_date": "2026-11-23"}),
    actions({"type": "timepicker", "action_id": "at", "initial_time": "09:00"}),
    actions({"type": "datetimepicker", "action_id": "when", "initial_date_time": 1795478400}),
    actions({"type": "users_select", "action_id": "who", "placeholder": plain("Somebody")}),
    section(text=mrkdwn("until <!date^1795478400^{date_short_pretty} at {time}|9:00>")),
    rich({"type": "text", "text": "words", "style": {"bold": True}}, date(), {"type": "emoji", "name": "coffee"}),
    rich({"type": "user", "user_id": "U1"}, {"type": "link", "url": "https://example.com"}),
    {"type": "markdown", "text": "# words"},
    field(),
]

BAD_BLOCKS: list[tuple[Json, str]] = [
    ({"type": "sektion"}, "unsupported type: sektion [json-pointer:/blocks/0/type]"),
    ({"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    (section(emoji=True), "invalid additional property: emoji [json-pointer:/blocks/0]"),
    (section(text={**mrkdwn("x"), "emoji": True}), "invalid additional property: emoji [json-pointer:/blocks/0/text]"),
    (section(text="x"), "must provide an object [json-pointer:/blocks/0/text]"),
    (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "must have at least one of: text, fields [json-pointer:/blocks/0]"),
    (section(fields=[plain("x")] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (section(fields=[plain("x" * 2001)]), "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    (section(fields=[]), "must contain at least 1 item [json-pointer:/blocks/0/fields]"),
    (section(block_id="b" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    (
        section(accessory={"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (
        {"type": "header", "text": plain("h" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    ({"type": "header", "text": mrkdwn("h")}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ({"type": "context", "elements": []}, "must contain at least 1 item [json-pointer:/blocks/0/elements]"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"),
    ({"type": "divider", "text": plain("x")}, "invalid additional property: text [json-pointer:/blocks/0]"),
    ({"type": "image", "alt_text": "x"}, "must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]"),
    ({"type": "image", "image_url": "https://x"}, "missing required field: alt_text [json-pointer:/blocks/0]"),
    (actions(*[button(str(n)) for n in range(26)]), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(), "must contain at least 1 item [json-pointer:/blocks/0/elements]"),
    (actions(mrkdwn("x")), "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/type]"),
    (
        {"type": "input", "label": mrkdwn("x"), "element": menu()},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/label/type]",
    ),
    (
        {"type": "input", "label": plain("x"), "element": button()},
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    ({"type": "input", "element": menu()}, "missing required field: label [json-pointer:/blocks/0]"),
]

BAD_ELEMENTS: list[tuple[Json, str]] = [
    (button("a" * 256), "must be less than 256 characters [json-pointer:{}/action_id]"),
    (button(text=plain("x" * 76)), "must be less than 76 characters [json-pointer:{}/text/text]"),
    (button(text=mrkdwn("x")), "unsupported type: mrkdwn [json-pointer:{}/text/type]"),
    (button(text=plain("<!date^1^{time}|x>")), "dates are not formatted in plain_text [json-pointer:{}/text/text]"),
    (button(value="v" * 2001), "must be less than 2001 characters [json-pointer:{}/value]"),
    (button(value=7), "must provide a string [json-pointer:{}/value]"),
    (button(style="default"), "must be one of: primary, danger [json-pointer:{}/style]"),
    (button(url="example.com"), "must be a valid URL [json-pointer:{}/url]"),
    (button(disabled=True), "invalid additional property: disabled [json-pointer:{}]"),
    (button(confirm={"title": plain("x")}), "missing required field: deny [json-pointer:{}/confirm]"),
    (
        menu(kind="overflow", options=[option(str(n)) for n in range(6)]),
        "no more than 5 items allowed [json-pointer:{}/options]",
    ),
    (
        menu(kind="checkboxes", options=[option(str(n)) for n in range(11)]),
        "no more than 10 items allowed [json-pointer:{}/options]",
    ),
    (
        menu(kind="radio_buttons", options=[option(str(n)) for n in range(11)]),
        "no more than 10 items allowed [json-pointer:{}/options]",
    ),
    (menu(options=[option(str(n)) for n in range(101)]), "no more than 100 items allowed [json-pointer:{}/options]"),
    (menu(options=[option("v", "x" * 76)]), "must be less than 76 characters [json-pointer:{}/options/0/text/text]"),
    (menu(options=[option("v" * 151)]), "must be less than 151 characters [json-pointer:{}/options/0/value]"),
    (menu(options=[]), "must contain at least 1 item [json-pointer:{}/options]"),
    (menu(initial_option=option("c")), "initial_option must be one of the options [json-pointer:{}/initial_option]"),
    (menu(placeholder=plain("x" * 151)), "must be less than 151 characters [json-pointer:{}/placeholder/text]"),
    ({"type": "static_select"}, "must have exactly one of: options, option_groups [json-pointer:{}]"),
    (
        {"type": "datepicker", "initial_date": "23.11.2026"},
        "must be a date in the form YYYY-MM-DD [json-pointer:{}/initial_date]",
    ),
    ({"type": "timepicker", "initial_time": "9:00"}, "must be a time in the form HH:mm [json-pointer:{}/initial_time]"),
    (
        {"type": "datetimepicker", "initial_date_time": "soon"},
        "must provide an integer [json-pointer:{}/initial_date_time]",
    ),
]

BAD_RICH: list[tuple[Json, str]] = [
    ({"type": "text", "text": ""}, "must be more than 0 characters [json-pointer:{}/text]"),
    (
        {"type": "text", "text": "x", "style": {"loud": True}},
        "invalid additional property: loud [json-pointer:{}/style]",
    ),
    ({"type": "mrkdwn", "text": "x"}, "unsupported type: mrkdwn [json-pointer:{}/type]"),
    (
        {"type": "date", "timestamp": 1, "format": "soon"},
        "must contain a date token such as {time} [json-pointer:{}/format]",
    ),
    (date(format="{hour}"), "unknown date token: {hour} [json-pointer:{}/format]"),
    (date(timestamp="1795478400"), "must provide an integer [json-pointer:{}/timestamp]"),
    ({"type": "emoji", "name": ":coffee:"}, "must be the name of an emoji [json-pointer:{}/name]"),
    ({"type": "user", "user_id": "ana"}, "must be a user id [json-pointer:{}/user_id]"),
]


@pytest.mark.parametrize("block", FINE_BLOCKS)
def test_blocks_within_the_limits_are_fine(block: Json) -> None:
    assert faults_in_message({"text": "x", "blocks": [block]}) == []


@pytest.mark.parametrize(("block", "said"), BAD_BLOCKS)
def test_a_block_over_a_limit_is_refused_with_its_place(block: Json, said: str) -> None:
    assert said in faults_in_message({"blocks": [block]})


@pytest.mark.parametrize(("element", "said"), BAD_ELEMENTS)
def test_an_element_over_a_limit_is_refused_with_its_place(element: Json, said: str) -> None:
    assert said.replace("{}", "/blocks/0/elements/0") in faults_in_message({"blocks": [actions(element)]})


@pytest.mark.parametrize(("element", "said"), BAD_RICH)
def test_rich_text_is_checked_down_to_its_elements(element: Json, said: str) -> None:
    assert said.replace("{}", "/blocks/0/elements/0/elements/0") in faults_in_message({"blocks": [rich(element)]})
