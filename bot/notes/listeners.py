"""The doors of a channel note: the modal that picks a channel, and the outbox's."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.ids import PersonId
from bot.notes import cards, rows, wording
from bot.notes.rows import NoteRows
from bot.notes.rules import NAME_CHARACTERS
from bot.notes.service import NoteService
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time

Body = Mapping[str, Any]


class NoteListeners:
    """One modal, opened from the Home tab and from the settings."""

    def __init__(self, notes: NoteService, note_rows: NoteRows, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._notes = notes
        self._rows = note_rows

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.action(cards.OPEN)(self.open)
        app.view(cards.CALLBACK)(self.turn_on)
        app.action(cards.TURN_OFF)(self.turn_off)
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a note, and what it tells of one that Slack would not have."""
        delivery.opens(self.post, rows.NOTE, refused=self._notes.refused)
        delivery.opens(self.draw_again, rows.EDIT, refused=self._notes.refused)
        delivery.opens(self.take_away, rows.GONE, refused=self._notes.refused)
        delivery.opens(self.tell, rows.OFF)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        view = cards.modal(await in_time(self._notes.now(person), self._patience))
        show = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
        await show(trigger_id=body["trigger_id"], view=view)

    async def turn_on(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        wished = cards.wished(view)
        if len(wished.name) > NAME_CHARACTERS:
            await ack(response_action="errors", errors={cards.NAME: wording.name_too_long(len(wished.name))})
            return
        await in_time(self._notes.turn_on(person, wished), self._patience)
        await ack(response_action="update", view=cards.turned_on(wished))

    async def turn_off(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await self._notes.turn_off(person)
        await client.views_update(view_id=body["view"]["id"], view=cards.told((wording.OFF,)))

    async def post(self, turn: Turn) -> Mapping[int, Content]:
        """The one message of a sitting."""
        due = await self._rows.for_new(turn)
        return {row: Content(wording.NOTIFIED, cards.note(note)) for row, note in due.items()}

    async def draw_again(self, turn: Turn) -> Mapping[int, Content]:
        """That message, as it is true now."""
        due = await self._rows.for_edits(turn)
        return {row: Content(wording.NOTIFIED, cards.note(note), edits=card) for row, (note, card) in due.items()}

    async def take_away(self, turn: Turn) -> Mapping[int, Content]:
        """The start was not meant, or the person wants no note any more."""
        return {row: Content(edits=card) for row, card in (await self._rows.for_removals(turn)).items()}

    async def tell(self, turn: Turn) -> Mapping[int, Content]:
        """One line to the person, that it is off."""
        due = await self._rows.for_ends(turn)
        return {row: Content(wording.TOLD_OFF, cards.plain(wording.taken_off(where))) for row, where in due.items()}
