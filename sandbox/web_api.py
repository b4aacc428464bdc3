"""The front of the Web API: token, scope, rate limit, faults, then the method itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from sandbox import presence
from sandbox.api import METHODS, Method, conversations
from sandbox.arguments import Arguments
from sandbox.calls import ApiError, Call, Fault, Faults, no_faults
from sandbox.clock import pause
from sandbox.grants import Token
from sandbox.shapes import Json
from sandbox.state import State


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP; `dropped` means that nothing does."""

    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False


class WebApi:
    """Calls in, answers out; everything is logged. `faults` may spoil a call (see calls.Faults)."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.faults: Faults = no_faults

    async def call(self, method: str, arguments: Json, token: str = "") -> Answer:
        """Do one API call as if it had come over HTTP."""
        arguments = dict(arguments)
        token = str(arguments.pop("token", "") or "") or token
        call = self._state.note("api", method, arguments, token)
        fault = await self.fault(call)
        if fault is None:
            body, status, headers = self._work(call)
            fault = await self.fault(call) if call.accepted else None
        if fault is not None:
            body, status, headers = fault.body, fault.status, _retry(fault.retry_after)
        dropped = fault is not None and fault.drops
        call.answer, call.http_status = (None, 0) if dropped else (body, status)
        call.headers = self._scopes(METHODS.get(method), token) | headers
        self._state.finished(call)
        return Answer(status, body, call.headers, dropped)

    async def fault(self, call: Call) -> Fault | None:
        """What spoils this call, once its delay is over."""
        fault = self.faults(call)
        if fault is None:
            return None
        if fault.delay:
            await pause(fault.delay)
        return None if fault.only_delay else fault

    def _work(self, call: Call) -> tuple[Json, int, dict[str, str]]:
        try:
            body = {"ok": True, **self._done(call)}
        except ApiError as error:
            return error.body(), error.status, _retry(error.retry_after)
        call.accepted = True
        return body, 200, {}

    def _done(self, call: Call) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise ApiError("unknown_method", req_method=call.method)
        presence.lapse(self._state)
        token = self._token(method, call.token)
        given = Arguments(call.arguments, token)
        self._check_scope(method, given)
        person = token.user if token else ""
        self._state.limits.admit(call.method, method.tier, self._limited_channel(method, given), person)
        return method.do(self._state, given)

    def _limited_channel(self, method: Method, given: Arguments) -> str | None:
        """Posts are also counted per channel; a person's id and their DM are the same one."""
        if method.tier:
            return None
        channel = given.text("channel")
        dm = self._state.rooms.dm(channel)
        return dm.id if dm else channel

    def _token(self, method: Method, text: str) -> Token | None:
        """The token a method needs, and None where it needs none; ApiError as Slack names what is wrong with it."""
        if not method.holders:
            return None
        if not text:
            raise ApiError("not_authed")
        token = self._state.grants.find(text)
        if token is None:
            raise ApiError("invalid_auth")
        if why := self._ended(token):
            raise ApiError(why)
        if token.kind not in method.holders:
            raise ApiError("not_allowed_token_type")
        return token

    def _ended(self, token: Token) -> str:
        """A bot's token that ended has another error than a person's; the app's own goes with the installation."""
        grants, people = self._state.grants, self._state.people
        if token.kind == "user":
            return "token_revoked" if token.revoked or people[token.user].deleted else ""
        return "account_inactive" if grants.bot.revoked or token.revoked else ""

    def _check_scope(self, method: Method, given: Arguments) -> None:
        needed = self._needed(method, given)
        missing = [scope for scope in needed if scope not in given.token.scopes] if method.holders else []
        if missing:
            raise ApiError("missing_scope", needed=",".join(missing), provided=",".join(given.token.scopes))

    def _needed(self, method: Method, given: Arguments) -> list[str]:
        if method.by_types is not None:
            return [method.by_types[kind] for kind in conversations.kinds(given)]
        if method.by_room is None:
            return [method.scope] if method.scope else []
        room = self._state.rooms.get(given.text("channel"))
        return [method.by_room[room.kind]] if room else []

    def _scopes(self, method: Method | None, text: str) -> dict[str, str]:
        accepted = ",".join(method.accepts) if method else ""
        token = self._state.grants.find(text)
        return {"X-OAuth-Scopes": ",".join(token.scopes if token else ()), "X-Accepted-OAuth-Scopes": accepted}


def _retry(seconds: int | None) -> dict[str, str]:
    return {} if seconds is None else {"Retry-After": str(seconds)}


def read_arguments(query: Mapping[str, str], body: bytes, content_type: str) -> Json:
    """Arguments from the query and the body; ApiError for JSON that cannot be read."""
    found: Json = dict(query)
    if content_type.startswith("application/json"):
        found |= _read_json(body)
    elif body:
        found |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return found


def _read_json(body: bytes) -> Json:
    if not body:
        return {}
    try:
        found: Any = json.loads(body)
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(found, dict):
        raise ApiError("json_not_object")
    return found
