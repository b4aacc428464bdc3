"""The outbox rows of plans: the card at the time, its redrawing, and its going; the card that says one is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.ids import PersonId
from bot.ladder.rules import USUAL, Size
from bot.outbox.delivery import Turn
from bot.outbox.kinds import UNFINISHED, Operation
from bot.outbox.kinds import Kind as OutboxKind
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person
from bot.plans.rules import WHOM, Box, Planned, Press, SavedCard, What
from bot.plans.tables import Plan
from bot.prompts.rows import LATER
from bot.prompts.rules import CARD_FOR, DAY, moment
from bot.prompts.tables import Prompt
from bot.streaks.service import today_for

SAVED = OutboxKind("plans.saved", Operation.POST, lives_for=CARD_FOR)
"""The answer to a plan: not counted, since it does not come by itself."""
REDRAW = OutboxKind("plans.redraw", Operation.EDIT)
GONE = OutboxKind("plans.gone", Operation.DELETE)
CARD_REDRAW = OutboxKind("mornings.redraw", Operation.EDIT)
"""A card at its time that is drawn again, also where its plan is changed."""
LOOKS_AGAIN = timedelta(minutes=1)
STANDS = (What.SAVED, What.THEN)
"""What is drawn as long as it stands; anything else is a plain line."""


@dataclass(frozen=True)
class Drawn:
    """A message that is drawn again: its row, what it is drawn as, and what from."""

    row: int
    what: What
    card: SavedCard | None = None


class PlanRows:
    """What clocks can do with plans."""

    def __init__(self, people: PeopleService) -> None:
        self._people = people

    async def for_saved(self, turn: Turn) -> Mapping[int, SavedCard]:
        """Rows that say that a plan is saved. The first message of all tells what this is (CARE 3.1)."""
        found: dict[int, SavedCard] = {}
        for row, plan in await self.plans(turn):
            if plan.saved_row == row.id:
                await self._people.welcome(turn.session, plan.person, turn.at.people)
                found[row.id or 0] = await self.saved(turn.session, plan, turn.at.people)
        return found

    async def for_edits(self, turn: Turn) -> list[tuple[int, Drawn]]:
        """Rows that draw a message again: a card as it stands, or one plain line."""
        drawn = [(row.id or 0, await self._drawn(turn, row)) for row in in_order(turn)]
        return [(row, one) for row, one in drawn if one.card is not None or one.what not in STANDS]

    async def for_gone(self, turn: Turn) -> Mapping[int, int]:
        """Rows that take a message away; a plan whose card that was may be over with it."""
        found: dict[int, int] = {}
        for row in in_order(turn):
            plan_id, card = row.subject.split(":")
            plan, its = await turn.session.get(Plan, plan_id), await turn.session.get(OutboxRow, int(card))
            if its is not None and its.state in UNFINISHED:  # nobody knows yet where it stands
                who = PersonId(row.workspace, row.user)
                await take_away(turn.session, who, row.subject, turn.at.people + LOOKS_AGAIN)
                continue
            found[row.id or 0] = int(card)
            if plan is not None and plan.card_row == int(card):
                plan.card_row = plan.shows = plan.card_size = None
                plan.revision += 1
                await self.forget_if_over(turn.session, plan, turn.at.people)
        return found

    async def redraw(self, session: AsyncSession, plan: Plan, what: str, at: datetime) -> None:
        """The card that says it is saved is drawn as this."""
        await redraw(session, REDRAW, plan, f"{plan.saved_row}:{what}", at)

    async def redraw_card(self, session: AsyncSession, plan: Plan, what: str, at: datetime) -> None:
        """The card at its time is drawn as this."""
        await redraw(session, CARD_REDRAW, plan, f"{plan.card_row}:{what}", at)

    async def say_in_the_evening(self, session: AsyncSession, plan: Plan, row: OutboxRow, at: datetime) -> SavedCard:
        """This row is the card that says it is saved from now on; the one before goes."""
        if plan.saved_row != row.id:
            await self.take_away(session, plan, plan.saved_row, at)
            plan.saved_row, plan.revision = row.id, plan.revision + 1
        return await self.saved(session, plan, at)

    async def take_away(self, session: AsyncSession, plan: Plan, row: int | None, at: datetime) -> None:
        """This message, if there is one, goes at this moment; at the first of several that are owed."""
        if row is not None:
            await take_away(session, plan.person, f"{plan.prompt_id}:{row}", at)

    async def forget_if_over(
        self, session: AsyncSession, plan: Plan, at: datetime, *, but: OutboxRow | None = None
    ) -> None:
        """A plan of which nothing stands and nothing is ahead, `but` what is in hand, is gone, words and all."""
        prompt = await session.get(Prompt, plan.prompt_id)
        if plan.card_row is not None or (prompt is not None and prompt.next_at is not None):
            return
        if await _comes_later(session, plan, but):
            return
        await self.take_away(session, plan, plan.saved_row, at)
        await session.delete(plan)
        if prompt is not None:
            await session.delete(prompt)
        await refresh_home(session, await person_row(session, plan.person), at)

    async def saved(self, session: AsyncSession, plan: Plan, at: datetime) -> SavedCard:
        """The card that says it is saved, as it is drawn."""
        known, prompt = await person_row(session, plan.person), await session.get_one(Prompt, plan.prompt_id)
        row, today = await session.get_one(OutboxRow, plan.saved_row), local_date(known, at)
        if prompt.next_on == today + DAY and not prompt.weekdays:
            await self._says_today_from(session, plan, moment(today + DAY, time(), known.profile.zone))
        return SavedCard(
            press=Press(plan.prompt_id, plan.revision),
            planned=await self.planned(session, plan),
            at=prompt.next_at or at,
            zone=known.profile.zone,
            on=prompt.next_on or today_for(known, at),
            today=today,
            weekdays=prompt.schedule.weekdays,
            is_first=known.welcomed_at is not None and known.welcomed_at >= row.due_at,
        )

    async def planned(self, session: AsyncSession, plan: Plan) -> Planned:
        """What is planned, opened."""
        who, opened = plan.person, self._people.opened
        return Planned(
            task=await opened(session, who, plan.task, Box.TASK),
            after_what=await opened(session, who, plan.after_what, Box.AFTER),
            put_ready=await opened(session, who, plan.put_ready, Box.READY),
            whom=await opened(session, who, plan.with_person, WHOM),
            size=Size.read(plan.size) or USUAL,
        )

    async def _says_today_from(self, session: AsyncSession, plan: Plan, midnight: datetime) -> None:
        """The card that says "Tomorrow" is drawn once more when that is today."""
        subject, slot = f"{plan.prompt_id}:{plan.saved_row}:{What.SAVED}", f"{midnight.timestamp():.0f}"
        await owe(session, Owed(REDRAW, plan.person, subject, midnight, slot=slot))

    async def _drawn(self, turn: Turn, row: OutboxRow) -> Drawn:
        plan_id, number, name = row.subject.split(":")
        what, plan = What(name), await turn.session.get(Plan, plan_id)
        if plan is None or what not in STANDS or plan.saved_row != int(number):
            return Drawn(int(number), what)
        card = await self.saved(turn.session, plan, turn.at.people)
        return Drawn(int(number), what, replace(card, is_default=what is What.THEN))

    async def plans(self, turn: Turn) -> list[tuple[OutboxRow, Plan]]:
        """The rows that are about a plan; a prompt's rows may be about something else."""
        found = [(row, await turn.session.get(Plan, row.subject)) for row in in_order(turn)]
        return [(row, plan) for row, plan in found if plan is not None]


