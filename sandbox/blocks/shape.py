"""Blocks as Slack sends them back: with block ids, action ids and the defaults of text objects filled in."""

import copy
import secrets
import string
from typing import Any

from sandbox.shapes import Json

_LETTERS = string.ascii_letters + string.digits + "+/="
INTERACTIVE = frozenset(
    {
        "button",
        "overflow",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "checkboxes",
        "radio_buttons",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
    }
)


def settled(blocks: list[Json]) -> list[Json]:
    """A deep copy of checked blocks as Slack stores them."""
    return [_settled_block(copy.deepcopy(block)) for block in blocks]


def _settled_block(block: Json) -> Json:
    block.setdefault("block_id", "".join(secrets.choice(_LETTERS) for _ in range(5)))
    _fill_in(block)
    return block


def _fill_in(thing: Any) -> None:
    if isinstance(thing, list):
        for each in thing:
            _fill_in(each)
    elif isinstance(thing, dict):
        _fill_in_defaults(thing)
        for key, value in thing.items():
            if key != "type":
                _fill_in(value)


def _fill_in_defaults(thing: Json) -> None:
    match thing.get("type"):
        case "plain_text":
            thing.setdefault("emoji", True)
        case "mrkdwn":
            thing.setdefault("verbatim", False)
        case kind if kind in INTERACTIVE:
            thing.setdefault("action_id", "".join(secrets.choice(_LETTERS) for _ in range(5)))
