"""The doors of a ping, the outbox's and those of whoever gets it."""

from collections.abc import Mapping

from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.pings import cards, rows, wording
from bot.pings.rows import PingRows


class PingListeners:
    """What is said to a colleague who agreed, and what they can press."""

    def __init__(self, ping_rows: PingRows) -> None:
        self._rows = ping_rows

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a ping."""
        delivery.opens(self.say, *rows.NEW.values(), asks=self._rows.ask)
        delivery.opens(self.draw_again, rows.EDIT)
        delivery.opens(self.take_away, rows.GONE)

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