def local_date(known: Person, at: datetime) -> date:
    """What the calendars around them show."""
    return at.astimezone(ZoneInfo(known.profile.zone)).date()


async def plan_for(session: AsyncSession, person: PersonId, day: date) -> Plan | None:
    """What is planned for this day, the first of it; one that comes every week may come before, too."""
    ahead = select(Prompt, Plan).join(Plan, col(Prompt.id) == col(Plan.prompt_id))
    ahead = ahead.where(
        col(Plan.workspace) == person.workspace, col(Plan.user) == person.user, col(Prompt.next_on) <= day
    )
    found = await session.execute(ahead.order_by(col(Prompt.wall_time), col(Prompt.id)))
    return next((plan for prompt, plan in found if prompt.comes_on(day)), None)


def saved_rows() -> Select[int | None]:
    """The rows of cards that say that a plan is saved, which stand as long as it takes."""
    return select(col(Plan.saved_row)).where(col(Plan.saved_row).is_not(None))


async def redraw(session: AsyncSession, kind: OutboxKind, plan: Plan, what: str, at: datetime) -> None:
    await owe(session, Owed(kind, plan.person, f"{plan.prompt_id}:{what}", at, slot=str(plan.revision)))


async def take_away(session: AsyncSession, person: PersonId, subject: str, at: datetime) -> None:
    """The message whose row stands behind the colon goes at this moment."""
    await owe(session, Owed(GONE, person, subject, at, slot=f"{at.timestamp():.0f}"))


async def _comes_later(session: AsyncSession, plan: Plan, but: OutboxRow | None) -> bool:
    later = select(func.count()).where(
        col(OutboxRow.workspace) == plan.workspace,
        col(OutboxRow.user) == plan.user,
        col(OutboxRow.subject) == plan.prompt_id,
        col(OutboxRow.kind) == LATER.name,
        col(OutboxRow.state).in_(UNFINISHED),
        col(OutboxRow.id) != (but.id if but is not None else 0),
    )
    return bool(await session.scalar(later))


def in_order(turn: Turn) -> Iterator[OutboxRow]:
    """One order for all."""
    return iter(sorted(turn.rows, key=lambda row: (row.workspace, row.user, row.id or 0)))
