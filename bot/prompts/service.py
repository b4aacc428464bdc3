"""What comes by itself: planned, planned anew, let go; and what an answer from the person does to it."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import Kind as OutboxKind
from bot.outbox.kinds import Operation, Rank
from bot.outbox.owing import Owed, owe
from bot.people.rules import ZONE_FRESH_FOR
from bot.people.service import Moved, PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.prompts import rules
from bot.prompts.rows import CARDS, PromptRows, prompting_of
from bot.prompts.rules import Kind, Schedule, TimePassedError, TooManyTodayError
from bot.prompts.tables import Prompt, Prompting
from bot.streaks.service import today_for

log = logging.getLogger(__name__)

RETURN = OutboxKind("prompts.return", Operation.POST, lives_for=timedelta(minutes=2), rank=Rank.PLAN)
"""The one line on return, after it went quiet."""
AFTER_THE_ANSWER = timedelta(seconds=5)
"""What they came for is done first; beside a block that it began, nothing is said."""
ASKED_AT_ONCE = 5
ASK_AGAIN_AFTER = timedelta(hours=1)


class PromptService:
    """What comes by itself, within the transactions of whoever plans it."""

    def __init__(self, database: Database, clock: Clock, people: PeopleService, rows: PromptRows) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self.rows = rows
        self._asked: dict[PersonId, datetime] = {}

    async def plan(self, session: AsyncSession, known: Person, kind: Kind, schedule: Schedule, at: datetime) -> Prompt:
        """Come at these times from now on. Planning is an answer, too. Raises TimePassedError for a date that is
        over; the caller's transaction holds the person."""
        prompt = Prompt.of(PersonId(known.workspace, known.user), kind, schedule)
        session.add(prompt)
        await session.flush()
        await self._owe(session, prompt, known, at)
        await self._answer(session, known, at)
        return prompt

    async def replan(self, session: AsyncSession, prompt: Prompt, schedule: Schedule, at: datetime) -> None:
        """Come at other times. Raises TimePassedError."""
        known = await person_row(session, prompt.person)
        await self.rows.take_back(session, prompt)
        if schedule.on is not None and prompt.came_on is not None and schedule.on <= prompt.came_on:
            prompt.came_on = None  # another day of their own choosing, even the same one
        prompt.follow(schedule)
        await self._owe(session, prompt, known, at)

    async def cancel(self, session: AsyncSession, prompt: Prompt, at: datetime) -> None:
        """It comes no more."""
        await self.rows.take_back(session, prompt)
        await session.delete(prompt)
        await refresh_home(session, await person_row(session, prompt.person), at)

    async def later(self, session: AsyncSession, prompt: Prompt, due_at: datetime, at: datetime) -> None:
        """Its card comes once more, today. Raises TimePassedError, TooManyTodayError."""
        known = await person_row(session, prompt.person)
        if due_at <= at:
            raise TimePassedError
        budget, today = (await prompting_of(session, prompt.person)).budget, today_for(known, at)
        if not rules.has_room(budget, today, await self.rows.reserved(session, known, at)):
            raise TooManyTodayError
        await self.rows.owe_later(session, prompt, due_at)
        await refresh_home(session, known, at)

    async def theirs(self, session: AsyncSession, person: PersonId, *kinds: Kind) -> list[Prompt]:
        """All of a person's of these kinds, what comes next first; what is over last."""
        found = select(Prompt).where(
            col(Prompt.workspace) == person.workspace,
            col(Prompt.user) == person.user,
            col(Prompt.kind).in_([kind.value for kind in kinds]),
        )
        prompts = await session.scalars(found.order_by(col(Prompt.id)))
        return sorted(prompts, key=lambda prompt: (prompt.next_at is None, prompt.next_at))

    async def moved(self, session: AsyncSession, known: Person, moved: Moved) -> None:
        """Another zone: nine o'clock is another moment. A date that had its card has no second one; one that was asked
        for again comes when it was asked for."""
        person = PersonId(known.workspace, known.user)
        for prompt in await self.theirs(session, person, *Kind):
            if prompt.next_at is not None and prompt.next_at <= moved.at:
                prompt.came_on = prompt.next_on
            await self.rows.take_back(session, prompt, (CARDS[Kind(prompt.kind)],))
            await self.rows.owe_next(session, prompt, known, moved.at)

    async def hear(self, person: PersonId) -> None:
        """They pressed, typed or looked: what came is answered, and if it had gone quiet, it is not any more."""
        async with self._database.transaction() as session:
            if await session.get(Prompting, person) is None:
                return
            known = await hold(session, person)
            if known is not None:
                await self._answer(session, known, self._clock())

    async def chores(self) -> None:
        """Whatever was too late is let go, and the next one owed; people with plans are asked where they are, daily."""
        now = self._clock()
        async with self._database.transaction(in_background=True) as session:
            past = select(Prompt).where(col(Prompt.next_at) <= now - rules.CARD_FOR).limit(100)
            people = {prompt.person for prompt in await session.scalars(past)}
        for person in sorted(people):
            await self._bring_up(person, now)
        for person in await self._not_asked_for_long(now):
            self._asked[person] = now
            await self._people.meet(person)

    async def _bring_up(self, person: PersonId, now: datetime) -> None:
        async with self._database.transaction(in_background=True) as session:
            known = await hold(session, person)
            for prompt in await self.theirs(session, person, *Kind) if known else []:
                assert known is not None
                await self.rows.bring_up(session, prompt, known, now)

    async def _not_asked_for_long(self, now: datetime) -> list[PersonId]:
        """People with something ahead whose zone is a day old, a few at a time; who could not be asked waits."""
        stale = (
            select(Person)
            .join(Prompt, (col(Prompt.workspace) == Person.workspace) & (col(Prompt.user) == Person.user))
            .where(col(Prompt.next_at).is_not(None), col(Person.zone_seen_at) <= now - ZONE_FRESH_FOR)
            .distinct()
        )
        async with self._database.transaction(in_background=True) as session:
            found = [PersonId(one.workspace, one.user) for one in await session.scalars(stale)]
        waits = {person for person, asked in self._asked.items() if now - asked < ASK_AGAIN_AFTER}
        return [person for person in found if person not in waits][:ASKED_AT_ONCE]

    async def _owe(self, session: AsyncSession, prompt: Prompt, known: Person, at: datetime) -> None:
        await self.rows.owe_next(session, prompt, known, at)
        if prompt.next_at is None:
            raise TimePassedError
        await refresh_home(session, known, at)

    async def _answer(self, session: AsyncSession, known: Person, at: datetime) -> None:
        person, today = PersonId(known.workspace, known.user), today_for(known, at)
        prompting = await prompting_of(session, person)
        was_quiet, budget = prompting.budget.is_quiet, rules.answered(prompting.budget, today)
        if budget == prompting.budget:
            return
        prompting.follow(budget)
        if was_quiet:
            await owe(session, Owed(RETURN, person, "return", at + AFTER_THE_ANSWER, slot=str(today)))
