"""Slack's limits on views, and what must agree between the blocks of a message or a view."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blocks import faults_in_message, faults_in_view
from tests.sandbox.cards import actions, button, field, home, modal, mrkdwn, plain, section

Json = dict[str, Any]

BAD_VIEWS: list[tuple[Json, str]] = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(title=mrkdwn("x")), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
    ({"type": "modal", "blocks": [section()]}, "missing required field: title [json-pointer:/view]"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(*[section()] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(submit_disabled=True), "invalid additional property: submit_disabled [json-pointer:/view]"),
    (modal(blocks=[]), "must contain at least 1 item [json-pointer:/view/blocks]"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown [json-pointer:/view/blocks/0/type]"),
    (home(title=plain("x")), "invalid additional property: title [json-pointer:/view]"),
    ({"type": "dialog", "blocks": []}, "unsupported type: dialog [json-pointer:/view/type]"),
    (
        {"type": "modal", "title": plain("x"), "blocks": [field()]},
        "missing required field: submit, because a block is an input [json-pointer:/view]",
    ),
    (
        modal(field(focus_on_load=True), field(block_id="two", focus_on_load=True)),
        "only one element may have focus_on_load [json-pointer:/view/blocks]",
    ),
    (
        modal(field(min_length=5, max_length=4)),
        "min_length must not be greater than max_length [json-pointer:/view/blocks/0/element/min_length]",
    ),
    (
        modal(field(max_length=3001)),
        "must be less than or equal to 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        modal(field(initial_value="x" * 3001)),
        "must be less than 3001 characters [json-pointer:/view/blocks/0/element/initial_value]",
    ),
]


@pytest.mark.parametrize(("view", "said"), BAD_VIEWS)
def test_a_view_over_a_limit_is_refused_with_its_place(view: Json, said: str) -> None:
    assert said in faults_in_view(view)


@pytest.mark.parametrize("view", [modal(), modal(section(), submit=plain("x" * 24)), home(), home(field())])
def test_views_within_the_limits_are_fine(view: Json) -> None:
    assert faults_in_view(view) == []


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    assert faults_in_message({"blocks": [{"type": "divider"}] * 50}) == []
    assert faults_in_message({"blocks": [{"type": "divider"}] * 51}) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert faults_in_view(home(*[{"type": "divider"}] * 100)) == []


def test_an_action_id_may_come_again_in_another_block_but_not_in_the_same() -> None:
    assert faults_in_message({"blocks": [actions(button()), actions(button())]}) == []
    assert faults_in_message({"blocks": [actions(button(), button())]}) == [
        "action_id `go` already exists in this block [json-pointer:/blocks/0/elements/1/action_id]"
    ]


def test_a_block_id_comes_once() -> None:
    assert faults_in_view(modal(field(), field())) == [
        "block_id `sentence` already exists [json-pointer:/view/blocks/1/block_id]"
    ]


@pytest.mark.parametrize(
    "broken",
    ["<!date^soon^{time}|9:00>", "<!date^1795478400^{time}>", "<!date^1795478400|9:00>", "<!date^1795478400^{time}|>"],
)
def test_a_broken_date_in_mrkdwn_is_a_fault(broken: str) -> None:
    said = "broken date, expected <!date^seconds^format|fallback>"
    assert faults_in_message({"text": broken, "blocks": [section(text=mrkdwn(broken))]}) == [
        f"{said} [json-pointer:/text]",
        f"{said} [json-pointer:/blocks/0/text/text]",
    ]


def test_a_view_over_250_kb_is_refused() -> None:
    blocks = [section(text=mrkdwn("x" * 3000)) for _ in range(84)]
    assert "must be less than 250001 bytes [json-pointer:/view]" in faults_in_view(home(*blocks))


def test_response_urls_are_for_inputs_in_modals() -> None:
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    said = "response_url_enabled works in input blocks of modals only"
    assert faults_in_message({"blocks": [actions(select)]}) == [
        f"{said} [json-pointer:/blocks/0/elements/0/response_url_enabled]"
    ]
    assert faults_in_view(modal({"type": "input", "label": plain("Where"), "element": select})) == []


@pytest.mark.parametrize("nonsense", [None, 7, "blocks", {}, [None], [7], [[]], [{"type": None}], [{"type": {}}]])
def test_nonsense_is_refused_and_never_breaks_the_check(nonsense: Any) -> None:
    assert nonsense is None or faults_in_message({"blocks": nonsense})
    assert faults_in_view({"type": "modal", "title": plain("x"), "blocks": nonsense})


KEYS = ["type", "text", "blocks", "elements", "element", "options", "accessory", "style", "value", "block_id", "title"]
KINDS = ["modal", "home", "section", "input", "actions", "rich_text", "rich_text_section", "date", "mrkdwn", "button"]
THINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(KINDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=20,
)


@given(THINGS)
def test_whatever_comes_is_answered_with_sentences(thing: Any) -> None:
    for faults in (faults_in_message({"blocks": thing}), faults_in_message({"blocks": [thing]}), faults_in_view(thing)):
        assert all("[json-pointer:/" in said for said in faults)
