"""The doors of connecting Slack: a button, a modal, and the page that a browser comes back to."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.connecting import cards
from bot.connecting.rules import Ending
from bot.connecting.service import ConnectingService
from bot.doors import shows
from bot.ids import PersonId
from bot.patience import COMMIT_SECONDS, in_time

Body = Mapping[str, Any]


class ConnectingListeners:
    """In the order a person meets them."""

    def __init__(self, connecting: ConnectingService, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._connecting = connecting

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.action(cards.OPEN)(self.open)
        app.action(cards.TO_SLACK)(self.goes_to_slack)
        app.view(cards.CALLBACK)(self.save)
        app.action(cards.DISCONNECT)(self.disconnect)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        connection = await in_time(self._connecting.connection(person), self._patience)
        await shows(client, body)(trigger_id=body["trigger_id"], view=cards.modal(connection))

    async def goes_to_slack(self, ack: AsyncAck) -> None:
        await ack()

    async def returned(self, query: Mapping[str, str]) -> Ending:
        """A browser came back; what it brought is nobody's to log."""
        return await self._connecting.returned(query.get("code", ""), query.get("state", ""), query.get("error", ""))

    async def save(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        wished = cards.wished(view)
        if refused := cards.refused(wished):
            await ack(response_action="errors", errors=refused)
            return
        await in_time(self._connecting.save(person, wished), self._patience)
        await ack()

    async def disconnect(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await self._connecting.disconnect(person)
        connection = await self._connecting.connection(person)
        await client.views_update(view_id=body["view"]["id"], view=cards.modal(connection))
