"""The outbox rows a focus block owes: which there are, when each comes due, and what it still has to say then.

A seventh file beside the six: people act through `service`, clocks through this; both bring the block up to the present
with the same rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.courses import rules
from bot.courses.rules import Clock, Course, Due, Outcome, Phase, Step
from bot.helpers.rules import Helper
from bot.notes.rows import NoteRows
from bot.outbox.delivery import Turn
from bot.outbox.kinds import REDRAW, Kind, Operation
from bot.outbox.owing import Owed, forget, owe, release
from bot.outbox.tables import OutboxRow
from bot.people.rules import Own
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person
from bot.pings.rows import PingRows
from bot.presence.rows import PresenceRows
from bot.sittings.rules import Shown
from bot.sittings.tables import FocusBlock, begun_so_far, has_told_days, open_block
from bot.streaks.rules import Days, Mode
from bot.streaks.service import StreakService
from bot.switches.rules import NOTHING_SET, Switches

FIRST = Kind("focus.first", Operation.POST, lives_for=rules.CHECK_IN_FOR)
RETIRE = Kind("focus.retire", Operation.EDIT)
BY_CLOCK = {
    Clock.SWITCH: Kind("focus.switch", Operation.POST, lives_for=rules.CHECK_IN_FOR),
    Clock.BREAK_OVER: Kind("focus.break_over", Operation.POST, lives_for=rules.CHECK_IN_FOR),
    Clock.END: Kind("focus.end", Operation.POST, lives_for=rules.CHECK_IN_FOR),
    Clock.HELPER_DONE: Kind("focus.helper_done", Operation.EDIT),
    Clock.BREATH_DONE: Kind("focus.breath_done", Operation.EDIT),
    Clock.UNDO_ENDS: Kind("focus.undo_ends", Operation.EDIT),
    Clock.EXPIRE: Kind("focus.expire", Operation.EDIT),
}
"""A card that is the newest of an open block is never too late before the block is: without it there is no way out."""
CLOCKS = {kind.name: clock for clock, kind in BY_CLOCK.items()}
CARDS = (FIRST, *(kind for kind in BY_CLOCK.values() if kind.operation is Operation.POST))
LIVE_EDITS = (REDRAW, *(kind for kind in BY_CLOCK.values() if kind.operation is Operation.EDIT))
FOLLOWS = {Clock.SWITCH: Phase.SETTLING, Clock.BREAK_OVER: Phase.ON_BREAK, Clock.END: Phase.WORKING}
"""Which phase the card was in that a new one follows."""

OFFERS_EVENING_AFTER = 2
"""Blocks."""

TASK, LINK, WHOM, LINE, PARKED = "task", "link", "whom", "line", "parked"
"""The purposes that a person's words are sealed for."""


@dataclass(frozen=True)
class Retired:
    """A card that a newer one followed: the block, the old card's row, and the phase it showed."""

    shown: Shown
    card: int
    phase: Phase


