"""Which conversations a person can pick in a menu, and the one that stands in it at first."""

from typing import Any

from sandbox import elements
from sandbox.elements import NoSuchThing
from sandbox.rooms import Room
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.views import View

_NAMES = {"dm": "im", "private": "private", "channel": "public"}
_EVERY_KIND = ("im", "mpim", "private", "public")


def is_picker(element: Json) -> bool:
    """Whether conversations or channels are picked in it."""
    return str(element["type"]).endswith(("conversations_select", "channels_select"))


def pickable(state: State, user: str, element: Json) -> list[Room]:
    """Public channels, and what else the person is in, through the element's filter; nothing that was archived.

    The one direct message that people have here is with the app, so leaving out bots leaves it out.
    """
    wanted = element.get("filter") or {}
    kinds = wanted.get("include", _EVERY_KIND) if "conversations" in element["type"] else ("public",)
    return [
        room
        for room in state.rooms.all()
        if not room.archived
        and (room.kind == "channel" or user in room.members)
        and _NAMES[room.kind] in kinds
        and not (room.kind == "dm" and wanted.get("exclude_bot_users"))
    ]


def check(state: State, user: str, blocks: list[Json] | None, typed: dict[str, dict[str, Any]]) -> None:
    """NoSuchThing when somebody picks a conversation that is not in the menu."""
    for block_id, entries in typed.items():
        for action_id, value in entries.items():
            _, element = elements.find(blocks, action_id, block_id)
            if is_picker(element) and value:
                _check_one(state, user, element, value)


def _check_one(state: State, user: str, element: Json, value: Any) -> None:
    there = {room.id: room.name for room in pickable(state, user, element)}
    for picked in value if isinstance(value, list) else [value]:
        if picked not in there:
            known = ", ".join(f"{ident} ({name})" for ident, name in there.items())
            raise NoSuchThing(f"There is no conversation {picked!r} in {element['action_id']!r}; there is: {known}.")


def prefill(state: State, view: View, channel: str | None) -> None:
    """Put the conversation that a view was opened from into the menus that want it, where it is in them."""
    for block, element in elements.interactive(view.blocks):
        if not (is_picker(element) and element.get("default_to_current_conversation")):
            continue
        is_there = any(room.id == channel for room in pickable(state, view.user, element))
        first: Any = channel if is_there else None
        many = element["type"].startswith("multi_")
        entry = elements.stated(element, elements.choice(element, [first] * is_there if many else first))
        view.chosen.setdefault(block["block_id"], {})[element["action_id"]] = entry
