"""The bot as a process: it runs, refuses what can't work with a sentence, and finishes what it began."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.settings import MANIFEST, Settings
from bot.trying import settings_for
from sandbox import Fault, Workspace, serve
from tests.support.forks import forked
from tests.support.people import ANA
from tests.support.processes import RUNS, started


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    made = Workspace(MANIFEST).at_any_hour()
    async with serve(made):
        yield made


@pytest.fixture
def settings(workspace: Workspace, tmp_path: Path) -> Settings:
    return settings_for(workspace, workspace.url, f"sqlite:///{tmp_path / 'softstart.db'}")


async def test_it_runs_over_socket_mode_and_stops_when_told(
    workspace: Workspace, settings: Settings, tmp_path: Path
) -> None:
    async with started(settings, tmp_path) as bot:
        await bot.says(RUNS)
        await workspace.until(lambda: workspace.sockets.connected, within=10)
        await workspace.command(ANA, workspace.dm(ANA), "/focus start 5 loader test")
        await workspace.until(lambda: workspace.buzzes(ANA))
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0
    assert "Traceback" not in bot.printed
    assert "loader test" not in bot.printed


async def test_told_to_stop_it_finishes_what_is_in_flight(
    workspace: Workspace, settings: Settings, tmp_path: Path
) -> None:
    workspace.faults = lambda call: Fault.late(1.0) if call.method == "chat.postMessage" and not call.accepted else None
    async with forked(settings, tmp_path) as bot:
        await workspace.until(lambda: workspace.sockets.connected, within=20)
        await workspace.command(ANA, workspace.dm(ANA), "/focus start 5")
        await workspace.until(lambda: any(call.method == "chat.postMessage" for call in workspace.log))
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0
    assert len(workspace.buzzes(ANA)) == 1
    workspace.faults = lambda _: None
    async with forked(settings, tmp_path) as bot:
        await workspace.until(lambda: workspace.sockets.connected, within=20)
        await workspace.command(ANA, workspace.dm(ANA), "/focus stop")
        await workspace.until(lambda: "Stopped" in str(workspace.messages(ANA, workspace.dm(ANA))[0].blocks))
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0
    assert len(workspace.buzzes(ANA)) == 1


async def test_told_to_stop_before_it_runs_it_stops(workspace: Workspace, settings: Settings, tmp_path: Path) -> None:
    workspace.faults = lambda call: Fault.late(0.5) if call.method == "auth.test" and not call.accepted else None
    async with forked(settings, tmp_path) as bot:
        await workspace.until(lambda: any(call.method == "auth.test" for call in workspace.log), within=20)
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0
    assert "Traceback" not in bot.printed


async def test_a_second_process_on_the_same_file_is_refused_with_a_sentence(
    workspace: Workspace, settings: Settings, tmp_path: Path
) -> None:
    async with forked(settings, tmp_path) as first:
        await first.says(RUNS)
        async with forked(settings, tmp_path) as second:
            assert await second.ends() == 1
        assert "Soft Start already runs on" in second.printed
        assert "Traceback" not in second.printed
        assert first.process.returncode is None


async def test_in_socket_mode_a_port_tells_whether_it_is_well(
    workspace: Workspace, settings: Settings, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with forked(settings, tmp_path, env={"SOFTSTART_PORT": str(port)}) as bot, aiohttp.ClientSession() as http:
        await bot.says(RUNS)
        await workspace.until(lambda: workspace.sockets.connected, within=20)
        async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
            assert (answer.status, (await answer.json())["connected"]) == (200, True)
        async with http.post(f"http://127.0.0.1:{port}/slack/events") as answer:
            assert answer.status == 404
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0


async def test_over_http_it_serves_slack_on_its_port(workspace: Workspace, settings: Settings, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    over_http = settings.model_copy(update={"slack_app_token": SecretStr("")})
    env = {"SOFTSTART_PORT": str(port), "SOFTSTART_HOST": "127.0.0.1"}
    workspace.request_url = f"http://127.0.0.1:{port}/slack/events"
    async with started(over_http, tmp_path, env=env) as bot:
        await bot.says(RUNS)
        async with asyncio.timeout(10):
            while not (await workspace.command(ANA, workspace.dm(ANA), "/focus start 5")).ok:
                pass
        await workspace.until(lambda: workspace.buzzes(ANA))
        bot.signalled(signal.SIGTERM)
        assert await bot.ends() == 0
    assert "Traceback" not in bot.printed


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN"),
        ({"SOFTSTART_KEY": "c2hvcnQ="}, "SOFTSTART_KEY is not a key of 32 bytes"),
        ({"DATABASE_URL": "mysql://here/there"}, "DATABASE_URL begins with 'mysql'"),
    ],
)
async def test_what_can_not_work_is_refused_with_a_sentence(
    settings: Settings, tmp_path: Path, env: dict[str, str], sentence: str
) -> None:
    async with forked(settings, tmp_path, env=env) as bot:
        assert await bot.ends() == 1
    assert sentence in bot.printed
    assert "Traceback" not in bot.printed
