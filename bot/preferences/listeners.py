"""The doors of the settings: `/focus settings`, the button on the Home tab, and Save."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.connecting.service import ConnectingService
from bot.doors import says
from bot.ids import PersonId
from bot.patience import COMMIT_SECONDS, in_time
from bot.preferences import cards
from bot.preferences.service import PreferencesService

Body = Mapping[str, Any]


class PreferencesListeners:
    """One modal, opened from two places."""

    def __init__(
        self, preferences: PreferencesService, connecting: ConnectingService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._preferences = preferences
        self._connecting = connecting

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("settings")])(self.open)
        app.action(cards.OPEN)(self.open)
        app.view(cards.CALLBACK)(self.save)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        now = await in_time(self._preferences.now(person), self._patience)
        connection = await self._connecting.connection(person)
        await client.views_open(trigger_id=body["trigger_id"], view=cards.modal(now, connection))

    async def save(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        wished = cards.wished(view)
        if refused := cards.refused(wished):
            await ack(response_action="errors", errors=refused)
            return
        await in_time(self._preferences.save(person, cards.shown(view), wished), self._patience)
        await ack()
