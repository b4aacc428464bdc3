"""The doors of plans: `/focus plan` and its shortcut, the modal, the card at the time; and what the outbox asks."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says
from bot.focus.listeners import answer_press
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.plans import cards, wording
from bot.plans.rows import GONE, REDRAW, SAVED, Drawn, PlanRows
from bot.plans.rules import WHOM, Form, Press, too_long
from bot.plans.service import PlanService
from bot.sittings.service import Standing

Body = Mapping[str, Any]
Act: TypeAlias = Callable[[PersonId, Press], Awaitable[Standing]]
Listener: TypeAlias = Callable[..., Awaitable[None]]


class PlanListeners:
    """What can be planned, and what can be pressed when it comes."""

    def __init__(
        self, plans: PlanService, rows: PlanRows, people: PeopleService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._plans = plans
        self._rows = rows
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.command("/focus", [says("plan")])(self.open)
        app.shortcut("plan_tomorrow")(self.open)
        app.action(cards.OPEN)(self.open)
        app.action(cards.CHANGE)(self.change)
        app.action(cards.ANOTHER)(self.another)
        app.action(cards.CANCEL)(self.cancel)
        app.view(cards.CALLBACK)(self.save)
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of plans."""
        delivery.opens(self.say_saved, SAVED)
        delivery.opens(self.draw_again, REDRAW)
        delivery.opens(self.take_away, GONE)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        form = await in_time(self._met(person), self._patience)
        await client.views_open(trigger_id=body["trigger_id"], view=cards.modal(form))

    async def change(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        form = await in_time(self._plans.form(person, cards.offered(action).plan_id), self._patience)
        view = cards.modal(form, "" if form.plan_id else wording.NOT_THERE)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def another(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        form = await in_time(self._plans.form(person, is_new=True), self._patience)
        await client.views_update(view_id=body["view"]["id"], view=cards.modal(form))

    async def save(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        async def save(form: Form) -> bool:
            return await in_time(self._plans.save(person, form), self._patience)

        await save_form(ack, view, save, person)

    async def cancel(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        standing = await self._plans.cancel(person, cards.offered(action))
        if body.get("view"):
            await client.views_update(view_id=body["view"]["id"], view=cards.told((wording.NO_PLAN_LINE,)))
        await answer_press(respond, body, standing)

    async def say_saved(self, turn: Turn) -> Mapping[int, Content]:
        """The card that says that a plan is saved."""
        due = await self._rows.for_saved(turn)
        return {row: Content(wording.SAVED, cards.saved(card)) for row, card in due.items()}

    async def draw_again(self, turn: Turn) -> Mapping[int, Content]:
        """A card as it stands now, or the plain line that is left of it."""
        return {row: _drawn(one) for row, one in await self._rows.for_edits(turn)}

    async def take_away(self, turn: Turn) -> Mapping[int, Content]:
        """Cards whose time is over."""
        return {row: Content(edits=card) for row, card in (await self._rows.for_gone(turn)).items()}

    async def _met(self, person: PersonId) -> Form:
        """Where they are is known before a day and a time are drafted."""
        await self._people.meet(person)
        return await self._plans.form(person)


async def save_form(
    ack: AsyncAck, view: dict[str, Any], save: Callable[[Form], Awaitable[bool]], person: PersonId
) -> None:
    """Save first, then acknowledge; where that can't be, the modal stays open with its words and a sentence."""
    form = cards.wished(view)
    if refusals := too_long(form.planned):
        await ack(response_action="errors", errors=wording.under_their_boxes(refusals))
    elif form.planned.whom == person.user:
        await ack(response_action="errors", errors={WHOM: wording.ONESELF})
    elif await save(form):
        await ack()
    else:
        await ack(response_action="errors", errors={cards.AT: wording.PASSED})


def _drawn(one: Drawn) -> Content:
    if one.card is not None:
        return Content(wording.SAVED, cards.saved(one.card), edits=one.row)
    return Content(wording.NO_PLAN_LINE, cards.plain((wording.NO_PLAN_LINE,)), edits=one.row)
