"""What Slack sends to an app, with every field that apps read."""

import re
import secrets
from typing import Any

from sandbox import elements
from sandbox.rooms import Message, Room
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.views import View

_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]+")


def command(state: State, user: str, room: Room, *, name: str, text: str) -> Json:
    """A slash command; every value is a string, as in a form."""
    identity = state.identity
    escapes = bool(state.app.commands.get(name, {}).get("should_escape"))
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "team_domain": identity.domain,
        "channel_id": room.id,
        "channel_name": channel_name(room),
        "user_id": user,
        "user_name": state.people[user].name,
        "command": name,
        "text": escaped(state, text, with_names=True) if escapes else text,
        "api_app_id": state.app.id,
        "is_enterprise_install": "false",
        "response_url": state.url + state.response_urls.issue("commands", room.id, user),
        "trigger_id": state.triggers.issue(user, channel=room.id),
    }


def block_actions_on_message(state: State, user: str, message: Message, action: Json) -> Json:
    room = state.room(message.channel)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": room.id,
        "is_ephemeral": message.ephemeral,
    }
    payload = _interaction(state, "block_actions", user) | {
        "container": container,
        "trigger_id": state.triggers.issue(user, channel=room.id),
        "channel": {"id": room.id, "name": channel_name(room)},
        "state": {"values": elements.values(message.blocks, message.chosen)},
        "response_url": state.url + state.response_urls.issue("actions", room.id, user, message.ts),
        "actions": [action],
    }
    # An ephemeral message is in no store, so Slack does not send it along.
    return payload if message.ephemeral else payload | {"message": state.message_object(message)}


def block_actions_on_view(state: State, user: str, view: View, action: Json) -> Json:
    return _interaction(state, "block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": state.triggers.issue(user, view.id),
        "view": state.view_object(view),
        "actions": [action],
    }


def view_submission(state: State, user: str, view: View, response_urls: list[Json]) -> Json:
    return _interaction(state, "view_submission", user) | {
        "trigger_id": state.triggers.issue(user, view.id),
        "view": state.view_object(view),
        "response_urls": response_urls,
    }


def view_closed(state: State, user: str, view: View, *, is_cleared: bool) -> Json:
    return _interaction(state, "view_closed", user) | {"view": state.view_object(view), "is_cleared": is_cleared}


def shortcut(state: State, user: str, callback_id: str) -> Json:
    return _interaction(state, "shortcut", user) | {
        "callback_id": callback_id,
        "trigger_id": state.triggers.issue(user),
        "action_ts": state.next_ts(),
    }


def message_action(state: State, user: str, callback_id: str, message: Message) -> Json:
    room = state.room(message.channel)
    return _interaction(state, "message_action", user) | {
        "callback_id": callback_id,
        "trigger_id": state.triggers.issue(user, channel=room.id),
        "action_ts": state.next_ts(),
        "message_ts": message.ts,
        "channel": {"id": room.id, "name": channel_name(room)},
        "message": state.message_object(message),
        "response_url": state.url + state.response_urls.issue("actions", room.id, user, message.ts),
    }


def event_callback(state: State, event: Json) -> Json:
    """The envelope of an event; its event_id stays the same when it is sent again."""
    identity, app = state.identity, state.app
    authorization = {
        "enterprise_id": None,
        "team_id": identity.team_id,
        "user_id": app.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "context_team_id": identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(state.machine()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": "4-" + secrets.token_urlsafe(24),
    }


def _interaction(state: State, kind: str, user: str) -> Json:
    identity, name = state.identity, state.people[user].name
    return {
        "type": kind,
        "user": {"id": user, "username": name, "name": name, "team_id": identity.team_id},
        "api_app_id": state.app.id,
        "token": identity.verification_token,
        "team": {"id": identity.team_id, "domain": identity.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_name(room: Room) -> str:
    """Slack calls every DM "directmessage" in payloads, and every private channel "privategroup"."""
    return {"dm": "directmessage", "private": "privategroup"}.get(room.kind, room.name)


def escaped(state: State, text: str, *, with_names: bool) -> str:
    """Typed text as Slack sends it: & < > as entities, people, channels and links in angle brackets.

    Slash commands carry the name too (`<@U1|ana>`), messages do not (`<@U1>`).
    """
    kept = re.split(r"(<@\w+(?:\|[^>]*)?>|<#\w+(?:\|[^>]*)?>)", text)
    return "".join(
        part if index % 2 else _escaped_part(state, part, with_names=with_names) for index, part in enumerate(kept)
    )


def _escaped_part(state: State, text: str, *, with_names: bool) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LINK.sub(lambda found: f"<{found[0]}>", text)
    names: dict[str, Any] = {f"@{person.name}": ("@", person.id, person.name) for person in state.people.values()}
    names |= {f"#{room.name}": ("#", room.id, room.name) for room in state.rooms.all() if room.kind != "dm"}
    bot = state.user_object(state.app.bot_user_id)["name"]
    names |= {f"@{called.lower()}": ("@", state.app.bot_user_id, bot) for called in (bot, state.app.name)}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    def reference(found: re.Match[str]) -> str:
        sign, ident, name = names[found[0].lower()]
        return f"<{sign}{ident}|{name}>" if with_names else f"<{sign}{ident}>"

    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", reference, text, flags=re.IGNORECASE)
