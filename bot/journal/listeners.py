"""The doors of the journal: `/focus okay`, its buttons, its search, and the modals on top of it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import says
from bot.ids import PersonId
from bot.journal import cards, wording
from bot.journal.rules import Place, Shelf, checked_term
from bot.journal.service import JournalService
from bot.kit import Json
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService

Body = Mapping[str, Any]


class JournalListeners:
    """A person's own sentences: read, looked for, changed, deleted, and written for another day."""

    def __init__(self, journal: JournalService, people: PeopleService, *, patience: float = COMMIT_SECONDS) -> None:
        self._patience = patience
        self._journal = journal
        self._people = people

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.command("/focus", [says("okay", "journal")])(self.open)
        app.action(cards.OPEN)(self.open)
        app.action(cards.LOOK_BACK)(self.look_back)
        for way in (cards.MONTH, cards.ALL, cards.NEWER, cards.OLDER):
            app.action(way)(self.turn)
        app.action(cards.SEARCH)(self.search)
        app.view(cards.CALLBACK)(self.search_sent)
        app.action(cards.MORE)(self.more)
        app.view(cards.EDITED)(self.edited)
        app.view(cards.DELETED)(self.deleted)
        app.action(cards.WRITE)(self.write)
        app.view(cards.FILLED_IN)(self.filled_in)

    async def open(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, cards.modal(await self._look(person, Place())))

    async def look_back(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, cards.modal(await self._look(person, Place(is_week=True))))

    async def turn(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        shelf = await self._look(person, cards.turned(action, body["view"]))
        await client.views_update(view_id=body["view"]["id"], view=cards.modal(shelf))

    async def search(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        shelf = await self._look(person, Place(term=checked_term(action.get("value") or "")))
        await client.views_update(view_id=body["view"]["id"], view=cards.modal(shelf))

    async def search_sent(self, ack: AsyncAck, view: Body, person: PersonId) -> None:
        shelf = await self._look(person, Place(term=checked_term(cards.searched(view))))
        await ack(response_action="update", view=cards.modal(shelf))

    async def more(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        act, sentence_id = cards.picked(action)
        entry = await in_time(self._journal.one(person, sentence_id), self._patience)
        view = cards.on_top(act, entry, cards.place_in(body["view"]))
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    async def edited(self, ack: AsyncAck, view: Body, person: PersonId, client: AsyncWebClient) -> None:
        words, (sentence_id, place) = cards.sentence(view), cards.about(view)
        if said := wording.not_fitting(words):
            await ack(response_action="errors", errors={cards.SENTENCE: said})
            return
        shelf = await in_time(self._journal.edit(person, sentence_id, words, place), self._patience)
        await _turned(ack, client, view, shelf)

    async def deleted(self, ack: AsyncAck, view: Body, person: PersonId, client: AsyncWebClient) -> None:
        sentence_id, place = cards.about(view)
        shelf = await in_time(self._journal.delete(person, sentence_id, place), self._patience)
        await _turned(ack, client, view, shelf)

    async def write(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        blank = await in_time(self._journal.blank(person), self._patience)
        await _show(client, body, cards.fill_in(blank, action.get("value") or ""))
        await self._people.meet(person)  # after the box: it may ask Slack, and what opens a box lasts three seconds

    async def filled_in(self, ack: AsyncAck, view: Body, person: PersonId, client: AsyncWebClient) -> None:
        written = cards.filled_in(view)
        if said := wording.not_fitting(written.words):
            await ack(response_action="errors", errors={cards.SENTENCE: said})
            return
        shelf = await in_time(self._journal.fill_in(person, written), self._patience)
        await _turned(ack, client, view, shelf)

    async def _look(self, person: PersonId, place: Place) -> Shelf:
        return await in_time(self._journal.look(person, place), self._patience)


async def _show(client: AsyncWebClient, body: Body, view: Json) -> None:
    """On top of a modal, or as one."""
    is_on_a_modal = (body.get("view") or {}).get("type") == "modal"
    show = client.views_push if is_on_a_modal else client.views_open
    await show(trigger_id=body["trigger_id"], view=view)


async def _turned(ack: AsyncAck, client: AsyncWebClient, view: Body, shelf: Shelf) -> None:
    """Close what was on top and draw anew what is beneath, or turn into it. What was done is, whatever Slack says."""
    beneath, anew = view.get("previous_view_id"), cards.modal(shelf)
    if not beneath:
        await ack(response_action="update", view=anew)
        return
    await ack()
    with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
        await client.views_update(view_id=beneath, view=anew)
