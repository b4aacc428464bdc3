"""What is not offered for the rest of a day, because it made it worse."""

from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.helpers.rules import Helper
from bot.ids import PersonId
from bot.people.service import PeopleService, person_row
from bot.people.tables import Person
from bot.sealing import WrongKeyError

PURPOSE = "unwelcome"
OVER_EVERYWHERE = timedelta(hours=16)
"""So long after a date ends in UTC its focus day is over in every zone: twelve hours west, turning at 04:00."""


class HelperService:
    """Helpers that a person does not want today; sealed, and forgotten with the day."""

    def __init__(self, people: PeopleService) -> None:
        self._people = people

    async def unwelcome(self, session: AsyncSession, person: PersonId, today: date) -> frozenset[Helper]:
        """The kinds that are not offered today. What was said on another day is forgotten now."""
        known = await person_row(session, person)
        if known.unwelcome is None:
            return frozenset()
        if known.unwelcome_on != today:
            known.unwelcome = known.unwelcome_on = None
            return frozenset()
        try:
            words = await self._people.unseal(session, person, known.unwelcome, PURPOSE)
        except WrongKeyError:
            return frozenset()
        return frozenset(Helper(word) for word in words.split())

    async def worsen(self, session: AsyncSession, person: PersonId, helper: Helper, today: date) -> frozenset[Helper]:
        """This kind made it worse: not today. Returns all of them."""
        unwelcome = await self.unwelcome(session, person, today) | {helper}
        known = await person_row(session, person, holding=True)
        known.unwelcome = await self._people.seal(session, person, " ".join(sorted(unwelcome)), PURPOSE)
        known.unwelcome_on = today
        return unwelcome


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """What was not to be offered on a day that is over everywhere."""
    is_over = col(Person.unwelcome_on) < (now - OVER_EVERYWHERE).date()
    await session.execute(update(Person).where(is_over).values(unwelcome=None, unwelcome_on=None))
