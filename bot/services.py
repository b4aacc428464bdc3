"""Every service, built once on one database, each handed what it needs."""

from collections.abc import Awaitable
from typing import Protocol

from bot.buddies.rows import BuddyRows
from bot.buddies.service import BuddyService
from bot.care.service import CareService
from bot.chats.rows import ChatRows
from bot.chats.service import ChatService
from bot.checkins.service import CheckInService
from bot.clock import Clock
from bot.connecting.service import ConnectingService, Granting
from bot.database import Database
from bot.evenings.rows import EveningRows
from bot.evenings.service import EveningService
from bot.events import Events
from bot.focus.service import FocusService
from bot.helplines.rules import shipped
from bot.home.service import HomeService
from bot.ids import PersonId
from bot.invitations.rules import Colleague
from bot.journal.service import JournalService
from bot.lines.service import LineService
from bot.mornings.rows import MorningRows
from bot.mornings.service import MorningService
from bot.notes.rows import NoteRows
from bot.notes.service import NoteService
from bot.people.rules import FromSlack
from bot.people.service import PeopleService
from bot.pings.rows import PingRows
from bot.pings.rules import Rest
from bot.pings.service import PingService
from bot.plans.rows import PlanRows
from bot.plans.service import PlanService
from bot.preferences.service import PreferencesService
from bot.presence import wording as presence_wording
from bot.presence.rows import PresenceRows
from bot.presence.service import PresenceService
from bot.privacy.service import Asked, PrivacyService
from bot.prompts.rows import PromptRows
from bot.prompts.service import PromptService
from bot.reaching import Reach
from bot.rests.service import RestService
from bot.sittings.rows import BlockRows
from bot.sittings.service import Sittings
from bot.sittings.tables import is_in_a_block
from bot.starts.service import StartService
from bot.streaks.service import DaysService, StreakService
from bot.switches.rules import NOTHING_SET, Switches


class AskedOfSlack(Protocol):
    """What the services ask Slack about people."""

    @property
    def theirs(self) -> Granting:
        """Slack, asked with a person's own token."""

    def about(self, person: PersonId) -> Awaitable[FromSlack]:
        """Their zone, and their DM with the bot."""

    def line(self, person: PersonId, place: str, ts: str) -> Awaitable[str | None]:
        """A line that they typed."""

    def colleague(self, person: PersonId) -> Awaitable[Colleague | None]:
        """Who may be asked for something."""

    def called(self, person: PersonId) -> Awaitable[str]:
        """What somebody is called."""

    def rest(self, person: PersonId) -> Awaitable[Rest | None]:
        """When somebody's notifications rest."""


