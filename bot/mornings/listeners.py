"""The doors of a morning: the card at the time that was planned, what is pressed on it, and what the outbox asks."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.focus.listeners import answer_press
from bot.ids import PersonId
from bot.mornings import cards, wording
from bot.mornings.rows import MORNING, Drawn, MorningRows
from bot.mornings.service import MorningService
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time
from bot.plans import cards as plans
from bot.plans.rows import CARD_REDRAW
from bot.plans.rules import Press
from bot.sittings.service import Standing
from bot.speech import At, our_words

Body = Mapping[str, Any]
Act: TypeAlias = Callable[[PersonId, Press], Awaitable[Standing]]
Listener: TypeAlias = Callable[..., Awaitable[None]]


class MorningListeners:
    """What can be pressed when it comes."""

    def __init__(self, mornings: MorningService, rows: MorningRows, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._mornings = mornings
        self._rows = rows

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        for action_id, act in self.acts().items():
            app.action(action_id)(self.pressed(act, tells=action_id in cards.BEGIN))
        app.action(cards.CHOOSE)(self.choose)
        app.action(cards.MORE)(self.more)
        app.view(cards.CALLBACK)(self.choose_later)
        self.speak_through(delivery)

    def acts(self) -> Mapping[str, Act]:
        """Each button of the card at its time, with what it does."""
        mornings = self._mornings
        return {
            cards.START: mornings.start,
            cards.SIT: lambda person, press: mornings.start(person, press, sits=True),
            cards.SMALLER: mornings.smaller,
            cards.LATER: mornings.choices,
            cards.QUARTER: lambda person, press: mornings.later(person, press, timedelta(minutes=15)),
            cards.HOUR: lambda person, press: mornings.later(person, press, timedelta(hours=1)),
            cards.NOT_TODAY: mornings.not_today,
            cards.CHAT: mornings.chat,
        }

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of mornings."""
        delivery.opens(self.post, *MORNING)
        delivery.opens(self.draw_again, CARD_REDRAW)

    def pressed(self, act: Act, *, tells: bool = False) -> Listener:
        """A button that does one thing to the plan it was offered for."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
            await ack()
            await answer_press(respond, body, await act(person, plans.offered(action)), tells=tells)

        return listener

    async def choose(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        view = cards.choose_a_time(plans.offered(action), await in_time(self._mornings.soon(person), self._patience))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def choose_later(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        press, chosen = cards.chosen_time(view)
        standing = await in_time(self._mornings.later(person, press, chosen), self._patience)
        await (ack() if standing.changed else ack(response_action="update", view=plans.told(wording.IS_OVER)))

    async def more(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        picked = cards.picked(action)
        standing = await self.acts()[picked](person, plans.offered(action))
        await answer_press(respond, body, standing, tells=picked in cards.BEGIN)

    async def post(self, turn: Turn) -> Mapping[int, Content]:
        """The card at the time that was planned."""
        due = await self._rows.for_cards(turn)
        return {row: Content(wording.COMES, cards.morning(card)) for row, card in due.items()}

    async def draw_again(self, turn: Turn) -> Mapping[int, Content]:
        """A card as it stands now, or the plain line that is left of it."""
        return {row: _drawn(one) for row, one in await self._rows.for_edits(turn)}


def _drawn(one: Drawn) -> Content:
    if one.card is not None:
        return Content(wording.COMES, cards.morning(one.card), edits=one.row)
    line = wording.comes_later(At(one.at, one.zone)) if one.at is not None else wording.over(one.what)
    return Content(our_words(line), plans.plain(line), edits=one.row)
