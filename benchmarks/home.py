"""Whether ten years cost more than a day: `python -m benchmarks.home [--rounds N]`.

On SQLite and on PostgreSQL, somebody with one day and somebody with ten years of them stand in one database: the Home
tab is composed, and what `/focus days` shows, for both in turns, so that whatever else this machine does is shared.
Two more rows are of mornings and of changes: the first look of a new day, and a look after a day of last week was told
of, for which the tally is built again from every day shown.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import SQLModel

from bot.database import Database
from bot.home import cards
from bot.ids import PersonId
from bot.journal.rows import PURPOSE
from bot.journal.tables import Sentence
from bot.people.service import person_row
from bot.streaks import cards as streaks_cards
from bot.streaks import rows
from bot.streaks.tables import DayShown, Rest, RestPattern, Tally, Why
from tests.support.databases import PostgresServer, create_tables, opened
from tests.support.services import Services

NEW, OLD = PersonId("T0TEST0001", "U0NEW00001"), PersonId("T0TEST0001", "U0OLD00002")
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
TODAY = date(2027, 3, 1)
DAY = timedelta(days=1)
YEARS, DAYS, SENTENCES, RESTS, PATTERNS = 10, 2500, 2000, 50, 5
WORDS = "Opened the file. It ran, and one of the cells had a number in it that looked right."

Look = Callable[[Services, PersonId], Awaitable[int]]


async def home(services: Services, person: PersonId) -> int:
    """Read and compose the Home tab, as the outbox does. Returns how many blocks it has."""
    async with services.database.transaction() as session:
        seen = await services.home.seen(session, person, NOW)
    return len(cards.home(seen)["blocks"])


async def days(services: Services, person: PersonId) -> int:
    """What `/focus days` shows."""
    return len(streaks_cards.days_card(await services.days.look(person)))


async def morning(services: Services, person: PersonId) -> int:
    """The same, where they looked last a week ago."""
    await _write(services, update(Tally).where(rows.theirs(Tally, person)).values(as_of=TODAY - 7 * DAY))
    return await days(services, person)


async def changed(services: Services, person: PersonId) -> int:
    """The same, after something of last week turned out otherwise."""
    async with services.database.transaction() as session:
        await rows.outdated(session, person)
    return await days(services, person)


LOOKS: dict[str, Look] = {
    "the Home tab": home,
    "/focus days": days,
    "/focus days, a week later": morning,
    "/focus days, built again": changed,
}


def shown_on() -> list[date]:
    """2,500 days of ten years, today among them: every Monday to Friday, nearly."""
    back = (TODAY - n * DAY for n in range(YEARS * 366))
    return sorted(islice((day for day in back if day.weekday() < 5), DAYS))


async def lived(services: Services, person: PersonId, shown: list[date], *, sentences: int, rests: int) -> None:
    """A life written down: so many days, sentences and times off, all of them spread over the days."""
    async with services.database.transaction() as session:
        known = await person_row(session, person)
        known.zone_seen_at, known.opened_home = NOW, True
        sealed = [await services.people.seal(session, person, WORDS, PURPOSE) for _ in range(sentences)]
    who: dict[str, Any] = {"workspace": person.workspace, "user": person.user}
    await _insert(services, DayShown, [who | {"day": day, "shown_at": NOW, "zone": "UTC", "acts": 1} for day in shown])
    written = [
        who | {"block_id": f"{person.user}{n}", "day": shown[-1 - n], "words": words, "written_at": NOW}
        for n, words in enumerate(sealed)
    ]
    await _insert(services, Sentence, written)
    firsts = [shown[0] + n * 70 * DAY for n in range(rests)]
    off = [who | {"first": first, "last": first + 9 * DAY, "why": Why.TIME_OFF.value} for first in firsts]
    await _insert(services, Rest, off)
    since = [shown[0] + n * 365 * DAY for n in range(PATTERNS if rests else 0)]
    await _insert(services, RestPattern, [who | {"since": day, "weekdays": "56"} for day in since])


async def _insert(services: Services, table: type[SQLModel], values: list[dict[str, Any]]) -> None:
    if values:
        async with services.database.transaction() as session:
            await (await session.connection()).execute(insert(table), values)


async def _write(services: Services, statement: Any) -> None:
    async with services.database.transaction() as session:
        await session.execute(statement)


async def measure(database: Database, rounds: int) -> None:
    """Both people, in turns; the medians beside each other."""
    services = Services(database, lambda: NOW, lambda: NOW)
    await lived(services, NEW, [TODAY], sentences=1, rests=0)
    await lived(services, OLD, shown_on(), sentences=SENTENCES, rests=RESTS)
    for name, look in LOOKS.items():
        spans: dict[PersonId, list[float]] = {NEW: [], OLD: []}
        for turn in range(rounds):
            for person in (NEW, OLD) if turn % 2 else (OLD, NEW):
                began = perf_counter()
                await look(services, person)
                spans[person].append((perf_counter() - began) * 1000)
        one, ten = statistics.median(spans[NEW]), statistics.median(spans[OLD])
        print(f"  {name + ':':27} one day {one:5.1f} ms, ten years {ten:5.1f} ms; {ten / one:.2f} times")


async def on_sqlite(rounds: int) -> None:
    """SQLite in a file."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'home.db'}"
        await create_tables(url)
        async with opened(url) as database:
            await measure(database, rounds)


async def on_postgres(server: PostgresServer, rounds: int) -> None:
    """PostgreSQL, that waits for its disk."""
    async with opened(await server.make()) as database:
        await measure(database, rounds)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=200)
    given = asked.parse_args()
    print("SQLite")
    asyncio.run(on_sqlite(given.rounds))
    print("PostgreSQL")
    server = PostgresServer(settings=())
    asyncio.run(on_postgres(server, given.rounds))
    server.close()


if __name__ == "__main__":
    main()
