"""What an app answers to an interaction: in the acknowledgement of a command, or at a response URL."""

from typing import Any

from sandbox.api import chat
from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.rooms import Message
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.tickets import ResponseUrl

_KNOWN = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
    "metadata",
}


def respond(state: State, origin: ResponseUrl, body: Json) -> Message | None:
    """Show the answer where the interaction happened; ApiError when its blocks or text are refused.

    A new message is only for the person ("ephemeral") unless response_type says "in_channel".
    """
    unknown = set(body) - _KNOWN
    if unknown:
        raise ApiError("invalid_payload", f"unknown fields: {', '.join(sorted(unknown))}", status=400)
    original = _original(state, origin)
    if body.get("delete_original") and original is not None:
        state.room(origin.channel).remove(original.ts)
        state.changed("messages", origin.channel)
        return None
    content = _content(body)
    if body.get("replace_original") and original is not None:
        return _replace(state, original, content)
    ephemeral_for = None if body.get("response_type") == "in_channel" else origin.user
    return state.say(origin.channel, state.app.bot_user_id, bot=True, ephemeral_for=ephemeral_for, **content)


def acknowledged(state: State, origin: ResponseUrl, body: Any) -> Message | None:
    """The same for the body of a command's acknowledgement, which may be text, JSON or empty."""
    if body in (None, "", {}):
        return None
    if isinstance(body, str):
        body = {"text": body}
    if not isinstance(body, dict) or not {"text", "blocks", "attachments"} & set(body):
        raise ApiError("invalid_command_response")
    return respond(state, origin, body)


def _original(state: State, origin: ResponseUrl) -> Message | None:
    return state.room(origin.channel).get(origin.ts) if origin.ts else None


def _content(body: Json) -> Json:
    try:
        return chat.content_of(Arguments(body))
    except ApiError as error:
        error.status = 400
        raise


def _replace(state: State, original: Message, content: Json) -> Message:
    original.draw(content)
    if not original.ephemeral:
        original.edited_ts = state.next_ts()
    state.changed("messages", original.channel)
    return original
