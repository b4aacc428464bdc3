"""What people can do with a focus block; one method, one transaction."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.breaks.rules import BREAK_MINUTES, checked_line, take_break
from bot.clock import Clock
from bot.courses.rules import Aside, Course, Kind, Outcome, Phase
from bot.database import Database
from bot.focus import rules
from bot.focus.rules import Press
from bot.helpers.rules import Helper
from bot.helpers.service import HelperService
from bot.ids import PersonId
from bot.ladder.rules import Asked, Rung, Size
from bot.ladder.service import LadderService
from bot.people.service import PeopleService, person_row
from bot.sittings.rows import LINE, LINK, PARKED, TASK, WHOM
from bot.sittings.rules import Shown
from bot.sittings.service import Decide, Sittings, Standing, or_again
from bot.sittings.tables import FocusBlock, last_block
from bot.streaks.service import StreakService, today_for

Change: TypeAlias = Callable[[Course, datetime], Course]


class FocusService:
    """Focus blocks, from start to check-in."""

    def __init__(
        self, database: Database, clock: Clock, people: PeopleService, *, streaks: StreakService, sittings: Sittings
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._streaks = streaks
        self._rows = sittings.rows
        self._sittings = sittings
        self._ladder = LadderService()
        self._helpers = HelperService(people)

    async def begin(self, person: PersonId, wanted: Asked) -> Standing:
        """Begin a block, closing one that waits for its check-in. While one runs, changes nothing.

        Raises LengthOutsideError.
        """
        return await or_again(lambda: self._begin(person, wanted))

    async def begin_chat(self, person: PersonId, whom: str, size: Size = rules.CHAT) -> Standing:
        """Begin a chat with somebody, by their Slack user id: a block like any other, and no draft of its size."""
        return await self.begin(person, Asked(size, is_typed=True, whom=whom))

    async def _begin(self, person: PersonId, wanted: Asked) -> Standing:
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            before = await self._sittings.open(session, person, at)
            if before is not None and rules.is_begun(before.course, wanted.size):
                return Standing(person, await self._rows.shown(session, before, at))
            today = today_for(known, at)
            size = wanted.size or await self._ladder.begins_with(session, person, today)
            own = known.settling_minutes
            course = rules.begin_chat(size, at) if wanted.whom else rules.begin(size, own, at)
            block = FocusBlock.of(person, course, today)
            block.counted = await self._streaks.show(session, known, at)
            if not wanted.is_typed:
                block.lowers_draft = await self._ladder.went_smaller(session, person, course.minutes, today)
            block.task = await self._people.seal(session, person, wanted.task, TASK) if wanted.task else None
            block.link = await self._people.seal(session, person, wanted.link, LINK) if wanted.link else None
            block.with_whom = await self._people.seal(session, person, wanted.whom, WHOM) if wanted.whom else None
            await self._sittings.store(session, before, block, at)
            return Standing(person, await self._rows.shown(session, block, at), changed=True)

    async def again(self, person: PersonId, press: Press) -> Standing:
        """Another one: the same size and task, or another chat with the same person, from now."""
        at = self._clock()
        async with self._database.transaction() as session:
            block = await session.get(FocusBlock, press.block_id)
            if block is None or block.person != person or block.revision != press.revision:
                return Standing(person, await self._sittings.shown(session, person, at))
            before = await self._rows.shown(session, block, at)
        size = rules.size_of(before.course)
        return await self.begin(person, Asked(size, before.task, is_typed=True, link=before.link, whom=before.whom))

    async def standing(self, person: PersonId) -> Standing:
        """The open block, brought up to now; none if there is none."""
        at = self._clock()
        async with self._database.transaction() as session:
            return Standing(person, await self._sittings.shown(session, person, at))

    async def shown(self, session: AsyncSession, block: FocusBlock, at: datetime) -> Shown:
        """The block as its card shows it."""
        return await self._rows.shown(session, block, at)

    async def act(self, person: PersonId, press: Press | None, rule: Change) -> Standing:
        """One press or typed word that changes the course of the block, and nothing beside it."""

        async def decide(_: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            return rule(block.course, at)

        return await self._press(person, press, decide)

    async def move_on(self, person: PersonId, press: Press | None) -> Standing:
        """Skip to the task. The second skip in a row drops settling from then on."""

        async def decide(session: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            course = rules.move_on(block.course, at)
            if course.moved_on_by_hand and not block.moved_on_by_hand:
                block.settling_dropped = await self._people.skipped_settling(session, person)
            return course

        return await self._press(person, press, decide)

    async def skip(self, person: PersonId) -> Standing:
        """Typed: the quiet minutes are skipped like by the button, and so is the sentence."""
        shown = (await self.standing(person)).shown
        is_settling = shown is not None and shown.course.phase is Phase.SETTLING
        return await (self.move_on(person, None) if is_settling else self.act(person, None, rules.skip))

    async def keep_settling(self, person: PersonId, press: Press) -> Standing:
        """The quiet minutes stay, after all."""

        async def decide(session: AsyncSession, block: FocusBlock, _: datetime) -> Course:
            block.settling_dropped = False
            await self._people.keep_settling(session, person)
            return rules.touch(block.course)

        return await self._press(person, press, decide)

    async def shrink(self, person: PersonId, press: Press | None, rule: Change) -> Standing:
        """Smaller, or straight to the foot of the ladder: tomorrow's draft may be one rung lower."""

        async def decide(session: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            course = rule(block.course, at)
            is_on_break = Phase.ON_BREAK in (course.phase, block.phase)
            if course.minutes < block.minutes and not is_on_break and course.kind is not Kind.CHAT:
                today = await self._today(session, person, at)
                is_new = await self._ladder.went_smaller(session, person, course.minutes, today)
                block.lowers_draft = block.lowers_draft or is_new
            return course

        return await self._press(person, press, decide)

    async def go_to_the_foot(self, person: PersonId) -> Standing:
        """One breath: of the block that runs, or as a block of its own."""
        try:
            standing = await self.shrink(person, None, rules.go_to_the_foot)
        except rules.NothingRunningError:
            standing = Standing(person, None)
        runs = standing.shown is not None and standing.shown.course.is_running and standing.shown.course.is_block
        if standing.changed or runs:
            return standing
        return await self.begin(person, Asked(Size(0, foot=Rung.BREATH), is_typed=True))

    async def come_back(self, person: PersonId) -> Standing:
        """Back from a break, from a helper, or from having wandered off. Raises NothingRunningError."""
        return await self.act(person, None, rules.back)

    async def break_off(self, person: PersonId, minutes: int | None = None, press: Press | None = None) -> Standing:
        """A short break: of the block that runs, or by itself. Raises BreakLengthError."""

        async def decide(_: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            return take_break(block.course, BREAK_MINUTES if minutes is None else minutes, at)

        return await self._press(person, press, decide, or_pauses=press is None)

    async def help_out(self, person: PersonId, press: Press | None = None, *, worse: bool = False) -> Standing:
        """Too much, Something else, or Worse: the next helper, on the block's card or by itself."""

        async def decide(session: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            today = await self._today(session, person, at)
            if worse and block.helper:
                unwelcome = await self._helpers.worsen(session, person, Helper(block.helper), today)
            else:
                unwelcome = await self._helpers.unwelcome(session, person, today)
            return rules.open_helper(block.course, at, unwelcome)

        return await self._press(person, press, decide, or_pauses=press is None)

    async def remark(self, person: PersonId, aside: Aside) -> bool:
        """Small print on the card that is open: an answer to a typed line. False where none is."""
        try:
            return (await self.act(person, None, lambda course, _: rules.touch(course, aside))).changed
        except rules.NothingRunningError:
            return False

    async def park(self, person: PersonId, block_id: str, words: str) -> Standing:
        """Write a line down for the end of the block. Raises LineTooLongError, BlockOverError."""
        words, at = " ".join(checked_line(words, in_a_box=True).split()), self._clock()
        async with self._database.transaction() as session:
            block = await self._sittings.open(session, person, at)
            if block is None or block.id != block_id or not block.course.is_running:
                raise rules.BlockOverError
            before = await self._people.opened(session, person, block.parked, PARKED)
            lines = [*before.splitlines(), words][-rules.PARKED_LINES :]
            block.parked = await self._people.seal(session, person, "\n".join(lines), PARKED)
            await self._sittings.change(session, block, rules.touch(block.course, Aside.PARKED), at)
            return Standing(person, await self._rows.shown(session, block, at), changed=True)

    async def keep_line(self, person: PersonId, words: str) -> bool:
        """A line typed on a break is shown when they are back. False where none runs. Raises LineTooLongError."""
        at = self._clock()
        async with self._database.transaction() as session:
            block = await self._sittings.open(session, person, at)
            if block is None or block.phase != Phase.ON_BREAK or not block.course.is_block:
                return False
            block.break_line = await self._people.seal(session, person, checked_line(words), LINE)
            await self._sittings.change(session, block, rules.touch(block.course, Aside.LINE_KEPT), at)
            return True

    async def stop(self, person: PersonId, press: Press | None = None) -> Standing:
        """Stop here, by a button or by a command (no press). Raises NothingRunningError."""
        return await self.act(person, press, rules.stop)

    async def end(self, person: PersonId) -> Standing:
        """Stop what runs; where nothing does, only say where things stand."""
        try:
            return await self.stop(person)
        except rules.NothingRunningError:
            return await self.standing(person)

    async def undo(self, person: PersonId, press: Press) -> Standing:
        """It was not meant: the task goes, nothing counts. Raises TooLateToUndoError."""

        async def decide(session: AsyncSession, block: FocusBlock, at: datetime) -> Course:
            course = rules.undo(block.course, at)
            block.task = block.link = block.with_whom = None
            if block.moved_on_by_hand:
                await self._people.unskip_settling(session, person, was_dropped=block.settling_dropped)
            if block.lowers_draft:
                await self._ladder.stays(session, person)
            if block.counted:
                await self._streaks.take_back(session, person, block.day, block.began_at)
            return course

        return await self._press(person, press, decide)

    async def closing(self, session: AsyncSession, person: PersonId, at: datetime) -> FocusBlock | None:
        """The block that a sentence typed now belongs to: the last one, ended not twelve hours ago."""
        block = await last_block(session, person)
        return block if block is not None and rules.can_be_written_to(block.course, at) else None

    async def check_in(self, session: AsyncSession, block: FocusBlock, outcome: Outcome, at: datetime) -> Shown:
        """Close a block with a sentence; one that still runs (a modal left open) ends with it."""
        await self._rows.bring_up(session, block, at)
        await self._streaks.show(session, await person_row(session, block.person), at)
        await self._sittings.change(session, block, rules.checked_in(block.course, outcome, at), at)
        return await self._rows.shown(session, block, at)

    async def ask_keeping(self, session: AsyncSession, block: FocusBlock, line_ts: str | None, at: datetime) -> None:
        """A first sentence came as a line, which stays there: the card asks how long to keep it. None: not any more."""
        block.line_ts = line_ts
        await self._sittings.change(session, block, rules.touch(block.course), at)

    async def _press(
        self, person: PersonId, press: Press | None, decide: Decide, *, or_pauses: bool = False
    ) -> Standing:
        """One press or typed word: done if the card it was on is true now, else answered with where things stand.

        What can be done without a block, too, begins a pause of its own where none runs.
        """
        return await or_again(lambda: self._pressed(person, press, decide, or_pauses=or_pauses))

    async def _pressed(self, person: PersonId, press: Press | None, decide: Decide, *, or_pauses: bool) -> Standing:
        at = self._clock()
        async with self._database.transaction() as session:
            if or_pauses:  # something of theirs may begin: their row is there and held before it does
                await person_row(session, person, holding=True)
            block = await self._sittings.open(session, person, at)
            if or_pauses and (block is None or not block.course.is_running):
                return await self._pause(session, person, block, decide, at)
            if block is None and press is None:
                raise rules.NothingRunningError
            if block is None or (press and press != Press(block.id, block.revision)):
                return await self._sittings.answer_old(session, person, block, at)
            return await self._sittings.decide(session, block, decide, at)

    async def _pause(
        self, session: AsyncSession, person: PersonId, before: FocusBlock | None, decide: Decide, at: datetime
    ) -> Standing:
        """A break or a helper outside a block, on a card of its own."""
        pause = FocusBlock.of(person, rules.begin_pause(at), await self._today(session, person, at))
        pause.follow(await decide(session, pause, at))
        await self._sittings.store(session, before, pause, at)
        return Standing(person, await self._rows.shown(session, pause, at), changed=True)

    async def _today(self, session: AsyncSession, person: PersonId, at: datetime) -> date:
        return today_for(await person_row(session, person), at)
