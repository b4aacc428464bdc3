"""The doors of a weekly chat: whoever asks, whoever is asked, and the card at the time."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.chats import cards, rows, wording
from bot.chats.rows import ChatRows
from bot.chats.rules import WORDS_CHARACTERS, Agreed
from bot.chats.service import ChatService
from bot.doors import mentioned, says
from bot.focus.cards import offered
from bot.focus.listeners import answer_press
from bot.focus.rules import Press
from bot.ids import PersonId
from bot.invitations.listeners import Listener, answered, drawn_again, posted
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.prompts.rows import CARDS
from bot.prompts.rules import Kind
from bot.sittings.service import Standing

Body = Mapping[str, Any]
Act: TypeAlias = Callable[[PersonId, Press], Awaitable[Standing]]


class ChatListeners:
    """What can be typed and pressed about a weekly chat."""

    def __init__(
        self, chats: ChatService, chat_rows: ChatRows, people: PeopleService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._chats = chats
        self._rows = chat_rows
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.command("/focus", [says("chat")])(self.open)
        app.action(cards.OPEN)(self.open)
        app.view(cards.ASK)(self.ask)
        app.action(cards.CHANGE_TIME)(self.change_time)
        app.view(cards.CHANGE)(self.changed)
        app.action(cards.END)(self.end)
        app.action(cards.FINE)(answered(self._chats.accept, wording.invitation))
        app.action(cards.NOT_THIS_TIME)(answered(self._chats.decline, wording.invitation))
        app.action(cards.STOP)(answered(self._chats.leave, wording.invitation))
        app.action(cards.START)(self.pressed(self._chats.begin))
        app.action(cards.SMALLER)(self.pressed(self._chats.make_smaller))
        app.action(cards.NOT_TODAY)(self.pressed(self._chats.not_today))
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a chat."""
        delivery.opens(posted(self._rows.for_cards, wording.COMES, cards.card), CARDS[Kind.CHAT])
        delivery.opens(self.draw_card, rows.CARD)
        delivery.opens(self.take_card_away, rows.GONE)
        delivery.opens(posted(self._rows.for_invitations, wording.INVITED, cards.invitation), rows.INVITATION)
        delivery.opens(drawn_again(self._rows.for_redraws, wording.INVITED, cards.invitation), rows.REDRAW)
        delivery.opens(posted(self._rows.for_answers, wording.ANSWERED, cards.answer), rows.ANSWERED)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        now = await in_time(self._chats.now(person), self._patience)
        view = cards.shown(now) if isinstance(now, Agreed) else cards.asking(now, mentioned(body.get("text") or ""))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await self._people.meet(person)  # after the box: it may ask Slack, and what opens a box lasts three seconds

    async def ask(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        form = cards.asked(view)
        if len(form.words) > WORDS_CHARACTERS:
            await ack(response_action="errors", errors={cards.WORDS: wording.words_too_long(len(form.words))})
            return
        agreed = await in_time(self._chats.ask(person, form), self._patience)
        await ack(response_action="update", view=cards.shown(agreed))

    async def change_time(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        now = await self._chats.now(person)
        view = cards.changing(now) if isinstance(now, Agreed) else cards.asking(now)
        await client.views_update(view_id=body["view"]["id"], view=view)

    async def changed(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        change = self._chats.change(person, view["private_metadata"], cards.weekly(view))
        await ack(response_action="update", view=cards.shown(await in_time(change, self._patience)))

    async def end(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await self._chats.end(person, action["value"])
        await client.views_update(view_id=body["view"]["id"], view=cards.told((wording.ENDED,)))

    def pressed(self, act: Act) -> Listener:
        """A button on the card at the time."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
            await ack()
            await answer_press(respond, body, await act(person, offered(action)))

        return listener

    async def draw_card(self, turn: Turn) -> Mapping[int, Content]:
        """That card again, smaller or over."""
        due = await self._rows.for_card_edits(turn)
        return {
            row: Content(wording.COMES, cards.card(shown, what), edits=card) for row, (shown, card, what) in due.items()
        }

    async def take_card_away(self, turn: Turn) -> Mapping[int, Content]:
        """Its hour is over."""
        return {row: Content(edits=card) for row, card in (await self._rows.for_removals(turn)).items()}