class BlockRows:
    """What clocks can do with a focus block."""

    def __init__(
        self,
        people: PeopleService,
        streaks: StreakService,
        *,
        pings: PingRows,
        notes: NoteRows,
        presence: PresenceRows,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self._people = people
        self._switches = switches
        self._streaks = streaks
        self._pings = pings
        self._notes = notes
        self._presence = presence

    async def for_cards(self, turn: Turn) -> Mapping[int, Shown]:
        """Rows that post a card: their blocks brought up to now. A row left out has nothing left to say."""
        wanted: dict[int, Shown] = {}
        for row, block in await self._blocks(turn):
            assert row.id is not None
            if not may_post(row, block.course, turn.at.people) or await _is_followed(turn.session, block):
                continue
            is_live = row.id == block.live_card  # it was to go out before, and Slack wanted it later
            if block.live_card is not None and not is_live:
                retired = f"{block.id}:{block.live_card}:{FOLLOWS[CLOCKS[row.kind]]}"
                await owe(turn.session, Owed(RETIRE, block.person, retired, turn.at.people))
            if not is_live:  # the first message of all tells what this is (CARE 3.1)
                block.is_first = block.live_card is None and await self._people.welcome(
                    turn.session, block.person, turn.at.people
                )
            block.live_card = row.id
            await _offer_evening(turn.session, row, block)
            await _tell_days(turn.session, row, block)
            wanted[row.id] = await self.shown(turn.session, block, turn.at.people)
        return wanted

    async def for_edits(self, turn: Turn) -> Mapping[int, tuple[Shown, int]]:
        """Rows that draw the live card again: the block, and the row number of the card."""
        wanted: dict[int, tuple[Shown, int]] = {}
        for row, block in await self._blocks(turn):
            if row.id is not None and block.live_card is not None and changes_something(row.kind, block.course):
                wanted[row.id] = (await self.shown(turn.session, block, turn.at.people), block.live_card)
            if row.kind != REDRAW.name:
                await refresh_home(turn.session, await person_row(turn.session, block.person), turn.at.people)
        return wanted

    async def for_retired(self, turn: Turn) -> Mapping[int, Retired]:
        """Rows that lay down a card that a newer one followed."""
        wanted: dict[int, Retired] = {}
        for row, block in await self._blocks(turn):
            _, card, phase = row.subject.split(":")
            assert row.id is not None
            wanted[row.id] = Retired(await self.shown(turn.session, block, turn.at.people), int(card), Phase(phase))
        return wanted

    async def owe_the_first(self, session: AsyncSession, block: FocusBlock, at: datetime) -> None:
        """The card that the start causes, and all that it will have to say by itself, written with its start."""
        await self._tell(session, block, None, at)
        await owe(session, Owed(FIRST, block.person, _subject(block, 1), block.began_at))
        await self._owe(session, block, list(rules.schedule(block.course)))

    async def follow(self, session: AsyncSession, block: FocusBlock, course: Course, at: datetime) -> None:
        """Stand where the course says: what the clock will have to say changes with it, in one transaction."""
        before, after = list(rules.schedule(block.course)), list(rules.schedule(course))
        await self._stand(session, block, course, at)
        for due in before:
            if due not in after:
                await release(session, block.person, _subject(block, due.card), (BY_CLOCK[due.what],))
        await self._owe(session, block, [due for due in after if due not in before])

    async def bring_up(self, session: AsyncSession, block: FocusBlock, now: datetime) -> None:
        course = rules.catch_up(block.course, now)
        if course == block.course:
            return
        if block.phase == Phase.SETTLING:
            await self._people.settled(session, block.person)
        await self._stand(session, block, course, now)
        await refresh_home(session, await person_row(session, block.person), now)

    async def shown(self, session: AsyncSession, block: FocusBlock, at: datetime) -> Shown:
        """The block as its card shows it."""
        person, course, who = await person_row(session, block.person), block.course, block.person
        phrase = person.own_phrase if course.phase is Phase.SETTLING else None
        own_object = person.own_object if course.helper is Helper.HOLD else None
        return Shown(
            block_id=block.id,
            course=course,
            task=await self._people.opened(session, who, block.task, TASK),
            link=await self._people.opened(session, who, block.link, LINK),
            whom=await self._people.opened(session, who, block.with_whom, WHOM),
            zone=person.profile.zone,
            at=at,
            phrase=await self._people.opened(session, who, phrase, Own.PHRASE),
            own_object=await self._people.opened(session, who, own_object, Own.OBJECT),
            break_line=await self._people.opened(session, who, block.break_line, LINE),
            parked=tuple((await self._people.opened(session, who, block.parked, PARKED)).splitlines()),
            is_first=block.is_first,
            lacks_zone=block.is_first and person.lacks_zone,
            settling_dropped=block.settling_dropped,
            asks_keeping=block.line_ts is not None and self._switches.keeps_sentences,
            offers_evening=person.evening_offered == block.id,
            counts=block.counted and person.days_mode != Mode.OFF,
            days=await self._days(session, person, block),
            switches=self._switches,
            thumb=await self._thumb(session, block),
        )

    async def _days(self, session: AsyncSession, known: Person, block: FocusBlock) -> Days | None:
        """What stays, on the first card of a day that waits for a sentence after the clock's end."""
        is_over = block.phase == Phase.CLOSING and not block.stopped and not block.course.is_on_foot
        waits = is_over and block.line_ts is None
        return await self._streaks.days_on(session, known, block.day) if block.tells_days and waits else None

    async def _thumb(self, session: AsyncSession, block: FocusBlock) -> str:
        """A colleague's 👍 is shown at the end, and never during work."""
        return await self._pings.thumb_of(session, block.id) if block.phase == Phase.CLOSING else ""

    async def _stand(self, session: AsyncSession, block: FocusBlock, course: Course, at: datetime) -> None:
        """Follow the course. With the end goes what the outbox still tells of helpers: when their clocks were done."""
        has_used_helpers, before = block.last_helper is not None, block.course
        block.follow(course)
        await self._tell(session, block, before, at)
        if has_used_helpers and course.phase is Phase.CLOSED:
            await forget(session, block.person, block.id, (BY_CLOCK[Clock.HELPER_DONE],))

    async def _tell(self, session: AsyncSession, block: FocusBlock, before: Course | None, at: datetime) -> None:
        """Whoever follows a sitting from outside hears of its change, in the same transaction."""
        whom = await self._people.opened(session, block.person, block.with_whom, WHOM)
        step = Step(block.person, block.id, block.day, before, block.course, at, whom)
        await self._pings.follow(session, step)
        await self._notes.follow(session, step)
        await self._presence.follow(session, step)

    async def _owe(self, session: AsyncSession, block: FocusBlock, dues: Collection[Due]) -> None:
        slot = str(block.revision)
        for due in dues:
            await owe(session, Owed(BY_CLOCK[due.what], block.person, _subject(block, due.card), due.at, slot=slot))

    async def _blocks(self, turn: Turn) -> list[tuple[OutboxRow, FocusBlock]]:
        theirs = select(FocusBlock).where(col(FocusBlock.id).in_({_block_id(row) for row in turn.rows}))
        found = await turn.session.scalars(theirs.order_by(col(FocusBlock.id)).with_for_update())
        blocks = {block.id: block for block in found}
        for block in blocks.values():
            await self.bring_up(turn.session, block, turn.at.people)
        return [(row, blocks[_block_id(row)]) for row in turn.rows if _block_id(row) in blocks]


async def _offer_evening(session: AsyncSession, row: OutboxRow, block: FocusBlock) -> None:
    """The card at the end of the second block offers a card in the evening, once."""
    person = await person_row(session, block.person)
    if person.evening_offered is not None or row.kind != BY_CLOCK[Clock.END].name:
        return
    if await begun_so_far(session, block.person) >= OFFERS_EVENING_AFTER:
        person.evening_offered = block.id


async def _tell_days(session: AsyncSession, row: OutboxRow, block: FocusBlock) -> None:
    """The first card of a focus day on which a block ended by its clock says what stays."""
    if row.kind != BY_CLOCK[Clock.END].name or not block.counted or not block.course.is_block:
        return
    block.tells_days = block.tells_days or not await has_told_days(session, block.person, block.day)


async def _is_followed(session: AsyncSession, block: FocusBlock) -> bool:
    """Whether something else was begun since: a pause that is over is not told beside it."""
    return block.phase == Phase.CLOSED and await open_block(session, block.person) is not None


def may_post(row: OutboxRow, course: Course, at: datetime) -> bool:
    """Whether this row still posts its card: it is the newest, and there is something on it."""
    is_news = at < row.due_at + rules.LEFT_ALONE_FOR
    says_that_it_is_over = not course.is_block and course.is_break_over and is_news
    return row.subject.endswith(f":{course.cards}") and (course.phase is not Phase.CLOSED or says_that_it_is_over)


def changes_something(kind: str, course: Course) -> bool:
    """Whether this edit is still owed: nothing of an open card changes by the clock once it is closed."""
    if CLOCKS.get(kind) is Clock.EXPIRE:
        return course.outcome is Outcome.EXPIRED
    return kind == REDRAW.name or course.phase is not Phase.CLOSED


def _subject(block: FocusBlock, card: int | None) -> str:
    """What a row is about: a block, or one card of it."""
    return block.id if card is None else f"{block.id}:{card}"


def _block_id(row: OutboxRow) -> str:
    return row.subject.split(":")[0]
