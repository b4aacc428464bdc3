"""The bot's clients of Slack's Web API, and what it asks there about people."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.connecting.service import Granting
from bot.doors import heard
from bot.ids import PersonId
from bot.invitations.rules import Colleague
from bot.outbox.leases import HTTP_TIMEOUT
from bot.people.rules import FromSlack
from bot.pings.rules import NEVER, Rest
from bot.settings import Settings
from bot.theirs import Theirs

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
        self.theirs: Granting = Theirs(settings)
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

    async def called(self, person: PersonId) -> str:
        """What somebody is called here; empty where Slack doesn't say it soon."""
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                found: dict[str, dict[str, str]] = (await self.reading.users_info(user=person.user))["user"]
                profile = found.get("profile") or {}
                return profile.get("display_name") or profile.get("real_name") or ""
        return ""

    async def rest(self, person: PersonId) -> Rest | None:
        """When somebody's notifications rest, now or next; None where Slack doesn't say it soon. A pause that they set
        by hand is theirs alone to see."""
        with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(ASKED_WITHIN.total_seconds()):
                found = await self.reading.dnd_info(user=person.user)
                if not found.get("dnd_enabled"):
                    return NEVER
                ends = (found.get(f"next_dnd_{which}_ts") or 0 for which in ("start", "end"))
                return Rest(*(datetime.fromtimestamp(moment, UTC) for moment in ends))
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
