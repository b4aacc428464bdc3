"""The doors of days: `/focus days`, its buttons, and their boxes."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says, spoken
from bot.ids import PersonId
from bot.kit import Json
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.streaks import cards, rules, wording
from bot.streaks.rules import Look, Mode
from bot.streaks.service import DaysService

Body = Mapping[str, Any]


class StreakListeners:
    """What stays, and how it is shown."""

    def __init__(self, days: DaysService, people: PeopleService, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._days = days
        self._people = people

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("days", "streak")])(self.show)
        app.action(cards.EARLIER)(self.earlier)
        app.view(cards.LOGGED)(self.logged)
        app.action(cards.UNDO)(self.undo)
        app.action(cards.HOW)(self.how)
        app.view(cards.SHOWN)(self.shown)
        app.action(cards.DELETE)(self.delete)

    async def show(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        mode = rules.mode_named(spoken(command["text"]).rest)
        await self._people.meet(person)
        look = await (self._days.look(person) if mode is None else self._days.tell(person, mode))
        await respond(text=wording.of(look.days), blocks=_told(look, mode))

    async def earlier(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        today = await in_time(self._days.today(person), self._patience)
        await client.views_open(trigger_id=body["trigger_id"], view=cards.earlier(today))

    async def logged(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        log = await in_time(self._days.log(person, cards.which(view)), self._patience)
        await ack(response_action="update", view=cards.logged(log))

    async def undo(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        look = await self._days.unlog(person, *cards.logged_in(action))
        await client.views_update(view_id=body["view"]["id"], view=cards.taken_back(look))

    async def how(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        view = cards.how(*await in_time(self._days.how(person), self._patience))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def shown(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        mode, picture = cards.chosen(view)
        look = await in_time(self._days.tell(person, mode, picture), self._patience)
        blocks = cards.no_more() if mode is Mode.OFF else cards.what_stays(look)
        await ack(response_action="update", view=cards.told(blocks))

    async def delete(
        self, ack: AsyncAck, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        words = wording.DELETED if await self._days.delete(person) else wording.NOT_DELETED
        if body.get("view"):
            await client.views_update(view_id=body["view"]["id"], view=cards.told(cards.said(words)))
        else:
            await respond(text=words, blocks=cards.said(words), replace_original=True)


def _told(look: Look, chosen: Mode | None) -> list[Json]:
    return cards.no_more() if chosen is Mode.OFF else cards.days_card(look)
