"""What is kept at hand of somebody's days, so that reading them costs the same after ten years; and the rows behind it.

Everything that changes a day, or which days rest, says so here, in its own transaction, which holds the person's row.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.ids import PersonId
from bot.people.tables import Person
from bot.streaks.rules import WEEKEND, Resting, look_back, monday, month_of, window_begins
from bot.streaks.tables import DayShown, Rest, RestPattern, Tally


async def tally(session: AsyncSession, known: Person, today: date) -> Tally:
    """What is kept at hand, brought up to today; a clock that goes back has it built again."""
    kept = await session.get(Tally, person_of(known))
    if kept is None or kept.as_of > today:
        return await session.merge(await rebuilt(session, known, today))
    if kept.as_of < today:
        await _bring_up(session, known, kept, today)
    return kept


async def rebuilt(session: AsyncSession, known: Person, today: date) -> Tally:
    """What the rows say, read anew, all of them."""
    person = person_of(known)
    days = sorted(await session.scalars(days_of(person)))
    resting = await _resting(session, person)
    spares = known.spares_per_week
    seen = look_back(days, today, rest_days=resting.rest_days, time_off=resting.time_off, spares_per_week=spares)
    return Tally(
        workspace=person.workspace,
        user=person.user,
        as_of=today,
        total=seen.total,
        stretch=seen.stretch,
        begins_on=seen.begins_on,
        months=json.dumps(Counter(map(month_of, days))),
    )


async def added(session: AsyncSession, person: PersonId, day: date) -> None:
    """A day is shown that was not: the tally grows by it, or is built again where the day lies before."""
    kept = await session.get(Tally, person)
    if kept is None or day < kept.as_of:
        await outdated(session, person)
        return
    kept.begins_on = min(kept.begins_on, day) if kept.total else day
    _change(kept, day, 1)


async def removed(session: AsyncSession, person: PersonId, day: date) -> None:
    """A day is not shown any more. One that was open when it was last counted began no stretch but its own."""
    kept = await session.get(Tally, person)
    if kept is None or day < kept.as_of or day <= kept.begins_on:
        await outdated(session, person)
        return
    _change(kept, day, -1)


async def outdated(session: AsyncSession, person: PersonId, since: date = date.min) -> None:
    """From `since` on something is otherwise: a tally that looked at that is built again when it is next read."""
    await session.execute(delete(Tally).where(theirs(Tally, person), col(Tally.as_of) > since))


async def patterns(session: AsyncSession, person: PersonId) -> Sequence[tuple[date, frozenset[int]]]:
    """From when on they rest on which weekdays, oldest first."""
    found = select(RestPattern).where(theirs(RestPattern, person)).order_by(col(RestPattern.since))
    said = [(each.since, frozenset(map(int, each.weekdays))) for each in await session.scalars(found)]
    return [(date.min, WEEKEND), *said]


async def newest_days(session: AsyncSession, person: PersonId, since: date) -> list[date]:
    """The days shown from `since` on, in order."""
    return sorted(await session.scalars(days_of(person).where(col(DayShown.day) >= since)))


async def shown_on(session: AsyncSession, person: PersonId, day: date) -> DayShown | None:
    """What is written of this day, held; None where nothing is."""
    return await session.get(DayShown, (*person, day), with_for_update=True)


async def count_of(session: AsyncSession, person: PersonId) -> int:
    """How many days are stored."""
    return await session.scalar(select(func.count()).select_from(days_of(person).subquery())) or 0


def months_of(kept: Tally) -> Mapping[str, int]:
    """How many days each month has, oldest first."""
    found: dict[str, int] = json.loads(kept.months)
    return found


def person_of(known: Person) -> PersonId:
    """Whose row this is."""
    return PersonId(known.workspace, known.user)


def theirs(table: type[SQLModel], person: PersonId) -> ColumnElement[bool]:
    """Which rows of a table are this person's."""
    columns: Any = table.__table__.c  # type: ignore[attr-defined]
    return and_(columns.workspace == person.workspace, columns.user == person.user)


def days_of(person: PersonId) -> Select[date]:
    """The days on which this person showed up."""
    return select(col(DayShown.day)).where(theirs(DayShown, person))


async def _bring_up(session: AsyncSession, known: Person, kept: Tally, today: date) -> None:
    """Look at the weeks since it was last looked at; the rest stands as it stood."""
    person = person_of(known)
    floor = max(monday(kept.as_of), kept.begins_on)
    recent = frozenset(await newest_days(session, person, floor))
    resting = await _resting(session, person, floor)
    begins_on = window_begins(recent, today, resting, known.spares_per_week, floor) if kept.total else today
    if begins_on > floor:
        kept.begins_on, kept.stretch = begins_on, sum(day >= begins_on for day in recent)
    kept.as_of = today


async def _resting(session: AsyncSession, person: PersonId, since: date = date.min) -> Resting:
    """Which days ask for nothing, as far as they matter from `since` on."""
    rests = await session.scalars(select(Rest).where(theirs(Rest, person), col(Rest.last) >= since))
    return Resting(await patterns(session, person), [(rest.first, rest.last) for rest in rests])


def _change(kept: Tally, day: date, by: int) -> None:
    months = Counter(months_of(kept))
    months[month_of(day)] += by
    kept.months = json.dumps({month: count for month, count in sorted(months.items()) if count})
    kept.total, kept.stretch = kept.total + by, kept.stretch + by
