"""What happens around the card: the timer stops, and the country's helplines are looked up. Nothing is recorded."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.courses.rules import Phase
from bot.database import Database
from bot.focus import rules
from bot.helplines.rules import Helplines, shown
from bot.ids import PersonId
from bot.insisting import Insisting, growing
from bot.sittings.service import Sittings
from bot.streaks.service import StreakService

FIRST_PAUSE = timedelta(seconds=0.1)
LONGEST_PAUSE = timedelta(seconds=30)
ASKED_WITHIN = timedelta(seconds=0.5)
"""The card waits no longer for the country: Slack wants its answer within three seconds."""
REMEMBERED = 1000
"""People, or sentences, held in memory at most; the oldest go first."""

AskCountry: TypeAlias = Callable[[PersonId], Coroutine[Any, Any, str | None]]
"""Which country somebody chose for helplines."""

K = TypeVar("K")
V = TypeVar("V")


class CareService:
    """What happens around the card. It stores nothing, and so can tell nobody; what it knows goes with the process."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sittings: Sittings,
        *,
        streaks: StreakService,
        country: AskCountry,
        lines: Helplines,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sittings = sittings
        self._streaks = streaks
        self._ask_country = country
        self._lines = lines
        self._insisting = Insisting()
        self._stopping: dict[asyncio.Task[None], PersonId] = {}
        self._asking: dict[PersonId, asyncio.Task[None]] = {}
        self._left: OrderedDict[PersonId, int] = OrderedDict()
        self._countries: OrderedDict[PersonId, str | None] = OrderedDict()
        self._meant_otherwise: OrderedDict[tuple[PersonId, str], None] = OrderedDict()

    def stop_the_timer(self, person: PersonId) -> None:
        """End what runs now, without a word, as soon as the database can take it."""
        self._left.pop(person, None)
        at = self._clock()
        task = self._insisting.begin(lambda: self._stop(person, at), growing(FIRST_PAUSE, longest=LONGEST_PAUSE))
        self._stopping[task] = person
        task.add_done_callback(lambda _: self._stopping.pop(task, None))

    def is_stopping(self, person: PersonId) -> bool:
        """Whether their timer is still to be stopped: until then nothing else is said to them (CARE 5)."""
        return person in self._stopping.values()

    async def stopped(self, within: timedelta) -> None:
        """Return when every timer that was to be stopped is and nobody is asked any more, or the time is over."""
        await self._insisting.finished(within)
        if self._asking:
            await asyncio.wait(self._asking.values(), timeout=within.total_seconds())

    async def lines(self, person: PersonId) -> Helplines:
        """The lines of the country they chose; none where that isn't known at once. Never waits for the database."""
        return shown(self._lines, await self._country(person), self._clock().date())

    def minutes_left(self, person: PersonId) -> int:
        """Of the block that the card stopped: whole minutes, rounded up; 0 if it stopped none. Told once."""
        return self._left.pop(person, 0)

    def meant_otherwise(self, person: PersonId, mark: str) -> None:
        """They said so of the sentence with this mark: no second card for it."""
        _remember(self._meant_otherwise, (person, mark), None)

    def is_meant_otherwise(self, person: PersonId, mark: str) -> bool:
        """Whether they said so before."""
        return (person, mark) in self._meant_otherwise

    def forget(self, person: PersonId) -> None:
        """Everything about them was deleted."""
        self._left.pop(person, None)
        self._countries.pop(person, None)
        for known in [known for known in self._meant_otherwise if known[0] == person]:
            del self._meant_otherwise[known]

    async def _stop(self, person: PersonId, at: datetime) -> None:
        async with self._database.transaction() as session:
            left = await end_quietly(session, self._sittings, person, at)
            await self._streaks.rest_today(session, person, at)  # what anybody can take: it tells of no card
        _remember(self._left, person, left)

    async def _country(self, person: PersonId) -> str | None:
        """As the database says now; if it doesn't in time, as it said before. What is asked late is heard late."""
        asking = self._asking.get(person) or self._ask(person)
        await asyncio.wait([asking], timeout=ASKED_WITHIN.total_seconds())
        return self._countries.get(person)

    def _ask(self, person: PersonId) -> asyncio.Task[None]:
        """Not cancelled when its time is over: SQLite waits for its file in a thread, and would be cut off from it."""
        asking = self._asking[person] = asyncio.create_task(self._hear_country(person))
        asking.add_done_callback(lambda _: self._asking.pop(person, None))
        return asking

    async def _hear_country(self, person: PersonId) -> None:
        with suppress(Exception):  # the card does without
            _remember(self._countries, person, await self._ask_country(person))


async def end_quietly(session: AsyncSession, sittings: Sittings, person: PersonId, at: datetime) -> int:
    """End what was open at that moment, without a word and without a question; its card becomes a plain line.

    Returns the whole minutes that were left, rounded up (CARE 5).
    """
    block = await sittings.open(session, person, at)
    if block is None or block.began_at > at:
        return 0
    left, course = rules.minutes_left(block.course, at), block.course
    if course.is_running:  # as by Stop here and Skip: the row tells no more than theirs
        course = rules.stop(course, at)
    if course.phase is not Phase.CLOSED:
        course = rules.skip(course, at)
    await sittings.change(session, block, course, at)
    return left


def _remember(memory: OrderedDict[K, V], key: K, value: V) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)
