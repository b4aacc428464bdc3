"""Looking up a post whose outcome is not known, in the history of the place it was meant for (DELIVERY 2.4)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from enum import StrEnum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.speaking import METADATA_EVENT, Clients, Outcome, Result, read_failure, without_client
from bot.outbox.tables import OutboxRow

CLOCK_SKEW = timedelta(minutes=2)
"""How far Slack's clock and ours may differ, when the history is read from the attempt on."""
PAGE = 100
LOOK_FOR = timedelta(seconds=20)
"""How long one look may take, well within its lease."""
HISTORY = "conversations.history"
"""The method that a look calls; its quiet is kept like any other's."""


class Sight(StrEnum):
    """What a look showed."""

    FOUND = "found"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


async def look_up(clients: Clients, row: OutboxRow) -> tuple[Sight, Outcome]:
    """Search the place's history, from the first attempt on, for the row's mark. Raises nothing but cancellation."""
    try:
        client = await clients(row.workspace)
    except Exception as error:
        return Sight.UNREADABLE, without_client(row.workspace, error)
    try:
        async with asyncio.timeout(LOOK_FOR.total_seconds()):
            return await _search(client, row)
    except Exception as error:
        return Sight.UNREADABLE, read_failure(error)


async def _search(client: AsyncWebClient, row: OutboxRow) -> tuple[Sight, Outcome]:
    channel = row.channel or await _channel(client, row.place)
    async for message in _history(client, channel, _oldest(row)):
        if _mark(message) == row.mark:
            return Sight.FOUND, Outcome(Result.SAID, channel=channel, ts=message["ts"])
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
