"""A served workspace for each test, and a small app that connects to it either way."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, serve
from tests.sandbox.small_app import SmallApp, manifest


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    """A workspace with everything switched on in the manifest, on its own port."""
    made = Workspace(manifest()).at_any_hour()
    async with serve(made):
        yield made


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    """The app's Web API client, without retries."""
    return AsyncWebClient(base_url=f"{workspace.url}/api/", token=workspace.bot_token, retry_handlers=[])


@pytest.fixture
async def app(workspace: Workspace) -> AsyncIterator[SmallApp]:
    """A Bolt app connected over Socket Mode."""
    made = SmallApp(workspace)
    async with made.over_socket_mode():
        yield made


@pytest.fixture
async def http_app(workspace: Workspace) -> AsyncIterator[SmallApp]:
    """A Bolt app that listens on HTTP."""
    made = SmallApp(workspace)
    async with made.over_http():
        yield made
