"""What the page asks and does, and who may."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from sandbox import MovableClock, Workspace, serve
from tests.sandbox.cards import actions, button, modal
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp, manifest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def page(workspace: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(workspace.url) as session:
        yield session


async def state(page: aiohttp.ClientSession, user: str = ANA) -> dict[str, Any]:
    async with page.get("/sandbox/state", params={"user": user}) as response:
        found: dict[str, Any] = await response.json()
    return found


async def act(page: aiohttp.ClientSession, do: str, **more: Any) -> dict[str, Any]:
    async with page.post("/sandbox/act", json={"user": ANA, "do": do, **more}) as response:
        found: dict[str, Any] = await response.json()
    return found


async def test_the_state_is_one_persons_screen(
    workspace: Workspace, app: SmallApp, page: aiohttp.ClientSession
) -> None:
    await app.client.chat_postMessage(channel=ANA, text="hello")
    await app.client.chat_postEphemeral(channel=workspace.dm(ANA), user=ANA, text="psst")
    shown = await state(page)
    dm = workspace.dm(ANA)
    assert shown["app"]["connected"] is True
    assert [command["command"] for command in shown["app"]["commands"]] == ["/do", "/raw"]
    assert [shortcut["callback_id"] for shortcut in shown["app"]["shortcuts"]] == ["do", "keep"]
    assert [person["tz"] for person in shown["people"]][:2] == ["Europe/Berlin", "America/New_York"]
    assert [(room["id"], room["kind"]) for room in shown["channels"]] == [(dm, "dm"), (GENERAL, "channel")]
    assert [(m["text"], m["ephemeral"]) for m in shown["messages"][dm]] == [("hello", False), ("psst", True)]
    assert [buzz["text"] for buzz in shown["buzzes"]] == ["hello"]
    assert (await state(page, BEN))["buzzes"] == []
    assert shown["clock"] == {"movable": False}


async def test_the_page_does_what_people_do(workspace: Workspace, app: SmallApp, page: aiohttp.ClientSession) -> None:
    dm = workspace.dm(ANA)
    assert await act(page, "command", channel=GENERAL, text="/do it") == {"ok": True}
    assert await act(page, "message", channel=dm, text="okay") == {"ok": True}
    ts = (await app.client.chat_postMessage(channel=ANA, text="x", blocks=[actions(button())]))["ts"]
    place = {"channel": dm, "ts": ts, "action_id": "go", "block_id": None, "value": None, "state": {}}
    assert await act(page, "press", **place) == {"ok": True}
    view = (await app.client.views_open(trigger_id=app.last["trigger_id"], view=modal()))["view"]
    assert [each["id"] for each in (await state(page))["views"]] == [view["id"]]
    refused = await act(page, "submit", view_id=view["id"], state={"sentence": {"words": ""}})
    assert refused["errors"] == {"sentence": "Please complete this required field."}
    assert await act(page, "submit", view_id=view["id"], state={"sentence": {"words": "okay"}}) == {"ok": True}
    assert (await state(page))["views"] == []
    assert await act(page, "open_home") == {"ok": True}


async def test_an_act_on_something_gone_says_so(page: aiohttp.ClientSession) -> None:
    assert (await act(page, "close", view_id="V404"))["error"] == "no_such_thing"
    assert (await act(page, "sing"))["said"] == "There is nothing like that to do."
    assert (await act(page, "close", nonsense=1))["ok"] is False
    async with page.post("/sandbox/act", data=b"[]") as response:
        assert response.status == 400


async def test_the_stream_tells_what_changed(workspace: Workspace, page: aiohttp.ClientSession) -> None:
    async with page.get("/sandbox/stream", params={"user": ANA}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        await stream.content.readuntil(b"\n\n")
        workspace.state.say(workspace.dm(ANA), workspace.bot_user_id, "hello", bot=True)
        event, data = (await stream.content.readuntil(b"\n\n")).decode().strip().split("\n")
    assert event == "event: changed"
    assert json.loads(data.removeprefix("data: ")) == {"what": "messages", "channel": workspace.dm(ANA)}


async def test_an_open_stream_does_not_hold_the_server_up() -> None:
    async with aiohttp.ClientSession() as session:
        async with serve(Workspace(manifest())) as url:
            stream = await session.get(f"{url}/sandbox/stream")
            await stream.content.readuntil(b"\n\n")
        assert await stream.content.read() == b""


async def test_the_clock_moves_in_the_persons_zone() -> None:
    clock = MovableClock(lambda: NOON)
    moves: list[datetime] = []
    clock.on_move(moves.append)
    async with serve(Workspace(manifest(), movable=clock)) as url, aiohttp.ClientSession(url) as page:
        for body, expected in (
            ({"advance_minutes": 5}, "2026-11-23T12:05:00+00:00"),
            ({"to": "14:30", "user": ANA}, "2026-11-23T13:30:00+00:00"),
            ({"to": "09:00", "day": "tomorrow", "user": ANA}, "2026-11-24T08:00:00+00:00"),
        ):
            async with page.post("/sandbox/clock", json=body) as response:
                assert await response.json() == {"now": expected}
        async with page.post("/sandbox/clock", json={"to": "08:00", "user": ANA}) as response:
            assert response.status == 400
        assert (await state(page))["clock"] == {"movable": True}
    assert len(moves) == 3


async def test_a_real_clock_cannot_be_moved(page: aiohttp.ClientSession) -> None:
    async with page.post("/sandbox/clock", json={"advance_minutes": 5}) as response:
        assert response.status == 409
        assert "cannot be moved" in (await response.json())["said"]


FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "[127.0.0.1"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_other_sites_may_not_act(page: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    async with page.post("/sandbox/act", json={"user": ANA, "do": "open_home"}, headers=headers) as response:
        assert response.status == 403


async def test_other_names_for_this_machine_are_refused_everywhere(page: aiohttp.ClientSession) -> None:
    for path in ("/", "/sandbox/state", "/api/auth.test"):
        async with page.get(path, headers={"Host": "evil.example:80"}) as response:
            assert response.status == 403


async def test_the_own_page_may_act(workspace: Workspace, app: SmallApp, page: aiohttp.ClientSession) -> None:
    headers = {"Origin": workspace.url, "Sec-Fetch-Site": "same-origin"}
    async with page.post("/sandbox/act", json={"user": ANA, "do": "open_home"}, headers=headers) as response:
        assert await response.json() == {"ok": True}


async def test_a_browser_asks_after_the_pages_files_each_time(page: aiohttp.ClientSession) -> None:
    async with page.get("/static/main.js") as fresh:
        assert fresh.headers["Cache-Control"] == "no-cache"
    async with page.get("/static/main.js", headers={"If-None-Match": fresh.headers["ETag"]}) as same:
        assert (same.status, same.headers["Cache-Control"]) == (304, "no-cache")
