"""Slack as the outbox meets it, standing in: it accepts, shows its history late, and fails when told to."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError


class Fault(StrEnum):
    """What can go wrong with one call. `…_AFTER`: Slack had accepted by then."""

    LIMITED = "limited"
    REFUSED = "refused"
    NO_CONNECTION = "no_connection"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    DROPPED_BEFORE = "dropped_before"
    DROPPED_AFTER = "dropped_after"
    SILENT_BEFORE = "silent_before"
    SILENT_AFTER = "silent_after"


ACCEPTED = (None, Fault.ERROR_AFTER, Fault.DROPPED_AFTER, Fault.SILENT_AFTER)
"""The endings of a post that stands."""


@dataclass
class Call:
    """How one call goes: its fault if any, when Slack takes it up, when the history shows it (seconds)."""

    fault: Fault | None = None
    takes: float = 0.0
    lags: float = 0.0
    retry_after: int = 1


@dataclass
class Message:
    """A post that Slack accepted."""

    workspace: str
    place: str
    ts: str
    mark: str
    text: str
    accepted_at: float
    shown_at: float


@dataclass
class Ledger:
    """All that Slack was asked to do, and what stands. `now` in seconds since 1970; `plan` says how a call goes."""

    now: Callable[[], float]
    passes: Callable[[float], Awaitable[None]] | None = None
    later: Callable[[float, Callable[[], None]], object] | None = None
    plan: Callable[[str, str], Call] = lambda method, place: Call()
    messages: list[Message] = field(default_factory=list)
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    edits: list[tuple[str, str]] = field(default_factory=list)
    views: list[tuple[str, Any]] = field(default_factory=list)
    own: list[tuple[str, str, Any]] = field(default_factory=list)

    async def client(self, workspace: str) -> Any:
        """What the outbox calls for this workspace."""
        return Client(self, workspace)

    def of(self, mark: str) -> list[Message]:
        """The posts that carry this mark."""
        return [message for message in self.messages if message.mark == mark]

    def texts(self, place: str = "") -> list[str]:
        """What was said, in the order in which Slack took it up."""
        return [message.text for message in self.messages if place in ("", message.place)]

    async def carry_out(self, call: Call, accept: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Let a call go as planned. A call that left its caller goes on even if the caller doesn't live to see it."""
        _raise_unsent(call)
        answer: dict[str, Any] = {"ok": True}
        if call.fault in ACCEPTED:
            if call.takes and self.later:
                self.later(call.takes, lambda: answer.update(accept()))
            else:
                answer.update(accept())
        if self.passes:
            await self.passes(3600.0 if call.fault in (Fault.SILENT_AFTER, Fault.SILENT_BEFORE) else call.takes)
        _raise_answered(call)
        return answer


@dataclass
class Client:
    """The methods of slack_sdk's client that the outbox calls."""

    ledger: Ledger
    workspace: str

    async def chat_postMessage(self, *, channel: str, text: str, metadata: Any, **_: Any) -> dict[str, Any]:  # noqa: N802
        call = self._call("chat.postMessage", channel)

        def accept() -> dict[str, Any]:
            now = self.ledger.now()
            ts = f"{now:.3f}{len(self.ledger.messages):03d}"
            mark = metadata["event_payload"]["row"]
            self.ledger.messages.append(Message(self.workspace, channel, ts, mark, text, now, now + call.lags))
            return {"channel": f"D{channel}", "ts": ts}

        return await self.ledger.carry_out(call, accept)

    async def chat_update(self, *, channel: str, ts: str, text: str, **_: Any) -> dict[str, Any]:
        call = self._call("chat.update", channel)

        def accept() -> dict[str, Any]:
            self.ledger.edits.append((ts, text))
            return {"channel": channel, "ts": ts}

        return await self.ledger.carry_out(call, accept)

    async def views_publish(self, *, user_id: str, view: Any) -> dict[str, Any]:
        call = self._call("views.publish", user_id)

        def accept() -> dict[str, Any]:
            self.ledger.views.append((user_id, view))
            return {}

        return await self.ledger.carry_out(call, accept)

    async def users_profile_set(self, *, token: str, profile: Any) -> dict[str, Any]:
        return await self._as_themselves("users.profile.set", token, profile)

    async def dnd_setSnooze(self, *, token: str, num_minutes: int) -> dict[str, Any]:  # noqa: N802
        return await self._as_themselves("dnd.setSnooze", token, num_minutes)

    async def dnd_endSnooze(self, *, token: str) -> dict[str, Any]:  # noqa: N802
        return await self._as_themselves("dnd.endSnooze", token, None)

    async def conversations_open(self, *, users: str) -> dict[str, Any]:
        return {"ok": True, "channel": {"id": f"D{users}"}}

    async def conversations_history(
        self, *, channel: str, oldest: str, limit: int, cursor: str | None, include_all_metadata: bool
    ) -> dict[str, Any]:
        call = self._call("conversations.history", channel)
        shown = [one for one in self._shown(channel) if float(one.ts) >= float(oldest)]
        start = int(cursor or 0)
        page = [_seen(one, with_metadata=include_all_metadata) for one in shown[start : start + 2]]
        more = {"next_cursor": str(start + 2) if start + 2 < len(shown) else ""}
        answer = await self.ledger.carry_out(call, dict)
        return answer | {"messages": page, "response_metadata": more}

    async def _as_themselves(self, method: str, token: str, what: Any) -> dict[str, Any]:
        call = self._call(method, token)

        def accept() -> dict[str, Any]:
            self.ledger.own.append((token, method, what))
            return {}

        return await self.ledger.carry_out(call, accept)

    def _shown(self, channel: str) -> Iterator[Message]:
        now = self.ledger.now()
        for message in reversed(self.ledger.messages):
            is_there = message.workspace == self.workspace and channel in (message.place, f"D{message.place}")
            if is_there and message.shown_at <= now:
                yield message

    def _call(self, method: str, place: str) -> Call:
        self.ledger.calls.append((method, self.workspace, place))
        return self.ledger.plan(method, place)


def _seen(message: Message, *, with_metadata: bool) -> dict[str, Any]:
    metadata = {"event_type": "softstart_said", "event_payload": {"row": message.mark}}
    return {"ts": message.ts, "text": message.text} | ({"metadata": metadata} if with_metadata else {})


def _raise_unsent(call: Call) -> None:
    match call.fault:
        case Fault.NO_CONNECTION:
            key: Any = SimpleNamespace(host="slack.test", port=443, ssl=True)
            raise aiohttp.ClientConnectorError(key, OSError("refused"))
        case Fault.LIMITED:
            raise refusal(429, "ratelimited", {"Retry-After": str(call.retry_after)})
        case Fault.REFUSED:
            raise refusal(200, "channel_not_found")


def _raise_answered(call: Call) -> None:
    match call.fault:
        case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
            raise refusal(500, "fatal_error")
        case Fault.DROPPED_BEFORE | Fault.DROPPED_AFTER:
            raise aiohttp.ServerDisconnectedError
        case Fault.SILENT_BEFORE | Fault.SILENT_AFTER:
            raise TimeoutError


def refusal(status: int, error: str, headers: dict[str, str] | None = None) -> SlackApiError:
    """What slack_sdk raises."""
    body = {"ok": False, "error": error}
    return SlackApiError(  # type: ignore[no-untyped-call]
        error, SimpleNamespace(status_code=status, headers=headers or {}, get=body.get)
    )
