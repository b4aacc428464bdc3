"""A person's size: today's draft, what a start card offers, and what the day after a smaller one drafts."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ids import PersonId
from bot.ladder.rules import Draft, Size, draft_on
from bot.people.service import person_row
from bot.people.tables import Person


class LadderService:
    """Sizes, within the transactions of whoever begins and shrinks."""

    async def drafted(self, session: AsyncSession, person: PersonId, today: date) -> int:
        """Today's draft in minutes: what a block has unless they say."""
        known = await person_row(session, person)
        draft = draft_on(Draft(known.usual_minutes, known.smaller_on), today)
        known.usual_minutes, known.smaller_on = draft.usual_minutes, draft.smaller_on
        return draft.usual_minutes

    async def went_smaller(self, session: AsyncSession, person: PersonId, minutes: int, today: date) -> bool:
        """They went to this size; below the draft, tomorrow's is one rung lower. True if that is new today."""
        if minutes >= await self.drafted(session, person, today):
            return False
        known = await person_row(session, person)
        is_new, known.smaller_on = known.smaller_on != today, today
        return is_new

    async def stays(self, session: AsyncSession, person: PersonId) -> None:
        """What went smaller today was undone: tomorrow's draft is today's."""
        (await person_row(session, person)).smaller_on = None

    async def offered(self, session: AsyncSession, person: PersonId, today: date) -> Size:
        """What a start card offers today: what they chose on one, or else the draft."""
        minutes = await self.drafted(session, person, today)
        known = await person_row(session, person)
        chosen = Size.read(known.offered or "") if known.offered_on == today else None
        return chosen or Size(minutes)

    async def begins_with(self, session: AsyncSession, person: PersonId, today: date) -> Size:
        """What a start without a size is: the one on the start card, where that is minutes, or else the draft."""
        offered = await self.offered(session, person, today)
        return offered if offered.foot is None else Size(await self.drafted(session, person, today))

    async def offer(self, session: AsyncSession, person: PersonId, size: Size, today: date) -> None:
        """They chose this size on a start card. A bigger one than the draft becomes the draft: they raised it."""
        known: Person = await person_row(session, person, holding=True)
        usual = await self.drafted(session, person, today)
        known.offered, known.offered_on = str(size), today
        if size.minutes > usual:
            known.usual_minutes, known.smaller_on = size.minutes, None
