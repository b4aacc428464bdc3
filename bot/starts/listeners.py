"""The doors to a start: start cards, and the shortcuts *Start a block*, *Short break* and *Make this my task*."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import kit
from bot.doors import heard, message_link
from bot.focus import wording as focus_wording
from bot.focus.listeners import answer_press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import Asked, bigger_size, checked_task, smaller_size
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.starts import cards, wording
from bot.starts.rules import Step
from bot.starts.service import StartService

Body = Mapping[str, Any]


class StartListeners:
    """What can be pressed before anything begins."""

    def __init__(
        self, starts: StartService, focus: FocusService, people: PeopleService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._starts = starts
        self._focus = focus
        self._people = people

    def register(self, app: AsyncApp) -> None:
        """The table of contents."""
        app.action(cards.START)(self.start)
        app.action(cards.SIT)(self.start)
        app.action(cards.SMALLER)(self.smaller)
        app.action(cards.MORE)(self.bigger)
        app.action(cards.NOT_NOW)(self.not_now)
        app.action(cards.SHORT_BREAK)(self.break_off)
        app.action(cards.GROUND)(self.ground)
        app.shortcut("start_block")(self.start_block)
        app.shortcut("make_task")(self.make_task)
        app.shortcut("short_break")(self.short_break)
        app.view(cards.CALLBACK)(self.submitted)

    async def start(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        size, task = cards.offered(action)
        await self._people.meet(person)
        standing = await self._focus.begin(person, Asked(size, checked_task(task)))
        await answer_press(respond, body, standing, tells=True)

    async def smaller(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._step(action, body, person, respond, smaller_size)

    async def bigger(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._step(action, body, person, respond, bigger_size)

    async def not_now(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text=wording.READY, replace_original=True)

    async def break_off(self, ack: AsyncAck, person: PersonId) -> None:
        await ack()
        await self._people.meet(person)
        await self._focus.break_off(person)

    async def ground(self, ack: AsyncAck, person: PersonId) -> None:
        await ack()
        await self._people.meet(person)
        await self._focus.help_out(person)

    async def start_block(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        await self._open(client, body, person, Asked())

    async def make_task(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        words = heard(body["message"].get("text") or "")
        await self._open(client, body, person, Asked(task=words, link=message_link(body)))

    async def short_break(self, ack: AsyncAck, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        standing = await self._focus.break_off(person)
        shown = standing.shown
        line = focus_wording.done(shown) if standing.changed and shown else focus_wording.standing(shown)
        view = cards.told([kit.line(line)])
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await self._people.meet(person)

    async def submitted(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        wanted = cards.asked_in(view)
        checked_task(wanted.task)
        standing = await in_time(self._focus.begin(person, wanted), self._patience)
        if standing.changed:
            await ack()
        else:
            view = cards.told([kit.line(focus_wording.standing(standing.shown))])
            await ack(response_action="update", view=view)

    async def _open(self, client: AsyncWebClient, body: Body, person: PersonId, wanted: Asked) -> None:
        """The modal with everything drafted; where a block runs, how it stands."""
        now = await self._starts.now(person)
        if now.shown is not None and now.shown.course.is_running and now.shown.course.is_block:
            view = cards.told([kit.line(focus_wording.standing(now.shown))])
        else:
            view = cards.modal(now.offer, wanted.task, wanted.link)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await self._people.meet(person)  # after the box: it may ask Slack, and what opens a box lasts three seconds

    async def _step(self, action: Body, body: Body, person: PersonId, respond: AsyncRespond, step: Step) -> None:
        """The card again, in another size. The Home tab is drawn again by what it owes."""
        size, _ = cards.offered(action)
        now = await self._starts.step(person, size, step)
        if body.get("response_url"):
            blocks = cards.start_card(now.offer)
            await respond(text=wording.START_A_BLOCK, blocks=blocks, replace_original=True)
