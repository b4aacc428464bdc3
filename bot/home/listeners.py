"""Help, the Home tab, lines typed in the messages, and the one listener for each event that several features need."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.doors import Spoken, heard, says, spoken
from bot.errors import Refusal
from bot.focus import wording as focus_wording
from bot.focus.rules import asked
from bot.focus.service import FocusService
from bot.home import cards, rules, wording
from bot.home.service import DM_ANSWER, HomeService
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import HOME, Content
from bot.people.rules import FromSlack
from bot.people.service import PeopleService

Body = Mapping[str, Any]


class HomeListeners:
    """What is left when every feature has taken its own. Registered last: its `/focus` takes anything."""

    def __init__(self, home: HomeService, focus: FocusService, people: PeopleService) -> None:
        self._home = home
        self._focus = focus
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.event("app_home_opened")(self.opened)
        app.event("message")(self.typed)
        app.event("user_change")(self.moved)
        app.action(cards.HELPLINE)(self.helpline)
        app.command("/focus", [says("", "help")])(self.help)
        app.command("/focus")(self.unknown)
        delivery.opens(self.draw_home, HOME)
        delivery.opens(self.answer, DM_ANSWER)

    async def help(self, ack: AsyncAck, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        standing = await self._focus.standing(person)
        await respond(text=wording.HELP, blocks=cards.help_card(standing.shown))

    async def unknown(self, ack: AsyncAck, command: Body) -> None:
        words = " ".join(heard(command["text"]).split())
        near = rules.nearest(spoken(words).word)
        await ack(text=wording.UNKNOWN, blocks=cards.unknown(words, near))

    async def helpline(self, ack: AsyncAck) -> None:
        await ack()

    async def opened(self, event: Body, body: Body, person: PersonId) -> None:
        if event.get("tab") == "home" and await self._home.first_time(body["event_id"]):
            await self._people.opened_home(person)

    async def moved(self, event: Body, person: PersonId) -> None:
        changed = PersonId(person.workspace, event["user"]["id"])
        if await self._people.is_known(changed):
            await self._people.moved(changed, FromSlack(zone=event["user"].get("tz")))

    async def typed(self, event: Body, body: Body, person: PersonId) -> None:
        if event.get("subtype") or event.get("bot_id") or event.get("channel_type") != "im":
            return
        if not await self._home.first_time(body["event_id"]):
            return
        if not await self._did(person, spoken(event.get("text") or "")):
            await self._home.answer(person, body["event_id"])

    async def draw_home(self, turn: Turn) -> Mapping[int, Content]:
        """The Home tab as it is now."""
        views = {}
        for row in turn.rows:
            shown = await self._focus.shown_now(turn.session, PersonId(row.workspace, row.user), turn.at.people)
            views[row.id or 0] = Content(view=cards.home(shown))
        return views

    async def answer(self, turn: Turn) -> Mapping[int, Content]:
        """What can be said in the messages; the same words each time."""
        return {row.id or 0: Content(focus_wording.WHERE_THINGS_STAND, cards.dm_answer()) for row in turn.rows}

    async def _did(self, person: PersonId, line: Spoken) -> bool:
        """Whether a typed line was a word that is known here, and did something."""
        try:
            if line.word == "stop":
                return (await self._focus.stop(person)).changed
            if line.word == "start":
                await self._people.meet(person)
                return (await self._focus.begin(person, asked(line.rest))).changed
        except Refusal:
            return False
        return False
