"""The doors of Slack status and do-not-disturb: the outbox's, Slack's, and the page that a browser comes back to."""

from collections.abc import Mapping

from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.presence import cards, wording
from bot.presence.rows import LINE, SNOOZE, STATUS, WAKE, PresenceRows
from bot.presence.service import PresenceService


class PresenceListeners:
    """What comes of a sitting in Slack itself."""

    def __init__(self, presence: PresenceService, rows: PresenceRows) -> None:
        self._presence = presence
        self._rows = rows

    def speak_through(self, delivery: Delivery) -> None:
        """The outbox's doors."""
        asks, refused = self._presence.ask, self._presence.refused
        delivery.opens(self.status, STATUS, asks=asks, refused=refused)
        delivery.opens(self.tell, LINE)
        delivery.opens(self.snooze, SNOOZE, WAKE, asks=asks, refused=refused)

    async def tell(self, turn: Turn) -> Mapping[int, Content]:
        """One line about what became of it."""
        about = await self._rows.for_lines(turn)
        return {row: Content(wording.ABOUT, cards.line(subject)) for row, subject in about.items()}

    async def status(self, turn: Turn) -> Mapping[int, Content]:
        return await self._rows.for_status(turn, self._presence.heard(turn.rows))

    async def snooze(self, turn: Turn) -> Mapping[int, Content]:
        return await self._rows.for_snooze(turn, self._presence.heard(turn.rows))
