"""The doors of what is kept: `/focus privacy` and `/focus delete`."""

from contextlib import suppress

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says
from bot.ids import PersonId
from bot.privacy import cards, wording
from bot.privacy.service import PrivacyService


class PrivacyListeners:
    """Told, and removed."""

    def __init__(self, privacy: PrivacyService) -> None:
        self._privacy = privacy

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("privacy")])(self.tell)
        app.command("/focus", [says("delete")])(self.ask)
        app.action(cards.KEEP)(self.keep)
        app.action(cards.DELETE)(self.delete)

    async def tell(self, ack: AsyncAck) -> None:
        await ack(text=wording.PRIVACY, blocks=cards.privacy())

    async def ask(self, ack: AsyncAck) -> None:
        await ack(text=wording.ASK, blocks=cards.ask())

    async def keep(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text=wording.KEPT, replace_original=True)

    async def delete(self, ack: AsyncAck, person: PersonId, respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        card = await self._privacy.delete(person)
        await respond(text=wording.DELETED, replace_original=True)
        if card is not None:
            with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):  # everything is gone, whatever Slack says
                await client.chat_update(
                    channel=card.channel, ts=card.ts, text=wording.CARD_LEFT, blocks=cards.removed()
                )
