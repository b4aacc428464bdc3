"""The outbox rows of what comes by itself: owed ahead, one at a time, and let through when they may come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.ids import PersonId
from bot.outbox import kinds as outbox
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Operation, Rank, State
from bot.outbox.owing import Owed, insert_ignoring, owe, release
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person
from bot.prompts import rules
from bot.prompts.rules import CARD_FOR, DAY, LATE, Kind
from bot.prompts.tables import Prompt, Prompting
from bot.sittings.tables import FocusBlock, open_block
from bot.streaks.service import StreakService, today_for

CARDS = {
    kind: outbox.Kind(f"prompts.{kind.value}", Operation.POST, lives_for=lives_for, rank=Rank.PLAN)
    for kind, lives_for in (
        (Kind.PLAN, CARD_FOR),
        (Kind.CHAT, CARD_FOR),
        (Kind.EVENING, DAY),
        (Kind.LOOK_BACK, DAY),
    )
}
"""An evening card comes until midnight, which `_is_welcome` knows."""
LATER = outbox.Kind("prompts.later", Operation.POST, lives_for=CARD_FOR, rank=Rank.PLAN)
"""A planned card that was asked for again, later the same day."""
ALL = (*CARDS.values(), LATER)
FIRST_OF_ALL = (CARDS[Kind.CHAT].name, LATER.name)
"""What somebody counts on: kept before anything else where the day has no room for all."""
UNTIL_MIDNIGHT = (Kind.EVENING, Kind.LOOK_BACK)


@dataclass(frozen=True)
class Coming:
    """A prompt whose card is said now: `row` is its outbox row, `at` when it was meant for."""

    prompt: Prompt
    row: int
    at: datetime
    is_late: bool


class PromptRows:
    """What clocks can do with what comes by itself."""

    def __init__(self, people: PeopleService, streaks: StreakService) -> None:
        self._people = people
        self._streaks = streaks

    async def owe_next(self, session: AsyncSession, prompt: Prompt, known: Person, now: datetime) -> None:
        """Its next occurrence is owed, unless it is already; none where none is ahead."""
        found = rules.following(prompt.schedule, prompt.came_on, now, known.profile.zone)
        if found == prompt.ahead:
            return
        prompt.next_on, prompt.next_at = (found.on, found.at) if found else (None, None)
        if found is not None:
            slot = f"{found.on}.{prompt.revision}"
            await owe(session, Owed(CARDS[Kind(prompt.kind)], prompt.person, prompt.id, found.at, slot=slot))

    async def take_back(self, session: AsyncSession, prompt: Prompt, kinds: tuple[outbox.Kind, ...] = ALL) -> None:
        """Nothing of these kinds that is ahead of it comes any more."""
        prompt.revision += 1
        prompt.next_on = prompt.next_at = None
        await release(session, prompt.person, prompt.id, kinds)

    async def owe_later(self, session: AsyncSession, prompt: Prompt, at: datetime) -> None:
        """Its card comes once more, at this moment."""
        await owe(session, Owed(LATER, prompt.person, prompt.id, at, slot=f"{at.timestamp():.0f}.{prompt.revision}"))

    async def bring_up(self, session: AsyncSession, prompt: Prompt, known: Person, now: datetime) -> None:
        """What is past came, or was let go; the next one is owed."""
        if prompt.next_at is not None and prompt.next_at <= now:
            prompt.came_on = prompt.next_on
            await self.owe_next(session, prompt, known, now)
            await refresh_home(session, known, now)

    async def coming(self, turn: Turn) -> Mapping[int, Coming]:
        """Rows whose cards may come now. A row left out is let go: nothing comes instead of it, and none later."""
        found: dict[int, Coming] = {}
        for row in sorted(turn.rows, key=lambda row: (row.workspace, row.user)):
            prompt = await turn.session.get(Prompt, row.subject, with_for_update=True)
            if prompt is None or row.id is None:
                continue
            known, now = await person_row(turn.session, prompt.person), turn.at.people
            await self.bring_up(turn.session, prompt, known, now)
            if await self._may_come(turn.session, prompt, row, now):
                found[row.id] = Coming(prompt, row.id, row.due_at, now - row.due_at > LATE)
        return found

    async def reserved(self, session: AsyncSession, known: Person, now: datetime) -> int:
        """How much comes today, now or later, that goes before anything else and is not counted yet."""
        ahead = (
            select(col(OutboxRow.due_at))
            .join(Prompt, col(Prompt.id) == col(OutboxRow.subject))
            .where(
                col(OutboxRow.workspace) == known.workspace,
                col(OutboxRow.user) == known.user,
                col(OutboxRow.kind).in_(FIRST_OF_ALL),
                col(OutboxRow.state).in_((State.DUE, State.CLAIMED)),
                col(OutboxRow.due_at) >= now - CARD_FOR,
                col(OutboxRow.due_at) <= now + 2 * DAY,
                col(Prompt.counted).is_distinct_from(col(OutboxRow.id)),
            )
        )
        today = today_for(known, now)
        return sum(today_for(known, due) == today for due in await session.scalars(ahead))

    async def _may_come(self, session: AsyncSession, prompt: Prompt, row: OutboxRow, now: datetime) -> bool:
        known, prompting = await person_row(session, prompt.person), await prompting_of(session, prompt.person)
        today = today_for(known, now)
        if not await self._is_welcome(session, prompt, row, now):
            return False
        if prompt.counted == row.id:  # Slack wanted it later, and it was counted then
            return True
        goes_first = row.kind in FIRST_OF_ALL
        if not rules.has_room(prompting.budget, today, 0 if goes_first else await self.reserved(session, known, now)):
            return False
        prompting.follow(rules.came(prompting.budget, today))
        prompt.counted, prompting.said_at = row.id, now
        return True

    async def _is_welcome(self, session: AsyncSession, prompt: Prompt, row: OutboxRow, now: datetime) -> bool:
        """Whether it is the time for it: not at work, not resting, not done for today, not one of many after an
        outage."""
        person, known = prompt.person, await person_row(session, prompt.person)
        zone, today = ZoneInfo(known.profile.zone), today_for(known, now)
        block = await open_block(session, person)
        if block is not None and block.runs_at(now):
            return False
        if await self._streaks.rests_until(session, person, today) is not None:
            return False
        if not prompt.is_promised and await _is_done_for_today(session, known, now):
            return False
        if prompt.kind in UNTIL_MIDNIGHT and now.astimezone(zone).date() != row.due_at.astimezone(zone).date():
            return False
        is_late = now - row.due_at > LATE and prompt.counted != row.id
        return not is_late or (block is None and not await self._something_else_comes(session, row, now))

    async def _something_else_comes(self, session: AsyncSession, row: OutboxRow, now: datetime) -> bool:
        """After an outage one message comes at most, about now: a chat before anything else, else the newest."""
        prompting = await prompting_of(session, PersonId(row.workspace, row.user))
        if prompting.said_at is not None and prompting.said_at >= row.due_at:
            return True
        waiting = select(OutboxRow).where(
            col(OutboxRow.workspace) == row.workspace,
            col(OutboxRow.user) == row.user,
            col(OutboxRow.kind).in_([kind.name for kind in ALL]),
            col(OutboxRow.state) == State.DUE,
            col(OutboxRow.due_at) <= now,
            col(OutboxRow.id) != row.id,
        )
        return any(_goes_before(other, row, now) for other in await session.scalars(waiting))


async def prompting_of(session: AsyncSession, person: PersonId) -> Prompting:
    """The person's budget, made if there is none; their own row is held."""
    made = Prompting(workspace=person.workspace, user=person.user)
    await session.execute(insert_ignoring(session, Prompting, made.model_dump()))
    return await session.get_one(Prompting, person)


async def _is_done_for_today(session: AsyncSession, known: Person, now: datetime) -> bool:
    done = select(func.count()).where(
        col(FocusBlock.workspace) == known.workspace,
        col(FocusBlock.user) == known.user,
        col(FocusBlock.began_at) > now - timedelta(days=3),
        col(FocusBlock.day) == today_for(known, now),
        col(FocusBlock.done_for_today),
    )
    return bool(await session.scalar(done))


def _goes_before(other: OutboxRow, row: OutboxRow, now: datetime) -> bool:
    """Whether `other`, which waits too, is said instead of `row`."""
    lives_for = next(kind.lives_for for kind in ALL if kind.name == other.kind)
    if lives_for is not None and now > other.due_at + lives_for:
        return False
    return _weight(other) > _weight(row)


def _weight(row: OutboxRow) -> tuple[bool, datetime, int]:
    return row.kind == CARDS[Kind.CHAT].name, row.due_at, row.id or 0


__all__: Sequence[str] = ("ALL", "CARDS", "LATER", "Coming", "PromptRows", "prompting_of")
