"""A person's profile, of which this workspace keeps the status."""

from typing import Any

from sandbox import presence
from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.shapes import Json
from sandbox.state import State

_STATUS = ("status_text", "status_emoji")
_KNOWN = {*_STATUS, "status_expiration"}


def read(state: State, given: Arguments) -> Json:
    return {"profile": presence.profile_of(state, given.text("user") or given.token.user)}


def write(state: State, given: Arguments) -> Json:
    """Change the caller's own status; other fields of a profile are not kept here, and refused."""
    user = given.token.user
    if (other := given.text("user", user)) != user:
        state.person(other)
        raise ApiError("not_admin")
    wanted = _wanted(given)
    if set(wanted) - _KNOWN:
        raise ApiError("invalid_profile", f"only {', '.join(sorted(_KNOWN))} are kept here")
    if set(wanted) & set(_STATUS):
        _set(state, user, wanted)
    elif "status_expiration" in wanted:
        person = state.person(user)
        presence.set_status(state, user, person.status_text, person.status_emoji, _end(wanted))
    return {"username": state.person(user).name, "profile": presence.profile_of(state, user)}


def _set(state: State, user: str, wanted: Json) -> None:
    """What is left out stays; a text or an emoji alone cannot be emptied while the other one stands."""
    person = state.person(user)
    text, emoji = (str(wanted.get(key, getattr(person, key)) or "") for key in _STATUS)
    asked = [wanted[key] for key in _STATUS if key in wanted]
    if len(asked) == 1 and not asked[0] and (text or emoji):
        raise ApiError("must_clear_both_status_text_and_status_emoji")
    presence.set_status(state, user, text, emoji, _end(wanted))


def _end(wanted: Json) -> int:
    try:
        return max(0, int(wanted.get("status_expiration") or 0))
    except (TypeError, ValueError):
        raise ApiError("invalid_profile") from None


def _wanted(given: Arguments) -> Json:
    if "name" in given and "profile" not in given:
        return {given.text("name"): given.text("value")}
    found: Any = given.json("profile", "invalid_profile")
    if not isinstance(found, dict):
        raise ApiError("invalid_profile")
    return found
