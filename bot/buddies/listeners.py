"""The doors of a link between two people: whoever asks, and whoever is asked, knows, and stops it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.buddies import cards, rows, rules, wording
from bot.buddies.rows import BuddyRows
from bot.buddies.rules import Form, Link, Sayings
from bot.buddies.service import BuddyService
from bot.doors import mentioned, says, spoken
from bot.ids import PersonId
from bot.invitations.cards import plain
from bot.invitations.listeners import Listener, answered, drawn_again, posted
from bot.outbox.delivery import Delivery
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.speech import our_words

Body: TypeAlias = Mapping[str, Any]
OFF = "off"


class BuddyListeners:
    """What can be typed and pressed about the one who knows."""

    def __init__(
        self, buddies: BuddyService, buddy_rows: BuddyRows, people: PeopleService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._buddies = buddies
        self._rows = buddy_rows
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.command("/focus", [says("buddy"), _is_off])(self.off)
        app.command("/focus", [says("buddy"), _is_not_off])(self.open)
        app.action(cards.OPEN)(self.open)
        app.action(cards.WHY)(self.why)
        app.view(cards.ASK)(self.read)
        app.action(cards.REWORD)(self.reword)
        app.view(cards.SEND)(self.send)
        app.action(cards.CHANGE_WORDS)(self.change_words)
        app.view(cards.WORDS)(self.changed)
        app.action(cards.PAUSE)(self.shown(self._buddies.pause))
        app.action(cards.GO_ON)(self.shown(self._buddies.go_on))
        app.action(cards.END)(self.end)
        app.action(cards.FINE)(answered(self._buddies.accept, wording.invitation))
        app.action(cards.NOT_THIS_TIME)(answered(self._buddies.decline, wording.invitation))
        app.action(cards.STOP)(self.stop)
        app.action(cards.UNDO)(self.undo)
        app.action(cards.ANY_HOUR)(self.hear(any_hour=True))
        app.action(cards.WORKING_HOURS)(self.hear(any_hour=False))
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a link."""
        delivery.opens(posted(self._rows.for_invitations, wording.INVITED, cards.invitation), rows.INVITATION)
        delivery.opens(drawn_again(self._rows.for_redraws, wording.INVITED, cards.invitation), rows.REDRAW)
        delivery.opens(posted(self._rows.for_answers, wording.ANSWERED, cards.answer), rows.ANSWERED)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        now = await in_time(self._buddies.now(person), self._patience)
        asking = Form(mentioned(body.get("text") or ""))
        view = cards.shown(now) if isinstance(now, Link) else cards.asking(now, asking)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await self._people.meet(person)  # after the box: it may ask Slack, and what opens a box lasts three seconds

    async def off(self, ack: AsyncAck, person: PersonId) -> None:
        was_there = await in_time(self._buddies.end(person), self._patience)
        await ack(text=wording.ENDED if was_there else wording.NOBODY)

    async def why(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=cards.why())

    async def read(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        form = cards.asked(view)
        if errors := _too_long(form.words):
            await ack(response_action="errors", errors=errors)
            return
        await in_time(self._buddies.check(person, form.whom), self._patience)
        await ack(response_action="update", view=cards.reading(person.user, form))

    async def reword(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        view = cards.asking(rules.Draft(), cards.read(body["view"]))
        await client.views_update(view_id=body["view"]["id"], view=view)

    async def send(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        link = await in_time(self._buddies.ask(person, cards.read(view)), self._patience)
        await ack(response_action="update", view=cards.shown(link))

    async def change_words(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        now = await self._buddies.now(person)
        view = cards.changing(now) if isinstance(now, Link) else cards.asking(now, Form(""))
        await client.views_update(view_id=body["view"]["id"], view=view)

    async def changed(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        words = cards.worded(view)
        if errors := _too_long(words):
            await ack(response_action="errors", errors=errors)
            return
        change = self._buddies.change_words(person, view["private_metadata"], words)
        await ack(response_action="update", view=cards.shown(await in_time(change, self._patience)))

    def shown(self, act: Callable[[PersonId, str], Awaitable[Link]]) -> Listener:
        """A button of whoever asked, which shows what it made of the link."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
            await ack()
            link = await act(person, action["value"])
            await client.views_update(view_id=body["view"]["id"], view=cards.shown(link))

        return listener

    async def end(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await self._buddies.end(person, action["value"])
        await client.views_update(view_id=body["view"]["id"], view=cards.told((wording.ENDED,)))

    async def stop(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        stands = await self._buddies.stop(person, action["value"])
        if body.get("view"):
            view = cards.stopped(action["value"]) if stands is None else cards.told(wording.invitation(stands))
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        elif stands is not None:
            line = wording.invitation(stands)
            await respond(text=our_words(line), blocks=list(plain(line)), replace_original=False)

    async def undo(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        stands = await self._buddies.undo_stop(person, action["value"])
        line = (wording.GOES_ON,) if stands is None else (wording.TOO_LATE_TO_UNDO,)
        if body.get("view"):
            await client.views_update(view_id=body["view"]["id"], view=cards.told(line))
        elif stands is not None:
            await respond(text=our_words(line), blocks=list(plain(line)), replace_original=False)

    def hear(self, *, any_hour: bool) -> Listener:
        """A button on the Home tab, which is drawn again."""

        async def listener(ack: AsyncAck, action: Body, person: PersonId) -> None:
            await ack()
            await self._buddies.hear(person, action["value"], any_hour=any_hour)

        return listener


def _too_long(words: Sayings) -> dict[str, str]:
    """Each box with more words than there is room for, and the sentence under it."""
    return {str(ping): wording.too_long(characters) for ping, characters in rules.too_long(words).items()}


async def _is_off(command: Body) -> bool:
    return spoken(command.get("text") or "").rest.strip().lower() == OFF


async def _is_not_off(command: Body) -> bool:
    return not await _is_off(command)
