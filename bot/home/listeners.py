"""Help, the Home tab, and the one listener for each event that several features need."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond

from bot.doors import heard, says, spoken, workspace_in
from bot.events import Events
from bot.home import cards, rules, wording
from bot.home.service import HomeService
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import HOME, Content
from bot.people.rules import FromSlack
from bot.people.service import PeopleService
from bot.presence.service import PresenceService
from bot.privacy.service import PrivacyService
from bot.starts import wording as starts_wording
from bot.starts.service import StartService

Body = Mapping[str, Any]


class HomeListeners:
    """What is left when every feature has taken its own. Registered last: its `/focus` takes anything."""

    def __init__(
        self,
        events: Events,
        home: HomeService,
        starts: StartService,
        *,
        people: PeopleService,
        privacy: PrivacyService,
        presence: PresenceService,
    ) -> None:
        self._home = home
        self._events = events
        self._starts = starts
        self._people = people
        self._privacy = privacy
        self._presence = presence

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.event("app_home_opened")(self.opened)
        app.event("user_change")(self.changed)
        app.event("tokens_revoked")(self.revoked)
        app.action(cards.HELPLINE)(self.helpline)
        app.command("/focus", [says("", "help")])(self.help)
        app.command("/focus")(self.unknown)
        delivery.opens(self.draw_home, HOME)

    async def help(self, ack: AsyncAck, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await respond(
            text=starts_wording.HELP, blocks=cards.help_card(await self._starts.now(person), self._home.switches)
        )

    async def unknown(self, ack: AsyncAck, command: Body) -> None:
        words = " ".join(heard(command["text"]).split())
        near = rules.nearest(spoken(words).word)
        await ack(text=wording.UNKNOWN, blocks=cards.unknown(words, near))

    async def helpline(self, ack: AsyncAck) -> None:
        await ack()

    async def opened(self, event: Body, body: Body, person: PersonId) -> None:
        async with self._events.once(body["event_id"]) as first:
            if first and event.get("tab") == "home":
                await self._people.opened_home(person)

    async def changed(self, event: Body, person: PersonId) -> None:
        """Slack says something new of a person: they are somewhere else, or gone (CARE 10: then everything goes)."""
        changed = PersonId(person.workspace, event["user"]["id"])
        if event["user"].get("deleted"):  # somebody may be asked for a chat who never used this
            await self._privacy.delete(changed)
        elif await self._people.is_known(changed):
            await self._people.moved(changed, FromSlack(zone=event["user"].get("tz") or ""))

    async def revoked(self, event: Body, body: Body, context: AsyncBoltContext) -> None:
        """Tokens of people's own are good for nothing any more, whoever ended them."""
        async with self._events.once(body["event_id"]) as first:
            if first and (workspace := workspace_in(context)):
                await self._presence.revoked(workspace, event.get("tokens", {}).get("oauth") or ())

    async def draw_home(self, turn: Turn) -> Mapping[int, Content]:
        """The Home tab as it is now."""
        views = {}
        for row in sorted(turn.rows, key=lambda row: (row.workspace, row.user)):  # one order for all
            seen = await self._home.seen(turn.session, PersonId(row.workspace, row.user), turn.at.people)
            views[row.id or 0] = Content(view=cards.home(seen))
        return views
