"""What may be away while somebody needs an answer: the database, Slack's Web API, a response URL."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Literal

from sandbox import Fault
from sandbox.calls import Call
from tests.support.people import Town
from tests.support.statements import DIRECTLY


async def cared_for(town: Town) -> None:
    """Wait until the card is said, the timer is stopped, and all that follows is said."""
    await town.bot.in_front.said(timedelta(seconds=20))
    await town.bot.services.care.stopped(timedelta(seconds=20))
    await town.settles()


@contextmanager
def database_held(town: Town, lock: Literal["IMMEDIATE", "EXCLUSIVE"] = "IMMEDIATE") -> Iterator[None]:
    """Somebody else holds the file's write lock. The bot waits for it in a thread, in stories marked `held`."""
    assert DIRECTLY not in town.bot.database.url.query, "mark this story as held"
    with closing(sqlite3.connect(str(town.bot.database.url.database), isolation_level=None)) as holder:
        holder.execute(f"BEGIN {lock}")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def without_its_database(town: Town) -> Iterator[None]:
    """Somebody else holds the whole file: nothing the bot reads or writes gets through."""
    with database_held(town, "EXCLUSIVE"):
        yield


@contextmanager
def without_slack(town: Town) -> Iterator[None]:
    """Every call to Slack's Web API is cut off."""
    with failing(town, "api", Fault.drop()):
        yield


@contextmanager
def failing(town: Town, kind: str, *faults: Fault) -> Iterator[None]:
    """Calls of this kind go wrong: each in its own way, or all of them where only one is given."""
    left = iter(faults)
    one = faults[0]

    def next_fault(call: Call) -> Fault | None:
        if call.kind != kind or call.accepted:
            return None
        return one if len(faults) == 1 else next(left, None)

    town.workspace.faults = next_fault
    try:
        yield
    finally:
        town.workspace.faults = lambda _: None


async def never(*_: object) -> None:
    """An answer that does not come."""
    await asyncio.Event().wait()
