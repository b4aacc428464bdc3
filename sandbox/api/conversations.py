"""Conversations and their history."""

import base64
import binascii
from collections.abc import Callable

from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.rooms import Message, Room
from sandbox.shapes import Json
from sandbox.state import GENERAL, State

PAGE, LONGEST_PAGE = 100, 999
_KINDS = {"public_channel": "channel", "private_channel": "private", "im": "dm", "mpim": ""}


def open_dm(state: State, given: Arguments) -> Json:
    if "channel" in given:
        room: Room | None = state.room(given.text("channel"))
    else:
        users = [user.strip() for user in given.required("users").split(",") if user.strip()]
        if len(users) != 1:
            raise ApiError("not_enough_users" if not users else "missing_scope", needed="mpim:write")
        if state.person(users[0]).deleted:
            raise ApiError("user_disabled")
        room = state.rooms.dm(users[0])
    if room is None:
        raise ApiError("channel_not_found")
    channel = room_object(state, room) if given.flag("return_im") else {"id": room.id}
    return {"no_op": True, "already_open": True, "channel": channel}


def info(state: State, given: Arguments) -> Json:
    return {"channel": room_object(state, _visible(state, given))}


def members(state: State, given: Arguments) -> Json:
    room = _visible(state, given)
    return {"members": [*sorted(room.members)], "response_metadata": {"next_cursor": ""}}


def everywhere(state: State, given: Arguments) -> Json:
    """All public channels, and what the app is in of the other kinds."""
    bot = state.app.bot_user_id
    return _listed(state, given, lambda room: room.kind == "channel" or bot in room.members)


def of_somebody(state: State, given: Arguments) -> Json:
    """Where the app is, or (`user`) where somebody is, as far as the app can see."""
    bot = state.app.bot_user_id
    user = given.text("user", bot)
    if user != bot:
        state.person(user)
    return _listed(state, given, lambda room: user in room.members and (room.kind == "channel" or bot in room.members))


def kinds(given: Arguments) -> list[str]:
    """The `types` that a list is asked for."""
    found = [kind.strip() for kind in given.text("types", "public_channel").split(",")]
    if unknown := [kind for kind in found if kind not in _KINDS]:
        raise ApiError("invalid_types", f"no such type: {unknown[0]}")
    return found


def _listed(state: State, given: Arguments, is_wanted: Callable[[Room], bool]) -> Json:
    of_kind = {_KINDS[kind] for kind in kinds(given)}
    hidden = given.flag("exclude_archived")
    rooms = [r for r in state.rooms.all() if r.kind in of_kind and is_wanted(r) and not (hidden and r.archived)]
    return {"channels": [room_object(state, room) for room in rooms], "response_metadata": {"next_cursor": ""}}


def _visible(state: State, given: Arguments) -> Room:
    """A conversation that is not hidden from the app."""
    room = state.room(given.required("channel"))
    if room.kind == "private" and state.app.bot_user_id not in room.members:
        raise ApiError("channel_not_found")
    return room


def history(state: State, given: Arguments) -> Json:
    room = _visible(state, given)
    if state.app.bot_user_id not in room.members:
        raise ApiError("not_in_channel")
    limit = given.number("limit", PAGE)
    if not 1 <= limit <= LONGEST_PAGE:
        raise ApiError("invalid_limit")
    found = [message for message in reversed(list(room.public())) if _in_window(state, given, message)]
    page, rest = found[:limit], found[limit:]
    answer: Json = {
        "messages": [state.message_object(m, with_metadata=given.flag("include_all_metadata")) for m in page],
        "has_more": bool(rest),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    if rest:
        answer["response_metadata"] = {"next_cursor": _cursor(page[-1].ts)}
    return answer


def _in_window(state: State, given: Arguments, message: Message) -> bool:
    ts = float(message.ts)
    if state.history_lag and ts > state.machine() - state.history_lag:
        return False
    if "cursor" in given and ts >= _until(given.text("cursor")):
        return False
    inclusive = given.flag("inclusive")
    oldest, latest = _moment(given, "oldest"), _moment(given, "latest")
    after = oldest is None or ts > oldest or (inclusive and ts == oldest)
    before = latest is None or ts < latest or (inclusive and ts == latest)
    return after and before


def _moment(given: Arguments, name: str) -> float | None:
    if name not in given:
        return None
    try:
        return float(given.text(name))
    except ValueError:
        raise ApiError(f"invalid_ts_{name}") from None


def _cursor(ts: str) -> str:
    return base64.b64encode(f"next_ts:{ts.replace('.', '')}".encode()).decode()


def _until(cursor: str) -> float:
    try:
        kind, _, digits = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind != "next_ts":
            raise ApiError("invalid_cursor")
        return float(f"{digits[:-6]}.{digits[-6:]}")
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None


def room_object(state: State, room: Room) -> Json:
    """A conversation as conversations.info tells of it."""
    common: Json = {"id": room.id, "created": room.created, "is_archived": room.archived, "is_org_shared": False}
    if room.kind == "dm":
        return {**common, "is_im": True, "user": room.person, "is_user_deleted": False, "priority": 0}
    return {
        **common,
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": room.kind == "private",
        "is_general": room.id == GENERAL,
        "is_member": state.app.bot_user_id in room.members,
        "num_members": len(room.members),
    }
