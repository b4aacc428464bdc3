"""The composition root: builds every object once, hands each what it needs, and registers every listener."""

import logging
import os
import socket
from dataclasses import dataclass, replace
from datetime import timedelta

from slack_bolt.async_app import AsyncApp

from bot.apologies import Answers, Apologies
from bot.breaks import wording as breaks_wording
from bot.buddies import wording as buddies_wording
from bot.buddies.listeners import BuddyListeners
from bot.care.listeners import FIRST_PAUSE, CareListeners
from bot.chats import wording as chats_wording
from bot.chats.listeners import ChatListeners
from bot.checkins import wording as checkin_wording
from bot.checkins.listeners import CheckInListeners
from bot.clock import Clock, wall_clock
from bot.connecting import wording as connecting_wording
from bot.connecting.listeners import ConnectingListeners
from bot.database import Database
from bot.doors import introduce, listening
from bot.draining import Work
from bot.evenings.listeners import EveningListeners
from bot.focus import wording as focus_wording
from bot.focus.listeners import FocusListeners
from bot.home import cards as home_cards
from bot.home.listeners import HomeListeners
from bot.invitations import wording as invitations_wording
from bot.journal import wording as journal_wording
from bot.journal.listeners import JournalListeners
from bot.ladder import wording as ladder_wording
from bot.lines.listeners import LineListeners
from bot.mornings.listeners import MorningListeners
from bot.notes.listeners import NoteListeners
from bot.outbox.delivery import Delivery
from bot.patience import COMMIT_SECONDS
from bot.pings.listeners import PingListeners
from bot.plans import wording as plans_wording
from bot.plans.listeners import PlanListeners
from bot.preferences import wording as preferences_wording
from bot.preferences.listeners import PreferencesListeners
from bot.presence.listeners import PresenceListeners
from bot.privacy.listeners import PrivacyListeners
from bot.rests import wording as rests_wording
from bot.rests.listeners import RestListeners
from bot.scheduler import Scheduler
from bot.services import Services
from bot.settings import Settings
from bot.slack import Slack
from bot.starts.listeners import StartListeners
from bot.streaks import wording as streaks_wording
from bot.streaks.listeners import StreakListeners
from bot.switches import wording as switches_wording
from bot.web import Returned

REFUSALS: Answers = {
    **breaks_wording.REFUSALS,
    **buddies_wording.REFUSALS,
    **chats_wording.REFUSALS,
    **checkin_wording.REFUSALS,
    **connecting_wording.REFUSALS,
    **focus_wording.REFUSALS,
    **invitations_wording.REFUSALS,
    **journal_wording.REFUSALS,
    **ladder_wording.REFUSALS,
    **plans_wording.REFUSALS,
    **preferences_wording.REFUSALS,
    **rests_wording.REFUSALS,
    **streaks_wording.REFUSALS,
    **switches_wording.REFUSALS,
}
"""What each refusal is answered with."""
DRAIN_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class SoftStart:
    """Everything that was built."""

    settings: Settings
    database: Database
    slack: Slack
    bolt: AsyncApp
    delivery: Delivery
    scheduler: Scheduler
    work: Work
    services: Services
    in_front: CareListeners
    machine: Clock
    returned: Returned | None = None

    async def close(self) -> None:
        """Finish what was begun (DELIVERY 2.9), then let go of the database."""
        await self.work.finished(DRAIN_WITHIN)
        await self.in_front.said(DRAIN_WITHIN)
        await self.services.care.stopped(DRAIN_WITHIN)
        await self.scheduler.stop(DRAIN_WITHIN)
        await self.slack.close()
        await self.database.close()


def build(
    settings: Settings,
    *,
    clock: Clock = wall_clock,
    machine: Clock = wall_clock,
    at_once: bool = False,
    patience: float = COMMIT_SECONDS,
    first_pause: timedelta = FIRST_PAUSE,
) -> SoftStart:
    """Build the bot. `clock` is people's time; for stories, `at_once` answers Slack when a listener has finished,
    `patience` is how many seconds a modal waits for its commit, `first_pause` what the card waits to try again."""
    database, slack = Database(settings.database_url), Slack(settings)
    replica = f"{socket.gethostname()}-{os.getpid()}"
    delivery = Delivery(database, slack.posting, clock, machine, replica, alone=database.is_sqlite)
    database.when_owed = delivery.woken.set
    services = Services(database, clock, settings.master_key, slack, switches=settings.switches)
    delivery.holds(services.people.all_at_hand)
    delivery.is_held = services.care.is_stopping
    in_front = CareListeners(
        services.care,
        services.focus,
        slack.posting,
        checkins=services.checkins,
        journal=services.journal,
        first_pause=first_pause,
    )
    bolt = AsyncApp(
        name="softstart",  # Bolt would look for one in the whole stack
        before_authorize=in_front.answer,
        client=slack.reading,
        logger=logging.getLogger("slack_bolt.app"),
        signing_secret=settings.slack_signing_secret.get_secret_value() or None,
        process_before_response=at_once,
    )
    work = Work()
    work.watch(bolt)
    bolt.middleware(introduce)
    bolt.middleware(listening(lambda person: work.beside(services.prompts.hear(person))))
    bolt.error(Apologies(REFUSALS).answer)
    in_front.register(bolt)
    _open_doors(bolt, delivery, services, patience)
    connecting = ConnectingListeners(services.connecting, patience=patience)
    connecting.register(bolt)
    scheduler = Scheduler(delivery, services.chores, clock, machine)
    returned = connecting.returned if settings.return_to else None
    return SoftStart(settings, database, slack, bolt, delivery, scheduler, work, services, in_front, machine, returned)


def _open_doors(bolt: AsyncApp, delivery: Delivery, of: Services, patience: float) -> None:
    """Every feature's listeners. The last ones take what is left."""
    empty = home_cards.home(replace(home_cards.EMPTY, switches=of.switches))
    FocusListeners(of.focus, of.rows, of.people, patience=patience).register(bolt, delivery)
    NoteListeners(of.notes, of.note_rows, patience=patience).register(bolt, delivery)
    PingListeners(of.pings, of.ping_rows, of.buddies).register(bolt, delivery)
    CheckInListeners(of.checkins, patience=patience).register(bolt)
    JournalListeners(of.journal, of.people, patience=patience).register(bolt)
    PresenceListeners(of.presence, of.presence_rows).speak_through(delivery)
    PlanListeners(of.plans, of.plan_rows, of.people, patience=patience).register(bolt, delivery)
    MorningListeners(of.mornings, of.morning_rows, patience=patience).register(bolt, delivery)
    EveningListeners(of.evenings, of.evening_rows, of.focus, patience=patience).register(bolt, delivery)
    ChatListeners(of.chats, of.chat_rows, of.people, patience=patience).register(bolt, delivery)
    BuddyListeners(of.buddies, of.buddy_rows, of.people, patience=patience).register(bolt, delivery)
    StartListeners(of.starts, of.focus, of.people, patience=patience).register(bolt)
    StreakListeners(of.days, of.people, patience=patience).register(bolt)
    RestListeners(of.rests, of.people, patience=patience).register(bolt)
    PreferencesListeners(of.preferences, of.connecting, patience=patience).register(bolt)
    PrivacyListeners(of.privacy, empty, switches=of.switches, patience=patience).register(bolt)
    LineListeners(of.events, of.lines, of.starts, of.people).register(bolt, delivery)
    HomeListeners(of.events, of.home, of.starts, people=of.people, privacy=of.privacy, presence=of.presence).register(
        bolt, delivery
    )
