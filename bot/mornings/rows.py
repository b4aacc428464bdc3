"""The outbox rows of a morning: the card at the time that was planned, and its redrawing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ids import PersonId
from bot.ladder.rules import Size
from bot.mornings.rules import MorningCard, Shows
from bot.outbox.delivery import Turn
from bot.outbox.tables import OutboxRow
from bot.people.rules import Own
from bot.people.service import PeopleService, person_row
from bot.plans.rows import PlanRows, in_order
from bot.plans.rules import Press, What
from bot.plans.tables import Plan
from bot.prompts.rows import CARDS, LATER, PromptRows
from bot.prompts.rules import CARD_FOR, Kind

MORNING = (CARDS[Kind.PLAN], LATER)


@dataclass(frozen=True)
class Drawn:
    """A card that is drawn again: its row, what it is drawn as, and what from; `at` is when it comes once more, where
    a line says so."""

    row: int
    what: What
    card: MorningCard | None = None
    at: datetime | None = None
    zone: str = "UTC"


class MorningRows:
    """What clocks can do with the card of a morning."""

    def __init__(self, people: PeopleService, *, prompts: PromptRows, plans: PlanRows) -> None:
        self._people = people
        self._prompts = prompts
        self._plans = plans

    async def for_cards(self, turn: Turn) -> Mapping[int, MorningCard]:
        """Rows whose cards come now. What was there of this plan before goes; a plan that is over is forgotten."""
        theirs, at = await self._plans.plans(turn), turn.at.people
        coming = await self._prompts.coming(replace(turn, rows=[row for row, _ in theirs]))
        found: dict[int, MorningCard] = {}
        for row, plan in theirs:
            await self._lay_down(turn.session, plan, at, but=row)
            if (one := coming.get(row.id or 0)) is None:
                await self._plans.forget_if_over(turn.session, plan, at, but=row)
                continue
            await self._stand(turn.session, plan, row, at, is_late=one.is_late)
            found[one.row] = await self.morning(turn.session, plan)
        return found

    async def for_edits(self, turn: Turn) -> list[tuple[int, Drawn]]:
        """Rows that draw a card again: as it stands, or one plain line."""
        drawn = [(row.id or 0, await self._drawn(turn, row)) for row in in_order(turn)]
        return [(row, one) for row, one in drawn if one.card is not None or one.what is not What.CARD]

    async def morning(self, session: AsyncSession, plan: Plan) -> MorningCard:
        """The card that stands, as it is drawn."""
        known, row = await person_row(session, plan.person), await session.get_one(OutboxRow, plan.card_row)
        planned = await self._plans.planned(session, plan)
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

    async def _lay_down(self, session: AsyncSession, plan: Plan, at: datetime, *, but: OutboxRow) -> None:
        """Its time has come, or was let go: the cards before this one go."""
        for before in {plan.saved_row, plan.card_row} - {but.id}:
            await self._plans.take_away(session, plan, before, at)
        plan.saved_row = None
        plan.card_row = but.id if plan.card_row == but.id else None

    async def _stand(self, session: AsyncSession, plan: Plan, row: OutboxRow, at: datetime, *, is_late: bool) -> None:
        """This row's card is the one that stands; it goes when its time is over."""
        if plan.card_row == row.id:  # Slack wanted it later
            return
        plan.card_row, plan.shows = row.id, Shows.LATE if is_late else Shows.CARD
        plan.card_size = plan.card_size if row.kind == LATER.name else None
        plan.revision += 1
        await self._plans.take_away(session, plan, row.id or 0, at + CARD_FOR)

    async def _drawn(self, turn: Turn, row: OutboxRow) -> Drawn:
        plan_id, number, name, *more = row.subject.split(":")
        what, plan = What(name), await turn.session.get(Plan, plan_id)
        known = await person_row(turn.session, PersonId(row.workspace, row.user))
        is_there = plan is not None and what is What.CARD and plan.card_row == int(number)
        card = await self.morning(turn.session, plan) if is_there and plan is not None else None
        at = datetime.fromtimestamp(int(more[0]), turn.at.people.tzinfo) if more else None
        return Drawn(int(number), what, card, at, known.profile.zone)
