"""Do-not-disturb: one's own snooze with one's own token, and everybody's schedule."""

from datetime import timedelta

from sandbox import presence
from sandbox.arguments import Arguments
from sandbox.calls import ApiError
from sandbox.shapes import Json
from sandbox.state import State

MOST_USERS = 50


def set_snooze(state: State, given: Arguments) -> Json:
    if "num_minutes" not in given:
        raise ApiError("missing_duration")
    user = given.token.user
    presence.snooze(state, user, timedelta(minutes=given.number("num_minutes", 0)))
    return state.person(user).quiet.snooze_as_slack(state.clock())


def end_snooze(state: State, given: Arguments) -> Json:
    user = given.token.user
    presence.end_snooze(state, user)
    return {**_schedule(state, user), "snooze_enabled": False}


def end_dnd(state: State, given: Arguments) -> Json:
    presence.end_dnd(state, given.token.user)
    return {}


def info(state: State, given: Arguments) -> Json:
    """The snooze is told to nobody but the person whose it is."""
    user = given.text("user") or given.token.user
    if user == state.app.bot_user_id:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    own = given.token.kind == "user" and given.token.user == user
    return {**_schedule(state, user), **(state.person(user).quiet.snooze_as_slack(state.clock()) if own else {})}


def team_info(state: State, given: Arguments) -> Json:
    users = [user.strip() for user in given.text("users").split(",") if user.strip()]
    if not users:
        raise ApiError("no_users_provided")
    if len(users) > MOST_USERS:
        raise ApiError("too_many_users")
    return {"users": {user: _schedule(state, user) for user in users if user in state.people}}


def _schedule(state: State, user: str) -> Json:
    person = state.person(user)
    return person.quiet.as_slack(person.tz, state.clock())
