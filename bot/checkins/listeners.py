"""The doors of the check-in: Write it, the modal, and `/focus done`."""

import re
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.checkins import cards, wording
from bot.checkins.rules import NotAskedError
from bot.checkins.service import AskKeeping, CheckInService
from bot.doors import says, spoken
from bot.focus.cards import KEEP_AS, WRITE, keeping_picked, offered, plain
from bot.focus.listeners import answer_press
from bot.focus.wording import WHERE_THINGS_STAND
from bot.ids import PersonId
from bot.journal import cards as journal
from bot.journal.wording import not_fitting
from bot.kit import Json
from bot.patience import COMMIT_SECONDS, in_time

Body = Mapping[str, Any]


class CheckInListeners:
    """One sentence, written or left."""

    def __init__(self, checkins: CheckInService, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._checkins = checkins

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.action(WRITE)(self.write_it)
        app.view(cards.CALLBACK)(self.save)
        app.action(re.compile(rf"{re.escape(KEEP_AS)}\.[a-d]"))(self.keep_as)
        app.command("/focus", [says("done")])(self.done)

    async def write_it(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        block_id = offered(action).block_id
        keeping = await self._checkins.keeping(person, block_id)
        view = cards.modal(block_id, keeping, self._checkins.switches)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def save(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        words, keeping = journal.sentence(view), journal.keeping(view)
        if said := not_fitting(words):
            await ack(response_action="errors", errors={journal.SENTENCE: said})
            return
        await in_time(self._checkins.write(person, view["private_metadata"], words, keeping), self._patience)
        await ack()

    async def keep_as(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        standing = await self._checkins.keep_line(person, offered(action), keeping_picked(action))
        await answer_press(respond, body, standing)

    async def done(
        self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        ended = await self._checkins.done(person, spoken(command["text"]).rest)
        if isinstance(ended, AskKeeping):
            view = cards.modal(ended.block_id, None, self._checkins.switches, ended.words)
            await _ask(client, command["trigger_id"], view, ended.words)
            return
        await respond(blocks=list(plain(wording.answer(ended))), text=WHERE_THINGS_STAND)


async def _ask(client: AsyncWebClient, trigger_id: str, view: Json, words: str) -> None:
    """Raises NotAskedError, with the words, where the box does not open."""
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise NotAskedError(words) from error
