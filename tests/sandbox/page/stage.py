"""A stand-in for the sandbox server: serves the page and a state that tests change, and notes what the page does."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

import sandbox

Json = dict[str, Any]
PAGE = Path(next(iter(sandbox.__path__))) / "page"
ADA, PRIYA, BOT = "U0ADA", "U0PRIYA", "U0BOT"
DM, GENERAL = "D0ADA", "C0GENERAL"
NOW = "2026-11-23T08:20:00+00:00"


def message(ts: str, *, user: str = BOT, text: str = "", blocks: list[Json] | None = None, **more: Any) -> Json:
    """One message as the server's state has it, shown at twenty past eight unless told."""
    shown = {"shown_at": NOW, "edited": False, "ephemeral": False, "bot": user == BOT, "metadata": None}
    return {"ts": ts, "user": user, "text": text, "blocks": blocks, **shown, **more}


def first_state() -> Json:
    """Two people, the app's DM and one channel, with nothing said yet."""
    berlin = {"tz": "Europe/Berlin", "tz_label": "Central European Time", "tz_offset": 3600, "is_bot": False}
    kolkata = {"tz": "Asia/Kolkata", "tz_label": "India Standard Time", "tz_offset": 19800, "is_bot": False}
    command = {
        "command": "/focus",
        "description": "Begin one small block of work",
        "usage_hint": "start [minutes] [task]",
    }
    shortcuts = [
        {"name": "Start a block", "type": "global", "callback_id": "start", "description": "Begin now"},
        {"name": "Make this my task", "type": "message", "callback_id": "task", "description": "Take its words"},
    ]
    open_to_all = {"archived": False, "members": [ADA, PRIYA], "app_is_in": False, "is_general": True}
    awake: Json = {"status": None, "quiet": {"snoozed_until": 0, "window": [], "hours": None}, "deleted": False}
    return {
        "team": {"id": "T0", "name": "Quiet Works"},
        "app": {
            "id": "A0",
            "name": "Soft Start",
            "bot_user_id": BOT,
            "commands": [command],
            "shortcuts": shortcuts,
            "home_tab": True,
            "connected": True,
        },
        "people": [
            {"id": ADA, "name": "ada", "real_name": "Ada Lind", **berlin, **awake},
            {"id": PRIYA, "name": "priya", "real_name": "Priya Rao", **kolkata, **awake},
        ],
        "channels": [
            {"id": DM, "name": "Soft Start", "kind": "dm", "archived": False},
            {"id": GENERAL, "name": "general", "kind": "channel", **open_to_all},
        ],
        "open_channels": [],
        "allowed": [],
        "messages": {DM: [], GENERAL: []},
        "views": [],
        "home": None,
        "buzzes": [],
        "now": NOW,
        "clock": {"movable": True},
    }


class Stage:
    """The state that the page sees, what it did, and how its acts are answered."""

    def __init__(self) -> None:
        self.state = first_state()
        self.url = ""
        self.troubles: list[str] = []
        self.acts: list[Json] = []
        self.moves: list[Json] = []
        self.answer: Callable[[Json], Json] = lambda _act: {"ok": True}
        self.gate = asyncio.Event()
        self.gate.set()
        self._acted = asyncio.Condition()
        self._listeners: set[asyncio.Queue[str]] = set()

    @property
    def dm(self) -> list[Json]:
        """The messages of Ada's DM with the app."""
        found: list[Json] = self.state["messages"][DM]
        return found

    async def act(self, position: int = 0) -> Json:
        """What the page did at a position, waiting until it did."""
        async with asyncio.timeout(5), self._acted:
            await self._acted.wait_for(lambda: len(self.acts) > position)
        return self.acts[position]

    def changed(self, what: str = "messages") -> None:
        """Tell every open page that something changed."""
        for queue in self._listeners:
            queue.put_nowait(what)

    def app(self) -> web.Application:
        """The server as an application."""
        app = web.Application()
        app.router.add_get("/", self._index)
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_get("/sandbox/stream", self._stream)
        app.router.add_post("/sandbox/act", self._act)
        app.router.add_post("/sandbox/clock", self._clock)
        app.router.add_static("/static/", PAGE)
        return app

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _state(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(self.state)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            await response.write(b"retry: 200\n\n")
            while True:
                what = json.dumps({"what": await queue.get()})
                await response.write(f"event: changed\ndata: {what}\n\n".encode())
        except ConnectionError:
            return response
        finally:
            self._listeners.discard(queue)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        async with self._acted:
            self.acts.append(copy.deepcopy(body))
            self._acted.notify_all()
        await self.gate.wait()
        return web.json_response(self.answer(body))

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        self.moves.append(await request.json())
        if not self.state["clock"]["movable"]:
            return web.json_response({"error": "The clock is the real one."}, status=409)
        return web.json_response({"now": self.state["now"]})


@asynccontextmanager
async def serving(stage: Stage, port: int = 0) -> AsyncIterator[str]:
    """Serve the stage on this machine and give its address."""
    runner = web.AppRunner(stage.app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        host, bound = runner.addresses[0][:2]
        yield f"http://{host}:{bound}"
    finally:
        await runner.cleanup()
