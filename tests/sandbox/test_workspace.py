"""The workspace as a whole: starting and stopping, waiting, the clocks, the command line."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import MovableClock, Workspace, serve
from tests.sandbox.small_app import ANA, DEV, manifest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_movable_clock_only_moves_forward() -> None:
    clock = MovableClock(lambda: NOON)
    assert clock.advance(timedelta(hours=1)) == clock.now() == NOON + timedelta(hours=1)
    assert clock.move_to(NOON + timedelta(days=1)) == NOON + timedelta(days=1)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(NOON)
    with pytest.raises(ValueError, match="with a zone"):
        clock.move_to(datetime(2027, 1, 1))  # noqa: DTZ001


async def test_people_see_the_clock_and_machines_count_their_own_time() -> None:
    clock = MovableClock(lambda: NOON)
    workspace = Workspace(manifest(), movable=clock, machine=lambda: 1000.0)
    clock.advance(timedelta(days=1))
    answer = await workspace.call("chat.postMessage", {"channel": ANA, "text": "x"}, workspace.bot_token)
    assert answer.body["ts"] == "1000.000000"
    assert workspace.messages(ANA, workspace.dm(ANA))[0].shown_at == NOON + timedelta(days=1)
    assert workspace.buzzes(ANA)[0].at == NOON + timedelta(days=1)


def test_offsets_follow_summer_time() -> None:
    workspace = Workspace(manifest(), clock=lambda: datetime(2026, 7, 1, tzinfo=UTC))
    user = workspace.state.user_object(ANA)
    assert (user["tz_label"], user["tz_offset"]) == ("Central European Summer Time", 7200)
    assert workspace.state.user_object(DEV)["tz_offset"] == 19800


async def test_nothing_is_left_running_after_serving() -> None:
    before = asyncio.all_tasks()
    async with serve(Workspace(manifest())) as url, aiohttp.ClientSession() as session:
        await session.get(f"{url}/api/api.test")
    assert asyncio.all_tasks() == before


async def test_an_outage_ends_with_everything_as_it_was() -> None:
    workspace = Workspace(manifest())
    async with serve(workspace) as url:
        await workspace.call("chat.postMessage", {"channel": ANA, "text": "before"}, workspace.bot_token)
    async with serve(workspace, int(url.rpartition(":")[2])) as again:
        client = AsyncWebClient(base_url=f"{again}/api/", token=workspace.bot_token)
        history = await client.conversations_history(channel=workspace.dm(ANA))
    assert again == url
    assert [message["text"] for message in history["messages"]] == ["before"]


async def test_a_taken_port_is_an_error() -> None:
    async with serve(Workspace(manifest())) as url:
        with pytest.raises(OSError, match="address already in use"):
            async with serve(Workspace(manifest()), int(url.rpartition(":")[2])):
                pass


async def test_until_gives_up_in_time() -> None:
    workspace = Workspace(manifest())
    assert await workspace.until(lambda: "at once") == "at once"
    with pytest.raises(TimeoutError):
        await workspace.until(lambda: False, within=0.01)


def test_a_manifest_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest()), encoding="utf-8")
    assert Workspace(path).state.app.name == "Small App"
    path.write_text("- nothing", encoding="utf-8")
    with pytest.raises(TypeError, match="holds no app manifest"):
        Workspace(path)


async def test_the_command_line_prints_what_an_app_needs(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest()), encoding="utf-8")
    arguments = ["-m", "sandbox", "--manifest", str(path), "--port", "0", "--clock", "movable"]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    printed: dict[str, str] = {}
    while "SLACK_SIGNING_SECRET" not in printed:
        name, _, value = (await process.stdout.readline()).decode().strip().partition("=")
        printed[name] = value
    bearer = {"Authorization": f"Bearer {printed['SLACK_BOT_TOKEN']}"}
    url = f"{printed['SLACK_API_URL']}auth.test"
    async with aiohttp.ClientSession(headers=bearer) as session, session.get(url) as response:
        assert (await response.json())["ok"] is True
    assert printed["SLACK_APP_TOKEN"].startswith("xapp-")
    process.terminate()
    assert await process.wait() == 0
