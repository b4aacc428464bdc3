"""Writing down that someone showed up, or rests; and reading what stays, at the same cost after ten years."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.ids import PersonId
from bot.outbox.owing import insert_ignoring
from bot.people.service import Moved, person_row
from bot.people.tables import Person
from bot.streaks.rules import (
    DAY,
    WEEKEND,
    Days,
    Mode,
    Picture,
    Resting,
    Stretch,
    focus_date,
    look_back,
    travel_days,
    window_begins,
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
        person, day = _id(known), day or today_for(known, at)
        values = {"workspace": person.workspace, "user": person.user, "day": day, "shown_at": at}
        values |= {"zone": known.profile.zone, "acts": 0}
        await session.execute(insert_ignoring(session, DayShown, values))
        shown = await session.get_one(DayShown, (*person, day), with_for_update=True)
        shown.acts += 1
        if shown.acts == 1:
            await self._add(session, person, day)
        return True

    async def take_back(self, session: AsyncSession, person: PersonId, day: date) -> None:
        """One act of this day was not meant."""
        shown = await session.get(DayShown, (*person, day), with_for_update=True)
        if shown is None:
            return
        shown.acts -= 1
        if shown.acts <= 0:
            await session.delete(shown)
            await self._recount(session, person)

    async def days(self, session: AsyncSession, person: PersonId, at: datetime) -> Days | None:
        """What stays now; None where days are not counted for them."""
        known = await person_row(session, person, holding=True)
        if known.days_mode == Mode.OFF:
            return None
        today = today_for(known, at)
        tally = await self._tally(session, known, today)
        this_week = set(await session.scalars(_days_of(person).where(col(DayShown.day) >= _monday(today))))
        stretch = Stretch(
            total=tally.total,
            stretch=tally.stretch,
            today_shown=today in this_week,
            this_week=sum(_monday(day) == _monday(today) for day in this_week),
            begins_on=tally.begins_on,
        )
        return Days(stretch, Mode(known.days_mode), Picture(known.days_picture))

    async def rest(self, session: AsyncSession, person: PersonId, first: date, last: date, why: Why) -> None:
        """These dates ask for nothing. Takes nothing away."""
        values = {"workspace": person.workspace, "user": person.user, "first": first, "last": last, "why": why.value}
        await session.execute(insert_ignoring(session, Rest, values))
        await self._recount(session, person)

    async def end_rest(self, session: AsyncSession, person: PersonId, today: date) -> None:
        """They are back: of the time off they took, today and what is ahead is none any more."""
        for rest in await self._time_off(session, person, today):
            await session.delete(rest)
            if rest.first < today:
                await self.rest(session, person, rest.first, today - DAY, Why.TIME_OFF)

    async def rests_until(self, session: AsyncSession, person: PersonId, today: date) -> date | None:
        """The day on which they are back, where they took time off today; None where they did not."""
        day = today
        for rest in await self._time_off(session, person, today):
            if rest.first <= day <= rest.last:
                day = rest.last + DAY
        return day if day > today else None

    async def rest_weekdays(self, session: AsyncSession, person: PersonId) -> frozenset[int]:
        """The weekdays they rest on from now on (0 is Monday)."""
        return (await self._patterns(session, person))[-1][1]

    async def rest_on(self, session: AsyncSession, person: PersonId, weekdays: frozenset[int], today: date) -> None:
        """From today on they rest on these weekdays."""
        written = "".join(map(str, sorted(weekdays)))
        await session.merge(RestPattern(workspace=person.workspace, user=person.user, since=today, weekdays=written))
        await self._recount(session, person)

    async def tell(self, session: AsyncSession, known: Person, mode: Mode, today: date) -> None:
        """Tell days in this way from now on; the time in which they were not counted is rest."""
        if known.days_mode == Mode.OFF and mode is not Mode.OFF and known.days_off_since is not None:
            await self.rest(session, _id(known), known.days_off_since, today, Why.NOT_COUNTED)
            known.days_off_since = None
        if mode is Mode.OFF and known.days_mode != Mode.OFF:
            known.days_off_since = today
        known.days_mode = mode

    async def spare(self, session: AsyncSession, known: Person, spares_per_week: int) -> None:
        """So many days of a week may be left out from now on."""
        known.spares_per_week = spares_per_week
        await self._recount(session, _id(known))

    async def delete_days(self, session: AsyncSession, person: PersonId) -> None:
        """Their days so far are gone, by their own wish; time off that they have now stays."""
        await session.execute(delete(DayShown).where(_theirs(DayShown, person)))
        await session.execute(delete(Rest).where(_theirs(Rest, person), col(Rest.why) != Why.TIME_OFF))
        await self._recount(session, person)

    async def travelled(self, session: AsyncSession, known: Person, moved: Moved) -> None:
        """Slack says they are in another zone: a journey gives days."""
        if moved.before is None:
            return
        if given := travel_days(moved.at, moved.before, known.profile.zone, day_start(known)):
            await self.rest(session, _id(known), min(given), max(given), Why.TRAVEL)

    async def rebuilt(self, session: AsyncSession, known: Person, today: date) -> Tally:
        """What the rows say, read anew, all of them."""
        person = _id(known)
        days = list(await session.scalars(_days_of(person)))
        resting = await self._resting(session, person)
        seen = look_back(
            days,
            today,
            rest_days=resting.rest_days,
            time_off=resting.time_off,
            spares_per_week=known.spares_per_week,
        )
        months = Counter(_month(day) for day in sorted(days))
        return Tally(
            workspace=person.workspace,
            user=person.user,
            as_of=today,
            total=seen.total,
            stretch=seen.stretch,
            begins_on=seen.begins_on,
            months=json.dumps(months),
        )

    async def _tally(self, session: AsyncSession, known: Person, today: date) -> Tally:
        """What is kept at hand, brought up to today; a clock that goes back has it built again."""
        tally = await session.get(Tally, _id(known))
        if tally is None or tally.as_of > today:
            return await session.merge(await self.rebuilt(session, known, today))
        if tally.as_of < today:
            await self._bring_up(session, known, tally, today)
        return tally

    async def _bring_up(self, session: AsyncSession, known: Person, tally: Tally, today: date) -> None:
        """Look at the weeks since it was last looked at; the rest stands as it stood."""
        person = _id(known)
        floor = max(_monday(tally.as_of), tally.begins_on)
        recent = frozenset(await session.scalars(_days_of(person).where(col(DayShown.day) >= floor)))
        resting = await self._resting(session, person, floor)
        begins_on = window_begins(recent, today, resting, known.spares_per_week, floor)
        if begins_on > floor:
            tally.begins_on, tally.stretch = begins_on, sum(day >= begins_on for day in recent)
        tally.as_of = today

    async def _add(self, session: AsyncSession, person: PersonId, day: date) -> None:
        """A day shown that was not: the tally grows by it, or is built again where it lies before."""
        tally = await session.get(Tally, person)
        if tally is None:
            return
        if day < tally.as_of:
            await self._recount(session, person)
            return
        tally.total, tally.stretch = tally.total + 1, tally.stretch + 1
        months = Counter(json.loads(tally.months))
        months[_month(day)] += 1
        tally.months = json.dumps(dict(sorted(months.items())))

    async def _recount(self, session: AsyncSession, person: PersonId) -> None:
        """Something changed about the past: the tally is built again when it is next read."""
        await session.execute(delete(Tally).where(_theirs(Tally, person)))

    async def _resting(self, session: AsyncSession, person: PersonId, since: date = date.min) -> Resting:
        """Which days ask for nothing, as far as they matter from `since` on."""
        rests = await session.scalars(select(Rest).where(_theirs(Rest, person), col(Rest.last) >= since))
        return Resting(await self._patterns(session, person), [(rest.first, rest.last) for rest in rests])

    async def _patterns(self, session: AsyncSession, person: PersonId) -> Sequence[tuple[date, frozenset[int]]]:
        found = select(RestPattern).where(_theirs(RestPattern, person)).order_by(col(RestPattern.since))
        theirs = [(each.since, frozenset(map(int, each.weekdays))) for each in await session.scalars(found)]
        return [(date.min, WEEKEND), *theirs]

    async def _time_off(self, session: AsyncSession, person: PersonId, today: date) -> Sequence[Rest]:
        ahead = select(Rest).where(_theirs(Rest, person), col(Rest.why) == Why.TIME_OFF, col(Rest.last) >= today)
        return (await session.scalars(ahead.order_by(col(Rest.first)))).all()


def _id(known: Person) -> PersonId:
    return PersonId(known.workspace, known.user)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _theirs(table: type[SQLModel], person: PersonId) -> ColumnElement[bool]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    return and_(columns.workspace == person.workspace, columns.user == person.user)


def _days_of(person: PersonId) -> Select[date]:
    return select(col(DayShown.day)).where(_theirs(DayShown, person))
