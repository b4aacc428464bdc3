"""What whoever is told can do: one 👍, which waits until the end; and what of pings is kept, for how long."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.buddies.tables import Buddy
from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import REDRAW
from bot.outbox.owing import Owed, owe
from bot.people.service import hold, refresh_home
from bot.pings.rules import What
from bot.pings.tables import PingDay, Pinged
from bot.switches.rules import NOTHING_SET, Switches

KEPT_FOR = timedelta(days=2)
"""As long as it counts for a day, wherever somebody is."""
LONGEST = timedelta(days=30)
"""Of a sitting that nobody ends; its own row goes then."""


class PingService:
    """The other side of a ping."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def thumb(self, reader: PersonId, ping_id: str) -> str | None:
        """A 👍 for somebody, who sees it on the card at the end and not before. Gives their Slack id; None where it
        comes too late for that, or is about nothing of the reader's."""
        at = self._clock()
        async with self._database.transaction() as session:
            seen = await session.get(Pinged, ping_id)
            if seen is None or seen.reader != reader:
                return None
            sender = await hold(session, seen.person)
            pinged = await session.get(Pinged, ping_id, with_for_update=True, populate_existing=True)
            if sender is None or pinged is None or not await _is_heard(session, pinged):
                return None
            if not pinged.thumbed and pinged.what == What.DONE:  # the card at the end stands already
                await owe(session, Owed(REDRAW, pinged.person, pinged.sitting_id, at, slot=secrets.token_hex(8)))
                await refresh_home(session, sender, at)
            pinged.thumbed = True
            return pinged.user


async def _is_heard(session: AsyncSession, pinged: Pinged) -> bool:
    """Whether there is, or will be, a card that shows it, and the two still agree."""
    link = await session.get(Buddy, pinged.link_id)
    return link is not None and not link.is_over and pinged.has_end and not pinged.is_over


async def forget_old(session: AsyncSession, now: datetime, switches: Switches = NOTHING_SET) -> None:
    """What was said of a sitting that is over goes two days after it began, or sooner where whoever runs it says so;
    how many messages a day had, when that day is over everywhere."""
    begun = col(Pinged.begun_at)
    is_old = (begun <= now - switches.at_most(KEPT_FOR)) & col(Pinged.is_over) | (begun <= now - LONGEST)
    await session.execute(delete(Pinged).where(is_old))
    await session.execute(delete(PingDay).where(col(PingDay.day) <= (now - KEPT_FOR).date()))
