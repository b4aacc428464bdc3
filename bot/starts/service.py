"""What a start card offers now, and making that smaller or bigger."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.ladder.rules import Size, settling_minutes
from bot.ladder.service import LadderService
from bot.people.rules import Own
from bot.people.service import PeopleService, person_row, refresh_home
from bot.sittings.service import Sittings
from bot.starts.rules import Now, Offer, Step
from bot.streaks.rules import Mode
from bot.streaks.service import today_for


class StartService:
    """Start cards. Nothing begins here."""

    def __init__(self, database: Database, clock: Clock, sittings: Sittings, people: PeopleService) -> None:
        self._database = database
        self._clock = clock
        self._sittings = sittings
        self._people = people
        self._ladder = LadderService()

    async def now(self, person: PersonId) -> Now:
        """The open block, or what a start card offers today."""
        at = self._clock()
        async with self._database.transaction() as session:
            return await self.now_within(session, person, at)

    async def now_within(self, session: AsyncSession, person: PersonId, at: datetime) -> Now:
        """The same, within a transaction of somebody else's."""
        shown = await self._sittings.shown(session, person, at)
        known = await person_row(session, person)
        size = await self._ladder.offered(session, person, today_for(known, at))
        settling = settling_minutes(size.minutes, known.settling_minutes)
        ready_list = await self._people.opened(session, person, known.ready_list, Own.READY_LIST)
        return Now(shown, Offer(size, settling, ready_list), counts=known.days_mode != Mode.OFF)

    async def step(self, person: PersonId, pressed: Size | None, step: Step) -> Now:
        """Smaller, or a bit bigger, than what was pressed. A press on a card that is not true any more steps nowhere;
        a typed word (None) steps from what is offered now."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            today = today_for(known, at)
            offered = await self._ladder.offered(session, person, today)
            if pressed in (None, offered):
                await self._ladder.offer(session, person, step(offered), today)
                await refresh_home(session, known, at)
            return await self.now_within(session, person, at)
