"""What `run` refuses at its start, each with one sentence and no traceback."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import MANIFEST, Settings
from bot.trying import settings_for
from sandbox import Workspace, serve
from tests.support.processes import started


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


async def said(settings: Settings, folder: Path, **env: str) -> str:
    async with started(settings, folder, env=env) as bot:
        assert await bot.ends() == 1
    assert "Traceback" not in bot.printed
    assert len(bot.printed.splitlines()) == 1
    return bot.printed


async def test_a_start_that_cannot_be(tmp_path: Path, taken: int) -> None:
    workspace = Workspace(MANIFEST)
    async with serve(workspace) as url:
        good = settings_for(workspace, url, f"sqlite:///{tmp_path / 'softstart.db'}")
        http = {"SLACK_APP_TOKEN": "", "SOFTSTART_HOST": "127.0.0.1", "SOFTSTART_PORT": str(taken)}
        assert f"Port {taken} on 127.0.0.1 can't be listened on." in await said(good, tmp_path, **http)
        away = {"DATABASE_URL": "postgresql://ana:secret@127.0.0.1:1/softstart"}
        answer = await said(good, tmp_path, **away)
        assert "The database can't be reached" in answer
        assert "secret" not in answer
        refused = good.model_copy(update={"slack_bot_token": SecretStr("xoxb-old")})
        assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)." in await said(refused, tmp_path)
