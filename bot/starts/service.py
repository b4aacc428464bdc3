"""What a start card offers now, and making that smaller or bigger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.ladder.rules import USUAL, Size, settling_minutes
from bot.ladder.service import LadderService
from bot.people.service import person_row, refresh_home
from bot.sittings.rows import READY, BlockRows
from bot.sittings.rules import Shown
from bot.sittings.service import Sittings
from bot.streaks.rules import focus_date

Step: TypeAlias = Callable[[Size], Size]


@dataclass(frozen=True)
class Offer:
    """What a start card shows: a size, its quiet minutes, and what the person puts ready before."""

    size: Size = USUAL
    settling: int = 5
    ready_list: str = ""


@dataclass(frozen=True)
class Now:
    """What a person can do now: a block that is open, or an offer."""

    shown: Shown | None
    offer: Offer


class StartService:
    """Start cards. Nothing begins here."""

    def __init__(self, database: Database, clock: Clock, sittings: Sittings) -> None:
        self._database = database
        self._clock = clock
        self._sittings = sittings
        self._rows: BlockRows = sittings.rows
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
        size = await self._ladder.offered(session, person, focus_date(at, known.profile.zone))
        settling = settling_minutes(size.minutes, known.settling_minutes)
        return Now(shown, Offer(size, settling, await self._rows.opened(session, person, known.ready_list, READY)))

    async def step(self, person: PersonId, pressed: Size | None, step: Step) -> Now:
        """Smaller, or a bit bigger, than what was pressed. A press on a card that is not true any more steps nowhere;
        a typed word (None) steps from what is offered now."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            today = focus_date(at, known.profile.zone)
            offered = await self._ladder.offered(session, person, today)
            if pressed in (None, offered):
                await self._ladder.offer(session, person, step(offered), today)
                await refresh_home(session, known, at)
            return await self.now_within(session, person, at)
