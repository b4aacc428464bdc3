"""How fast, how punctual and how polite the outbox is: `python -m benchmarks.outbox [--rows N] [--seconds N]`.

On SQLite (WAL, synchronous=FULL) and on PostgreSQL (fsync on), with a Slack that accepts at once: 20,000 messages due
at the same moment; the lateness of 100 messages a second; how long a person's click waits while a drain runs; and
settling in batches against settling one by one, side by side in one run.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert

from bot.clock import wall_clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content, Kind, Operation
from bot.outbox.outcomes import Settlement
from bot.outbox.owing import Owed, owe
from bot.outbox.settling import Settler
from bot.outbox.statements import OUTBOX
from tests.support.databases import PostgresServer, create_tables

CARD = Kind("card", Operation.POST)
WORKSPACES = 10


class Slack:
    """Accepts at once, and keeps when."""

    def __init__(self) -> None:
        self.said: dict[str, float] = {}

    async def client(self, _: str) -> Any:
        """One for everybody."""
        return self

    async def chat_postMessage(self, *, channel: str, **_: Any) -> dict[str, str]:  # noqa: N802
        """Nothing but the moment."""
        self.said[channel] = perf_counter()
        return {"channel": f"D{channel}", "ts": str(len(self.said))}


async def compose(turn: Turn) -> Mapping[int, Content]:
    """The shortest of messages."""
    return {row.id: Content("x") for row in turn.rows if row.id is not None}


def opened(database: Database, slack: Slack) -> Delivery:
    """A delivery of nothing in particular."""
    delivery = Delivery(database, slack.client, wall_clock, wall_clock)
    delivery.opens(compose, CARD)
    return delivery


async def due_at_once(database: Database, rows: int) -> None:
    """As many people are owed a message now."""
    now = wall_clock()
    people = (PersonId(f"T{number % WORKSPACES}", f"U{number}") for number in range(rows))
    owed = [Owed(CARD, person, "s", now).values for person in people]
    async with database.transaction() as session:
        await (await session.connection()).execute(insert(OUTBOX), owed)


async def drain(database: Database, rows: int) -> None:
    """All due at once, and a click every 20 ms meanwhile."""
    await due_at_once(database, rows)
    slack = Slack()
    delivery = opened(database, slack)
    over = asyncio.Event()
    clicks = asyncio.create_task(_clicks(database, over))
    began = perf_counter()
    await delivery.until_quiet()
    took = perf_counter() - began
    over.set()
    waits = await clicks
    print(f"  {rows:,} due at once: {took:5.2f} s, {rows / took:8,.0f}/s; said {len(slack.said):,}")
    print(
        f"  a click meanwhile: p50 {_percentile(waits, 50):.1f} ms, p99 {_percentile(waits, 99):.1f} ms ({len(waits)})"
    )


async def _clicks(database: Database, over: asyncio.Event) -> list[float]:
    """What a press does: a small transaction that owes a message for later."""
    waits: list[float] = []
    later = wall_clock() + timedelta(days=1)
    while not over.is_set():
        began = perf_counter()
        async with database.transaction() as session:
            await owe(session, Owed(CARD, PersonId("T0", "UCLICKS"), str(len(waits)), later))
        waits.append((perf_counter() - began) * 1000)
        await _passes(0.02)
    return waits


async def lateness(database: Database, seconds: int) -> None:
    """A hundred messages a second, each at its own moment; the loop is woken as the scheduler would wake it."""
    slack = Slack()
    delivery = opened(database, slack)
    begin, start = perf_counter() + 1.0, wall_clock() + timedelta(seconds=1)
    due = {f"U{number}": number / 100 for number in range(seconds * 100)}
    owed = [Owed(CARD, PersonId("T1", user), "s", start + timedelta(seconds=at)).values for user, at in due.items()]
    async with database.transaction() as session:
        await (await session.connection()).execute(insert(OUTBOX), owed)
    while len(slack.said) < len(due):
        await delivery.turn()
        wait = (await delivery.next_moments()).people - wall_clock()
        await _passes(max(wait.total_seconds(), 0.0))
    await delivery.until_quiet()
    late = [(slack.said[user] - begin - at) * 1000 for user, at in due.items()]
    print(f"  100/s for {seconds} s: late by p50 {_percentile(late, 50):.1f} ms, p99 {_percentile(late, 99):.1f} ms")


async def settling(database: Database, rows: int) -> None:
    """The same settlements in batches and one by one, in turns."""
    spans: dict[str, list[float]] = {"batched": [], "one by one": []}
    async with database.transaction() as session:
        claimed = [await owe(session, Owed(CARD, PersonId("T9", f"UB{n}"), "s", wall_clock())) for n in range(rows)]
    for _ in range(3):
        for name, put in (("batched", _batched), ("one by one", _one_by_one)):
            began = perf_counter()
            await put(database, [Settlement(id=number, fence=0, state=CARD_STATE) for number in claimed])
            spans[name].append(perf_counter() - began)
    batched, single = (statistics.median(spans[name]) for name in ("batched", "one by one"))
    print(f"  settling in batches: {single / batched:.1f} times as fast as one by one")


CARD_STATE: Any = "claimed"
"""Written over and over: what counts is the writing."""


async def _batched(database: Database, settlements: list[Settlement]) -> None:
    settler = Settler(database, wall_clock, lambda _: None)
    for settlement in settlements:
        settler.put(settlement)
    await settler.drain()


async def _one_by_one(database: Database, settlements: list[Settlement]) -> None:
    settler = Settler(database, wall_clock, lambda _: None)
    for settlement in settlements:
        await settler.write([settlement])


async def _passes(seconds: float) -> None:
    over = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(seconds, over.set_result, None)
    await over


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if len(values) > 1 else float("nan")


@asynccontextmanager
async def fresh(url: str) -> AsyncIterator[Database]:
    """A database with empty tables, gone afterwards."""
    database = Database(url)
    yield database
    await database.close()


async def measure(rows: int, seconds: int, url: Callable[[], Awaitable[str]]) -> None:
    """Everything, on one engine; each on a database of its own."""
    async with fresh(await url()) as database:
        await drain(database, rows)
    async with fresh(await url()) as database:
        await lateness(database, seconds)
    async with fresh(await url()) as database:
        await settling(database, 300)


async def on_sqlite(rows: int, seconds: int) -> None:
    """SQLite in a file."""
    with tempfile.TemporaryDirectory() as folder:
        names = iter("abc")

        async def url() -> str:
            made = f"sqlite:///{Path(folder) / next(names)}.db"
            await create_tables(made)
            return made

        await measure(rows, seconds, url)


async def on_postgres(server: PostgresServer, rows: int, seconds: int) -> None:
    """PostgreSQL, that waits for its disk."""
    await measure(rows, seconds, server.make)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=20_000)
    asked.add_argument("--seconds", type=int, default=10)
    given = asked.parse_args()
    print("SQLite")
    asyncio.run(on_sqlite(given.rows, given.seconds))
    print("PostgreSQL")
    server = PostgresServer(settings=())
    asyncio.run(on_postgres(server, given.rows, given.seconds))
    server.close()


if __name__ == "__main__":
    main()
