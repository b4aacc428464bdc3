"""Help, the Home tab, lines typed in the messages, and the one listener for each event that several features need."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.doors import Spoken, heard, says, spoken
from bot.errors import Refusal
from bot.focus.rules import asked
from bot.focus.service import FocusService
from bot.home import cards, rules, wording
from bot.home.service import DM_ANSWER, HomeService
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import HOME, Content
from bot.people.rules import FromSlack
from bot.people.service import PeopleService
from bot.privacy.service import PrivacyService

Body = Mapping[str, Any]


class HomeListeners:
    """What is left when every feature has taken its own. Registered last: its `/focus` takes anything."""

    def __init__(self, home: HomeService, focus: FocusService, people: PeopleService, privacy: PrivacyService) -> None:
        self._home = home
        self._focus = focus
        self._people = people
        self._privacy = privacy

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.event("app_home_opened")(self.opened)
        app.event("message")(self.typed)
        app.event("user_change")(self.changed)
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
        async with self._home.once(body["event_id"]) as first:
            if first and event.get("tab") == "home":
                await self._people.opened_home(person)

    async def changed(self, event: Body, person: PersonId) -> None:
        """Slack says something new of a person: they are somewhere else, or gone (CARE 10: then everything goes)."""
        changed = PersonId(person.workspace, event["user"]["id"])
        if not await self._people.is_known(changed):
            return
        if event["user"].get("deleted"):
            await self._privacy.delete(changed)
        else:
            await self._people.moved(changed, FromSlack(zone=event["user"].get("tz") or ""))

    async def typed(self, event: Body, body: Body, person: PersonId) -> None:
        if event.get("subtype") or event.get("bot_id") or event.get("channel_type") != "im":
            return
        async with self._home.once(body["event_id"]) as first:
            if first:
                await self._hear(person, spoken(event.get("text") or ""))

    async def draw_home(self, turn: Turn) -> Mapping[int, Content]:
        """The Home tab as it is now."""
        views = {}
        await self._people.all_at_hand(turn.session, {PersonId(row.workspace, row.user) for row in turn.rows})
        for row in sorted(turn.rows, key=lambda row: (row.workspace, row.user)):  # one order for all
            shown = await self._focus.shown_now(turn.session, PersonId(row.workspace, row.user), turn.at.people)
            views[row.id or 0] = Content(view=cards.home(shown))
        return views

    async def answer(self, turn: Turn) -> Mapping[int, Content]:
        """What can be said in the messages, or why what was said could not be done."""
        return {row.id or 0: Content(wording.HELLO, cards.dm_answer(row.subject)) for row in turn.rows}

    async def _hear(self, person: PersonId, line: Spoken) -> None:
        """A word that is known does what it says. Anything else is answered: on the card, if a block runs."""
        about = ""
        try:
            if await self._does(person, line):
                return
        except Refusal as refusal:
            about = type(refusal).__name__
        if not await self._focus.hint(person):
            await self._home.answer(person, about)

    async def _does(self, person: PersonId, line: Spoken) -> bool:
        if line.word == "stop" and line.rest in ("", "here"):
            return (await self._focus.stop(person)).changed
        if line.word != "start":
            return False
        wanted = asked(line.rest)
        await self._people.meet(person)
        return (await self._focus.begin(person, wanted)).changed