class Services:
    """What people and clocks can do, by feature."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        master_key: bytes,
        slack: AskedOfSlack,
        *,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self.database, self.clock, self.switches = database, clock, switches
        self.offers_buddies = switches.offers_buddies
        self.events = Events(database, clock)
        self.people = people = PeopleService(database, clock, master_key, slack.about)
        self.streaks = StreakService()
        self.days = DaysService(database, clock, self.streaks)
        self.rests = RestService(database, clock, self.streaks)
        self._build_who_knows(slack)
        self.presence_rows = PresenceRows(people, presence_wording.LOOKS)
        self.presence = PresenceService(database, clock, people, rows=self.presence_rows, theirs=slack.theirs)
        self.rows = BlockRows(
            people,
            self.streaks,
            pings=self.ping_rows,
            notes=self.note_rows,
            presence=self.presence_rows,
            switches=switches,
        )
        self.sittings = Sittings(self.rows)
        self.connecting = ConnectingService(
            database,
            clock,
            people,
            rows=self.presence_rows,
            sittings=self.sittings,
            theirs=slack.theirs,
            master_key=master_key,
        )
        self.journal = JournalService(database, clock, people, self.streaks, switches=switches)
        self.focus = FocusService(database, clock, people, streaks=self.streaks, sittings=self.sittings)
        self.checkins = CheckInService(database, clock, self.journal, focus=self.focus, read_line=slack.line)
        self.starts = StartService(database, clock, self.sittings, people)
        self.lines = LineService(database, clock, self.focus, checkins=self.checkins, starts=self.starts, people=people)
        self._build_what_comes_by_itself(slack)
        self.people.followers += [self.streaks.travelled, self.prompts.moved, self.plans.moved]
        self.care = CareService(
            database, clock, self.sittings, streaks=self.streaks, country=people.country, lines=shipped()
        )
        self.privacy = PrivacyService(
            database,
            clock,
            people,
            self.journal,
            asked=Asked(self.chat_rows, self.buddy_rows),
            connecting=self.connecting,
            switches=switches,
            forget=self._forget,
        )
        self.preferences = self.preferences_with(people)
        self.home = HomeService(
            self.starts,
            self.plans,
            self.chats,
            buddies=self.buddies,
            notes=self.notes,
            streaks=self.streaks,
            journal=self.journal,
            connecting=self.connecting,
        )

    def _forget(self, person: PersonId) -> None:
        """What this process holds of somebody in memory goes, too."""
        self.care.forget(person)
        self.reach.forget(person)

    def _build_who_knows(self, slack: AskedOfSlack) -> None:
        """The one colleague, and what they are told."""
        self.buddy_rows = BuddyRows(self.people, is_in_a_block)
        self.buddies = BuddyService(
            self.database,
            self.clock,
            self.people,
            rows=self.buddy_rows,
            colleague=slack.colleague,
            is_offered=self.switches.offers_buddies,
        )
        self.reach = Reach(self.clock, slack.rest)
        self.pings = PingService(self.database, self.clock)
        self.ping_rows = PingRows(self.people, self.reach, is_in_a_block, is_offered=self.switches.offers_buddies)
        self.note_rows = NoteRows(self.people, is_in_a_block, is_offered=self.switches.offers_buddies)
        self.notes = NoteService(
            self.database,
            self.clock,
            self.people,
            rows=self.note_rows,
            called=slack.called,
            switches=self.switches,
        )
        self.buddy_rows.followers.append(self.ping_rows.link_changed)

    def _build_what_comes_by_itself(self, slack: AskedOfSlack) -> None:
        """Plans, mornings, evenings and chats, on one budget."""
        database, clock, people, focus = self.database, self.clock, self.people, self.focus
        self.prompts = prompts = PromptService(database, clock, people, PromptRows(people, self.streaks))
        self.plan_rows = PlanRows(people)
        self.plans = PlanService(database, clock, people, prompts=prompts, rows=self.plan_rows, focus=focus)
        self.morning_rows = MorningRows(people, prompts=prompts.rows, plans=self.plan_rows)
        self.mornings = MorningService(
            database, clock, prompts=prompts, rows=self.morning_rows, plans=self.plan_rows, focus=focus
        )
        self.evening_rows = EveningRows(
            people, self.streaks, prompts=prompts.rows, plans=self.plan_rows, switches=self.switches
        )
        self.evenings = EveningService(database, clock, prompts=prompts, rows=self.evening_rows, plans=self.plans)
        self.chat_rows = ChatRows(people, prompts)
        self.chats = ChatService(
            database, clock, people, rows=self.chat_rows, prompts=prompts, focus=focus, colleague=slack.colleague
        )

    def preferences_with(self, people: PeopleService) -> PreferencesService:
        """The settings of these people."""
        return PreferencesService(
            self.database, self.clock, people, streaks=self.streaks, evenings=self.evenings, switches=self.switches
        )

    async def chores(self) -> None:
        """What is done every night, and when the bot starts."""
        await self.privacy.chores()
        await self.notes.chores()
        await self.prompts.chores()
        await self.plans.chores()
        await self.presence.chores()
