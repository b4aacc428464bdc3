"""Removing a person, and the daily chores that keep what the first modal promised."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.buddies import rows as buddies
from bot.buddies.rows import BuddyRows
from bot.chats import rows as chats
from bot.chats.rows import ChatRows
from bot.chats.tables import Chat
from bot.clock import Clock
from bot.connecting.service import ConnectingService, Farewell
from bot.database import Database
from bot.evenings.tables import EveningCard
from bot.helpers import service as helpers
from bot.ids import PersonId
from bot.journal.service import JournalService
from bot.notes import rows as notes
from bot.outbox.claims import said_at
from bot.outbox.owing import behind
from bot.outbox.tables import HandledEvent, OutboxRow
from bot.people.service import PeopleService, hold
from bot.people.tables import Person
from bot.pings import service as pings
from bot.pings.rows import standing_of, standing_with
from bot.plans import rows as plans
from bot.plans.tables import Plan
from bot.sittings import service as sittings
from bot.sittings.tables import open_block
from bot.switches.rules import Switches

ROWS_KEPT_FOR = timedelta(days=30)
EVENTS_KEPT_FOR = timedelta(days=1)


STANDING: Sequence[Any] = (Plan.saved_row, Plan.card_row, EveningCard.card_row, Chat.card_row)
"""Columns with the outbox rows of cards that may stand, beside a block's."""
LAST = ("outbox", "rate_window", "person_key", "person")
"""Removed after all else: what is said of a block as long as there is one, and the row that everybody holds."""


@dataclass(frozen=True)
class Left:
    """What still stands in Slack when every row is gone: cards, each by channel and ts, and a Home tab that was opened.
    `invitations`, sent or got, are messages with buttons, too. `told` is what a colleague was told of a block that
    runs, `noted` what a channel was; `farewell` is for what stands in their own Slack."""

    cards: Sequence[tuple[str, str]] = ()
    has_home: bool = False
    invitations: Sequence[tuple[str, str]] = ()
    told: Sequence[tuple[str, str]] = ()
    noted: Sequence[tuple[str, str]] = ()
    farewell: Farewell | None = None


class Asked(NamedTuple):
    """What one person may have asked another for: it ends when either of them is removed."""

    chats: ChatRows
    buddies: BuddyRows


class PrivacyService:
    """What is kept, and for how long."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        journal: JournalService,
        *,
        asked: Asked,
        connecting: ConnectingService,
        switches: Switches,
        forget: Callable[[PersonId], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._forget = forget
        self._clock = clock
        self._people = people
        self._journal = journal
        self._asked = asked
        self._connecting = connecting
        self._switches = switches

    async def delete(self, person: PersonId) -> Left:
        """Remove every row of this person's, in every table, and so their key. Returns what still stands in Slack.

        Their own row is held first, as by whoever writes something new of theirs: so nothing is left half. Chats that
        others asked them for end, and who knows of whose blocks. What this process holds of them in memory goes last.
        """
        async with self._database.transaction() as session:
            others = await chats.connected(session, person) | await buddies.connected(session, person)
            await self._people.all_at_hand(session, {person, *others})
            left = await _left(session, person, await hold(session, person))
            left = replace(left, farewell=await self._connecting.farewell(session, person))
            await self._asked.chats.leave(session, person, self._clock())
            await self._asked.buddies.leave(session, person, self._clock())
            for table in sorted(SQLModel.metadata.tables.values(), key=_order):
                if (whose := _of(table, person)) is not None:
                    await session.execute(delete(table).where(whose))
        self._forget(person)
        return left

    async def part(self, left: Left) -> None:
        """Their own Slack is left as it was, and the token to it given up."""
        if left.farewell is not None:
            await self._connecting.part(left.farewell)

    async def chores(self) -> None:
        """Once a day: sentences, tasks, blocks and said rows whose time is over."""
        now = self._clock()
        async with self._database.transaction() as session:
            await self._journal.forget_old(session, now)
            await sittings.forget_old(session, now, self._switches)
            await helpers.forget_old(session, now)
            await chats.forget_old(session, now)
            await pings.forget_old(session, now, self._switches)
            await buddies.forget_old(session, now)
            await _forget_said(session, now, self._switches.at_most(ROWS_KEPT_FOR))
            await session.execute(delete(HandledEvent).where(col(HandledEvent.handled_at) <= now - EVENTS_KEPT_FOR))


async def _forget_said(session: AsyncSession, now: datetime, kept_for: timedelta) -> None:
    """What was said so long ago; not the cards that stand, and not before all that is late to somebody is said."""
    stand = (chats.invitations(), buddies.invitations(), plans.saved_rows())
    has_no_card = [col(OutboxRow.id).not_in(rows) for rows in stand]
    is_said = tuple_(col(OutboxRow.workspace), col(OutboxRow.user)).not_in(behind(now))
    is_old = col(OutboxRow.settled_at) <= now - kept_for
    await session.execute(delete(OutboxRow).where(is_old, is_said, *has_no_card))


async def _left(session: AsyncSession, person: PersonId, known: Person | None) -> Left:
    block = await open_block(session, person)
    numbers = {block.live_card} if block is not None else set()
    for card in STANDING:
        theirs = select(card).where(card.class_.workspace == person.workspace, card.class_.user == person.user)
        numbers |= set(await session.scalars(theirs))
    places = await said_at(session, {number for number in numbers if number is not None})
    has_home = known is not None and known.opened_home
    cards = [(place.channel, place.ts) for place in places.values()]
    asked = [*await chats.standing_with(session, person), *await buddies.standing_with(session, person)]
    cards += await standing_with(session, person)
    told, noted = await standing_of(session, person), await notes.standing_of(session, person)
    return Left(cards, has_home, asked, told, noted)


def _order(table: Table) -> int:
    return LAST.index(table.name) if table.name in LAST else -1


def _of(table: Table, person: PersonId) -> ColumnElement[bool] | None:
    """The condition under which a row of this table is the person's; None for a table that holds no one."""
    columns = table.columns
    mine = [columns[name] == person.user for name in ("user", "place", "invited", "buddy") if name in columns]
    return and_(columns["workspace"] == person.workspace, or_(*mine)) if "workspace" in columns and mine else None
