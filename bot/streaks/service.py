"""Writing down that someone showed up, and taking back what was not meant."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ids import PersonId
from bot.outbox.owing import insert_ignoring
from bot.streaks.rules import focus_date
from bot.streaks.tables import DayShown


class StreakService:
    """A person's days. Called by what counts, in its own transaction."""

    async def show(self, session: AsyncSession, person: PersonId, zone: str, at: datetime) -> date:
        """They showed up. Returns the date it counts for; a date counts once, however often."""
        day = focus_date(at, zone)
        values = {"workspace": person.workspace, "user": person.user, "day": day, "shown_at": at, "zone": zone}
        await session.execute(insert_ignoring(session, DayShown, values | {"acts": 0}))
        shown = await session.get_one(DayShown, (*person, day), with_for_update=True)
        shown.acts += 1
        return day

    async def take_back(self, session: AsyncSession, person: PersonId, day: date) -> None:
        """One act of this day was not meant."""
        shown = await session.get(DayShown, (*person, day), with_for_update=True)
        if shown is None:
            return
        shown.acts -= 1
        if shown.acts <= 0:
            await session.delete(shown)
