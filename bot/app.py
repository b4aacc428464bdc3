"""The composition root: builds every object once, hands each what it needs, and registers every listener."""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.apologies import Answers, Apologies
from bot.breaks import wording as breaks_wording
from bot.care.listeners import CareListeners
from bot.care.service import CareService
from bot.chats import wording as chats_wording
from bot.chats.listeners import ChatListeners
from bot.chats.rows import ChatRows
from bot.chats.rules import Colleague
from bot.chats.service import ChatService
from bot.checkins import wording as checkin_wording
from bot.checkins.listeners import CheckInListeners
from bot.checkins.service import CheckInService
from bot.clock import Clock, wall_clock
from bot.database import Database
from bot.doors import heard, introduce, listening
from bot.draining import Work
from bot.events import Events
from bot.focus import wording as focus_wording
from bot.focus.listeners import FocusListeners
from bot.focus.service import FocusService
from bot.helplines.rules import shipped
from bot.home import cards as home_cards
from bot.home.listeners import HomeListeners
from bot.ids import PersonId
from bot.journal.service import JournalService
from bot.ladder import wording as ladder_wording
from bot.lines.listeners import LineListeners
from bot.lines.service import LineService
from bot.outbox.delivery import Delivery
from bot.outbox.leases import HTTP_TIMEOUT
from bot.patience import COMMIT_SECONDS
from bot.people.rules import FromSlack
from bot.people.service import PeopleService
from bot.plans import wording as plans_wording
from bot.plans.listeners import PlanListeners
from bot.plans.rows import PlanRows
from bot.plans.service import PlanService
from bot.preferences import wording as preferences_wording
from bot.preferences.listeners import PreferencesListeners
from bot.preferences.service import PreferencesService
from bot.privacy.listeners import PrivacyListeners
from bot.privacy.service import PrivacyService
from bot.prompts.rows import PromptRows
from bot.prompts.service import PromptService
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.sittings.rows import BlockRows
from bot.sittings.service import Sittings
from bot.starts.listeners import StartListeners
from bot.starts.service import StartService
from bot.streaks.service import StreakService

REFUSALS: Answers = {
    **breaks_wording.REFUSALS,
    **chats_wording.REFUSALS,
    **checkin_wording.REFUSALS,
    **focus_wording.REFUSALS,
    **ladder_wording.REFUSALS,
    **plans_wording.REFUSALS,
    **preferences_wording.REFUSALS,
}
"""What each refusal is answered with."""
DRAIN_WITHIN = timedelta(seconds=10)
ASKED_WITHIN = timedelta(seconds=2)
"""A start doesn't wait longer for Slack to say where someone is."""


SLACKBOT = "USLACKBOT"
"""Says of itself that it is no bot."""
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger")
"""Guests of one channel or several, and people of another workspace."""


