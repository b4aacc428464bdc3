"""Planning a morning, and what is pressed when it has come; one method, one transaction."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.service import LadderService
from bot.outbox.owing import Owed, owe
from bot.people.service import Moved, PeopleService, hold, person_row
from bot.people.tables import Person
from bot.plans.rows import SAVED, PlanRows
from bot.plans.rules import NINE, WHOM, Box, Form, Next, Planned, Press, What
from bot.plans.tables import Plan
from bot.prompts.rules import DAY, Kind, TimePassedError, moment
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.sealing import Sealed
from bot.sittings.service import Standing
from bot.streaks.service import day_start, today_for

COLUMNS = {Box.TASK: "task", Box.AFTER: "after_what", Box.READY: "put_ready"}
"""Where each of the words is kept."""


@dataclass(frozen=True)
class On:
    """Where the card that says it is saved stands, and as what it is drawn; a new one where there is no row."""

    row: int | None = None
    what: What = What.SAVED


NEW = On()


class PlanService:
    """Plans."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        prompts: PromptService,
        rows: PlanRows,
        focus: FocusService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._prompts = prompts
        self._rows = rows
        self._focus = focus
        self._ladder = LadderService()

    async def form(self, person: PersonId, plan_id: str = "", *, is_new: bool = False) -> Form:
        """What the modal opens with: this plan, or the one that there is for tomorrow, or (`is_new`) another one."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            return await (self._draft(session, known, at) if is_new else self.form_within(session, known, at, plan_id))

    async def form_within(self, session: AsyncSession, known: Person, at: datetime, plan_id: str = "") -> Form:
        """The same, in a transaction of somebody else's."""
        prompt = await self._opened_first(session, known, plan_id, at)
        plan = await session.get(Plan, prompt.id) if prompt is not None else None
        if plan is None or prompt is None:
            return await self._draft(session, known, at)
        planned, schedule = await self._rows.planned(session, plan), prompt.schedule
        on = prompt.next_on or schedule.on or today_for(known, at) + DAY
        return Form(planned, on, schedule.at, schedule.weekdays, plan.prompt_id)

    async def save(self, person: PersonId, form: Form) -> bool:
        """Plan this. False where the moment is past, and nothing was saved."""
        at = self._clock()
        try:
            async with self._database.transaction() as session:
                known = await person_row(session, person, holding=True)
                await self.save_within(session, known, form, at)
        except TimePassedError:
            return False
        return True

    async def save_within(self, session: AsyncSession, known: Person, form: Form, at: datetime, on: On = NEW) -> Plan:
        """The same, in a transaction of somebody else's, which says where the card stands that says so.

        Raises TimePassedError.
        """
        plan = await theirs(session, known.profile.person, form.plan_id)
        if plan is None:
            prompt = await self._prompts.plan(session, known, Kind.PLAN, form.schedule, at)
            plan = Plan(prompt_id=prompt.id, workspace=known.workspace, user=known.user)
            session.add(plan)
        else:
            prompt = await session.get_one(Prompt, plan.prompt_id)
            await self._prompts.replan(session, prompt, form.schedule, at)
        await self._write(session, plan, form.planned)
        known.plans_at = f"{form.at:%H:%M}"
        plan.revision += 1
        await session.flush()
        await self._say_saved(session, plan, on, at)
        return plan

    async def cancel(self, person: PersonId, press: Press) -> Standing:
        """No plan. A press in the modal knows no revision (0)."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            plan = await theirs(session, person, press.plan_id)
            is_now = plan is not None and press.revision in (0, plan.revision)
            if plan is not None and is_now:
                await self._end(session, known, plan, at)
        return Standing(person, None, changed=True) if is_now else await self._focus.standing(person)

    async def next_for(self, session: AsyncSession, person: PersonId, at: datetime) -> Next | None:
        """What comes next of what is planned, for the Home tab."""
        zone = (await person_row(session, person)).profile.zone
        for prompt in await self._prompts.theirs(session, person, Kind.PLAN):
            plan = await session.get(Plan, prompt.id)
            if plan is not None and prompt.ahead is not None:
                planned, today = await self._rows.planned(session, plan), at.astimezone(ZoneInfo(zone)).date()
                return Next(plan.prompt_id, planned, prompt.ahead.at, prompt.ahead.on, today, zone)
        return None

    async def moved(self, session: AsyncSession, known: Person, moved: Moved) -> None:
        """Another zone: nine o'clock is another moment, on the cards that say what is saved, too; or it is past."""
        theirs = select(Plan).where(col(Plan.workspace) == known.workspace, col(Plan.user) == known.user)
        for plan in await session.scalars(theirs.order_by(col(Plan.prompt_id))):
            prompt = await session.get(Prompt, plan.prompt_id)
            if prompt is None or prompt.ahead is None:
                await self._rows.forget_if_over(session, plan, moved.at)
            elif plan.saved_row is not None:
                plan.revision += 1
                await self._rows.redraw(session, plan, What.SAVED, moved.at)

    async def chores(self) -> None:
        """Plans whose time was let go are gone, words and all."""
        at = self._clock()
        over = select(Plan).outerjoin(Prompt, col(Prompt.id) == col(Plan.prompt_id))
        over = over.where(col(Prompt.next_at).is_(None), col(Plan.card_row).is_(None)).limit(100)
        async with self._database.transaction(in_background=True) as session:
            found = [(plan.person, plan.prompt_id) for plan in await session.scalars(over)]
        for person, plan_id in found:
            async with self._database.transaction(in_background=True) as session:
                await hold(session, person)
                if (plan := await session.get(Plan, plan_id)) is not None:
                    await self._rows.forget_if_over(session, plan, at)

    async def _opened_first(self, session: AsyncSession, known: Person, plan_id: str, at: datetime) -> Prompt | None:
        """The plan that was asked for; or, where none was, the first there is for tomorrow."""
        tomorrow = today_for(known, at) + DAY
        theirs = await self._prompts.theirs(session, known.profile.person, Kind.PLAN)
        wanted = (one for one in theirs if (one.id == plan_id if plan_id else one.comes_on(tomorrow)))
        return next(wanted, None)

    async def _draft(self, session: AsyncSession, known: Person, at: datetime) -> Form:
        """A new plan: tomorrow, at the time they planned for last, in the size of today."""
        today, person = today_for(known, at), known.profile.person
        size = await self._ladder.begins_with(session, person, today)
        return Form(Planned(size=size), today + DAY, time.fromisoformat(known.plans_at) if known.plans_at else NINE)

    async def _write(self, session: AsyncSession, plan: Plan, planned: Planned) -> None:
        """Words that are as they were stay sealed as they are, those that did not open too."""
        now, plan.size = await self._rows.planned(session, plan), str(planned.size)
        for box, words in planned.words.items():
            if words != now.words[box]:
                setattr(plan, COLUMNS[box], await self._sealed(session, plan.person, words, box))
        if planned.whom != now.whom:
            plan.with_person = await self._sealed(session, plan.person, planned.whom, WHOM)

    async def _sealed(self, session: AsyncSession, person: PersonId, words: str, purpose: str) -> Sealed | None:
        return await self._people.seal(session, person, words, purpose) if words else None

    async def _say_saved(self, session: AsyncSession, plan: Plan, on: On, at: datetime) -> None:
        """The card that says so: drawn where it stands, or owed."""
        if plan.card_row is not None:
            await self._rows.redraw_card(session, plan, What.CARD, at)
        if on.row is not None:
            await self._rows.take_away(session, plan, plan.saved_row, at)
            plan.saved_row = on.row
        if plan.saved_row is not None:
            await self._rows.redraw(session, plan, on.what, at)
        else:
            plan.saved_row = await owe(session, Owed(SAVED, plan.person, plan.prompt_id, at, slot=str(plan.revision)))

    async def _end(self, session: AsyncSession, known: Person, plan: Plan, at: datetime) -> None:
        """It comes no more; the card that said it was saved says so, and goes when the day does."""
        plan.revision += 1
        await self._rows.take_away(session, plan, plan.card_row, at)
        if plan.saved_row is not None:
            await self._rows.redraw(session, plan, What.NO_PLAN, at)
            next_day = moment(today_for(known, at) + DAY, day_start(known), known.profile.zone)
            await self._rows.take_away(session, plan, plan.saved_row, next_day)
        await self._prompts.cancel(session, await session.get_one(Prompt, plan.prompt_id), at)
        await session.delete(plan)


async def theirs(session: AsyncSession, person: PersonId, plan_id: str) -> Plan | None:
    """The plan with this id, if it is the person's."""
    plan = await session.get(Plan, plan_id) if plan_id else None
    return plan if plan is not None and plan.person == person else None
