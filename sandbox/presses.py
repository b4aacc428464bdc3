"""One press: the element somebody means, what it holds from now on, and the action that the app gets."""

from typing import Any

from sandbox import elements, picking
from sandbox.rooms import Message
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.views import View

_KEPT = ("placeholder", "confirm")
_KEPT_OF_BUTTONS = ("text", "value", "style", "url", "confirm")


def pressed(
    state_of: State,
    user: str,
    place: Message | View,
    action_id: str,
    *,
    block_id: str | None = None,
    value: Any = None,
    state: dict[str, dict[str, Any]] | None = None,
) -> Json:
    """The entry in `actions`; NoSuchThing when the element or option is not there.

    `value` is the option's value (a list for several), the text, date or id; for a button it tells equal action ids
    apart. `state` is what was typed beside it (`state[block_id][action_id]`).
    """
    picking.check(state_of, user, place.blocks, state or {})
    elements.fill_in(place.blocks, place.chosen, state or {})
    block, element = elements.find(place.blocks, action_id, block_id, value)
    names = {"block_id": block["block_id"], "action_id": element["action_id"]}
    if element["type"] in elements.STATEFUL:
        picking.check(state_of, user, place.blocks, {names["block_id"]: {names["action_id"]: value}})
        elements.fill_in(place.blocks, place.chosen, {names["block_id"]: {names["action_id"]: value}})
    return {"type": element["type"], **names, **_told(element, value), "action_ts": state_of.next_ts()}


def _told(element: Json, value: Any) -> Json:
    """What an action repeats of its element, and what was chosen."""
    if element["type"] == "button":
        return {key: element[key] for key in _KEPT_OF_BUTTONS if key in element}
    return {**{key: element[key] for key in _KEPT if key in element}, **elements.choice(element, value)}
