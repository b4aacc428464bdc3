"""An event loop whose time jumps: where everybody waits, the next moment is now.

Together with `DirectSqlite`, which works without a thread, a test on this loop runs the same way every time.
"""

import asyncio
import selectors
from typing import Any, Self

REAL_WAIT_SECONDS = 20.0
"""How long a real database may take to answer before a test is stuck."""


class StuckError(RuntimeError):
    """Everybody waits, and nothing will ever come."""


class _Jumps(selectors.DefaultSelector):
    """Passes virtual time instead of waiting; waits in earnest only for a real database."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.busy = 0

    def select(self, timeout: float | None = None) -> Any:
        if self.busy:
            return super().select(REAL_WAIT_SECONDS if timeout is None or timeout > 0 else 0)
        if timeout is None:
            raise StuckError("nothing is left to wait for")
        self.now += max(timeout, 0)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with virtual time, in seconds from nought."""

    def __init__(self) -> None:
        self.jumps = _Jumps()
        super().__init__(self.jumps)

    def time(self) -> float:
        """The virtual moment."""
        now: float = self.jumps.now
        return now

    def __enter__(self) -> Self:
        """While real work is under way (a server's answer is awaited) virtual time stands still."""
        self.jumps.busy += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.jumps.busy -= 1


async def passes(seconds: float) -> None:
    """Let virtual time pass."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()
    timer = loop.call_later(seconds, _ends, over)
    try:
        await over
    finally:
        timer.cancel()


def _ends(wait: asyncio.Future[None]) -> None:
    if not wait.done():
        wait.set_result(None)
