"""Doing something until it is done, from memory, beside the request that began it.

What is logged tells neither what was to be done nor for whom: who insists here may not leave a trace (CARE 5).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import TypeAlias

from slack_sdk.errors import SlackApiError

from bot.clock import pause
from bot.outbox.speaking import read_failure

log = logging.getLogger(__name__)

Attempt: TypeAlias = Callable[[], Awaitable[None]]
"""One try. Whatever it raises means: not yet."""


def growing(first: timedelta, factor: int = 2, longest: timedelta = timedelta.max) -> Iterator[timedelta]:
    """Pauses, each `factor` times the one before; without end."""
    wait = first
    while True:
        yield wait
        wait = min(wait * factor, longest)


class Insisting:
    """Attempts under way. Tasks are referenced here, so that none is lost half-way."""

    def __init__(self) -> None:
        self._work: set[asyncio.Task[None]] = set()

    def begin(self, attempt: Attempt, pauses: Iterable[timedelta]) -> asyncio.Task[None]:
        """Try now, and once more after each pause, until it is done or the pauses are over."""
        task = asyncio.create_task(_until_done(attempt, pauses))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    async def finished(self, within: timedelta) -> None:
        """Return when all is done, or the time is over."""
        if self._work:
            await asyncio.wait(self._work, timeout=within.total_seconds())


async def _until_done(attempt: Attempt, pauses: Iterable[timedelta]) -> None:
    for wait in chain(pauses, [None]):
        try:
            await attempt()
        except Exception as error:
            log.warning("postponed" if wait is not None else "given_up", extra={"error": type(error).__name__})
            if wait is not None:
                await pause(max(wait, _asked(error)))
        else:
            return


def _asked(error: Exception) -> timedelta:
    """How long Slack wants to be left alone, if it said so."""
    asked = read_failure(error).wait if isinstance(error, SlackApiError) else None
    return asked or timedelta()
