"""The bot's services without Slack: real databases, a client that remembers, and a clock that stands."""

from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col, select

from bot import sealing, services
from bot.buddies.listeners import BuddyListeners
from bot.chats.listeners import ChatListeners
from bot.clock import Clock, wall_clock
from bot.connecting.service import Granting
from bot.courses.rules import Phase
from bot.database import Database
from bot.evenings.listeners import EveningListeners
from bot.focus.listeners import FocusListeners
from bot.focus.rules import Press
from bot.ids import PersonId
from bot.invitations.rules import Colleague
from bot.lines.listeners import LineListeners
from bot.lines.service import ANSWER
from bot.mornings.listeners import MorningListeners
from bot.notes.listeners import NoteListeners
from bot.outbox.delivery import Delivery
from bot.outbox.tables import OutboxRow
from bot.people.rules import FromSlack
from bot.people.tables import Person
from bot.pings.listeners import PingListeners
from bot.pings.rules import NEVER, Rest
from bot.plans.listeners import PlanListeners
from bot.presence.listeners import PresenceListeners
from bot.sittings.tables import FocusBlock
from bot.switches.rules import NOTHING_SET, Switches
from tests.support.accounts import Account, Theirs

ANA = PersonId("T0TEST0001", "U0ANA00001")
BEN = PersonId("T0TEST0001", "U0BEN00002")
MASTER = sealing.new_key()


@dataclass
class Screen:
    """What one person's messages with the bot look like; stands for Slack where only that matters."""

    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    posted: int = 0
    refusals: int = 0
    account: Account = field(default_factory=lambda: Account(wall_clock))
    breaks: bool = False
    """The connection is dropped in the middle of every call: nobody knows what became of it."""

    async def chat_postMessage(  # noqa: N802
        self, *, blocks: list[dict[str, Any]], metadata: Any = None, **_: Any
    ) -> dict[str, str]:
        self._refuse()
        self.posted += 1
        ts = str(self.posted)
        self.messages[ts], self.metadata[ts] = blocks, metadata
        return {"channel": "D1", "ts": ts}

    async def conversations_open(self, **_: Any) -> dict[str, Any]:
        return {"channel": {"id": "D1"}}

    async def conversations_history(self, **_: Any) -> dict[str, Any]:
        return {"messages": [{"ts": ts, "metadata": self.metadata[ts]} for ts in self.messages]}

    async def chat_update(self, *, ts: str, blocks: list[dict[str, Any]], **_: Any) -> dict[str, str]:
        self._refuse()
        self.messages[ts] = blocks
        return {"channel": "D1", "ts": ts}

    async def chat_delete(self, *, ts: str, **_: Any) -> dict[str, str]:
        self._refuse()
        del self.messages[ts]
        return {"channel": "D1", "ts": ts}

    async def users_profile_set(self, **what: Any) -> dict[str, Any]:
        self._refuse()
        return await self.account.users_profile_set(**what)

    async def dnd_setSnooze(self, **what: Any) -> dict[str, Any]:  # noqa: N802
        self._refuse()
        return await self.account.dnd_setSnooze(**what)

    async def dnd_endSnooze(self, **what: Any) -> dict[str, Any]:  # noqa: N802
        self._refuse()
        return await self.account.dnd_endSnooze(**what)

    def _refuse(self) -> None:
        if self.breaks:
            raise ServerDisconnectedError
        if self.refusals:
            self.refusals -= 1
            raise SlackApiError("busy", {"ok": False, "error": "ratelimited"})  # type: ignore[no-untyped-call]


class Services(services.Services):
    """Every service on one database, as `bot.services` puts them together, with a delivery to a screen."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        machine: Clock,
        screen: Screen | None = None,
        *,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self.screen = screen or Screen(account=Account(clock))
        self.theirs: Granting = Theirs(self.screen.account)
        self.lines_typed: dict[str, str] = {}
        self.quiet: dict[str, Rest | None] = {}
        self.colleagues: dict[str, Colleague | None] = {}
        super().__init__(database, clock, MASTER, self, switches=switches)
        self.delivery = self.replica(clock, machine)

    def replica(self, clock: Clock, machine: Clock, *, alone: bool = False) -> Delivery:
        """A process that delivers; one that is alone takes over what the one before left."""
        delivery = Delivery(self.database, self._client, clock, machine, alone=alone)
        delivery.holds(self.people.all_at_hand)
        self.doors = FocusListeners(self.focus, self.rows, self.people)
        self.doors.speak_through(delivery)
        answers = LineListeners(self.events, self.lines, self.starts, self.people)
        delivery.opens(answers.answer, ANSWER)
        self.note_doors = NoteListeners(self.notes, self.note_rows)
        self.note_doors.speak_through(delivery)
        PingListeners(self.pings, self.ping_rows, self.buddies).speak_through(delivery)
        ChatListeners(self.chats, self.chat_rows, self.people).speak_through(delivery)
        BuddyListeners(self.buddies, self.buddy_rows, self.people).speak_through(delivery)
        PlanListeners(self.plans, self.plan_rows, self.people).speak_through(delivery)
        PresenceListeners(self.presence, self.presence_rows).speak_through(delivery)
        self.morning_doors = MorningListeners(self.mornings, self.morning_rows)
        self.morning_doors.speak_through(delivery)
        EveningListeners(self.evenings, self.evening_rows, self.focus).speak_through(delivery)
        return delivery

    async def blocks(self) -> list[FocusBlock]:
        """Every sitting there is, the first one first."""
        async with self.database.transaction() as session:
            return list((await session.scalars(select(FocusBlock).order_by(col(FocusBlock.began_at)))).all())

    async def owed(self) -> list[OutboxRow]:
        """Everything that was ever owed."""
        async with self.database.transaction() as session:
            return list((await session.scalars(select(OutboxRow))).all())

    async def open_one(self) -> FocusBlock:
        """The one that is open."""
        (block,) = [block for block in await self.blocks() if block.phase != Phase.CLOSED]
        return block

    async def press(self) -> Press:
        """A press on the card that stands."""
        block = await self.open_one()
        return Press(block.id, block.revision)

    async def known(self, person: PersonId) -> Person:
        """A person, as they are stored."""
        async with self.database.transaction() as session:
            return await session.get_one(Person, person)

    async def _client(self, _: str) -> AsyncWebClient:
        return cast(AsyncWebClient, self.screen)

    async def about(self, _: PersonId) -> FromSlack:
        return FromSlack("Europe/Berlin", "D1")

    async def colleague(self, person: PersonId) -> Colleague | None:
        return self.colleagues.get(person.user, Colleague())

    async def called(self, person: PersonId) -> str:
        return person.user

    async def rest(self, person: PersonId) -> Rest | None:
        return self.quiet.get(person.user, NEVER)

    async def line(self, _: PersonId, __: str, ts: str) -> str | None:
        return self.lines_typed.get(ts)
