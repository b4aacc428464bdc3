"""The doors of what is kept: `/focus privacy` and `/focus delete`."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says
from bot.ids import PersonId
from bot.patience import COMMIT_SECONDS, in_time
from bot.pings import cards as pings
from bot.privacy import cards, wording
from bot.privacy.service import Left, PrivacyService
from bot.switches.rules import Switches

Body = Mapping[str, Any]


class PrivacyListeners:
    """Told, and removed."""

    def __init__(
        self,
        privacy: PrivacyService,
        empty_home: Mapping[str, Any],
        *,
        switches: Switches,
        patience: float = COMMIT_SECONDS,
    ) -> None:
        self._patience = patience
        self._privacy = privacy
        self._switches = switches
        self._empty_home = empty_home

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("privacy")])(self.tell)
        app.command("/focus", [says("delete")])(self.ask)
        app.action(cards.KEEP)(self.keep)
        app.action(cards.DELETE)(self.delete)
        app.action(cards.OPEN)(self.open)
        app.action(cards.ASK)(self.ask_on_top)
        app.view(cards.CALLBACK)(self.delete_from_modal)

    async def tell(self, ack: AsyncAck) -> None:
        await ack(text=wording.privacy(self._switches), blocks=cards.privacy(self._switches))

    async def ask(self, ack: AsyncAck) -> None:
        await ack(text=wording.ASK, blocks=cards.ask())

    async def keep(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text=wording.KEPT, replace_original=True)

    async def delete(self, ack: AsyncAck, person: PersonId, respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        left = await self._privacy.delete(person)
        await respond(text=wording.DELETED, replace_original=True)
        await self._clear(client, person, left)

    async def open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=cards.modal(self._switches))

    async def ask_on_top(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=cards.modal_ask())

    async def delete_from_modal(self, ack: AsyncAck, person: PersonId, client: AsyncWebClient) -> None:
        left = await in_time(self._privacy.delete(person), self._patience)
        await ack(response_action="update", view=cards.modal_done())
        await self._clear(client, person, left)

    async def _clear(self, client: AsyncWebClient, person: PersonId, left: Left) -> None:
        """Take the words from what still stands in Slack. Every row is gone, whatever Slack says to this."""
        await self._privacy.part(left)
        lines = [(*one, wording.CARD_LEFT) for one in left.cards]
        for channel, ts, line in [*lines, *((*one, wording.INVITATION_LEFT) for one in left.invitations)]:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
                await client.chat_update(channel=channel, ts=ts, text=line, blocks=cards.removed(line))
        for channel, ts in left.told:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
                await client.chat_update(channel=channel, ts=ts, **pings.ended(person.user))
        for channel, ts in left.noted:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
                await client.chat_delete(channel=channel, ts=ts)
        if left.has_home:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
                await client.views_publish(user_id=person.user, view=dict(self._empty_home))
