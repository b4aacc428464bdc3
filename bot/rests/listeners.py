"""The doors of time off: `/focus rest`, its buttons, and the box with dates."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says, spoken
from bot.ids import PersonId
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.rests import cards, wording
from bot.rests.rules import is_back
from bot.rests.service import RestService
from bot.streaks.cards import REST_DAYS

Body = Mapping[str, Any]


class RestListeners:
    """Time off."""

    def __init__(self, rests: RestService, people: PeopleService, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._rests = rests
        self._people = people

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("rest")])(self.rest)
        app.action(re.compile(rf"{re.escape(cards.UNTIL)}\.[a-z]+"))(self.until)
        app.action(cards.BACK)(self.back)
        app.action(cards.DATES)(self.open)
        app.action(REST_DAYS)(self.open)
        app.view(cards.ADDED)(self.add)
        app.action(cards.END)(self.end)

    async def rest(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        words = spoken(command["text"]).rest
        await self._people.meet(person)
        if is_back(words):
            await self._come_back(person, respond, replaces=False)
            return
        off = await (self._rests.until(person, words) if words else self._rests.look(person))
        await respond(text=wording.standing(off), blocks=cards.card(off))

    async def until(self, ack: AsyncAck, action: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        off = await self._rests.until(person, action["value"])
        await respond(text=wording.standing(off), blocks=cards.card(off), replace_original=True)

    async def back(self, ack: AsyncAck, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._come_back(person, respond, replaces=True)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        off = await in_time(self._rests.look(person), self._patience)
        await client.views_open(trigger_id=body["trigger_id"], view=cards.modal(off))

    async def add(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        dates = cards.dates(view)
        off = await in_time(self._rests.add(person, dates), self._patience)
        await ack(response_action="update", view=cards.modal(off, dates))

    async def end(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        off = await self._rests.call_off(person, cards.ended(action))
        await client.views_update(view_id=body["view"]["id"], view=cards.modal(off))

    async def _come_back(self, person: PersonId, respond: AsyncRespond, *, replaces: bool) -> None:
        rested = (await self._rests.look(person)).back_on is not None
        off = await self._rests.come_back(person)
        said = wording.WELCOME if rested else wording.NOT_RESTING
        if respond.response_url:  # the Home tab has none, and is drawn again by what it owes
            await respond(text=said, blocks=cards.back(off, rested=rested), replace_original=replaces)
