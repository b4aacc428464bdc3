"""The doors of a ping, the outbox's and those of whoever gets it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.buddies.service import BuddyService
from bot.doors import is_ephemeral
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.pings import cards, rows, wording
from bot.pings.rows import PingRows
from bot.pings.service import PingService
from bot.speech import with_names

Body = Mapping[str, Any]


class PingListeners:
    """What is said to a colleague who agreed, and what they can press."""

    def __init__(self, pings: PingService, ping_rows: PingRows, buddies: BuddyService) -> None:
        self._pings = pings
        self._buddies = buddies
        self._rows = ping_rows

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.action(cards.THUMB)(self.thumb)
        app.action(cards.STOP)(self.stop)
        app.action(cards.UNDO)(self.undo)
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a ping."""
        delivery.opens(self.say, *rows.NEW.values(), asks=self._rows.ask)
        delivery.opens(self.draw_again, rows.EDIT)
        delivery.opens(self.take_away, rows.GONE)

    async def thumb(self, ack: AsyncAck, action: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        line = wording.thumbed(await self._pings.thumb(person, str(action.get("value") or "")))
        await respond(text=with_names(line), blocks=list(cards.plain(line)), replace_original=False)

    async def stop(self, ack: AsyncAck, action: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        stands = await self._buddies.stop(person, action["value"])
        if stands is None or stands.can_undo:
            blocks = cards.stopped(action["value"])
        else:
            blocks = cards.plain(wording.stays_off(stands.asker))
        await respond(text=wording.STOPPED, blocks=list(blocks), replace_original=False)

    async def undo(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        line = wording.goes_on(is_so=await self._buddies.undo_stop(person, action["value"]) is None)
        await respond(text=with_names(line), blocks=list(cards.plain(line)), replace_original=is_ephemeral(body))

    async def say(self, turn: Turn) -> Mapping[int, Content]:
        """A message of its own."""
        due = await self._rows.for_new(turn)
        return {row: Content(wording.notification(ping), cards.ping(ping)) for row, ping in due.items()}

    async def draw_again(self, turn: Turn) -> Mapping[int, Content]:
        """What was said, as it is true now."""
        due = await self._rows.for_edits(turn)
        return {
            row: Content(wording.notification(ping), cards.ping(ping), edits=card) for row, (ping, card) in due.items()
        }

    async def take_away(self, turn: Turn) -> Mapping[int, Content]:
        """The start was not meant."""
        return {row: Content(edits=card) for row, card in (await self._rows.for_removals(turn)).items()}
