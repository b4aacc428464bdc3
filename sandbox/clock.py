"""The only reader of the wall clock in the sandbox, and the clock that a page or a test can move."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""What people see: an aware moment in UTC."""

Machine: TypeAlias = Callable[[], float]
"""What machines count by: seconds since 1970, for ts, rate windows, trigger ids and signatures."""


def real_now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def machine_now() -> float:
    """Seconds since 1970."""
    return time.time()  # noqa: TID251


async def pause(seconds: float) -> None:
    """Wait that many real seconds; 0 lets other tasks run once."""
    await asyncio.sleep(seconds)  # noqa: TID251


class MovableClock:
    """Real time plus an offset that only grows."""

    def __init__(self, now: Clock = real_now) -> None:
        self._real = now
        self._offset = timedelta()
        self._listeners: list[Callable[[datetime], object]] = []

    def now(self) -> datetime:
        return self._real() + self._offset

    def advance(self, by: timedelta) -> datetime:
        """Move forward and return the new moment; ValueError when `by` is negative."""
        if by < timedelta():
            raise ValueError("This clock only moves forward.")
        self._offset += by
        moment = self.now()
        for listener in list(self._listeners):
            listener(moment)
        return moment

    def move_to(self, moment: datetime) -> datetime:
        """Move to an aware moment that is not in the past; ValueError otherwise."""
        if moment.tzinfo is None:
            raise ValueError("This clock needs a moment with a zone.")
        return self.advance(moment.astimezone(UTC) - self.now())

    def on_move(self, listener: Callable[[datetime], object]) -> None:
        """Call `listener(now)` after every move."""
        self._listeners.append(listener)
