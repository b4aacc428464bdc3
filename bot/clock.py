"""The only reader of the wall clock; everything else is handed a `Clock` and asks it once per use case."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Answers with the present moment, aware, in UTC."""


def wall_clock() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may
