"""Modals in their stacks, and each person's Home tab."""

import secrets
from dataclasses import dataclass, field, replace

from sandbox import elements
from sandbox.blocks import settled
from sandbox.calls import ApiError
from sandbox.elements import DRAWINGS_KEPT, Chosen, drawn_with, interactive
from sandbox.shapes import Json

STACK = 3
_TEXTS = ("title", "submit", "close")


@dataclass(eq=False)
class View:
    """A modal ("modal") or a Home tab ("home") on one person's screen.

    `chosen` holds what they typed and picked so far, by block id and action id, as entries of state.values.
    """

    id: str
    user: str
    given: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    chosen: Chosen = field(default_factory=dict)
    before: list[list[Json]] = field(default_factory=list)

    @property
    def type(self) -> str:
        return str(self.given["type"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.given["blocks"])

    @property
    def callback_id(self) -> str:
        return str(self.given.get("callback_id") or "")

    def as_drawn(self, block_id: str | None) -> "View":
        """As it was when this block stood in it."""
        return replace(self, given=self.given | {"blocks": drawn_with(block_id, self.blocks, self.before)})

    def values(self) -> Chosen:
        """state.values as Slack sends it."""
        return elements.values(self.blocks, self.chosen)


class Views:
    """All open views of the workspace."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._tick = 0

    def stack(self, user: str) -> list[View]:
        """That person's open modals, the bottom first."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        return self._homes.get(user)

    def get(self, view_id: str) -> View | None:
        for stack in (*self._stacks.values(), list(self._homes.values())):
            for view in stack:
                if view.id == view_id:
                    return view
        return None

    def by_external_id(self, external_id: str) -> View | None:
        open_views = (view for stack in self._stacks.values() for view in stack)
        return next((view for view in open_views if view.given.get("external_id") == external_id), None)

    def open(self, user: str, given: Json) -> View:
        """Show a modal in place of whatever stack was there."""
        view = self._new(user, given)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, given: Json) -> View:
        """Put a modal on top. ApiError: push_limit_reached, not_found when none is open."""
        stack = self._stacks.get(user) or []
        if not stack:
            raise ApiError("not_found")
        if len(stack) >= STACK:
            raise ApiError("push_limit_reached")
        view = self._new(user, given)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, given: Json) -> View:
        """Show other content; what was typed stays where block id and action id stay."""
        self._check_external_id(given, view)
        view.before = [view.blocks, *view.before][:DRAWINGS_KEPT]
        view.given = _settled_view(given)
        view.hash = self._hash()
        there = {(block["block_id"], element["action_id"]) for block, element in interactive(view.blocks)}
        view.chosen = {
            block: {action: entry for action, entry in entries.items() if (block, action) in there}
            for block, entries in view.chosen.items()
        }
        return view

    def publish(self, user: str, given: Json) -> View:
        current = self._homes.get(user)
        if current is not None:
            current.chosen = {}
            return self.update(current, given)
        self._homes[user] = self._new(user, given)
        return self._homes[user]

    def close(self, view: View) -> None:
        stack = self._stacks.get(view.user, [])
        self._stacks[view.user] = [each for each in stack if each.id != view.id]

    def clear(self, user: str) -> None:
        self._stacks.pop(user, None)

    def _new(self, user: str, given: Json) -> View:
        self._check_external_id(given, None)
        view_id = "V" + secrets.token_hex(5).upper()
        return View(view_id, user, _settled_view(given), self._hash(), root_view_id=view_id)

    def _check_external_id(self, given: Json, own: View | None) -> None:
        external_id = given.get("external_id")
        if external_id and self.by_external_id(external_id) not in {None, own}:
            raise ApiError("duplicate_external_id")

    def _hash(self) -> str:
        self._tick += 1
        return f"{1700000000 + self._tick}.{secrets.token_hex(4)}"


def _settled_view(given: Json) -> Json:
    texts = {key: {"emoji": True, **given[key]} for key in _TEXTS if given.get(key)}
    return {**given, **texts, "blocks": settled(given.get("blocks") or [])}
