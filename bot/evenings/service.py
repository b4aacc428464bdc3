"""Wanting an evening card and a look-back, and what is pressed on one; one method, one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.evenings.rows import EveningRows, evening_card
from bot.evenings.rules import EIGHT, LOOK_BACK_AT
from bot.evenings.tables import EveningCard
from bot.ids import PersonId
from bot.people.service import person_row
from bot.people.tables import Person
from bot.plans.rows import plan_for
from bot.plans.rules import Form, Press, What
from bot.plans.service import NEW, On, PlanService
from bot.prompts.rules import DAY, WEEK, Kind, Schedule, TimePassedError
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.streaks.service import today_for

EVERY_DAY = frozenset(range(WEEK))
WANTED = "wanted"
"""Stands for the block on whose last card it was offered, once they want one: it is not offered any more."""

Act: TypeAlias = Callable[[AsyncSession, Person, EveningCard, datetime], Awaitable[None]]


class EveningService:
    """Evenings."""

    def __init__(
        self, database: Database, clock: Clock, *, prompts: PromptService, rows: EveningRows, plans: PlanService
    ) -> None:
        self._database = database
        self._clock = clock
        self._prompts = prompts
        self._rows = rows
        self._plans = plans

    async def evening(self, session: AsyncSession, person: PersonId) -> time | None:
        """When their evening card comes; None where they want none."""
        prompt = await self._prompt(session, person, Kind.EVENING)
        return prompt.schedule.at if prompt is not None else None

    async def look_back(self, session: AsyncSession, person: PersonId) -> int | None:
        """On which weekday (0 is Monday) their look-back comes; None where they want none."""
        prompt = await self._prompt(session, person, Kind.LOOK_BACK)
        return min(prompt.schedule.weekdays) if prompt is not None else None

    async def set_evening(self, session: AsyncSession, known: Person, wanted: time | None, at: datetime) -> None:
        """An evening card each day at this time, or none; the caller's transaction holds the person."""
        schedule = Schedule(wanted, weekdays=EVERY_DAY) if wanted is not None else None
        await self._follow(session, known, Kind.EVENING, schedule, at)
        known.evening_offered = WANTED if wanted is not None else known.evening_offered

    async def set_look_back(self, session: AsyncSession, known: Person, weekday: int | None, at: datetime) -> None:
        """A look-back each week on this weekday, or none."""
        schedule = Schedule(LOOK_BACK_AT, weekdays=frozenset({weekday})) if weekday is not None else None
        await self._follow(session, known, Kind.LOOK_BACK, schedule, at)

    async def want(self, person: PersonId) -> time:
        """They want an evening card. One that they have stays as it is. Returns when it comes."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            wanted = await self.evening(session, person) or EIGHT
            await self.set_evening(session, known, wanted, at)
            return wanted

    async def form(self, person: PersonId, press: Press) -> Form:
        """What the modal opens with, and which card it is written on."""
        return replace(await self._plans.form(person), evening=str(press))

    async def save(self, person: PersonId, form: Form, press: Press) -> bool:
        """Plan this; the evening card is the one that says so. False where the moment is past: nothing was saved."""
        at = self._clock()
        try:
            async with self._database.transaction() as session:
                known = await person_row(session, person, holding=True)
                card = await self._true_now(session, known, press, at)
                on = On(await self._rows.keep(session, card)) if card is not None else NEW
                await self._plans.save_within(session, known, form, at, on)
        except TimePassedError:
            return False
        return True

    async def dont_know(self, person: PersonId, press: Press, smallest: str) -> bool:
        """They don't know, so it is the smallest thing; where something is planned already, it is that."""

        async def act(session: AsyncSession, known: Person, card: EveningCard, at: datetime) -> None:
            plan = await plan_for(session, person, today_for(known, at) + DAY)
            form = await self._plans.form_within(session, known, at)
            if plan is None:
                form = replace(form, planned=replace(form.planned, task=smallest))
            what = What.THEN if plan is None else What.SAVED
            await self._plans.save_within(session, known, form, at, On(await self._rows.keep(session, card), what))

        return await self._press(person, press, act)

    async def no_plan(self, person: PersonId, press: Press) -> bool:
        """Nothing for tomorrow. The card is a plain line, and goes with the day; where something was planned
        meanwhile, it shows that, with a way to end it."""

        async def act(session: AsyncSession, known: Person, card: EveningCard, at: datetime) -> None:
            if await plan_for(session, person, today_for(known, at) + DAY) is None:
                await self._rows.lay_down(session, card, at)
                return
            form = await self._plans.form_within(session, known, at)
            await self._plans.save_within(session, known, form, at, On(await self._rows.keep(session, card)))

        return await self._press(person, press, act)

    async def _press(self, person: PersonId, press: Press, act: Act) -> bool:
        """One press; False on a card that is not true any more."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            card = await self._true_now(session, known, press, at)
            if card is not None:
                await act(session, known, card, at)
            return card is not None

    async def _true_now(self, session: AsyncSession, known: Person, press: Press, at: datetime) -> EveningCard | None:
        card = await session.get(EveningCard, press.plan_id)
        if card is None or (card.workspace, card.user) != known.profile.person or card.revision != press.revision:
            return None
        return card if await self._rows.stands(session, known, card, at) else None

    async def _prompt(self, session: AsyncSession, person: PersonId, kind: Kind) -> Prompt | None:
        return next(iter(await self._prompts.theirs(session, person, kind)), None)

    async def _follow(
        self, session: AsyncSession, known: Person, kind: Kind, schedule: Schedule | None, at: datetime
    ) -> None:
        prompt = await self._prompt(session, known.profile.person, kind)
        if prompt is None and schedule is not None:
            await self._prompts.plan(session, known, kind, schedule, at)
        elif prompt is not None and schedule is None:
            await self._end(session, known, prompt, at)
        elif prompt is not None and schedule not in (None, prompt.schedule):
            assert schedule is not None
            await self._prompts.replan(session, prompt, schedule, at)

    async def _end(self, session: AsyncSession, known: Person, prompt: Prompt, at: datetime) -> None:
        """It comes no more; a card of it that stands is laid down."""
        card = await evening_card(session, prompt)
        if await self._rows.stands(session, known, card, at):
            await self._rows.lay_down(session, card, at)
        await session.flush()
        await session.delete(card)
        await self._prompts.cancel(session, prompt, at)
