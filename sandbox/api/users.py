"""People, as the Web API tells of them."""

from sandbox.arguments import Arguments
from sandbox.shapes import Json
from sandbox.state import State


def info(state: State, given: Arguments) -> Json:
    locale = {"locale": "en-US"} if given.flag("include_locale") else {}
    return {"user": state.user_object(given.required("user")) | locale}


def everyone(state: State, _given: Arguments) -> Json:
    members = [state.user_object(user) for user in (*state.people, state.app.bot_user_id)]
    return {"members": members, "cache_ts": int(state.machine()), "response_metadata": {"next_cursor": ""}}
