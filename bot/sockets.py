"""Socket Mode on two connections, each built anew when it stays silent (SLACK.md 5).

The SDK closes the old socket before it opens the new one, which loses a click; and it retries a used-up address for
ever. Two connections close the gap, and a connection that is down for 30 s is replaced by a fresh one.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.clock import Clock, pause

log = logging.getLogger(__name__)

CONNECTIONS = 2
WATCH_EVERY = timedelta(seconds=5)
DOWN_TOO_LONG = timedelta(seconds=30)
DROP_WITHIN = timedelta(seconds=5)


@dataclass
class Line:
    """One connection and when it was last seen up."""

    handler: AsyncSocketModeHandler
    connecting: asyncio.Task[None]
    seen_at: datetime


class Sockets:
    """Slack's way in without an address of our own."""

    def __init__(self, bolt: AsyncApp, app_token: str, machine: Clock) -> None:
        self._bolt = bolt
        self._app_token = app_token
        self._machine = machine
        self._lines: list[Line] = []
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to connect, and go on for as long as it takes."""
        self._lines = [self._fresh() for _ in range(CONNECTIONS)]
        self._watching = asyncio.create_task(self._watch())

    async def is_connected(self) -> bool:
        """Whether any connection is up."""
        return any([await line.handler.client.is_connected() for line in self._lines])

    async def close(self) -> None:
        """Take nothing more in."""
        if self._watching is not None:
            self._watching.cancel()
        for line in self._lines:
            await self._drop(line)

    def _fresh(self) -> Line:
        handler = AsyncSocketModeHandler(self._bolt, self._app_token)
        connecting = asyncio.create_task(handler.connect_async())  # type: ignore[no-untyped-call]
        return Line(handler, connecting, self._machine())

    async def _drop(self, line: Line) -> None:
        line.connecting.cancel()
        await line.handler.close_async()  # type: ignore[no-untyped-call]

    async def _watch(self) -> None:
        while True:
            await pause(WATCH_EVERY)
            for place, line in enumerate(self._lines):
                try:
                    await self._look_after(place, line)
                except Exception:  # one line's trouble is not the other's, nor the end of watching
                    log.exception("socket_watch_failed")

    async def _look_after(self, place: int, line: Line) -> None:
        if await line.handler.client.is_connected():
            line.seen_at = self._machine()
        elif self._machine() - line.seen_at > DOWN_TOO_LONG:
            log.warning("socket_rebuilt")
            self._lines[place] = self._fresh()
            async with asyncio.timeout(DROP_WITHIN.total_seconds()):
                await self._drop(line)
