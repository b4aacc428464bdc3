"""Who the token belongs to, and a ticket for Socket Mode."""

import secrets

from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.presence import revoke
from sandbox.shapes import Json
from sandbox.state import State


def api_test(_state: State, given: Arguments) -> Json:
    if "error" in given:
        raise ApiError(given.text("error"), args=given.given)
    return {"args": given.given}


def auth_test(state: State, given: Arguments) -> Json:
    token = given.token
    common = {
        "url": f"{state.url}/",
        "team": state.identity.team_name,
        "user": state.user_object(token.user)["name"],
        "team_id": state.identity.team_id,
        "user_id": token.user,
        "is_enterprise_install": False,
    }
    return common | ({"bot_id": state.app.bot_id} if token.kind == "bot" else {})


def auth_revoke(state: State, given: Arguments) -> Json:
    """End the token that the call is made with, and tell the app of it as if somebody else had."""
    if given.flag("test"):
        return {"revoked": False}
    revoke(state, given.token)
    return {"revoked": True}


def connections_open(state: State, _given: Arguments) -> Json:
    if not state.app.socket_mode:
        raise ApiError("forbidden_request_mode")
    ticket = secrets.token_urlsafe(24)
    state.socket_tickets.add(ticket)
    return {"url": f"{state.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={state.app.id}"}


def bots_info(state: State, given: Arguments) -> Json:
    if given.text("bot", state.app.bot_id) != state.app.bot_id:
        raise ApiError("bot_not_found")
    profile = state.bot_profile()
    return {"bot": {key: profile[key] for key in ("id", "deleted", "name", "updated", "app_id", "user_id", "icons")}}


def team_info(state: State, _given: Arguments) -> Json:
    identity = state.identity
    return {
        "team": {
            "id": identity.team_id,
            "name": identity.team_name,
            "domain": identity.domain,
            "url": f"{state.url}/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }
