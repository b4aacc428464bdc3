"""What is kept at hand of somebody's days is what their rows say, whatever happened and in whatever order."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.ids import PersonId
from bot.people.service import Moved, person_row
from bot.people.tables import Person
from bot.streaks import rows
from bot.streaks.rules import DAY, Mode
from bot.streaks.service import StreakService, today_for
from bot.streaks.tables import Tally, Why
from tests.support.clock import MONDAY_AT_NINE
from tests.support.exploring import up_to
from tests.support.statements import directly

ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo"]
ACTS: dict[str, st.SearchStrategy[Any]] = {
    "show": st.just(0),
    "take_back": st.integers(0, 6),
    "log": st.integers(0, 8),
    "unlog": st.integers(0, 3),
    "rest": st.tuples(st.integers(-8, 4), st.integers(0, 6)),
    "end_rest": st.just(0),
    "call_off": st.tuples(st.integers(-5, 10), st.integers(0, 5)),
    "tell": st.sampled_from(Mode),
    "spare": st.integers(0, 3),
    "rest_on": st.frozensets(st.integers(0, 6), max_size=7),
    "zone": st.sampled_from(ZONES),
    "passes": st.sampled_from([1, 20, 24, 24, 24, 48, 72, 160]),
    "reads": st.just(0),
    "loses_the_tally": st.just(0),
    "deletes": st.just(0),
}
OFTEN = ["show", "show", "passes", "passes", "passes", "log", "log", "reads", "reads", "rest"]
STRICT = [("rest_on", frozenset()), ("spare", 0), ("show", 0), ("reads", 0)]
"""Where every day that is left out ends a stretch, from a first day on."""
Act: TypeAlias = tuple[str, Any]
Runs: TypeAlias = Callable[[Callable[[Database], Coroutine[Any, Any, None]]], None]


def acts() -> st.SearchStrategy[list[Act]]:
    one = st.sampled_from([*ACTS, *OFTEN]).flatmap(lambda name: st.tuples(st.just(name), ACTS[name]))
    return st.tuples(st.sampled_from([[], STRICT]), st.lists(one, max_size=40)).map(
        lambda parts: [*parts[0], *parts[1]]
    )


numbers = itertools.count(1)


@pytest.fixture
def runs(database_url: str) -> Iterator[Runs]:
    """Runs something on one database, as often as wanted; each life there is somebody else's."""
    with asyncio.Runner() as runner:
        database = Database(directly(database_url) if database_url.startswith("sqlite") else database_url)
        yield lambda work: runner.run(work(database))
        runner.run(database.close())


class Life:
    """One person's days, lived through one act after the other; each act a transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.person = PersonId("T0TEST0001", f"U{next(numbers):09}")
        self.streaks = StreakService()
        self.at = MONDAY_AT_NINE
        self.said_at: dict[Any, datetime] = {}

    async def lives(self, done: Sequence[Act]) -> None:
        total = 0
        for name, given_to_it in done:
            if name == "passes":
                self.at += timedelta(hours=given_to_it)
            else:
                await self.does(getattr(self, name), given_to_it)
            is_less = name in ("take_back", "unlog", "deletes")
            total = await self.holds_true(0 if is_less else total)

    async def does(self, act: Callable[[AsyncSession, Person, Any], Awaitable[None]], given_to_it: Any) -> None:
        async with self.database.transaction() as session:
            await act(session, await person_row(session, self.person, holding=True), given_to_it)

    async def holds_true(self, total_before: int) -> int:
        """The tally as it would be read now is what the rows say; looked at in a transaction that is not kept, so that
        it stands as stale as it was."""
        total = 0
        with suppress(NotKeptError):
            async with self.database.transaction() as session:
                known = await person_row(session, self.person, holding=True)
                today = today_for(known, self.at)
                kept, anew = await rows.tally(session, known, today), await rows.rebuilt(session, known, today)
                assert kept.model_dump() == anew.model_dump()
                assert kept.total == sum(rows.months_of(kept).values()) >= total_before
                total = kept.total
                raise NotKeptError
        return total

    async def show(self, session: AsyncSession, known: Person, _: int) -> None:
        assert await self.streaks.show(session, known, self.at) == (known.days_mode != Mode.OFF)

    async def take_back(self, session: AsyncSession, known: Person, ago: int) -> None:
        await self.streaks.take_back(session, self.person, today_for(known, self.at) - ago * DAY, self.at)

    async def log(self, session: AsyncSession, known: Person, ago: int) -> None:
        day = today_for(known, self.at) - ago * DAY
        if said_at := await self.streaks.log(session, known, day, self.at):
            self.said_at[day] = said_at

    async def unlog(self, session: AsyncSession, known: Person, ago: int) -> None:
        day = today_for(known, self.at) - ago * DAY
        await self.streaks.unlog(session, self.person, day, self.said_at.get(day, self.at))

    async def rest(self, session: AsyncSession, known: Person, span: tuple[int, int]) -> None:
        first = today_for(known, self.at) + span[0] * DAY
        before = await self.streaks.days(session, self.person, self.at)
        await self.streaks.rest(session, self.person, first, first + span[1] * DAY, Why.TIME_OFF)
        after = await self.streaks.days(session, self.person, self.at)
        if before and after:
            assert after.stretch.stretch >= before.stretch.stretch

    async def end_rest(self, session: AsyncSession, known: Person, _: int) -> None:
        today = today_for(known, self.at)
        await self.streaks.end_rest(session, self.person, today)
        assert await self.streaks.rests_until(session, self.person, today) is None

    async def call_off(self, session: AsyncSession, known: Person, span: tuple[int, int]) -> None:
        first = today_for(known, self.at) + span[0] * DAY
        await self.streaks.call_off(session, self.person, first, first + span[1] * DAY)
        ahead = await self.streaks.time_off(session, self.person, first)
        assert not any(begins <= first + n * DAY <= ends for begins, ends in ahead for n in range(span[1] + 1))

    async def tell(self, session: AsyncSession, known: Person, mode: Mode) -> None:
        await self.streaks.tell(session, known, mode, today_for(known, self.at))

    async def spare(self, session: AsyncSession, known: Person, count: int) -> None:
        await self.streaks.spare(session, known, count)

    async def rest_on(self, session: AsyncSession, known: Person, weekdays: frozenset[int]) -> None:
        await self.streaks.rest_on(session, self.person, weekdays, today_for(known, self.at))
        assert await self.streaks.rest_weekdays(session, self.person) == weekdays

    async def zone(self, session: AsyncSession, known: Person, zone: str) -> None:
        before, known.zone = known.zone, zone
        await self.streaks.travelled(session, known, Moved(before, self.at))

    async def reads(self, session: AsyncSession, known: Person, _: int) -> None:
        """As the Home tab does: what is at hand is brought up to today, and stays so."""
        days = await self.streaks.days(session, self.person, self.at)
        assert (days is None) == (known.days_mode == Mode.OFF)

    async def loses_the_tally(self, session: AsyncSession, _: Person, __: int) -> None:
        await session.execute(delete(Tally).where(rows.theirs(Tally, self.person)))

    async def deletes(self, session: AsyncSession, _: Person, __: int) -> None:
        count = await rows.count_of(session, self.person)
        assert await self.streaks.delete_days(session, self.person) == count
        self.said_at.clear()


class NotKeptError(Exception):
    """Nothing of this is to stay."""


@given(acts())
@example([("show", 0), ("reads", 0), ("passes", 24), ("show", 0), ("passes", 24 * 6), ("reads", 0), ("show", 0)])
@example([("reads", 0), ("passes", 100), ("log", 3), ("log", 4), ("log", 0), ("passes", 24), ("reads", 0)])
@example([("zone", "Pacific/Kiritimati"), ("show", 0), ("reads", 0), ("zone", "Pacific/Pago_Pago"), ("reads", 0)])
@example([("reads", 0), ("passes", 48), ("show", 0), ("reads", 0)])
@example([("zone", ZONES[3]), ("show", 0), ("zone", ZONES[4]), ("show", 0), ("reads", 0), ("take_back", 0)])
@settings(max_examples=up_to(20), suppress_health_check=list(HealthCheck))
def test_the_tally_is_what_the_rows_say_after_anything(runs: Runs, done: list[Act]) -> None:
    runs(lambda database: Life(database).lives(done))


def test_a_day_turns_over_where_the_person_is(runs: Runs) -> None:
    async def lived(database: Database) -> None:
        life = Life(database)
        life.at = datetime.combine(MONDAY_AT_NINE.date(), time(3, 59), ZoneInfo("Asia/Tokyo"))
        await life.lives([("zone", "Asia/Tokyo"), ("show", 0), ("passes", 1), ("show", 0)])
        async with database.transaction() as session:
            days = await rows.newest_days(session, life.person, MONDAY_AT_NINE.date() - 7 * DAY)
        assert days == [MONDAY_AT_NINE.date() - DAY, MONDAY_AT_NINE.date()]

    runs(lived)


def test_what_was_told_of_a_day_is_taken_back_once_however_often_it_is_pressed(runs: Runs) -> None:
    async def lived(database: Database) -> None:
        life = Life(database)
        await life.lives([("show", 0), ("passes", 1), ("log", 0), ("unlog", 0), ("unlog", 0)])
        async with database.transaction() as session:
            shown = await rows.shown_on(session, life.person, MONDAY_AT_NINE.date())
        assert shown is not None
        assert (shown.acts, shown.logged_at) == (1, None)

    runs(lived)


def test_an_undo_of_before_the_days_were_deleted_takes_nothing_of_what_came_after(runs: Runs) -> None:
    async def lived(database: Database) -> None:
        life = Life(database)
        await life.lives([("show", 0), ("deletes", 0), ("passes", 1), ("log", 0)])
        async with database.transaction() as session:
            await life.streaks.take_back(session, life.person, MONDAY_AT_NINE.date(), MONDAY_AT_NINE)
        async with database.transaction() as session:
            assert await rows.count_of(session, life.person) == 1

    runs(lived)
