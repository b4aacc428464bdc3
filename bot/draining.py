"""What listeners have begun and not finished: Bolt keeps no account of its listener tasks (SLACK.md 5)."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


class Work:
    """Counts listeners at work, at Bolt's own hooks."""

    def __init__(self) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._beside: set[asyncio.Task[None]] = set()

    def watch(self, app: AsyncApp) -> None:
        """Count every listener of this app from now on."""
        app.listener_runner.listener_start_handler = _Begun(self)
        app.listener_runner.listener_completion_handler = _Finished(self)

    async def finished(self, within: timedelta) -> bool:
        """Wait until no listener is at work; False if the time ran out first."""
        try:
            await asyncio.wait_for(self._idle.wait(), within.total_seconds())
        except TimeoutError:
            return False
        return True

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something beside a listener that nobody waits for, but the end of the process."""

        async def counted() -> None:
            try:
                await work
            except (SQLAlchemyError, OSError) as error:
                log.warning("not_done_beside", extra={"error": type(error).__name__})
            finally:
                self.finish()

        self.begin()
        task = asyncio.create_task(counted())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def begin(self) -> None:
        self._running += 1
        self._idle.clear()

    def finish(self) -> None:
        self._running -= 1
        if self._running == 0:
            self._idle.set()


class _Begun(AsyncListenerStartHandler):
    def __init__(self, work: Work) -> None:
        self._work = work

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._work.begin()


class _Finished(AsyncListenerCompletionHandler):
    def __init__(self, work: Work) -> None:
        self._work = work

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._work.finish()
