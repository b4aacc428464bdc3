"""Posting, editing and deleting messages."""

import json
import re
from typing import Any

from sandbox.arguments import Arguments
from sandbox.blocks import faults_in_message, settled
from sandbox.calls import ApiError
from sandbox.rooms import Message, Room
from sandbox.shapes import Json
from sandbox.state import State

TEXT_LIMIT = 40_000
METADATA_LIMIT = 8_000
_EVENT_TYPE = re.compile(r"[A-Za-z0-9_.:\-]{1,255}")


def post_message(state: State, given: Arguments) -> Json:
    room = _postable(state, given)
    content = _content(given)
    if thread := given.text("thread_ts"):
        content["thread_ts"] = thread
    message = state.say(room.id, state.app.bot_user_id, bot=True, metadata=_metadata(given), **content)
    event = state.message_object(message) | {"channel": room.id, "event_ts": message.ts}
    state.happened(event | {"channel_type": room.channel_type})
    return {"channel": room.id, "ts": message.ts, "message": state.message_object(message, with_metadata=True)}


def post_ephemeral(state: State, given: Arguments) -> Json:
    room = _postable(state, given)
    user = given.required("user")
    if user not in state.people:
        raise ApiError("user_not_found")
    if user not in room.members:
        raise ApiError("user_not_in_channel")
    message = state.say(room.id, state.app.bot_user_id, bot=True, ephemeral_for=user, **_content(given))
    return {"message_ts": message.ts}


def update(state: State, given: Arguments) -> Json:
    room, message = _own(state, given, "cant_update_message")
    kept = {key: getattr(message, key) for key in ("text", "blocks", "attachments") if key not in given.given}
    if "text" in given and "blocks" not in given.given:
        kept["blocks"] = None
    content = _content(given, kept)
    before = state.message_object(message)
    message.draw(content)
    if "metadata" in given.given:
        message.metadata = _metadata(given)
    message.edited_ts = state.next_ts()
    state.changed("messages", room.id)
    after = state.message_object(message)
    _tell(state, room, "message_changed", {"message": after, "previous_message": before})
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": after}


def delete(state: State, given: Arguments) -> Json:
    room, message = _own(state, given, "cant_delete_message")
    room.remove(message.ts)
    state.changed("messages", room.id)
    _tell(state, room, "message_deleted", {"deleted_ts": message.ts, "previous_message": state.message_object(message)})
    return {"channel": room.id, "ts": message.ts}


def content_of(given: Arguments) -> Json:
    """Text, blocks and attachments of a checked message; ApiError as chat.postMessage has them."""
    return _content(given)


def _content(given: Arguments, kept: Json | None = None) -> Json:
    kept = kept or {}
    text = given.text("text", kept.get("text") or "")
    blocks = given.json("blocks", "invalid_blocks_format")
    attachments = given.json("attachments", "invalid_attachments")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if faults := faults_in_message({"blocks": blocks}):
        raise ApiError("invalid_blocks", *faults)
    if faults := faults_in_message({"attachments": attachments}):
        raise ApiError("invalid_attachments", *faults)
    shown = settled(blocks) if blocks else (None if blocks is not None else kept.get("blocks"))
    attached = attachments if attachments is not None else kept.get("attachments")
    if not text and not shown and not attached:
        raise ApiError("no_text")
    if len(text) > TEXT_LIMIT:
        raise ApiError("msg_too_long")
    return {"text": text, "blocks": shown, "attachments": attached or None}


def _metadata(given: Arguments) -> Json | None:
    found = given.json("metadata", "invalid_metadata_format")
    if found is None or found == {}:
        return None
    if not isinstance(found, dict) or set(found) - {"event_type", "event_payload", "entities"}:
        raise ApiError("invalid_metadata_format")
    kind, payload = found.get("event_type"), found.get("event_payload")
    if not isinstance(kind, str) or not _EVENT_TYPE.fullmatch(kind) or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if not all(_is_flat(value) for value in payload.values()):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(found)) > METADATA_LIMIT:
        raise ApiError("metadata_too_large")
    return found


def _is_flat(value: Any) -> bool:
    """Slack takes plain values, and mappings and lists of plain values one level deep."""
    if isinstance(value, dict):
        return all(isinstance(each, (str, int, float, bool)) for each in value.values())
    if isinstance(value, list):
        return all(isinstance(each, (str, int, float, bool, dict)) for each in value)
    return isinstance(value, (str, int, float, bool))


def _postable(state: State, given: Arguments) -> Room:
    """The room to post into; a person's id stands for the DM with them."""
    channel = given.required("channel")
    room = state.rooms.dm(channel) if channel in state.people else state.room(channel)
    if room is None:
        raise ApiError("channel_not_found")
    _seen(state, room)
    if room.archived:
        raise ApiError("is_archived")
    if state.app.bot_user_id not in room.members and "chat:write.public" not in given.token.scopes:
        raise ApiError("not_in_channel")
    if room.kind == "dm" and not state.app.messages_tab:
        raise ApiError("messages_tab_disabled")
    return room


def _own(state: State, given: Arguments, refusal: str) -> tuple[Room, Message]:
    """The app's own message that a call names, where it can still be changed."""
    room = state.room(given.required("channel"))
    _seen(state, room)
    if room.archived:
        raise ApiError("is_inactive")
    if state.app.bot_user_id not in room.members:
        raise ApiError("not_in_channel")
    message = room.get(given.required("ts"))
    if message is None or message.ephemeral:
        raise ApiError("message_not_found")
    if message.user != state.app.bot_user_id or message.subtype:
        raise ApiError(refusal)
    return room, message


def _seen(state: State, room: Room) -> None:
    """A private channel that the app is not in is none to it."""
    if room.kind == "private" and state.app.bot_user_id not in room.members:
        raise ApiError("channel_not_found")


def _tell(state: State, room: Room, subtype: str, more: Json) -> None:
    ts = state.next_ts()
    event = {"type": "message", "subtype": subtype, "hidden": True, "channel": room.id, "ts": ts, "event_ts": ts}
    state.happened(event | more | {"channel_type": room.channel_type})
