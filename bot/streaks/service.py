"""Writing down that someone showed up, or rests; and reading what stays."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.owing import insert_ignoring
from bot.people.service import Moved, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.streaks import rows
from bot.streaks.rows import person_of, theirs
from bot.streaks.rules import (
    DAY,
    LAST_DAY,
    NOT_COUNTED,
    Days,
    Logged,
    Look,
    Meadow,
    Mode,
    Picture,
    Stretch,
    checked_day,
    focus_date,
    in_full_since,
    joined,
    meadow,
    monday,
    travel_days,
)
from bot.streaks.tables import DayShown, Rest, RestPattern, Tally, Why


def day_start(known: Person) -> time:
    """When a day of theirs turns over, on the wall clock."""
    return time(*divmod(known.day_start_minutes, 60))


def today_for(known: Person, at: datetime) -> date:
    """The focus date that `at` belongs to for this person."""
    return focus_date(at, known.profile.zone, day_start(known))


class StreakService:
    """A person's days. Called by what counts, in its own transaction, which holds the person's row."""

    async def show(self, session: AsyncSession, known: Person, at: datetime, day: date | None = None) -> bool:
        """They showed up, today or (trusted) on another `day`; a date counts once, however often. False where days
        are not counted for them."""
        if known.days_mode == Mode.OFF:
            return False
        person, day = person_of(known), day or today_for(known, at)
        values = {"workspace": person.workspace, "user": person.user, "day": day, "shown_at": at}
        values |= {"zone": known.profile.zone, "acts": 0}
        await session.execute(insert_ignoring(session, DayShown, values))
        shown = await session.get_one(DayShown, (*person, day), with_for_update=True)
        shown.acts += 1
        if shown.acts == 1:
            await rows.added(session, person, day)
        return True

    async def take_back(self, session: AsyncSession, person: PersonId, day: date, acted_at: datetime) -> None:
        """One act of this day was not meant. One of before the days were deleted is gone already."""
        shown = await rows.shown_on(session, person, day)
        if shown is None or shown.shown_at > acted_at:
            return
        shown.acts -= 1
        if shown.acts <= 0:
            await session.delete(shown)
            await session.flush()
            await rows.removed(session, person, day)

    async def log(self, session: AsyncSession, known: Person, day: date, at: datetime) -> datetime | None:
        """They say that they did one on this day, which is trusted, and counts once. Returns when they said so first;
        None where days are not counted for them."""
        shown = await rows.shown_on(session, person_of(known), day)
        if shown is not None and shown.logged_at is not None:
            return shown.logged_at
        if not await self.show(session, known, at, day):
            return None
        shown = await rows.shown_on(session, person_of(known), day)
        assert shown is not None
        shown.logged_at = at
        return at

    async def unlog(self, session: AsyncSession, person: PersonId, day: date, said_at: datetime) -> bool:
        """What they said of this day at that moment was not meant. False where it was taken back before."""
        shown = await rows.shown_on(session, person, day)
        if shown is None or shown.logged_at != said_at:
            return False
        shown.logged_at = None
        await self.take_back(session, person, day, said_at)
        return True

    async def days(self, session: AsyncSession, person: PersonId, at: datetime) -> Days | None:
        """What stays now; None where days are not counted for them."""
        known = await person_row(session, person, holding=True)
        return await self.days_on(session, known, today_for(known, at))

    async def days_on(self, session: AsyncSession, known: Person, today: date) -> Days | None:
        """The same on a focus date of theirs."""
        if known.days_mode == Mode.OFF:
            return None
        kept = await rows.tally(session, known, today)
        this_week = set(await rows.newest_days(session, person_of(known), monday(today)))
        stretch = Stretch(
            total=kept.total,
            stretch=kept.stretch,
            today_shown=today in this_week,
            this_week=sum(monday(day) == monday(today) for day in this_week),
            begins_on=kept.begins_on,
        )
        return Days(stretch, Mode(known.days_mode), Picture(known.days_picture))

    async def meadow(self, session: AsyncSession, known: Person, today: date) -> Meadow:
        """What grew of their days. Only those of the newest months are read one by one."""
        months = rows.months_of(await rows.tally(session, known, today))
        return meadow(months, await rows.newest_days(session, person_of(known), in_full_since(months)))

    async def look(self, session: AsyncSession, known: Person, at: datetime) -> Look:
        """What stays now, and what grew; nothing where days are not counted for them."""
        today = today_for(known, at)
        days = await self.days_on(session, known, today)
        return Look(days, await self.meadow(session, known, today)) if days else NOT_COUNTED

    async def rest(self, session: AsyncSession, person: PersonId, first: date, last: date, why: Why) -> None:
        """These dates ask for nothing. Takes nothing away."""
        if last < first:
            return
        values = {"workspace": person.workspace, "user": person.user, "first": first, "last": min(last, LAST_DAY)}
        await session.execute(insert_ignoring(session, Rest, values | {"why": why.value}))
        await rows.outdated(session, person, first)

    async def rest_today(self, session: AsyncSession, person: PersonId, at: datetime) -> None:
        """Time off for what is left of today, unless they have it; nobody becomes known by it."""
        known = await hold(session, person)
        if known is None:
            return
        today = today_for(known, at)
        if await self.rests_until(session, person, today) is None:
            await self.rest(session, person, today, today, Why.TIME_OFF)
            await refresh_home(session, known, at)

    async def time_off(self, session: AsyncSession, person: PersonId, today: date) -> list[tuple[date, date]]:
        """The time off that they have now or ahead, as spans that do not touch."""
        return joined([(rest.first, rest.last) for rest in await self._time_off(session, person, today)])

    async def end_rest(self, session: AsyncSession, person: PersonId, today: date) -> None:
        """They are back: the time off that runs today ends with yesterday. What comes later stays."""
        if (back := await self.rests_until(session, person, today)) is not None:
            await self.call_off(session, person, today, back - DAY)

    async def call_off(self, session: AsyncSession, person: PersonId, first: date, last: date) -> None:
        """These dates are no time off any more."""
        for rest in await self._time_off(session, person, first):
            if rest.first > last:
                continue
            await session.delete(rest)
            await session.flush()
            if rest.first < first:
                await self.rest(session, person, rest.first, first - DAY, Why.TIME_OFF)
            await self.rest(session, person, last + DAY, rest.last, Why.TIME_OFF)
        await rows.outdated(session, person, first)

    async def rests_until(self, session: AsyncSession, person: PersonId, today: date) -> date | None:
        """The day on which they are back, where they took time off today; None where they did not."""
        spans = await self.time_off(session, person, today)
        return next((last + DAY for first, last in spans if first <= today), None)

    async def rest_weekdays(self, session: AsyncSession, person: PersonId) -> frozenset[int]:
        """The weekdays they rest on from now on (0 is Monday)."""
        return (await rows.patterns(session, person))[-1][1]

    async def rest_on(self, session: AsyncSession, person: PersonId, weekdays: frozenset[int], today: date) -> None:
        """From today on they rest on these weekdays, whatever was said of a day that another zone calls tomorrow."""
        later = delete(RestPattern).where(theirs(RestPattern, person), col(RestPattern.since) > today)
        await session.execute(later)
        written = "".join(map(str, sorted(weekdays)))
        await session.merge(RestPattern(workspace=person.workspace, user=person.user, since=today, weekdays=written))
        await rows.outdated(session, person, today)

    async def tell(self, session: AsyncSession, known: Person, mode: Mode, today: date) -> None:
        """Tell days in this way from now on; the time in which they were not counted is rest."""
        if mode is not Mode.OFF and known.days_off_since is not None:
            await self.rest(session, person_of(known), known.days_off_since, today, Why.NOT_COUNTED)
            known.days_off_since = None
        if mode is Mode.OFF and known.days_mode != Mode.OFF:
            known.days_off_since = today
        known.days_mode = mode

    async def spare(self, session: AsyncSession, known: Person, spares_per_week: int) -> None:
        """So many days of a week may be left out from now on."""
        known.spares_per_week = spares_per_week
        await rows.outdated(session, person_of(known))

    async def delete_days(self, session: AsyncSession, person: PersonId) -> int:
        """Their days so far are gone, by their own wish, and how many that were; time off that they have stays."""
        count = await rows.count_of(session, person)
        await session.execute(delete(DayShown).where(theirs(DayShown, person)))
        await session.execute(delete(Rest).where(theirs(Rest, person), col(Rest.why) != Why.TIME_OFF))
        await rows.outdated(session, person)
        return count

    async def travelled(self, session: AsyncSession, known: Person, moved: Moved) -> None:
        """Slack says they are in another zone: a journey gives days."""
        if moved.before is None:
            return
        if given := travel_days(moved.at, moved.before, known.profile.zone, day_start(known)):
            await self.rest(session, person_of(known), min(given), max(given), Why.TRAVEL)

    async def rebuilt(self, session: AsyncSession, known: Person, today: date) -> Tally:
        """What the rows say, read anew, all of them."""
        return await rows.rebuilt(session, known, today)

    async def _time_off(self, session: AsyncSession, person: PersonId, since: date) -> Sequence[Rest]:
        ahead = select(Rest).where(theirs(Rest, person), col(Rest.why) == Why.TIME_OFF, col(Rest.last) >= since)
        return (await session.scalars(ahead)).all()


class DaysService:
    """What people can do about their days; one method, one transaction."""

    def __init__(self, database: Database, clock: Clock, streaks: StreakService) -> None:
        self._database = database
        self._clock = clock
        self._streaks = streaks

    async def today(self, person: PersonId) -> date:
        """The focus date that it is for them; nobody becomes known by looking."""
        async with self._database.transaction() as session:
            return today_for(await _or_nobody(session, person), self._clock())

    async def how(self, person: PersonId) -> tuple[Mode, Picture]:
        """How days are told and shown; nobody becomes known by looking."""
        async with self._database.transaction() as session:
            known = await _or_nobody(session, person)
            return Mode(known.days_mode), Picture(known.days_picture)

    async def look(self, person: PersonId) -> Look:
        """What stays, and its picture."""
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            return await self._streaks.look(session, known, self._clock())

    async def tell(self, person: PersonId, mode: Mode, picture: Picture | None = None) -> Look:
        """Tell and show them like this from now on."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            await self._streaks.tell(session, known, mode, today_for(known, at))
            known.days_picture = picture or known.days_picture
            await refresh_home(session, known, at)
            return await self._streaks.look(session, known, at)

    async def log(self, person: PersonId, day: date) -> Logged:
        """They did one on this day. Raises DayOutsideError."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            said_at = await self._streaks.log(session, known, checked_day(day, today_for(known, at)), at)
            await refresh_home(session, known, at)
            return Logged(day, said_at, said_at == at, await self._streaks.look(session, known, at))

    async def unlog(self, person: PersonId, day: date, said_at: datetime) -> Look:
        """They did not, after all; pressed twice, it is done once."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            await self._streaks.unlog(session, person, day, said_at)
            await refresh_home(session, known, at)
            return await self._streaks.look(session, known, at)

    async def delete(self, person: PersonId) -> bool:
        """The days so far go. False where they are counted again: the button was offered when they were not."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            if known.days_mode != Mode.OFF:
                return False
            await self._streaks.delete_days(session, person)
            await refresh_home(session, known, at)
            return True


async def _or_nobody(session: AsyncSession, person: PersonId) -> Person:
    return await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
