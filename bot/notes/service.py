"""Picking a channel and a name, turning the note off; and what of it is kept."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.notes.rows import IN_A_CHANNEL, NAME, NoteRows
from bot.notes.rules import NAME_CHARACTERS, NO_NOTE, REFUSED_FOR_GOOD, Setting
from bot.notes.tables import ChannelNote, Noted, new_id
from bot.outbox.kinds import State
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.switches.rules import NOTHING_SET, SwitchedOffError, Switches

KEPT_FOR = timedelta(days=2)
LONGEST = timedelta(days=30)
"""Of a sitting that nobody ends; its own row goes then."""

AskName: TypeAlias = Callable[[PersonId], Awaitable[str]]
"""Asks Slack what somebody is called there; empty where it does not say soon."""


class NoteService:
    """The channel note of one person."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        rows: NoteRows,
        called: AskName,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._rows = rows
        self._ask_name = called
        self._switches = switches

    async def now(self, person: PersonId) -> Setting:
        """As it is; where there is none, drafted with the name that Slack calls them by. Raises SwitchedOffError."""
        self._check_offered()
        async with self._database.transaction() as session:
            setting = await self.setting(session, person)
        return setting if setting.channel else Setting(name=(await self._ask_name(person))[:NAME_CHARACTERS])

    async def setting(self, session: AsyncSession, person: PersonId) -> Setting:
        """As it is, for the Home tab."""
        note = await session.get(ChannelNote, person)
        if note is None:
            return NO_NOTE
        return Setting(note.channel, await self._people.opened(session, person, note.name, NAME))

    async def turn_on(self, person: PersonId, wished: Setting) -> None:
        """From the next block on it goes there, under this name. Raises SwitchedOffError."""
        self._check_offered()
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            name = await self._people.seal(session, person, wished.name, NAME)
            note = await session.get(ChannelNote, person)
            if note is None:
                session.add(ChannelNote(**person._asdict(), channel=wished.channel, name=name))
            else:
                if note.channel != wished.channel:
                    await self._rows.take_away(session, note, at)
                    note.id, note.channel = new_id(), wished.channel
                note.name = name
            await refresh_home(session, known, at)

    async def turn_off(self, person: PersonId) -> None:
        """Nothing more goes there, and what stands of a block that is not over is taken away."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            if (note := await session.get(ChannelNote, person)) is not None:
                await self._rows.take_away(session, note, at)
                await session.delete(note)
                await refresh_home(session, known, at)

    async def refused(self, row: OutboxRow, reason: str) -> None:
        """Slack would not have something in a channel: where it never will, the note is off."""
        if reason not in REFUSED_FOR_GOOD:
            return
        async with self._database.transaction() as session:
            await hold(session, PersonId(row.workspace, row.user))
            noted = await session.get(Noted, row.subject)
            if noted is not None:
                await self._rows.turn_off(session, noted, self._clock())

    async def chores(self) -> None:
        """Refusals that nobody heard, since the process died meanwhile; and what is old."""
        kinds = [kind.name for kind in IN_A_CHANNEL]
        refused = select(OutboxRow).where(col(OutboxRow.kind).in_(kinds), col(OutboxRow.state) == State.SET_ASIDE)
        async with self._database.transaction() as session:
            rows = (await session.scalars(refused)).all()
        for row in rows:
            await self.refused(row, row.reason or "")
        async with self._database.transaction() as session:
            await forget_old(session, self._clock(), self._switches)

    def _check_offered(self) -> None:
        """Whoever runs this may have switched off that others are told; the way out stays open."""
        if not self._switches.offers_buddies:
            raise SwitchedOffError


async def forget_old(session: AsyncSession, now: datetime, switches: Switches) -> None:
    """What was said of a sitting that is over goes two days after it began, or sooner where whoever runs it says so."""
    begun = col(Noted.begun_at)
    is_old = (begun <= now - switches.at_most(KEPT_FOR)) & col(Noted.is_over) | (begun <= now - LONGEST)
    await session.execute(delete(Noted).where(is_old))
