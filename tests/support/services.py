"""The bot's services without Slack: real databases, a client that remembers, and a clock that stands."""

from dataclasses import dataclass, field
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col, select

from bot import sealing
from bot.chats.listeners import ChatListeners
from bot.chats.rows import ChatRows
from bot.chats.rules import Colleague
from bot.chats.service import ChatService
from bot.checkins.service import CheckInService
from bot.clock import Clock
from bot.courses.rules import Phase
from bot.database import Database
from bot.events import Events
from bot.focus.listeners import FocusListeners
from bot.focus.rules import Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.journal.service import JournalService
from bot.lines.listeners import LineListeners
from bot.lines.service import ANSWER, LineService
from bot.outbox.delivery import Delivery
from bot.outbox.tables import OutboxRow
from bot.people.rules import FromSlack
from bot.people.service import PeopleService
from bot.people.tables import Person
from bot.privacy.service import PrivacyService
from bot.prompts.rows import PromptRows
from bot.prompts.service import PromptService
from bot.sittings.rows import BlockRows
from bot.sittings.service import Sittings
from bot.sittings.tables import FocusBlock
from bot.starts.service import StartService
from bot.streaks.service import StreakService

ANA = PersonId("T0TEST0001", "U0ANA00001")
BEN = PersonId("T0TEST0001", "U0BEN00002")
MASTER = sealing.new_key()


@dataclass
class Screen:
    """What one person's messages with the bot look like; stands for Slack where only that matters."""

    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    posted: int = 0
    refusals: int = 0

    async def chat_postMessage(self, *, blocks: list[dict[str, Any]], **_: Any) -> dict[str, str]:  # noqa: N802
        self._refuse()
        self.posted += 1
        self.messages[str(self.posted)] = blocks
        return {"channel": "D1", "ts": str(self.posted)}

    async def chat_update(self, *, ts: str, blocks: list[dict[str, Any]], **_: Any) -> dict[str, str]:
        self._refuse()
        self.messages[ts] = blocks
        return {"channel": "D1", "ts": ts}

    def _refuse(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise SlackApiError("busy", {"ok": False, "error": "ratelimited"})  # type: ignore[no-untyped-call]


class Services:
    """Every service on one database, as `bot.app` puts them together."""

    def __init__(self, database: Database, clock: Clock, machine: Clock, screen: Screen | None = None) -> None:
        self.database = database
        self.screen = screen or Screen()
        self.people = PeopleService(database, clock, MASTER, self._about)
        self.journal = JournalService(self.people)
        rows = BlockRows(self.people)
        self.sittings = Sittings(rows)
        self.streaks = StreakService()
        self.prompts = PromptService(database, clock, self.people, PromptRows(self.people, self.streaks))
        self.people.followers += [self.streaks.travelled, self.prompts.moved]
        self.focus = FocusService(database, clock, self.people, streaks=self.streaks, sittings=self.sittings)
        self.starts = StartService(database, clock, self.sittings, self.people)
        self.lines_typed: dict[str, str] = {}
        self.checkins = CheckInService(database, clock, self.journal, focus=self.focus, read_line=self._line)
        self.chat_rows = ChatRows(self.people, self.prompts)
        self.colleagues: dict[str, Colleague | None] = {}
        self.chats = ChatService(
            database,
            clock,
            self.people,
            rows=self.chat_rows,
            prompts=self.prompts,
            focus=self.focus,
            colleague=self._colleague,
        )
        self.privacy = PrivacyService(database, clock, self.journal, chats=self.chat_rows)
        self.delivery = Delivery(database, self._client, clock, machine)
        self.doors = FocusListeners(self.focus, rows, self.people)
        self.doors.speak_through(self.delivery)
        self.lines = LineService(
            database, clock, self.focus, checkins=self.checkins, starts=self.starts, people=self.people
        )
        answers = LineListeners(Events(database, clock), self.lines, self.starts, self.people)
        self.delivery.opens(answers.answer, ANSWER)
        ChatListeners(self.chats, self.chat_rows, self.people).speak_through(self.delivery)

    async def blocks(self) -> list[FocusBlock]:
        """Every sitting there is, the first one first."""
        async with self.database.transaction() as session:
            return list((await session.scalars(select(FocusBlock).order_by(col(FocusBlock.began_at)))).all())

    async def rows(self) -> list[OutboxRow]:
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

    async def _about(self, _: PersonId) -> FromSlack:
        return FromSlack("Europe/Berlin", "D1")

    async def _colleague(self, person: PersonId) -> Colleague | None:
        return self.colleagues.get(person.user, Colleague())

    async def _line(self, _: PersonId, __: str, ts: str) -> str | None:
        return self.lines_typed.get(ts)
