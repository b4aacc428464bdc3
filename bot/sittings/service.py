"""A person's open sitting: held, brought up to now, changed together with what it will have to say."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.courses.rules import Clock, Course, Kind, Outcome, Phase, close
from bot.ids import PersonId
from bot.outbox.kinds import REDRAW
from bot.outbox.owing import Owed, behind, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import hold, person_row, refresh_home
from bot.people.tables import Person
from bot.sittings.rows import BY_CLOCK, BlockRows
from bot.sittings.rules import Shown
from bot.sittings.tables import ID_CHARACTERS, FocusBlock, open_block
from bot.switches.rules import NOTHING_SET, Switches

TASK_KEPT_FOR = timedelta(days=7)
BLOCK_KEPT_FOR = timedelta(days=30)
PAUSE_KEPT_FOR = timedelta(days=1)

Decide: TypeAlias = Callable[[AsyncSession, FocusBlock, datetime], Awaitable[Course]]
"""What a press makes of a block's course; it may change what belongs to it, within the transaction."""


@dataclass(frozen=True)
class Standing:
    """Where things stand, for an answer; `changed` tells whether the press or command did something now."""

    person: PersonId
    shown: Shown | None
    changed: bool = False


class Sittings:
    """Sittings, within the transactions of whoever changes them."""

    def __init__(self, rows: BlockRows) -> None:
        self.rows = rows

    async def open(self, session: AsyncSession, person: PersonId, at: datetime) -> FocusBlock | None:
        """The one that is open, held and brought up to now."""
        await hold(session, person)
        block = await open_block(session, person)
        if block is not None:
            await self.rows.bring_up(session, block, at)
        return block if block is not None and block.phase != Phase.CLOSED else None

    async def shown(self, session: AsyncSession, person: PersonId, at: datetime) -> Shown | None:
        """The open one as its card shows it."""
        block = await self.open(session, person, at)
        return await self.rows.shown(session, block, at) if block else None

    async def store(
        self, session: AsyncSession, before: FocusBlock | None, block: FocusBlock, at: datetime
    ) -> FocusBlock:
        """Write a new one down, with all that it will have to say; what was open before it closes as Skip."""
        if before is not None:
            await self.close(session, before, at)
            await session.flush()
        session.add(block)
        await session.flush()
        await self.rows.owe_the_first(session, block, at)
        await refresh_home(session, await person_row(session, block.person), at)
        return block

    async def close(self, session: AsyncSession, block: FocusBlock, at: datetime) -> None:
        """Close it without a question."""
        closed = close(block.course, Outcome.SKIPPED, ended_at=block.ended_at or at)
        await self.change(session, block, closed, at)

    async def decide(self, session: AsyncSession, block: FocusBlock, decide: Decide, at: datetime) -> Standing:
        """Change it as a press says, if that changes anything."""
        course = await decide(session, block, at)
        is_changed = course != block.course
        if is_changed:
            await self.change(session, block, course, at)
        return Standing(block.person, await self.rows.shown(session, block, at), changed=is_changed)

    async def change(self, session: AsyncSession, block: FocusBlock, course: Course, at: datetime) -> None:
        """Stand where the course says: what the clock will say follows, and the card is drawn again."""
        await self.rows.follow(session, block, course, at)
        await owe(session, Owed(REDRAW, block.person, block.id, at, slot=str(course.revision)))
        await refresh_home(session, await person_row(session, block.person), at)

    async def answer_old(
        self, session: AsyncSession, person: PersonId, block: FocusBlock | None, at: datetime
    ) -> Standing:
        """A press on a card that is not true any more; a Home tab that showed it is drawn again."""
        if (known := await session.get(Person, person)) is not None:
            await refresh_home(session, known, at)
        return Standing(person, await self.rows.shown(session, block, at) if block else None)


async def or_again(act: Callable[[], Awaitable[Standing]]) -> Standing:
    """Done; once more where another start of theirs was a moment sooner: one open block, says the index."""
    try:
        return await act()
    except IntegrityError:
        return await act()


async def forget_old(session: AsyncSession, now: datetime, switches: Switches = NOTHING_SET) -> None:
    """Tasks, and whom a chat was with, go 7 days after their block, blocks after 30, or sooner where whoever runs it
    says so; but not before their cards are laid down. A pause outside a block is not kept beyond a day: from its row it
    could be told that a helper was opened."""
    ended = col(FocusBlock.ended_at)
    forgotten = {"task": None, "link": None, "with_whom": None}
    await session.execute(update(FocusBlock).where(ended <= now - switches.at_most(TASK_KEPT_FOR)).values(forgotten))
    is_pause = col(FocusBlock.kind) == Kind.PAUSE
    over = select(col(FocusBlock.id)).where(is_pause, ended <= now - PAUSE_KEPT_FOR)
    pauses = list(await session.scalars(over))
    await session.execute(delete(OutboxRow).where(func.substr(col(OutboxRow.subject), 1, ID_CHARACTERS).in_(pauses)))
    await session.execute(delete(FocusBlock).where(col(FocusBlock.id).in_(pauses)))
    helpers = col(OutboxRow.kind) == BY_CLOCK[Clock.HELPER_DONE].name  # of one that was in hand when its block closed
    await session.execute(delete(OutboxRow).where(helpers, col(OutboxRow.settled_at) <= now - PAUSE_KEPT_FOR))
    is_old = ended <= now - switches.at_most(BLOCK_KEPT_FOR)
    is_said = tuple_(col(FocusBlock.workspace), col(FocusBlock.user)).not_in(behind(now))
    await session.execute(delete(FocusBlock).where(is_old, is_said))
