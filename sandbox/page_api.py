"""The page's API: one person's screen, a stream of changes, the person's acts, and the clock."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sandbox.acts import Acts
from sandbox.channels import Channels
from sandbox.clock import MovableClock
from sandbox.elements import NoSuchThing
from sandbox.outcome import Outcome
from sandbox.screen import Screen
from sandbox.self_service import SelfService
from sandbox.shapes import Json
from sandbox.state import State

_DOINGS = (
    ("command", "message", "press", "submit", "close", "open_home", "shortcut", "message_shortcut"),
    (
        "set_status",
        "snooze",
        "end_snooze",
        "keep_hours",
        "always_notified",
        "move_zone",
        "revoke",
        "withdraw",
        "deactivate",
    ),
    ("create_channel", "invite", "join", "kick", "leave", "archive", "unarchive"),
)


class Stream:
    """Server-sent events for open pages."""

    def __init__(self, state: State) -> None:
        self._open: set[asyncio.Queue[str | None]] = set()
        state.when_changed.append(self._tell)

    def _tell(self, what: str, channel: str | None) -> None:
        if what == "log":
            return
        line = f"event: changed\ndata: {json.dumps({'what': what, 'channel': channel})}\n\n"
        for queue in self._open:
            queue.put_nowait(line)

    async def lines(self) -> AsyncIterator[str]:
        """One subscriber's lines until `close`."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._open.add(queue)
        try:
            yield "retry: 1000\n\n"
            while (line := await queue.get()) is not None:
                yield line
        finally:
            self._open.discard(queue)

    def close(self) -> None:
        """End every stream, so that the server can go."""
        for queue in self._open:
            queue.put_nowait(None)


class Page:
    """The endpoints below /sandbox."""

    def __init__(
        self,
        state: State,
        hands: tuple[Acts, SelfService, Channels],
        *,
        screen: Screen,
        movable: MovableClock | None,
    ) -> None:
        self._state = state
        self._hands = hands
        self._screen = screen
        self._movable = movable
        self.stream = Stream(state)

    async def state(self, request: Request) -> Response:
        here = (person.id for person in self._state.people.values() if not person.is_bot and not person.deleted)
        user = request.query_params.get("user") or next(here, "")
        if user not in self._state.people:
            return _refused("Nobody here has that id.", 404)
        return JSONResponse(self._screen.of(user))

    async def changes(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self.stream.lines(), media_type="text/event-stream", headers=headers)

    async def act(self, request: Request) -> Response:
        body = await _json_body(request)
        if body is None:
            return _refused("The body must be a JSON object.", 400)
        do = self._doings().get(str(body.pop("do", "")))
        if do is None:
            return _refused("There is nothing like that to do.", 400)
        try:
            outcome = await do(**body)
        except NoSuchThing as missing:
            return JSONResponse(Outcome(ok=False, error="no_such_thing", said=str(missing)).as_page(), 404)
        except TypeError as wrong:
            return _refused(str(wrong), 400)
        return JSONResponse(outcome.as_page())

    def _doings(self) -> dict[str, Callable[..., Awaitable[Outcome]]]:
        """What the page may do, by its name: a list, so that not all that can be called can be called from there."""
        return {name: getattr(hand, name) for hand, names in zip(self._hands, _DOINGS, strict=True) for name in names}

    async def clock(self, request: Request) -> Response:
        if self._movable is None:
            return _refused("This workspace runs on real time; its clock cannot be moved.", 409)
        body = await _json_body(request) or {}
        try:
            now = self._move(self._movable, body)
        except (ValueError, KeyError, TypeError) as wrong:
            return _refused(str(wrong) or "That is no time.", 400)
        self._state.changed("clock")
        return JSONResponse({"now": now.isoformat()})

    def _move(self, clock: MovableClock, body: Json) -> datetime:
        if "advance_minutes" in body:
            return clock.advance(timedelta(minutes=float(body["advance_minutes"])))
        zone = ZoneInfo(self._state.people[body["user"]].tz)
        here = clock.now().astimezone(zone)
        day = here.date() + timedelta(days=1 if body.get("day") == "tomorrow" else 0)
        return clock.move_to(datetime.combine(day, time.fromisoformat(str(body["to"])), zone))


async def _json_body(request: Request) -> Json | None:
    try:
        found: Any = await request.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _refused(said: str, status: int) -> Response:
    return JSONResponse({"ok": False, "error": "refused", "said": said}, status)
