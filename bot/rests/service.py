"""Taking time off and ending it. It takes no day away, and holds what comes by itself."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.people.service import person_row, refresh_home
from bot.people.tables import Person
from bot.rests.rules import Span, TimeOff, back_on
from bot.streaks.rules import DAY, Mode
from bot.streaks.service import StreakService, today_for
from bot.streaks.tables import Why


class RestService:
    """What people can do about time off; one method, one transaction."""

    def __init__(self, database: Database, clock: Clock, streaks: StreakService) -> None:
        self._database = database
        self._clock = clock
        self._streaks = streaks

    async def look(self, person: PersonId) -> TimeOff:
        """What time off stands; nobody becomes known by looking."""
        async with self._database.transaction() as session:
            known = await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
            return await self._seen(session, person, known, today_for(known, self._clock()))

    async def until(self, person: PersonId, words: str) -> TimeOff:
        """Time off from today through the day before this one. Raises DayUnclearError, DayPassedError."""

        async def rests(session: AsyncSession, today: date) -> None:
            last = back_on(words, today) - DAY
            await self._streaks.rest(session, person, today, last, Why.TIME_OFF)

        return await self._changed(person, rests)

    async def add(self, person: PersonId, dates: Span) -> TimeOff:
        """Time off on these dates, past or coming. The earlier one is the first, whichever was said first."""

        async def rests(session: AsyncSession, _: date) -> None:
            await self._streaks.rest(session, person, min(dates), max(dates), Why.TIME_OFF)

        return await self._changed(person, rests)

    async def call_off(self, person: PersonId, dates: Span) -> TimeOff:
        """This time off ends: what is past of it stays."""

        async def ends(session: AsyncSession, today: date) -> None:
            await self._streaks.call_off(session, person, max(dates[0], today), dates[1])

        return await self._changed(person, ends)

    async def come_back(self, person: PersonId) -> TimeOff:
        """They are back. What was to come later stays."""

        async def ends(session: AsyncSession, today: date) -> None:
            await self._streaks.end_rest(session, person, today)

        return await self._changed(person, ends)

    async def _changed(self, person: PersonId, change: Callable[[AsyncSession, date], Awaitable[None]]) -> TimeOff:
        at: datetime = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            today = today_for(known, at)
            await change(session, today)
            await refresh_home(session, known, at)
            return await self._seen(session, person, known, today)

    async def _seen(self, session: AsyncSession, person: PersonId, known: Person, today: date) -> TimeOff:
        return TimeOff(
            today=today,
            back_on=await self._streaks.rests_until(session, person, today),
            ahead=await self._streaks.time_off(session, person, today),
            counts=known.days_mode != Mode.OFF,
        )
