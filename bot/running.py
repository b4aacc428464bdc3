"""Running until told to stop: doors open, deliver, and on SIGTERM finish what was begun."""

import asyncio
import fcntl
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import uvicorn
from slack_bolt.async_app import AsyncApp

from bot.app import DRAIN_WITHIN, SoftStart
from bot.database import with_driver
from bot.sockets import Sockets
from bot.web import web_app

log = logging.getLogger(__name__)


class AlreadyRunningError(Exception):
    """Another process runs on this SQLite file."""


class NoPortError(Exception):
    """HTTP mode can't listen where it was told to."""


@contextmanager
def alone_on(database_url: str) -> Iterator[None]:
    """Hold the SQLite file's lock while running (DELIVERY 2.8). PostgreSQL needs none. Raises AlreadyRunningError."""
    url = with_driver(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    with Path(f"{url.database}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunningError(
                f"Soft Start already runs on {url.database}. One process at a time; stop the other one first."
            ) from error
        yield


@asynccontextmanager
async def running(bot: SoftStart) -> AsyncIterator[None]:
    """Serve Slack and deliver inside the block; drain after it. Raises NoPortError, with a sentence.

    In HTTP mode a port is opened for Slack; in Socket Mode one for `/readyz`, if SOFTSTART_PORT is set.
    """
    sockets = Sockets(bot.bolt, bot.settings.slack_app_token.get_secret_value(), bot.machine)
    async with AsyncExitStack() as open_things:
        open_things.push_async_callback(bot.close)
        if bot.settings.uses_sockets:
            if (port := bot.settings.softstart_port) is not None:
                await open_things.enter_async_context(_served(bot, port, None, sockets.is_connected))
            open_things.push_async_callback(sockets.close)
            await sockets.open()
        else:
            await open_things.enter_async_context(_served(bot, bot.settings.http_port, bot.bolt, _always))
        bot.scheduler.start()
        # what was begun is finished while the doors are open, so that its acknowledgement still gets out
        open_things.push_async_callback(bot.work.finished, DRAIN_WITHIN)
        yield


def told_to_stop() -> asyncio.Event:
    """From now on SIGTERM and SIGINT end nothing by themselves; they set this."""
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


async def until_told(told: asyncio.Event) -> None:
    """Return at SIGTERM or SIGINT. A second Ctrl-C no longer waits for what was begun."""
    await told.wait()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)


def _door(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise NoPortError(
            f"Port {port} on {host} can't be listened on. Stop what listens there, or set SOFTSTART_PORT in .env."
        ) from error


@asynccontextmanager
async def _served(
    bot: SoftStart, port: int, bolt: AsyncApp | None, is_connected: Callable[[], Awaitable[bool]]
) -> AsyncIterator[None]:
    """Serve HTTP inside the block; requests under way are finished after it."""
    door = _door(bot.settings.softstart_host, port)
    app = web_app(bolt, bot.delivery, bot.machine, is_connected, returned=bot.returned)
    server = _QuietServer(
        uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=10)
    )
    serving = asyncio.create_task(server.serve([door]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def _always() -> bool:
    return True


class _QuietServer(uvicorn.Server):
    """Leaves signals to `until_told`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
