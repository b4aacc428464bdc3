"""Planning a morning, and what is pressed when it has come; one method, one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import USUAL, Asked, Size, smaller_size
from bot.ladder.service import LadderService
from bot.outbox.owing import Owed, owe
from bot.people.service import Moved, PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.plans.rows import SAVED, PlanRows
from bot.plans.rules import NINE, WHOM, Box, Form, Next, Planned, Press, Shows, What, later_today
from bot.plans.tables import Plan
from bot.prompts.rules import DAY, Kind, TimePassedError, moment
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.sealing import Sealed
from bot.sittings.service import Standing
from bot.streaks.service import day_start, today_for

COLUMNS = {Box.TASK: "task", Box.AFTER: "after_what", Box.READY: "put_ready"}
"""Where each of the words is kept."""
SOON = timedelta(minutes=30)

Act: TypeAlias = Callable[[AsyncSession, Person, Plan, datetime], Awaitable[None]]
"""What a press does to the plan whose card it was on."""


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
            prompt = None if is_new else await self._opened_first(session, known, plan_id, at)
            plan = await session.get(Plan, prompt.id) if prompt is not None else None
            if plan is None or prompt is None:
                return await self._draft(session, known, at)
            planned = await self._rows.planned(session, plan)
            schedule = prompt.schedule
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

    async def save_within(
        self, session: AsyncSession, known: Person, form: Form, at: datetime, *, on_row: int | None = None
    ) -> Plan:
        """The same, in a transaction of somebody else's; the card that says so is a new one, or stands at `on_row`.

        Raises TimePassedError.
        """
        plan = await self._theirs(session, known.profile.person, form.plan_id)
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
        await self._say_saved(session, plan, on_row, at)
        return plan

    async def cancel(self, person: PersonId, press: Press) -> Standing:
        """No plan. A press in the modal knows no revision (0)."""

        async def act(session: AsyncSession, known: Person, plan: Plan, at: datetime) -> None:
            await self._end(session, known, plan, at)

        return await self._press(person, press, act, on_card=False)

    async def start(self, person: PersonId, press: Press, *, sits: bool = False) -> Standing:
        """Begin what the card says. While a block runs, changes nothing."""
        planned = await self._offered(person, press)
        if planned is None:
            return await self._focus.standing(person)
        offered, is_as_planned = planned
        size = replace(offered.size, sits=True) if sits else offered.size
        wanted = Asked(size, offered.task, is_typed=is_as_planned)
        return await self._begun(person, press, await self._focus.begin(person, wanted))

    async def chat(self, person: PersonId, press: Press) -> Standing:
        """Begin a chat with the person whom the card names, instead."""
        planned = await self._offered(person, press)
        if planned is None or not planned[0].whom:
            return await self._focus.standing(person)
        return await self._begun(person, press, await self._focus.begin_chat(person, planned[0].whom))

    async def smaller(self, person: PersonId, press: Press) -> Standing:
        """One size down, on the card that stands."""

        async def act(session: AsyncSession, _: Person, plan: Plan, at: datetime) -> None:
            plan.card_size = str(smaller_size(Size.read(plan.card_size or plan.size) or USUAL))
            await self._redraw(session, plan, at)

        return await self._press(person, press, act)

    async def choices(self, person: PersonId, press: Press) -> Standing:
        """Later: the card asks how much later."""

        async def act(session: AsyncSession, _: Person, plan: Plan, at: datetime) -> None:
            plan.shows = Shows.CHOICES
            await self._redraw(session, plan, at)

        return await self._press(person, press, act)

    async def later(self, person: PersonId, press: Press, when: timedelta | time) -> Standing:
        """The card comes once more today, in a while or at a time. Raises TimePassedError, TooManyTodayError."""

        async def act(session: AsyncSession, known: Person, plan: Plan, at: datetime) -> None:
            zone = known.profile.zone
            due_at = at + when if isinstance(when, timedelta) else later_today(when, at, zone, day_start(known))
            prompt = await session.get_one(Prompt, plan.prompt_id)
            await self._prompts.later(session, prompt, due_at, at)
            await self._lay_down(session, known, plan, f"{What.LATER}:{due_at.timestamp():.0f}", at)

        return await self._press(person, press, act)

    async def not_today(self, person: PersonId, press: Press) -> Standing:
        """Nothing more comes of it today."""
        return await self._press(person, press, self._lays_down(What.NOT_TODAY))

    async def soon(self, person: PersonId) -> time:
        """What a box for a time today is filled in with: half an hour from now, in round minutes."""
        at = self._clock()
        async with self._database.transaction() as session:
            there = (at + SOON).astimezone(ZoneInfo((await person_row(session, person)).profile.zone))
        return time(there.hour, there.minute - there.minute % 5)

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
        """Another zone: nine o'clock is another moment, on the cards that say what is saved, too."""
        theirs = select(Plan).where(col(Plan.workspace) == known.workspace, col(Plan.user) == known.user)
        for plan in await session.scalars(theirs.where(col(Plan.saved_row).is_not(None))):
            plan.revision += 1
            await self._rows.redraw(session, plan, plan.saved_row or 0, What.SAVED, moved.at)

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

    async def _begun(self, person: PersonId, press: Press, standing: Standing) -> Standing:
        if standing.changed:
            await self._press(person, press, self._lays_down(What.BEGUN))
        return standing

    async def _press(self, person: PersonId, press: Press, act: Act, *, on_card: bool = True) -> Standing:
        """One press: done if the card it was on is true now, else answered with where things stand."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            plan = await self._true_now(session, person, press, on_card=on_card)
            if plan is not None:
                await act(session, known, plan, at)
                await refresh_home(session, known, at)
        return await self._focus.standing(person) if plan is None else Standing(person, None, changed=True)

    async def _true_now(self, session: AsyncSession, person: PersonId, press: Press, *, on_card: bool) -> Plan | None:
        plan = await self._theirs(session, person, press.plan_id)
        if plan is None or (on_card and plan.card_row is None):
            return None
        return plan if press.revision == plan.revision or (not on_card and not press.revision) else None

    async def _offered(self, person: PersonId, press: Press) -> tuple[Planned, bool] | None:
        """What the card that stands offers, and whether in the size that was planned."""
        async with self._database.transaction() as session:
            plan = await self._true_now(session, person, press, on_card=True)
            if plan is None:
                return None
            return (await self._rows.morning(session, plan)).planned, plan.card_size in (None, plan.size)

    async def _opened_first(self, session: AsyncSession, known: Person, plan_id: str, at: datetime) -> Prompt | None:
        """The plan that was asked for; or, where none was, the first there is for tomorrow."""
        tomorrow = today_for(known, at) + DAY
        theirs = await self._prompts.theirs(session, known.profile.person, Kind.PLAN)
        wanted = (one for one in theirs if (one.id == plan_id if plan_id else one.next_on == tomorrow))
        return next(wanted, None)

    async def _draft(self, session: AsyncSession, known: Person, at: datetime) -> Form:
        """A new plan: tomorrow, at the time they planned for last, in the size of today."""
        today, person = today_for(known, at), known.profile.person
        size = await self._ladder.begins_with(session, person, today)
        return Form(Planned(size=size), today + DAY, time.fromisoformat(known.plans_at) if known.plans_at else NINE)

    async def _theirs(self, session: AsyncSession, person: PersonId, plan_id: str) -> Plan | None:
        plan = await session.get(Plan, plan_id) if plan_id else None
        return plan if plan is not None and plan.person == person else None

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

    async def _say_saved(self, session: AsyncSession, plan: Plan, on_row: int | None, at: datetime) -> None:
        """The card that says so: drawn where it stands, or owed."""
        if plan.card_row is not None:
            await self._rows.redraw(session, plan, plan.card_row, What.CARD, at)
        plan.saved_row = plan.saved_row if on_row is None else on_row
        if plan.saved_row is not None:
            await self._rows.redraw(session, plan, plan.saved_row, What.SAVED, at)
        else:
            plan.saved_row = await owe(session, Owed(SAVED, plan.person, plan.prompt_id, at, slot=str(plan.revision)))

    async def _redraw(self, session: AsyncSession, plan: Plan, at: datetime) -> None:
        plan.revision += 1
        await self._rows.redraw(session, plan, plan.card_row or 0, What.CARD, at)

    def _lays_down(self, what: What) -> Act:
        async def act(session: AsyncSession, known: Person, plan: Plan, at: datetime) -> None:
            await self._lay_down(session, known, plan, what, at)

        return act

    async def _lay_down(self, session: AsyncSession, known: Person, plan: Plan, what: str, at: datetime) -> None:
        """The card becomes one plain line; it goes when it would have gone. A plan that is over with it is gone."""
        plan.revision += 1
        await self._rows.redraw(session, plan, plan.card_row or 0, what, at)
        plan.card_row = plan.shows = None
        await self._rows.forget_if_over(session, plan, at)

    async def _end(self, session: AsyncSession, known: Person, plan: Plan, at: datetime) -> None:
        """It comes no more; the card that said it was saved says so, and goes when the day does."""
        plan.revision += 1
        if plan.card_row is not None:
            await self._rows.take_away(session, plan, plan.card_row, at)
        if plan.saved_row is not None:
            await self._rows.redraw(session, plan, plan.saved_row, What.NO_PLAN, at)
            next_day = moment(today_for(known, at) + DAY, day_start(known), known.profile.zone)
            await self._rows.take_away(session, plan, plan.saved_row, next_day)
        await self._prompts.cancel(session, await session.get_one(Prompt, plan.prompt_id), at)
        await session.delete(plan)
