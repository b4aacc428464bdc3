"""A small Bolt app for the tests of the sandbox, and the manifest it is installed with."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace

ANA, BEN, CHIYO, DEV = "U0ANA00001", "U0BEN00002", "U0CHIYO003", "U0DEV00004"
GENERAL = "C0GENERAL1"
ANYTHING = re.compile("")
EVENTS = ["app_home_opened", "message.im", "user_change"]
SCOPES = ["commands", "chat:write", "im:write", "im:history", "im:read", "users:read"]


def manifest(scopes: list[str] | None = None, **settings: Any) -> dict[str, Any]:
    """An app with one command, both kinds of shortcut, a Home tab and a DM."""
    return {
        "display_information": {"name": "Small App"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Small App"},
            "slash_commands": [
                {"command": "/do", "description": "Do it", "should_escape": True},
                {"command": "/raw", "description": "As typed"},
            ],
            "shortcuts": [
                {"name": "Do", "type": "global", "callback_id": "do", "description": "Do it"},
                {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES if scopes is None else scopes}},
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            **settings,
        },
    }


class SmallApp:
    """Remembers every body it got; `answer` decides what it acknowledges with."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.client = AsyncWebClient(base_url=f"{workspace.url}/api/", token=workspace.bot_token, retry_handlers=[])
        self.bolt = AsyncApp(client=self.client, signing_secret=workspace.signing_secret)
        self.bodies: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda _body: {}
        self._register()

    def _register(self) -> None:
        for door in (self.bolt.command, self.bolt.action, self.bolt.view, self.bolt.view_closed, self.bolt.shortcut):
            door(ANYTHING)(self._take)
        self.bolt.event(ANYTHING)(self._take_event)

    async def _take(self, ack: Any, body: dict[str, Any]) -> None:
        self.bodies.append(body)
        answer = self.answer(body)
        if answer is not None:
            await ack(**answer)

    async def _take_event(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    @property
    def last(self) -> dict[str, Any]:
        """The newest body."""
        return self.bodies[-1]

    @asynccontextmanager
    async def over_socket_mode(self) -> AsyncIterator[AsyncSocketModeHandler]:
        """Connected over Socket Mode while inside."""
        before = self.workspace.sockets.connected
        handler = AsyncSocketModeHandler(self.bolt, self.workspace.app_token)
        await handler.client.connect()  # type: ignore[no-untyped-call]
        await self.workspace.until(lambda: self.workspace.sockets.connected > before)
        try:
            yield handler
        finally:
            await handler.client.close()  # type: ignore[no-untyped-call]
            await self.workspace.until(lambda: self.workspace.sockets.connected <= before)

    @asynccontextmanager
    async def over_http(self) -> AsyncIterator[str]:
        """Listening on a loopback port while inside; everything is sent there."""
        runner = web.AppRunner(self.bolt.server(path="/slack/events").web_app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.workspace.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        try:
            yield self.workspace.request_url
        finally:
            self.workspace.request_url = None
            await runner.cleanup()
