"""Exchanging the code that a consent ended with for what was allowed."""

import hmac

from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.grants import Consent
from sandbox.shapes import Json
from sandbox.state import State


def access(state: State, given: Arguments) -> Json:
    """The tokens of a consent. Where the person allowed scopes of their own alone, the bot's token is not in it."""
    identity = state.identity
    if given.text("client_id") != identity.client_id:
        raise ApiError("invalid_client_id")
    if not hmac.compare_digest(given.text("client_secret").encode(), identity.client_secret.encode()):
        raise ApiError("bad_client_secret")
    if given.text("grant_type", "authorization_code") != "authorization_code":
        raise ApiError("invalid_grant_type")
    consent = state.codes.use(given.text("code"), given.text("redirect_uri"))
    bot = _installed(state, consent) if consent.bot_scopes else {"team": {"id": identity.team_id}}
    common = {"app_id": state.app.id, "enterprise": None, "is_enterprise_install": False}
    answer = {**common, "authed_user": _allowed(state, consent), **bot}
    state.changed("people")
    return answer


def _installed(state: State, consent: Consent) -> Json:
    token = state.grants.install(consent.bot_scopes)
    return {
        "access_token": token.text,
        "token_type": "bot",
        "scope": ",".join(token.scopes),
        "bot_user_id": token.user,
        "team": {"id": state.identity.team_id, "name": state.identity.team_name},
    }


def _allowed(state: State, consent: Consent) -> Json:
    if not consent.user_scopes:
        return {"id": consent.user}
    token = state.grants.give(consent.user, consent.user_scopes)
    scope = ",".join(token.scopes)
    return {"id": consent.user, "scope": scope, "access_token": token.text, "token_type": "user"}
