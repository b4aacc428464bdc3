"""Looking up a post whose outcome is not known, in the history of the place it was meant for (DELIVERY 2.4)."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.claims import HISTORY_LAG, HTTP_TIMEOUT
from bot.outbox.speaking import METADATA_EVENT, RATE_LIMITED, Clients, Outcome, Result
from bot.outbox.tables import OutboxRow

CLOCK_SKEW = timedelta(minutes=2)
"""How far Slack's clock and ours may differ, when the history is read from the attempt on."""
PAGE = 100
LOOK_AGAIN_AFTER = timedelta(seconds=3)
"""Between the first absence and the second."""
READ_AGAIN_AFTER = timedelta(seconds=30)
"""After a history that could not be read."""
ABSENCES_THAT_DECIDE = 2


class Sight(StrEnum):
    """What a look showed."""

    FOUND = "found"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


def look_at(attempt_at: datetime) -> datetime:
    """The first moment at which a look can tell: the call is over and the history has caught up."""
    return attempt_at + HTTP_TIMEOUT + HISTORY_LAG


async def look_up(clients: Clients, row: OutboxRow) -> tuple[Sight, Outcome]:
    """Search the place's history, from the first attempt on, for the row's mark. Never raises for Slack's sake."""
    try:
        client = await clients(row.workspace)
        channel = row.channel or await _channel(client, row.place)
        async for message in _history(client, channel, _oldest(row)):
            if _mark(message) == row.mark:
                return Sight.FOUND, Outcome(Result.SAID, channel=channel, ts=message["ts"])
    except SlackApiError as error:
        limited = getattr(error.response, "status_code", 0) == RATE_LIMITED
        return Sight.UNREADABLE, Outcome(Result.UNKNOWN, reason="ratelimited" if limited else str(error.response))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Sight.UNREADABLE, Outcome(Result.UNKNOWN, reason=type(error).__name__)
    return Sight.ABSENT, Outcome(Result.UNKNOWN, reason="absent from the history")


async def _channel(client: AsyncWebClient, place: str) -> str:
    if not place.startswith(("U", "W")):
        return place
    opened = await client.conversations_open(users=place)
    channel: dict[str, str] = opened["channel"]
    return channel["id"]


async def _history(client: AsyncWebClient, channel: str, oldest: str) -> AsyncIterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        page = await client.conversations_history(
            channel=channel, oldest=oldest, limit=PAGE, cursor=cursor, include_all_metadata=True
        )
        messages: list[dict[str, Any]] = page.get("messages", [])
        for message in messages:
            yield message
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def _oldest(row: OutboxRow) -> str:
    first = row.first_attempt_at or row.attempt_at
    assert first is not None
    return f"{(first - CLOCK_SKEW).timestamp():.6f}"


def _mark(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA_EVENT:
        return None
    mark: str | None = (metadata.get("event_payload") or {}).get("row")
    return mark
