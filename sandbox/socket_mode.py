"""Socket Mode: tickets, hello, envelopes and their acknowledgements, refreshes."""

import asyncio
import contextlib
import json
import secrets
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sandbox.shapes import Json
from sandbox.state import State

MOST = 10
LIVES_SECONDS = 3600


class Connection:
    """One open socket of the app."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self.waiting: dict[str, asyncio.Future[Any]] = {}

    async def send(self, message: Json) -> None:
        await self._websocket.send_json(message)

    async def listen(self) -> None:
        """Take acknowledgements until the other side goes."""
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self._take(await self._websocket.receive_text())

    def _take(self, text: str) -> None:
        message = _read(text)
        waiting = self.waiting.pop(str(message.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload"))

    async def close(self, code: int = 1000) -> None:
        if self._websocket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(RuntimeError):
                await self._websocket.close(code)


def _read(text: str) -> Json:
    """A frame as JSON; Slack ignores what is none."""
    try:
        found: Any = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class Sockets:
    """The app's connections; each payload goes to one of them, in turn.

    `refuses` makes new connections fail although their ticket is good, as happens on Slack's side at times.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._connections: list[Connection] = []
        self._turn = 0
        self.refuses = False

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def accept(self, websocket: WebSocket) -> None:
        """Serve one connection from its ticket to its end."""
        ticket = websocket.query_params.get("ticket", "")
        known = ticket in self._state.socket_tickets
        self._state.socket_tickets.discard(ticket)
        if not known or self.refuses:
            await websocket.close()
            return
        await websocket.accept()
        connection = Connection(websocket)
        if len(self._connections) >= MOST:
            await connection.send(self._goodbye("too_many_websockets"))
            await connection.close()
            return
        await self._serve(connection)

    async def _serve(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.send(self._hello())
            self._noted("connected")
            await connection.listen()
        finally:
            if connection in self._connections:
                self._connections.remove(connection)
            self._noted("disconnected")

    async def send(self, kind: str, payload: Json, *, wants_reply: bool, more: Json | None = None) -> Any:
        """Hand a payload to one connection and wait for its acknowledgement; returns the payload that came with it.

        The caller limits the time. ConnectionError when nobody is connected.
        """
        if not self._connections:
            raise ConnectionError("No socket is connected.")
        self._turn += 1
        connection = self._connections[self._turn % len(self._connections)]
        envelope_id = f"{secrets.token_hex(4)}-{secrets.token_hex(12)}"
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = waiting
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": wants_reply,
            **(more or {}),
        }
        try:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await connection.send(envelope)
            return await waiting
        finally:
            connection.waiting.pop(envelope_id, None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Announce to every connection that it ends; clients then open new ones. `reason` may be "warning"."""
        for connection in list(self._connections):
            await connection.send(self._goodbye(reason))

    async def cut(self) -> None:
        """Close every connection without announcing it."""
        for connection in list(self._connections):
            if connection in self._connections:
                self._connections.remove(connection)
            await connection.close(1001)

    def _noted(self, what: str) -> None:
        call = self._state.note("socket", what, {"num_connections": self.connected})
        call.accepted, call.http_status = True, 101
        self._state.changed("connected")

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connected,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": LIVES_SECONDS,
            },
            "connection_info": {"app_id": self._state.app.id},
        }

    def _goodbye(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
