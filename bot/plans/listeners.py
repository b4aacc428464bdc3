"""The doors of plans: `/focus plan` and its shortcut, the modal, the card at the time; and what the outbox asks."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
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
from bot.plans.rows import GONE, MORNING, REDRAW, SAVED, Drawn, PlanRows
from bot.plans.rules import Form, MorningCard, Press, SavedCard, What, too_long
from bot.plans.service import PlanService
from bot.sittings.service import Standing
from bot.speech import At, our_words

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
        for action_id, act in self.acts().items():
            app.action(action_id)(self.pressed(act, tells=action_id in cards.BEGIN))
        app.action(cards.CHOOSE)(self.choose)
        app.action(cards.MORE)(self.more)
        app.view(cards.AT_CALLBACK)(self.choose_later)
        self.speak_through(delivery)

    def acts(self) -> Mapping[str, Act]:
        """Each button of the card at its time, with what it does."""
        plans = self._plans
        return {
            cards.START: plans.start,
            cards.SIT: lambda person, press: plans.start(person, press, sits=True),
            cards.SMALLER: plans.smaller,
            cards.LATER: plans.choices,
            cards.QUARTER: lambda person, press: plans.later(person, press, timedelta(minutes=15)),
            cards.HOUR: lambda person, press: plans.later(person, press, timedelta(hours=1)),
            cards.NOT_TODAY: plans.not_today,
            cards.CHAT: plans.chat,
        }

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of plans."""
        delivery.opens(self.post, *MORNING)
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
        form = cards.wished(view)
        if refusals := too_long(form.planned):
            await ack(response_action="errors", errors=wording.under_their_boxes(refusals))
        elif await in_time(self._plans.save(person, form), self._patience):
            await ack()
        else:
            await ack(response_action="errors", errors={cards.AT: wording.PASSED})

    async def cancel(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        standing = await self._plans.cancel(person, cards.offered(action))
        if body.get("view"):
            await client.views_update(view_id=body["view"]["id"], view=cards.told(wording.over(What.NO_PLAN)))
        await answer_press(respond, body, standing)

    def pressed(self, act: Act, *, tells: bool = False) -> Listener:
        """A button that does one thing to the plan it was offered for."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
            await ack()
            await answer_press(respond, body, await act(person, cards.offered(action)), tells=tells)

        return listener

    async def choose(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        view = cards.choose_a_time(cards.offered(action), await in_time(self._plans.soon(person), self._patience))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def choose_later(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        press, chosen = cards.chosen_time(view)
        standing = await in_time(self._plans.later(person, press, chosen), self._patience)
        await (ack() if standing.changed else ack(response_action="update", view=cards.told(wording.IS_OVER)))

    async def more(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        picked = cards.picked(action)
        standing = await self.acts()[picked](person, cards.offered(action))
        await answer_press(respond, body, standing, tells=picked in cards.BEGIN)

    async def post(self, turn: Turn) -> Mapping[int, Content]:
        """The card at the time that was planned."""
        due = await self._rows.for_cards(turn)
        return {row: Content(wording.COMES, cards.morning(card)) for row, card in due.items()}

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


def _drawn(one: Drawn) -> Content:
    match one.card:
        case MorningCard():
            return Content(wording.COMES, cards.morning(one.card), edits=one.row)
        case SavedCard():
            return Content(wording.SAVED, cards.saved(one.card), edits=one.row)
    line = wording.comes_later(At(one.at, one.zone)) if one.at is not None else wording.over(one.what)
    return Content(our_words(line), cards.plain(line), edits=one.row)
