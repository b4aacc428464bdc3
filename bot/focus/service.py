"""What people and clocks can do with a focus block; one method, one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.focus import rules
from bot.focus.rows import END, EXPIRE, REDRAW, SWITCH, TASK, UNDO_ENDS, BlockRows
from bot.focus.rules import Asked, Course, Outcome, Phase, Press, Shown
from bot.focus.tables import FocusBlock, last_block, open_block
from bot.ids import PersonId
from bot.outbox.owing import Owed, owe, release
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.streaks.service import StreakService

TASK_KEPT_FOR = timedelta(days=7)
BLOCK_KEPT_FOR = timedelta(days=30)

Change: TypeAlias = Callable[[Course, datetime], Course]
Then: TypeAlias = Callable[[AsyncSession, FocusBlock], Awaitable[None]]


@dataclass(frozen=True)
class Standing:
    """Where things stand, for an answer; `changed` tells whether the press or command did something now."""

    shown: Shown | None
    changed: bool = False


class FocusService:
    """Focus blocks, from start to check-in."""

    def __init__(
        self, database: Database, clock: Clock, people: PeopleService, *, streaks: StreakService, rows: BlockRows
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._streaks = streaks
        self._rows = rows

    async def begin(self, person: PersonId, wanted: Asked) -> Standing:
        """Begin a block, closing one that waits for its check-in. While one runs, changes nothing.

        Raises LengthOutsideError.
        """
        try:
            return await self._begin(person, wanted)
        except IntegrityError:  # another start of theirs was a moment sooner: one open block, says the index
            return await self._begin(person, wanted)

    async def _begin(self, person: PersonId, wanted: Asked) -> Standing:
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            running = await self._open_block(session, person, at)
            if running is not None and running.course.is_running:
                return Standing(await self._rows.shown(session, running, at))
            minutes = rules.DEFAULT_MINUTES if wanted.minutes is None else wanted.minutes
            course = rules.begin(minutes, known.settling_minutes, at)
            if running is not None:
                await self._change(session, running, rules.close(running.course, Outcome.SKIPPED), at)
                await session.flush()
            block = await self._store(session, person, course, wanted, at)
            await self._rows.owe_the_clock(session, block)
            await refresh_home(session, known, at)
            return Standing(await self._rows.shown(session, block, at), changed=True)

    async def again(self, person: PersonId, press: Press) -> Standing:
        """Another one: the same minutes and task, from now."""
        at = self._clock()
        async with self._database.transaction() as session:
            block = await session.get(FocusBlock, press.block_id)
            if block is None or block.person != person or block.revision != press.revision:
                return Standing(await self.shown_now(session, person, at))
            before = await self._rows.shown(session, block, at)
        return await self.begin(person, Asked(before.minutes, before.task))

    async def standing(self, person: PersonId) -> Standing:
        """The open block, brought up to now; none if there is none."""
        at = self._clock()
        async with self._database.transaction() as session:
            return Standing(await self.shown_now(session, person, at))

    async def shown(self, session: AsyncSession, block: FocusBlock, at: datetime) -> Shown:
        """The block as its card shows it."""
        return await self._rows.shown(session, block, at)

    async def shown_now(self, session: AsyncSession, person: PersonId, at: datetime) -> Shown | None:
        """The open block within a transaction of somebody else's, brought up to now."""
        block = await self._open_block(session, person, at)
        return await self._rows.shown(session, block, at) if block else None

    async def move_on(self, person: PersonId, press: Press) -> Standing:
        """Skip to the task. The second skip in a row drops settling from then on."""

        async def dropped(session: AsyncSession, block: FocusBlock) -> None:
            await release(session, person, block.id, (SWITCH,))
            block.settling_dropped = await self._people.skipped_settling(session, person)

        return await self._press(person, press, rules.move_on, dropped)

    async def keep_settling(self, person: PersonId, press: Press) -> Standing:
        """The quiet minutes stay, after all."""

        async def kept(session: AsyncSession, block: FocusBlock) -> None:
            block.settling_dropped = False
            await self._people.keep_settling(session, person)

        return await self._press(person, press, rules.touch, kept)

    async def wander(self, person: PersonId, press: Press) -> Standing:
        """Wandered off: noted on the card, counted nowhere."""
        return await self._press(person, press, rules.wander)

    async def hint(self, person: PersonId) -> bool:
        """A line that is not understood came while a block runs: its card says what is. False where none runs."""
        at = self._clock()
        async with self._database.transaction() as session:
            block = await self._open_block(session, person, at)
            if block is None or not block.course.is_running:
                return False
            block.hinted = True
            await self._change(session, block, rules.touch(block.course, at), at)
            return True

    async def stop(self, person: PersonId, press: Press | None = None) -> Standing:
        """Stop here, by a button or by a command (no press). Raises NothingRunningError."""

        async def released(session: AsyncSession, block: FocusBlock) -> None:
            await release(session, person, block.id, (END,))
            await owe(session, Owed(EXPIRE, person, block.id, block.course.expires_at, slot="stopped"))

        return await self._press(person, press, rules.stop, released)

    async def end(self, person: PersonId) -> Standing:
        """Stop what runs; where nothing does, only say where things stand."""
        try:
            return await self.stop(person)
        except rules.NothingRunningError:
            return await self.standing(person)

    async def undo(self, person: PersonId, press: Press) -> Standing:
        """It was not meant: the task goes, nothing counts. Raises TooLateToUndoError."""

        async def removed(session: AsyncSession, block: FocusBlock) -> None:
            block.task = None
            if block.moved_on_by_hand:
                await self._people.unskip_settling(session, person, was_dropped=block.settling_dropped)
            await self._streaks.take_back(session, person, block.day)
            await release(session, person, block.id, (SWITCH, END, UNDO_ENDS, EXPIRE))

        return await self._press(person, press, rules.undo, removed)

    async def end_quietly(self, session: AsyncSession, person: PersonId, at: datetime) -> int:
        """End what was open at that moment, without a word and without a question; its card becomes a plain line.

        Returns the whole minutes that were left, rounded up (CARE 5).
        """
        block = await self._open_block(session, person, at)
        if block is None or block.began_at > at:
            return 0
        left = rules.minutes_left(block.course, at)
        await release(session, person, block.id, (SWITCH, END, UNDO_ENDS))
        ended = rules.stop(block.course, at) if block.course.is_running else block.course
        await self._change(session, block, rules.close(ended, Outcome.SKIPPED), at)
        return left

    async def skip_check_in(self, person: PersonId, press: Press) -> Standing:
        """No sentence: the same as one."""
        return await self._press(person, press, lambda course, _: rules.close(course, Outcome.SKIPPED))

    async def closing(self, session: AsyncSession, person: PersonId, at: datetime) -> FocusBlock | None:
        """The block that a sentence typed now belongs to: the last one, ended not twelve hours ago."""
        block = await last_block(session, person)
        return block if block is not None and rules.can_be_written_to(block.course, at) else None

    async def check_in(self, session: AsyncSession, block: FocusBlock, outcome: Outcome, at: datetime) -> Shown:
        """Close a block with a sentence; one that still runs (a modal left open) ends with it."""
        await self._rows.bring_up(session, block, at)
        if block.course.is_running:
            await release(session, block.person, block.id, (SWITCH, END))
        await self._change(session, block, rules.checked_in(block.course, outcome, at), at)
        return await self._rows.shown(session, block, at)

    async def forget_old(self, session: AsyncSession, now: datetime) -> None:
        """Tasks go 7 days after their block, blocks after 30."""
        ended = col(FocusBlock.ended_at)
        await session.execute(update(FocusBlock).where(ended <= now - TASK_KEPT_FOR).values(task=None))
        await session.execute(delete(FocusBlock).where(ended <= now - BLOCK_KEPT_FOR))

    async def _press(
        self,
        person: PersonId,
        press: Press | None,
        change: Change,
        then: Then | None = None,
    ) -> Standing:
        """One press or typed word: done if the card it was on is true now, else answered with where things stand."""
        at = self._clock()
        async with self._database.transaction() as session:
            block = await self._open_block(session, person, at)
            if block is None and press is None:
                raise rules.NothingRunningError
            if block is None or (press and press != Press(block.id, block.revision)):
                return await self._answer_old(session, person, block, at)
            changed = change(block.course, at)
            if changed != block.course:
                await self._change(session, block, changed, at)
                if then is not None:
                    await then(session, block)
            return Standing(await self._rows.shown(session, block, at), changed=True)

    async def _answer_old(
        self, session: AsyncSession, person: PersonId, block: FocusBlock | None, at: datetime
    ) -> Standing:
        """A press on a card that is not true any more; a Home tab that showed it is drawn again."""
        if (known := await session.get(Person, person)) is not None:
            await refresh_home(session, known, at)
        return Standing(await self._rows.shown(session, block, at) if block else None)

    async def _open_block(self, session: AsyncSession, person: PersonId, at: datetime) -> FocusBlock | None:
        await hold(session, person)
        block = await open_block(session, person)
        if block is not None:
            await self._rows.bring_up(session, block, at)
        return block if block is not None and block.phase != Phase.CLOSED else None

    async def _store(
        self, session: AsyncSession, person: PersonId, course: Course, wanted: Asked, at: datetime
    ) -> FocusBlock:
        minutes = round((course.ends_at - course.began_at) / timedelta(minutes=1))
        zone = (await person_row(session, person)).profile.zone
        day = await self._streaks.show(session, person, zone, at)
        block = FocusBlock(workspace=person.workspace, user=person.user, day=day, minutes=minutes, **vars(course))
        if wanted.task:
            block.task = await self._people.seal(session, person, wanted.task, TASK)
        session.add(block)
        await session.flush()
        return block

    async def _change(self, session: AsyncSession, block: FocusBlock, course: Course, at: datetime) -> None:
        block.follow(course)
        await owe(session, Owed(REDRAW, block.person, block.id, at, slot=str(course.revision)))
        await refresh_home(session, await person_row(session, block.person), at)
