"""The Web API: each method with its scope, its tier and the function that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sandbox.api import chat, conversations, dnd, oauth, profile, session, users, views
from sandbox.arguments import Arguments
from sandbox.grants import Kind
from sandbox.shapes import Json
from sandbox.state import State

Handler: TypeAlias = Callable[[State, Arguments], Json]


@dataclass(frozen=True)
class Method:
    """`scope` is what the token needs ("" for none); `by_room` and `by_types` say it for each kind of conversation.

    `tier` 0 is chat.postMessage's own rule. `holders` says whose tokens it takes; none: it needs no token.
    """

    do: Handler
    scope: str = ""
    tier: int = 4
    holders: tuple[Kind, ...] = ("bot",)
    by_room: dict[str, str] | None = None
    by_types: dict[str, str] | None = None

    @property
    def accepts(self) -> list[str]:
        """Every scope that lets somebody in."""
        by_kind = self.by_room or self.by_types or {}
        return [self.scope] if self.scope else [*by_kind.values()]


_HISTORY = {"dm": "im:history", "channel": "channels:history", "private": "groups:history"}
_READ = {"dm": "im:read", "channel": "channels:read", "private": "groups:read"}
_LIST = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}

_ANYBODY: tuple[Kind, ...] = ()
_EITHER: tuple[Kind, ...] = ("bot", "user")
_PERSON: tuple[Kind, ...] = ("user",)

METHODS: dict[str, Method] = {
    "api.test": Method(session.api_test, holders=_ANYBODY),
    "auth.test": Method(session.auth_test, holders=_EITHER),
    "auth.revoke": Method(session.auth_revoke, tier=3, holders=_EITHER),
    "oauth.v2.access": Method(oauth.access, holders=_ANYBODY),
    "apps.connections.open": Method(session.connections_open, "connections:write", tier=2, holders=("app",)),
    "bots.info": Method(session.bots_info, "users:read", tier=3),
    "team.info": Method(session.team_info, "team:read", tier=3),
    "chat.postMessage": Method(chat.post_message, "chat:write", tier=0),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.update": Method(chat.update, "chat:write", tier=3),
    "chat.delete": Method(chat.delete, "chat:write", tier=3),
    "conversations.open": Method(conversations.open_dm, "im:write", tier=3),
    "conversations.info": Method(conversations.info, tier=3, by_room=_READ),
    "conversations.history": Method(conversations.history, tier=3, by_room=_HISTORY),
    "conversations.members": Method(conversations.members, tier=4, by_room=_READ),
    "conversations.list": Method(conversations.everywhere, tier=2, by_types=_LIST),
    "users.conversations": Method(conversations.of_somebody, tier=3, by_types=_LIST),
    "users.info": Method(users.info, "users:read", holders=_EITHER),
    "users.list": Method(users.everyone, "users:read", tier=2, holders=_EITHER),
    "users.profile.get": Method(profile.read, "users.profile:read", holders=_EITHER),
    "users.profile.set": Method(profile.write, "users.profile:write", tier=3, holders=_PERSON),
    "dnd.info": Method(dnd.info, "dnd:read", tier=3, holders=_EITHER),
    "dnd.teamInfo": Method(dnd.team_info, "dnd:read", tier=2, holders=_EITHER),
    "dnd.setSnooze": Method(dnd.set_snooze, "dnd:write", tier=2, holders=_PERSON),
    "dnd.endSnooze": Method(dnd.end_snooze, "dnd:write", tier=2, holders=_PERSON),
    "dnd.endDnd": Method(dnd.end_dnd, "dnd:write", tier=2, holders=_PERSON),
    "views.open": Method(views.open_modal),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
    "views.publish": Method(views.publish),
}
