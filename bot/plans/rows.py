"""The outbox rows of plans: the card at the time, its redrawing, and its going; the card that says one is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.ids import PersonId
from bot.ladder.rules import USUAL, Size
from bot.outbox.delivery import Turn
from bot.outbox.kinds import UNFINISHED, Operation
from bot.outbox.kinds import Kind as OutboxKind
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.rules import Own
from bot.people.service import PeopleService, person_row, refresh_home
from bot.plans.rules import WHOM, Box, MorningCard, Planned, Press, SavedCard, Shows, What
from bot.plans.tables import Plan
from bot.prompts.rows import CARDS, LATER, PromptRows
from bot.prompts.rules import CARD_FOR, Kind
from bot.prompts.tables import Prompt
from bot.streaks.service import today_for

SAVED = OutboxKind("plans.saved", Operation.POST, lives_for=CARD_FOR)
"""The answer to a plan: not counted, since it does not come by itself."""
REDRAW = OutboxKind("plans.redraw", Operation.EDIT)
GONE = OutboxKind("plans.gone", Operation.DELETE)
MORNING = (CARDS[Kind.PLAN], LATER)
LOOKS_AGAIN = timedelta(minutes=1)
STANDS = (What.CARD, What.SAVED, What.THEN)
"""What is drawn as long as it stands; anything else is a plain line."""


@dataclass(frozen=True)
class Drawn:
    """A message about a plan that is drawn again: its row, what it is drawn as, and what from; `at` is when it comes
    once more, where a line says so."""

    row: int
    what: What
    card: MorningCard | SavedCard | None
    at: datetime | None = None
    zone: str = "UTC"


class PlanRows:
    """What clocks can do with plans."""

    def __init__(self, people: PeopleService, prompts: PromptRows) -> None:
        self._people = people
        self._prompts = prompts

    async def for_cards(self, turn: Turn) -> Mapping[int, MorningCard]:
        """Rows whose cards come now. What was there of this plan before goes; a plan that is over is forgotten."""
        theirs, at = await self._plans(turn), turn.at.people
        coming = await self._prompts.coming(replace(turn, rows=[row for row, _ in theirs]))
        found: dict[int, MorningCard] = {}
        for row, plan in theirs:
            await self._lay_down(turn.session, plan, at, but=row)
            if (one := coming.get(row.id or 0)) is None:
                await self.forget_if_over(turn.session, plan, at, but=row)
                continue
            await self._stand(turn.session, plan, row, at, is_late=one.is_late)
            found[one.row] = await self.morning(turn.session, plan)
        return found

    async def for_saved(self, turn: Turn) -> Mapping[int, SavedCard]:
        """Rows that say that a plan is saved. The first message of all tells what this is (CARE 3.1)."""
        found: dict[int, SavedCard] = {}
        for row, plan in await self._plans(turn):
            if plan.saved_row == row.id:
                await self._people.welcome(turn.session, plan.person, turn.at.people)
                found[row.id or 0] = await self.saved(turn.session, plan, turn.at.people)
        return found

    async def for_edits(self, turn: Turn) -> list[tuple[int, Drawn]]:
        """Rows that draw a message again: a card as it stands, or one plain line."""
        await self._people.all_at_hand(turn.session, {PersonId(row.workspace, row.user) for row in turn.rows})
        drawn = [(row.id or 0, await self._drawn(turn, row)) for row in _in_order(turn)]
        return [(row, one) for row, one in drawn if one.card is not None or one.what not in STANDS]

    async def for_gone(self, turn: Turn) -> Mapping[int, int]:
        """Rows that take a message away; a plan whose card that was may be over with it."""
        await self._people.all_at_hand(turn.session, {PersonId(row.workspace, row.user) for row in turn.rows})
        found: dict[int, int] = {}
        for row in _in_order(turn):
            plan_id, card = row.subject.split(":")
            plan, its = await turn.session.get(Plan, plan_id), await turn.session.get(OutboxRow, int(card))
            if its is not None and its.state in UNFINISHED:  # nobody knows yet where it stands
                who = PersonId(row.workspace, row.user)
                await _owe_going(turn.session, who, row.subject, turn.at.people + LOOKS_AGAIN)
                continue
            found[row.id or 0] = int(card)
            if plan is not None and plan.card_row == int(card):
                plan.card_row = plan.shows = plan.card_size = None
                plan.revision += 1
                await self.forget_if_over(turn.session, plan, turn.at.people)
        return found

    async def redraw(self, session: AsyncSession, plan: Plan, row: int, what: str, at: datetime) -> None:
        """This message is drawn as this."""
        await owe(session, Owed(REDRAW, plan.person, f"{plan.prompt_id}:{row}:{what}", at, slot=str(plan.revision)))

    async def take_away(self, session: AsyncSession, plan: Plan, row: int, at: datetime) -> None:
        """This message goes at this moment; at the first of several that are owed."""
        await _owe_going(session, plan.person, f"{plan.prompt_id}:{row}", at)

    async def forget_if_over(
        self, session: AsyncSession, plan: Plan, at: datetime, *, but: OutboxRow | None = None
    ) -> None:
        """A plan of which nothing stands and nothing is ahead, `but` what is in hand, is gone, words and all."""
        prompt = await session.get(Prompt, plan.prompt_id)
        if plan.card_row is not None or (prompt is not None and prompt.next_at is not None):
            return
        if await _comes_later(session, plan, but):
            return
        if plan.saved_row is not None:
            await self.take_away(session, plan, plan.saved_row, at)
        await session.delete(plan)
        if prompt is not None:
            await session.delete(prompt)
        await refresh_home(session, await person_row(session, plan.person), at)

    async def morning(self, session: AsyncSession, plan: Plan) -> MorningCard:
        """The card that stands, as it is drawn."""
        known, row = await person_row(session, plan.person), await session.get_one(OutboxRow, plan.card_row)
        planned = await self.planned(session, plan)
        if plan.card_size is not None:
            planned = replace(planned, size=Size.read(plan.card_size) or planned.size)
        return MorningCard(
            press=Press(plan.prompt_id, plan.revision),
            planned=planned,
            at=row.due_at,
            zone=known.profile.zone,
            shows=Shows(plan.shows or Shows.CARD),
            ready_list=await self._people.opened(session, plan.person, known.ready_list, Own.READY_LIST),
        )

    async def saved(self, session: AsyncSession, plan: Plan, at: datetime) -> SavedCard:
        """The card that says it is saved, as it is drawn."""
        known, prompt = await person_row(session, plan.person), await session.get_one(Prompt, plan.prompt_id)
        row = await session.get_one(OutboxRow, plan.saved_row)
        return SavedCard(
            press=Press(plan.prompt_id, plan.revision),
            planned=await self.planned(session, plan),
            at=prompt.next_at or at,
            zone=known.profile.zone,
            on=prompt.next_on or today_for(known, at),
            today=at.astimezone(ZoneInfo(known.profile.zone)).date(),
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

    async def _lay_down(self, session: AsyncSession, plan: Plan, at: datetime, *, but: OutboxRow) -> None:
        """Its time has come, or was let go: the cards before this one go."""
        for before in (plan.saved_row, plan.card_row):
            if before not in (None, but.id):
                await self.take_away(session, plan, before, at)
        plan.saved_row = None
        plan.card_row = but.id if plan.card_row == but.id else None

    async def _stand(self, session: AsyncSession, plan: Plan, row: OutboxRow, at: datetime, *, is_late: bool) -> None:
        """This row's card is the one that stands; it goes when its time is over."""
        if plan.card_row == row.id:  # Slack wanted it later
            return
        plan.card_row, plan.shows = row.id, Shows.LATE if is_late else Shows.CARD
        plan.card_size = plan.card_size if row.kind == LATER.name else None
        plan.revision += 1
        await self.take_away(session, plan, row.id or 0, at + CARD_FOR)

    async def _drawn(self, turn: Turn, row: OutboxRow) -> Drawn:
        plan_id, number, name, *more = row.subject.split(":")
        what, plan = What(name), await turn.session.get(Plan, plan_id)
        known = await person_row(turn.session, PersonId(row.workspace, row.user))
        card: MorningCard | SavedCard | None = None
        if plan is not None and what is What.CARD and plan.card_row == int(number):
            card = await self.morning(turn.session, plan)
        elif plan is not None and what in (What.SAVED, What.THEN) and plan.saved_row == int(number):
            card = await self.saved(turn.session, plan, turn.at.people)
            card = replace(card, is_default=what is What.THEN)
        at = datetime.fromtimestamp(int(more[0]), turn.at.people.tzinfo) if more else None
        return Drawn(int(number), what, card, at, known.profile.zone)

    async def _plans(self, turn: Turn) -> list[tuple[OutboxRow, Plan]]:
        """The rows that are about a plan; a prompt's rows may be about something else."""
        await self._people.all_at_hand(turn.session, {PersonId(row.workspace, row.user) for row in turn.rows})
        found = [(row, await turn.session.get(Plan, row.subject)) for row in _in_order(turn)]
        return [(row, plan) for row, plan in found if plan is not None]


async def _owe_going(session: AsyncSession, person: PersonId, subject: str, at: datetime) -> None:
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


def _in_order(turn: Turn) -> Iterator[OutboxRow]:
    """One order for all."""
    return iter(sorted(turn.rows, key=lambda row: (row.workspace, row.user, row.id or 0)))