class Slack:
    """The bot's clients: `posting` never retries by itself (SLACK.md 2), `reading` may."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.slack_bot_token.get_secret_value()
        self._url = settings.slack_api_url
        self._session: aiohttp.ClientSession | None = None
        self.reading = AsyncWebClient(token=self._token, base_url=self._url)

    async def posting(self, _: str) -> AsyncWebClient:
        """The client the outbox posts with, on one kept-open session."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HTTP_TIMEOUT.total_seconds()))
        return AsyncWebClient(token=self._token, base_url=self._url, session=self._session, retry_handlers=[])

    async def about(self, person: PersonId) -> FromSlack:
        """A person's zone and DM; nothing of what Slack can't say soon."""
        zone, dm = await asyncio.gather(self._zone(person), self._dm(person))
        return FromSlack(zone, dm)

    async def line(self, _: PersonId, place: str, ts: str) -> str | None:
        """A line that a person typed, as they typed it; None where Slack does not show it."""
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                found = await self.reading.conversations_history(
                    channel=place, latest=ts, oldest=ts, inclusive=True, limit=1
                )
                return next((heard(said["text"]) for said in found["messages"] if said["ts"] == ts), None)
        return None

    async def colleague(self, person: PersonId) -> Colleague | None:
        """What somebody is; None where Slack doesn't say so soon."""
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                found: dict[str, object] = (await self.reading.users_info(user=person.user))["user"]
                is_bot = bool(found.get("is_bot")) or person.user == SLACKBOT
                is_guest = any(found.get(flag) for flag in GUESTS)
                return Colleague(is_bot, is_gone=bool(found.get("deleted")), is_guest=is_guest)
        return None

    async def _zone(self, person: PersonId) -> str | None:
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                profile: dict[str, str] = (await self.reading.users_info(user=person.user))["user"]
                return profile.get("tz") or ""
        return None

    async def _dm(self, person: PersonId) -> str | None:
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                channel: dict[str, str] = (await self.reading.conversations_open(users=person.user))["channel"]
                return channel["id"]
        return None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


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
    care: CareService
    in_front: CareListeners
    privacy: PrivacyService
    chores: Callable[[], Awaitable[None]]
    machine: Clock

    async def close(self) -> None:
        """Finish what was begun (DELIVERY 2.9), then let go of the database."""
        await self.work.finished(DRAIN_WITHIN)
        await self.in_front.said(DRAIN_WITHIN)
        await self.care.stopped(DRAIN_WITHIN)
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
) -> SoftStart:
    """Build the bot. `clock` is people's time; `at_once` answers Slack when a listener has finished, `patience` is how
    many seconds a modal waits for its commit (for stories)."""
    database, slack = Database(settings.database_url), Slack(settings)
    replica = f"{socket.gethostname()}-{os.getpid()}"
    delivery = Delivery(database, slack.posting, clock, machine, replica, alone=database.is_sqlite)
    database.when_owed = delivery.woken.set
    people = PeopleService(database, clock, settings.master_key, slack.about)
    journal = JournalService(people)
    rows, events, streaks = BlockRows(people), Events(database, clock), StreakService()
    sittings = Sittings(rows)
    focus = FocusService(database, clock, people, streaks=streaks, sittings=sittings)
    prompts = PromptService(database, clock, people, PromptRows(people, streaks))
    plan_rows = PlanRows(people, prompts.rows)
    plans = PlanService(database, clock, people, prompts=prompts, rows=plan_rows, focus=focus)
    people.followers += [streaks.travelled, prompts.moved, plans.moved]
    starts = StartService(database, clock, sittings, people)
    checkins = CheckInService(database, clock, journal, focus=focus, read_line=slack.line)

    chat_rows = ChatRows(people, prompts)
    chats = ChatService(
        database, clock, people, rows=chat_rows, prompts=prompts, focus=focus, colleague=slack.colleague
    )
    care = CareService(database, clock, sittings, country=people.country, lines=shipped())
    delivery.is_held = care.is_stopping
    privacy = PrivacyService(database, clock, journal, chats=chat_rows, forget=care.forget)
    in_front = CareListeners(care, checkins, focus, slack.posting)

    bolt = AsyncApp(
        before_authorize=in_front.answer,
        client=slack.reading,
        logger=logging.getLogger("slack_bolt.app"),
        signing_secret=settings.slack_signing_secret.get_secret_value() or None,
        process_before_response=at_once,
    )
    work = Work()
    work.watch(bolt)
    bolt.middleware(introduce)
    bolt.middleware(listening(lambda person: work.beside(prompts.hear(person))))
    bolt.error(Apologies(REFUSALS).answer)
    FocusListeners(focus, rows, people, patience=patience).register(bolt, delivery)
    CheckInListeners(checkins, patience=patience).register(bolt)
    PreferencesListeners(PreferencesService(database, clock, people, streaks), patience=patience).register(bolt)
    PlanListeners(plans, plan_rows, people, patience=patience).register(bolt, delivery)
    in_front.register(bolt)
    PrivacyListeners(privacy, home_cards.home(home_cards.NOTHING_YET), patience=patience).register(bolt)
    StartListeners(starts, focus, people, patience=patience).register(bolt)
    ChatListeners(chats, chat_rows, people, patience=patience).register(bolt, delivery)
    lines = LineService(database, clock, focus, checkins=checkins, starts=starts, people=people)
    LineListeners(events, lines, starts, people).register(bolt, delivery)
    HomeListeners(events, starts, people, privacy).register(bolt, delivery)

    async def chores() -> None:
        await privacy.chores()
        await prompts.chores()
        await plans.chores()

    scheduler = Scheduler(delivery, chores, clock, machine)
    return SoftStart(
        settings, database, slack, bolt, delivery, scheduler, work, care, in_front, privacy, chores, machine
    )
