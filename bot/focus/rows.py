"""The outbox rows a focus block owes: which there are, when each comes due, and what it still has to say then.

A seventh file beside the six: people act through `service`, clocks through this; both bring the block up to the present
with the same rule.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.focus import rules
from bot.focus.rules import Course, Outcome, Phase, Shown
from bot.focus.tables import FocusBlock
from bot.ids import PersonId
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind, Operation
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.rules import Profile
from bot.people.service import PeopleService, person_row, refresh_home
from bot.sealing import WrongKeyError

log = logging.getLogger(__name__)

FIRST = Kind("focus.first", Operation.POST, lives_for=rules.CHECK_IN_FOR)
SWITCH = Kind("focus.switch", Operation.POST, lives_for=timedelta(minutes=rules.LONGEST_MINUTES))
END = Kind("focus.end", Operation.POST, lives_for=rules.CHECK_IN_FOR)
REDRAW = Kind("focus.redraw", Operation.EDIT)
UNDO_ENDS = Kind("focus.undo_ends", Operation.EDIT)
EXPIRE = Kind("focus.expire", Operation.EDIT)
RETIRE = Kind("focus.retire", Operation.EDIT)
CARDS = (FIRST, SWITCH, END)
LIVE_EDITS = (REDRAW, UNDO_ENDS, EXPIRE)

TASK = "task"


class BlockRows:
    """What clocks can do with a focus block."""

    def __init__(self, people: PeopleService) -> None:
        self._people = people

    async def for_cards(self, turn: Turn) -> Mapping[int, Shown]:
        """Rows that post a card: their blocks brought up to now. A row left out has nothing left to say."""
        wanted: dict[int, Shown] = {}
        for row, block in await self._blocks(turn):
            assert row.id is not None
            is_live = row.id == block.live_card  # it was to go out before, and Slack wanted it later
            if not may_post(row.kind, block.course, is_live=is_live):
                continue
            if block.live_card is not None and not is_live:
                retired = f"{block.id}:{block.live_card}:{'settling' if row.kind == SWITCH.name else 'working'}"
                await owe(turn.session, Owed(RETIRE, block.person, retired, turn.at.people))
            if not is_live:  # the first message of all tells what this is (CARE 3.1)
                block.is_first = block.live_card is None and await self._people.welcome(
                    turn.session, block.person, turn.at.people
                )
            block.live_card = row.id
            wanted[row.id] = await self.shown(turn.session, block, turn.at.people)
        return wanted

    async def for_edits(self, turn: Turn) -> Mapping[int, tuple[Shown, int]]:
        """Rows that draw the live card again: the block, and the row number of the card."""
        wanted: dict[int, tuple[Shown, int]] = {}
        for row, block in await self._blocks(turn):
            if row.id is not None and block.live_card is not None and changes_something(row.kind, block.course):
                wanted[row.id] = (await self.shown(turn.session, block, turn.at.people), block.live_card)
            if row.kind == UNDO_ENDS.name:
                await refresh_home(turn.session, await person_row(turn.session, block.person), turn.at.people)
        return wanted

    async def for_retired(self, turn: Turn) -> Mapping[int, tuple[Shown, int, Phase]]:
        """Rows that lay down a card that a newer one followed: the block, the old card's row, and its phase."""
        wanted: dict[int, tuple[Shown, int, Phase]] = {}
        for row, block in await self._blocks(turn):
            _, card, phase = row.subject.split(":")
            assert row.id is not None
            wanted[row.id] = (await self.shown(turn.session, block, turn.at.people), int(card), Phase(phase))
        return wanted

    async def owe_the_clock(self, session: AsyncSession, block: FocusBlock) -> None:
        """All that this block will have to say by itself, written with its start."""
        course = block.course
        moments = {FIRST: course.began_at, UNDO_ENDS: course.undo_until, END: course.ends_at, EXPIRE: course.expires_at}
        if course.phase is Phase.SETTLING:
            moments[SWITCH] = course.works_at
        for kind, due_at in moments.items():
            await owe(session, Owed(kind, block.person, block.id, due_at))

    async def bring_up(self, session: AsyncSession, block: FocusBlock, now: datetime) -> None:
        course = rules.catch_up(block.course, now)
        if course == block.course:
            return
        if block.phase == Phase.SETTLING:
            await self._people.settled(session, block.person)
        block.follow(course)
        await refresh_home(session, await person_row(session, block.person), now)

    async def shown(self, session: AsyncSession, block: FocusBlock, at: datetime) -> Shown:
        profile: Profile = (await person_row(session, block.person)).profile
        task = await self._task(session, block)
        return Shown(
            block_id=block.id,
            course=block.course,
            minutes=block.minutes,
            task=task,
            zone=profile.zone,
            at=at,
            is_first=block.is_first,
            settling_dropped=block.settling_dropped,
            hinted=block.hinted,
        )

    async def _task(self, session: AsyncSession, block: FocusBlock) -> str:
        """The task's words. A key that does not open them takes the words from the card, and not the way out."""
        try:
            return await self._people.unseal(session, block.person, block.task, TASK) if block.task else ""
        except WrongKeyError:
            log.error("task_not_opened")  # noqa: TRY400 - the traceback says nothing more
            return ""

    async def _blocks(self, turn: Turn) -> list[tuple[OutboxRow, FocusBlock]]:
        await self._people.all_at_hand(turn.session, {PersonId(row.workspace, row.user) for row in turn.rows})
        theirs = select(FocusBlock).where(col(FocusBlock.id).in_({_block_id(row) for row in turn.rows}))
        found = await turn.session.scalars(theirs.order_by(col(FocusBlock.id)).with_for_update())
        blocks = {block.id: block for block in found}
        for block in blocks.values():
            await self.bring_up(turn.session, block, turn.at.people)
        return [(row, blocks[_block_id(row)]) for row in turn.rows if _block_id(row) in blocks]


def card_now(course: Course) -> str | None:
    """Which kind of row may post this block's card now; a later one makes the earlier ones unneeded."""
    match course.phase:
        case Phase.SETTLING:
            return FIRST.name
        case Phase.WORKING:
            return FIRST.name if course.is_on_its_first_card else SWITCH.name
        case Phase.CLOSING:
            return FIRST.name if course.stopped else END.name
        case Phase.CLOSED:
            return None


def may_post(kind: str, course: Course, *, is_live: bool) -> bool:
    """Whether a row of this kind may post the block's card now; the live card's own row also that it was stopped."""
    return kind == card_now(course) or (is_live and course.phase is Phase.CLOSING and course.stopped)


def changes_something(kind: str, course: Course) -> bool:
    """Whether this edit is still owed: Undo ends on an open card, a card expires if nothing else closed it."""
    if kind == EXPIRE.name:
        return course.outcome is Outcome.EXPIRED
    return kind != UNDO_ENDS.name or course.phase is not Phase.CLOSED


def _block_id(row: OutboxRow) -> str:
    return row.subject.split(":")[0]
