"""The outbox rows of evenings: the card that asks, or the plan that there is; the look-back; the line on return."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.evenings.rules import DAYS_LOOKED_BACK_ON
from bot.evenings.tables import EveningCard
from bot.ids import PersonId
from bot.journal.tables import Sentence
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind as OutboxKind
from bot.outbox.kinds import Operation
from bot.outbox.owing import Owed, owe, release
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row
from bot.people.tables import Person
from bot.plans.rows import GONE, PlanRows, in_order, plan_for, take_away
from bot.plans.rules import Press, SavedCard
from bot.prompts.rows import PromptRows
from bot.prompts.rules import CARD_FOR, DAY, moment
from bot.prompts.tables import Prompt
from bot.sittings.tables import open_block
from bot.streaks.service import StreakService, day_start, today_for
from bot.switches.rules import NOTHING_SET, Switches

LAID_DOWN = OutboxKind("evenings.laid_down", Operation.EDIT)
"""An evening card that was answered with No plan."""

Mine: TypeAlias = tuple[OutboxRow, Prompt, Person]
LeavesOut: TypeAlias = Callable[[AsyncSession, Person, datetime], Awaitable[bool]]


class EveningRows:
    """What clocks can do with evenings."""

    def __init__(
        self,
        people: PeopleService,
        streaks: StreakService,
        *,
        prompts: PromptRows,
        plans: PlanRows,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self._switches = switches
        self._people = people
        self._streaks = streaks
        self._prompts = prompts
        self._plans = plans

    async def for_evenings(self, turn: Turn) -> Mapping[int, Press | SavedCard]:
        """Rows whose evening card comes now: the one that asks, or the plan that there is for tomorrow."""
        found: dict[int, Press | SavedCard] = {}
        for row, prompt, known in await self._coming(turn, self._asks_for_nothing):
            found[row.id or 0] = await self._evening(turn.session, row, prompt, known, turn.at.people)
        return found

    async def for_look_backs(self, turn: Turn) -> Collection[int]:
        """Rows whose look-back comes now."""
        coming = await self._coming(turn, self._has_nothing_to_read)
        for row, prompt, known in coming:
            await self._until_the_day_turns(turn.session, prompt, row, known, turn.at.people)
        return [row.id or 0 for row, _, _ in coming]

    async def for_return(self, turn: Turn) -> Mapping[int, bool]:
        """Rows that say hello; whether anything comes again. Nothing beside a block that runs."""
        found: dict[int, bool] = {}
        for row in in_order(turn):
            person, now = PersonId(row.workspace, row.user), turn.at.people
            block = await open_block(turn.session, person)
            if block is None or not block.runs_at(now):
                await take_away(turn.session, person, f"return:{row.id}", now + CARD_FOR)
                found[row.id or 0] = await _has_more(turn.session, person)
        return found

    async def for_laid_down(self, turn: Turn) -> Mapping[int, int]:
        """Rows that make an evening card one plain line."""
        return {row.id or 0: int(row.subject.split(":")[1]) for row in turn.rows}

    async def stands(self, session: AsyncSession, known: Person, card: EveningCard, at: datetime) -> bool:
        """Whether the card that asks is there: it goes when its day is over."""
        row = await session.get(OutboxRow, card.card_row) if card.card_row is not None else None
        return row is not None and today_for(known, row.due_at) == today_for(known, at)

    async def keep(self, session: AsyncSession, card: EveningCard) -> int:
        """The message of the card that asks is a plan's from now on: it goes with that, not with the day."""
        row, person = card.card_row or 0, PersonId(card.workspace, card.user)
        await release(session, person, f"{card.prompt_id}:{row}", (GONE,))
        card.card_row, card.revision = None, card.revision + 1
        return row

    async def lay_down(self, session: AsyncSession, card: EveningCard, at: datetime) -> None:
        """The card that asks becomes a plain line; it goes with the day."""
        person = PersonId(card.workspace, card.user)
        await owe(session, Owed(LAID_DOWN, person, f"{card.prompt_id}:{card.card_row}", at))
        card.card_row, card.revision = None, card.revision + 1

    async def _coming(self, turn: Turn, is_left_out: LeavesOut) -> list[Mine]:
        """The rows that may come now; one that would say nothing is left out before it is counted."""
        found: list[Mine] = []
        for row in in_order(turn):
            prompt = await turn.session.get(Prompt, row.subject)
            if prompt is None:
                continue
            known = await person_row(turn.session, prompt.person)
            if await is_left_out(turn.session, known, turn.at.people):
                await self._prompts.bring_up(turn.session, prompt, known, turn.at.people)
            else:
                found.append((row, prompt, known))
        coming = await self._prompts.coming(replace(turn, rows=[row for row, _, _ in found]))
        return [one for one in found if one[0].id in coming]

    async def _evening(
        self, session: AsyncSession, row: OutboxRow, prompt: Prompt, known: Person, at: datetime
    ) -> Press | SavedCard:
        if (plan := await plan_for(session, prompt.person, today_for(known, at) + DAY)) is not None:
            return await self._plans.say_in_the_evening(session, plan, row, at)
        card = await evening_card(session, prompt)
        if card.card_row != row.id:
            card.card_row, card.revision = row.id, card.revision + 1
            await self._until_the_day_turns(session, prompt, row, known, at)
        return Press(prompt.id, card.revision)

    async def _until_the_day_turns(
        self, session: AsyncSession, prompt: Prompt, row: OutboxRow, known: Person, at: datetime
    ) -> None:
        turns = moment(today_for(known, at) + DAY, day_start(known), known.profile.zone)
        await take_away(session, prompt.person, f"{prompt.id}:{row.id}", turns)

    async def _asks_for_nothing(self, session: AsyncSession, known: Person, at: datetime) -> bool:
        """Whether tomorrow is a day of rest, and nothing is planned for it."""
        person, tomorrow = known.profile.person, today_for(known, at) + DAY
        if await plan_for(session, person, tomorrow) is not None:
            return False
        rests = tomorrow.weekday() in await self._streaks.rest_weekdays(session, person)
        return rests or await self._streaks.rests_until(session, person, tomorrow) is not None

    async def _has_nothing_to_read(self, session: AsyncSession, known: Person, at: datetime) -> bool:
        """Whether nothing of the week is kept; where no sentence is kept any more, nobody looks back."""
        kept = select(func.count()).where(
            col(Sentence.workspace) == known.workspace,
            col(Sentence.user) == known.user,
            col(Sentence.written_at) > at - self._switches.at_most(DAYS_LOOKED_BACK_ON * DAY),
        )
        return not self._switches.keeps_sentences or not await session.scalar(kept)


async def evening_card(session: AsyncSession, prompt: Prompt) -> EveningCard:
    """What stands of an evening prompt; made where there is none."""
    card = await session.get(EveningCard, prompt.id)
    if card is None:
        card = EveningCard(prompt_id=prompt.id, workspace=prompt.workspace, user=prompt.user)
        session.add(card)
    return card


async def _has_more(session: AsyncSession, person: PersonId) -> bool:
    """Whether anything of theirs is ahead."""
    ahead = select(func.count()).where(
        col(Prompt.workspace) == person.workspace,
        col(Prompt.user) == person.user,
        col(Prompt.next_at).is_not(None),
    )
    return bool(await session.scalar(ahead))
