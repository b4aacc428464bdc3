"""Interactive elements: where they are in blocks, and the value that a person's choice gives them."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from sandbox.blocks.shape import INTERACTIVE
from sandbox.shapes import Json

# For each element: the key of its value, the key of its initial value, and whether the value is one of its options.
_VALUES: dict[str, tuple[str, str, str]] = {
    "plain_text_input": ("value", "initial_value", "plain"),
    "email_text_input": ("value", "initial_value", "plain"),
    "url_text_input": ("value", "initial_value", "plain"),
    "number_input": ("value", "initial_value", "plain"),
    "rich_text_input": ("rich_text_value", "initial_value", "plain"),
    "static_select": ("selected_option", "initial_option", "option"),
    "external_select": ("selected_option", "initial_option", "option"),
    "radio_buttons": ("selected_option", "initial_option", "option"),
    "overflow": ("selected_option", "initial_option", "option"),
    "checkboxes": ("selected_options", "initial_options", "options"),
    "multi_static_select": ("selected_options", "initial_options", "options"),
    "multi_external_select": ("selected_options", "initial_options", "options"),
    "users_select": ("selected_user", "initial_user", "plain"),
    "conversations_select": ("selected_conversation", "initial_conversation", "plain"),
    "channels_select": ("selected_channel", "initial_channel", "plain"),
    "multi_users_select": ("selected_users", "initial_users", "list"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", "list"),
    "multi_channels_select": ("selected_channels", "initial_channels", "list"),
    "datepicker": ("selected_date", "initial_date", "plain"),
    "timepicker": ("selected_time", "initial_time", "plain"),
    "datetimepicker": ("selected_date_time", "initial_date_time", "plain"),
}
STATEFUL = frozenset(_VALUES) - {"overflow"}


Chosen: TypeAlias = dict[str, dict[str, Json]]
"""Entries of state.values, by block id and action id."""


DRAWINGS_KEPT = 5
"""So many earlier drawings of a message or view can still be pressed: a screen is a moment behind its server."""


class NoSuchThing(LookupError):  # noqa: N818
    """Somebody tried to use what is not on their screen; says what is there instead."""


def interactive(blocks: list[Json] | None) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with its block, in order."""
    for block in blocks or ():
        candidates = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        for element in candidates:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element


def drawn_with(block_id: str | None, now: list[Json] | None, before: list[list[Json]]) -> list[Json] | None:
    """The drawing that holds this block: what stands there now, or what stood there a moment ago."""
    held = (blocks for blocks in before if any(block.get("block_id") == block_id for block in blocks))
    is_there = block_id is None or any(block.get("block_id") == block_id for block in now or ())
    return now if is_there else next(held, now)


def find(blocks: list[Json] | None, action_id: str, block_id: str | None, value: Any = None) -> tuple[Json, Json]:
    """The element somebody means; NoSuchThing when none is there. `value` tells equal action ids apart."""
    there = list(interactive(blocks))
    fitting = [
        (block, element)
        for block, element in there
        if element.get("action_id") == action_id and block_id in {None, block.get("block_id")}
    ]
    if not fitting:
        names = ", ".join(str(element.get("action_id")) for _, element in there) or "nothing"
        raise NoSuchThing(f"There is no {action_id!r} to press; there is: {names}.")
    by_value = [pair for pair in fitting if value is not None and pair[1].get("value") == value]
    return (by_value or fitting)[0]


def choice(element: Json, value: Any) -> Json:
    """The value part of an action or of state, for instance {"selected_option": {…}}; NoSuchThing for no such option.

    `value` is the text, the option's value (or a list of them), the id, the date "2026-11-23", the time "09:00".
    """
    key, _, how = _VALUES[element["type"]]
    if how == "option":
        return {key: None if value in {None, ""} else _option(element, value)}
    if how == "options":
        return {key: [_option(element, each) for each in value or ()]}
    if how == "list":
        return {key: list(value or ())}
    return {key: value if value != "" else None}


def stated(element: Json, chosen: Json | None = None) -> Json:
    """An element's entry in state.values; its initial value until something was chosen."""
    kind = element["type"]
    key, initial, how = _VALUES[kind]
    if chosen is not None:
        return {"type": kind, **chosen}
    return {"type": kind, key: element.get(initial, [] if how in {"options", "list"} else None)}


def values(blocks: list[Json] | None, chosen: Chosen) -> Chosen:
    """state.values as Slack sends it: everything that holds a value, with what it holds now."""
    found: Chosen = {}
    for block, element in interactive(blocks):
        if element["type"] in STATEFUL:
            entry = chosen.get(block["block_id"], {}).get(element["action_id"])
            found.setdefault(block["block_id"], {})[element["action_id"]] = entry or stated(element)
    return found


def fill_in(blocks: list[Json] | None, chosen: Chosen, typed: dict[str, dict[str, Any]]) -> None:
    """Write what somebody typed or picked (`typed[block_id][action_id] = value`) into `chosen`; NoSuchThing."""
    for block_id, entries in typed.items():
        for action_id, value in entries.items():
            block, element = find(blocks, action_id, block_id)
            entry = stated(element, choice(element, value))
            chosen.setdefault(block["block_id"], {})[element["action_id"]] = entry


def is_empty(entry: Json) -> bool:
    """Whether an entry of state.values holds nothing."""
    return entry[_VALUES[entry["type"]][0]] in (None, "", [])


def _option(element: Json, value: Any) -> Json:
    groups = element.get("option_groups") or ()
    options = [*(element.get("options") or ()), *(o for group in groups for o in group.get("options", ()))]
    for option in options:
        if value in (option.get("value"), option):
            return dict(option)
    if element["type"].endswith("external_select") and isinstance(value, dict):
        return value
    known = ", ".join(str(option.get("value")) for option in options)
    raise NoSuchThing(f"There is no option {value!r} in {element.get('action_id')!r}; there is: {known}.")
