"""How long Slack waits: three seconds for an acknowledgement, as long for a modal to open, so two seconds for us."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

COMMIT_SECONDS = 2.0
"""A modal commits first, then acknowledges, within this long (PRODUCT 3); what one is opened with is read within it."""


async def in_time(doing: Coroutine[Any, Any, T], within: float = COMMIT_SECONDS) -> T:
    """Raises TimeoutError on time, also where what was begun takes longer to stop (SQLite waits in a thread)."""
    work = asyncio.ensure_future(doing)
    await asyncio.wait([work], timeout=within)
    if not work.done():
        work.add_done_callback(lambda late: late.cancelled() or late.exception())
        work.cancel()
        raise TimeoutError
    return work.result()
