"""The only reader of the wall clock; everything else is handed a `Clock` and asks it once per use case."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Answers with the present moment, aware, in UTC."""


def wall_clock() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


async def pause(span: timedelta) -> None:
    """Wait for a span of machine time between two tries; nothing else waits (the scheduler wakes things)."""
    await asyncio.sleep(span.total_seconds())  # noqa: TID251 - the one place that may
