"""Bringing commands, interactions and events to the app, over whichever way is open."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import aiohttp

from sandbox import payloads
from sandbox.calls import Call
from sandbox.clock import pause
from sandbox.shapes import Json
from sandbox.signed_http import NotAccepted, SignedHttp
from sandbox.socket_mode import Sockets
from sandbox.state import State

Incoming: TypeAlias = Literal["command", "interactive", "event"]

_ENVELOPES = {"command": "slash_commands", "interactive": "interactive", "event": "events_api"}
_MESSAGE_EVENTS = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}


@dataclass(frozen=True)
class Reply:
    """What the app answered; `error` is "", "operation_timeout" or "dispatch_failed"."""

    body: Any = None
    error: str = ""
    no_retry: bool = False


class Delivery:
    """Knows the ways to the app. `request_url` overrides the manifest and Socket Mode.

    `patience` is how many real seconds the app has to acknowledge; `retry_after` holds the pauses in seconds before
    an event is sent again over HTTP; `echoes` says whether the app's own messages come back to it as events.
    """

    def __init__(self, state: State, sockets: Sockets) -> None:
        self._state = state
        self._sockets = sockets
        self._http = SignedHttp(state)
        self._background: set[asyncio.Task[Any]] = set()
        self._arriving: set[asyncio.Task[Any]] = set()
        self.request_url: str | None = None
        self.patience = 3.0
        self.retry_after = (0.0, 60.0, 300.0)
        self.echoes = True
        state.when_event.append(self._take_event)

    async def send(self, kind: Incoming, name: str, payload: Json, *, wants_reply: bool = True) -> Reply:
        """One attempt, written into the log."""
        call = self._state.note(kind, name, payload)
        return await self._attempt(call, kind, payload, wants_reply=wants_reply)

    async def send_event(self, event: Json) -> Reply:
        """Send an event and wait for the first attempt; later ones go on in the background."""
        if not self._subscribed(event):
            return Reply()
        payload = payloads.event_callback(self._state, event)
        reply = await self._event_attempt(payload, 0, "")
        if reply.error and not reply.no_retry:
            self._later(self._again(payload, reply))
        return reply

    async def send_again(self, call: Call) -> Reply:
        """Deliver an event from the log once more, with the same event_id, as Slack does when it missed the answer."""
        return await self._event_attempt(call.arguments, 1, "timeout")

    def can_reach(self) -> bool:
        """Whether some way to the app is open."""
        return self._sockets.connected > 0 or bool(self.request_url or self._state.app.request_url("event"))

    async def verify_url(self) -> bool:
        """Slack's url_verification handshake for events over HTTP; True when the challenge came back."""
        challenge = "challenge-" + self._state.next_ts()
        payload = {"token": self._state.identity.verification_token, "challenge": challenge, "type": "url_verification"}
        reply = await self.send("event", "url_verification", payload)
        return reply.body == challenge or (isinstance(reply.body, dict) and reply.body.get("challenge") == challenge)

    async def close(self) -> None:
        """Give up what is under way and close connections."""
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._http.close()

    async def arrived(self) -> None:
        """Wait until the app has heard of all that happened so far, or its time ran out."""
        while self._arriving:
            await asyncio.wait(set(self._arriving))

    def _take_event(self, event: Json) -> None:
        """What happened is told in the background; the app's own messages come back to it too, if it `echoes`."""
        is_wanted = self.echoes or event["type"] != "message"
        if is_wanted and self.can_reach() and self._subscribed(event):
            task = self._later(self.send_event(event))
            self._arriving.add(task)
            task.add_done_callback(self._arriving.discard)

    def _later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    def _subscribed(self, event: Json) -> bool:
        name = event["type"]
        if name == "message":
            name = _MESSAGE_EVENTS.get(event.get("channel_type", ""), "")
        return name in self._state.app.bot_events

    async def _again(self, payload: Json, reply: Reply) -> None:
        over_http = self._url("event", "") is not None
        for number, wait in enumerate(self.retry_after if over_http else self.retry_after[:1], 1):
            await pause(wait)
            reason = "timeout" if reply.error == "operation_timeout" else "http_error"
            reply = await self._event_attempt(payload, number, reason)
            if not reply.error or reply.no_retry:
                return

    async def _event_attempt(self, payload: Json, number: int, reason: str) -> Reply:
        call = self._state.note("event", payload["event"]["type"], payload)
        if number:
            http_reason = "http_timeout" if reason == "timeout" else reason
            call.headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": http_reason}
        more = {"retry_attempt": number, "retry_reason": reason}
        return await self._attempt(call, "event", payload, wants_reply=False, more=more)

    async def _attempt(
        self, call: Call, kind: Incoming, payload: Json, *, wants_reply: bool, more: Json | None = None
    ) -> Reply:
        try:
            async with asyncio.timeout(self.patience):
                body = await self._carry(call, kind, payload, wants_reply=wants_reply, more=more)
        except TimeoutError:
            return Reply(error="operation_timeout")
        except NotAccepted as refused:
            call.http_status = refused.status
            return Reply(error="dispatch_failed", no_retry=refused.no_retry)
        except (ConnectionError, aiohttp.ClientError, json.JSONDecodeError):
            return Reply(error="dispatch_failed")
        else:
            call.answer, call.http_status, call.accepted = body, 200, True
            return Reply(body)
        finally:
            self._state.finished(call)

    async def _carry(self, call: Call, kind: Incoming, payload: Json, *, wants_reply: bool, more: Json | None) -> Any:
        url = self._url(kind, call.method)
        if url is not None:
            return await self._http.send(url, kind, payload, call.headers)
        return await self._sockets.send(_ENVELOPES[kind], payload, wants_reply=wants_reply, more=more)

    def _url(self, kind: Incoming, name: str) -> str | None:
        if self.request_url is not None:
            return self.request_url
        return None if self._state.app.socket_mode else self._state.app.request_url(kind, name)
