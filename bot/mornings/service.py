"""What is pressed on the card of a morning; one method, one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import USUAL, Asked, Size, smaller_size
from bot.mornings.rows import MorningRows
from bot.mornings.rules import Shows, later_today
from bot.people.service import person_row, refresh_home
from bot.people.tables import Person
from bot.plans.rows import PlanRows
from bot.plans.rules import Planned, Press, What
from bot.plans.service import theirs
from bot.plans.tables import Plan
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.sittings.service import Standing
from bot.streaks.service import day_start

SOON = timedelta(minutes=30)

Act: TypeAlias = Callable[[AsyncSession, Person, Plan, datetime], Awaitable[None]]
"""What a press does to the plan whose card it was on."""


class MorningService:
    """Mornings."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        prompts: PromptService,
        rows: MorningRows,
        plans: PlanRows,
        focus: FocusService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._prompts = prompts
        self._rows = rows
        self._plans = plans
        self._focus = focus

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
            await self._lay_down(session, plan, f"{What.LATER}:{due_at.timestamp():.0f}", at)

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

    async def _begun(self, person: PersonId, press: Press, standing: Standing) -> Standing:
        if standing.changed:
            await self._press(person, press, self._lays_down(What.BEGUN))
        return standing

    async def _press(self, person: PersonId, press: Press, act: Act) -> Standing:
        """One press: done if the card it was on is true now, else answered with where things stand."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            plan = await self._true_now(session, person, press)
            if plan is not None:
                await act(session, known, plan, at)
                await refresh_home(session, known, at)
        return await self._focus.standing(person) if plan is None else Standing(person, None, changed=True)

    async def _true_now(self, session: AsyncSession, person: PersonId, press: Press) -> Plan | None:
        plan = await theirs(session, person, press.plan_id)
        is_now = plan is not None and plan.card_row is not None and plan.revision == press.revision
        return plan if is_now else None

    async def _offered(self, person: PersonId, press: Press) -> tuple[Planned, bool] | None:
        """What the card that stands offers, and whether in the size that was planned."""
        async with self._database.transaction() as session:
            plan = await self._true_now(session, person, press)
            if plan is None:
                return None
            return (await self._rows.morning(session, plan)).planned, plan.card_size in (None, plan.size)

    async def _redraw(self, session: AsyncSession, plan: Plan, at: datetime) -> None:
        plan.revision += 1
        await self._plans.redraw_card(session, plan, What.CARD, at)

    def _lays_down(self, what: What) -> Act:
        async def act(session: AsyncSession, _: Person, plan: Plan, at: datetime) -> None:
            await self._lay_down(session, plan, what, at)

        return act

    async def _lay_down(self, session: AsyncSession, plan: Plan, what: str, at: datetime) -> None:
        """The card becomes one plain line; it goes when it would have gone. A plan that is over with it is gone."""
        plan.revision += 1
        await self._plans.redraw_card(session, plan, what, at)
        plan.card_row = plan.shows = None
        await self._plans.forget_if_over(session, plan, at)
