"""Everything that the Home tab shows, read from whoever owns it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buddies.service import BuddyService
from bot.chats.service import ChatService
from bot.connecting.service import ConnectingService
from bot.home.rules import Seen
from bot.ids import PersonId
from bot.journal.service import JournalService
from bot.notes.service import NoteService
from bot.people.service import person_row
from bot.plans.service import PlanService
from bot.starts.service import StartService
from bot.streaks.rules import Mode
from bot.streaks.service import StreakService, today_for

SENTENCES = 3
"""So many of the last sentences stand there."""


class HomeService:
    """Reads, and owns nothing. What it reads costs the same after ten years."""

    def __init__(
        self,
        starts: StartService,
        plans: PlanService,
        chats: ChatService,
        *,
        buddies: BuddyService,
        notes: NoteService,
        streaks: StreakService,
        journal: JournalService,
        connecting: ConnectingService,
    ) -> None:
        self._starts = starts
        self._plans = plans
        self._chats = chats
        self._buddies = buddies
        self._notes = notes
        self._streaks = streaks
        self._journal = journal
        self.switches = journal.switches
        self._connecting = connecting

    async def seen(self, session: AsyncSession, person: PersonId, at: datetime) -> Seen:
        """As it is now."""
        known = await person_row(session, person, holding=True)
        return Seen(
            now=await self._starts.now_within(session, person, at),
            plan=await self._plans.next_for(session, person, at),
            chat=await self._chats.next_for(session, person),
            rests_until=await self._streaks.rests_until(session, person, today_for(known, at)),
            counts=known.days_mode != Mode.OFF,
            look=await self._streaks.look(session, known, at),
            sentences=await self._journal.newest(session, person, SENTENCES),
            buddies=await self._buddies.place(session, person, at),
            switches=self.switches,
            note=await self._notes.setting(session, person),
            connection=await self._connecting.connection_within(session, person),
        )
