"""What is begun is counted, and waited for."""

import asyncio
from datetime import timedelta

from bot.draining import Work

SOON, LONG = timedelta(milliseconds=50), timedelta(seconds=5)


async def test_nothing_begun_is_nothing_to_wait_for() -> None:
    assert await Work().finished(SOON)


async def test_what_was_begun_is_waited_for() -> None:
    work = Work()
    work.begin()
    work.begin()
    work.finish()
    asyncio.get_running_loop().call_later(0.05, work.finish)
    assert await work.finished(LONG)


async def test_what_never_ends_is_waited_for_as_long_as_was_said() -> None:
    work = Work()
    work.begin()
    assert not await work.finished(SOON)
