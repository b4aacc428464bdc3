"""Calling Slack for one row, and reading what became of it: said, refused, or not known."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.database import is_passing
from bot.logs import hashed
from bot.outbox.kinds import Content, Operation
from bot.outbox.leases import HTTP_TIMEOUT
from bot.outbox.tables import OutboxRow

log = logging.getLogger(__name__)

METADATA_EVENT = "softstart_said"
"""Every post carries its row's mark under this name, so that it can be found again (DELIVERY 2.4)."""

MAY_HAVE_HAPPENED = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})
"""Slack's own errors after which a post may stand (SLACK.md 2)."""

RATE_LIMITED = 429

LIMITS = frozenset({"ratelimited", "rate_limited"})

Clients: TypeAlias = Callable[[str], Awaitable[AsyncWebClient]]
"""Gives the client for a workspace. Made without retry handlers: the SDK's default would say a post twice."""


class NotInstalledError(Exception):
    """There is no token for a workspace: whoever gives the clients raises this, and the row is set aside."""


class Result(StrEnum):
    """What became of one call. `NOT_SENT` never reached Slack; `FAULT` neither, and by our own fault."""

    SAID = "said"
    LIMITED = "limited"
    NOT_SENT = "not_sent"
    FAULT = "fault"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """One call's result; `ts` and `channel` where Slack gave them, `wait` where it asked to be left alone."""

    result: Result
    channel: str | None = None
    ts: str | None = None
    reason: str | None = None
    wait: timedelta | None = None


@dataclass(frozen=True)
class Target:
    """The message that an edit changes."""

    channel: str
    ts: str


async def speak(
    clients: Clients, row: OutboxRow, content: Content, target: Target | None, *, may_begin: Callable[[], bool]
) -> Outcome:
    """Say one row, once, if it still `may_begin` when everything stands ready. Raises nothing but cancellation."""
    try:
        client = await clients(row.workspace)
    except Exception as error:
        return without_client(row.workspace, error)
    if not may_begin():
        return Outcome(Result.NOT_SENT, reason="the call may not begin now")
    try:
        async with asyncio.timeout(HTTP_TIMEOUT.total_seconds()):
            answer = await _call(client, row, content, target)
    except Exception as error:
        return read_failure(error)
    return Outcome(Result.SAID, channel=answer.get("channel"), ts=answer.get("ts"))


def without_client(workspace: str, error: Exception) -> Outcome:
    """What it means that there is no client: nothing was sent."""
    if isinstance(error, NotInstalledError):
        return Outcome(Result.REFUSED, reason="not_installed")
    if isinstance(error, aiohttp.ClientError | TimeoutError) or is_passing(error):
        return Outcome(Result.NOT_SENT, reason=type(error).__name__)
    log.error("no_client", exc_info=error, extra={"workspace": hashed(workspace)})
    return Outcome(Result.FAULT, reason=f"no client: {type(error).__name__}")


def read_failure(error: Exception) -> Outcome:
    """What a call that raised has done. Anything but a clear refusal may have been sent."""
    match error:
        case SlackApiError():
            return _refusal(error)
        case aiohttp.ClientConnectorError():  # no connection was made
            return Outcome(Result.NOT_SENT, reason=type(error).__name__)
        case aiohttp.ClientError() | TimeoutError() | OSError():
            return Outcome(Result.UNKNOWN, reason=type(error).__name__)
        case _:
            log.error("call_failed", exc_info=error)
            return Outcome(Result.UNKNOWN, reason=type(error).__name__)


async def take_back(clients: Clients, workspace: str, channel: str, ts: str) -> None:
    """Remove a message whose row was deleted while it was said: its person wants nothing kept. Never raises."""
    try:
        await (await clients(workspace)).chat_delete(channel=channel, ts=ts)
    except Exception as error:
        log.warning("not_taken_back", extra={"reason": read_failure(error).reason})


async def _call(client: AsyncWebClient, row: OutboxRow, content: Content, target: Target | None) -> Any:
    match Operation(row.operation):
        case Operation.POST:
            return await client.chat_postMessage(
                channel=row.place,
                text=content.text,
                blocks=list(content.blocks),
                metadata={"event_type": METADATA_EVENT, "event_payload": {"row": row.mark}},
                unfurl_links=False,
                unfurl_media=False,
            )
        case Operation.EDIT:
            assert target is not None
            return await client.chat_update(
                channel=target.channel, ts=target.ts, text=content.text, blocks=list(content.blocks)
            )
        case Operation.DELETE:
            assert target is not None
            return await _delete(client, target)
        case Operation.PUBLISH:
            return await client.views_publish(user_id=row.place, view=dict(content.view or {}))
        case operation:
            return await _with_their_token(client, operation, content)


async def _with_their_token(client: AsyncWebClient, operation: Operation, content: Content) -> Any:
    if operation is Operation.STATUS:
        return await client.users_profile_set(token=content.token, profile=dict(content.profile))
    if operation is Operation.SNOOZE:
        return await client.dnd_setSnooze(token=content.token, num_minutes=content.minutes)
    return await _wake(client, content.token)


async def _wake(client: AsyncWebClient, token: str) -> Any:
    """Over is over, whoever ended it."""
    try:
        return await client.dnd_endSnooze(token=token)
    except SlackApiError as error:
        if _error_in(error.response) != "snooze_not_active":
            raise
        return {}


async def _delete(client: AsyncWebClient, target: Target) -> Any:
    """Gone is gone, whoever took it away."""
    try:
        return await client.chat_delete(channel=target.channel, ts=target.ts)
    except SlackApiError as error:
        if _error_in(error.response) != "message_not_found":
            raise
        return {"channel": target.channel, "ts": target.ts}


def _refusal(error: SlackApiError) -> Outcome:
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    said = _error_in(response)
    reason = said or f"http_{status}"
    if status == RATE_LIMITED or reason in LIMITS:
        return Outcome(Result.LIMITED, reason="ratelimited", wait=_retry_after(getattr(response, "headers", {})))
    if said is None or status >= 500 or said in MAY_HAVE_HAPPENED:  # an answer that can't be read refuses nothing
        return Outcome(Result.UNKNOWN, reason=reason)
    return Outcome(Result.REFUSED, reason=reason)


def _error_in(response: Any) -> str | None:
    """Slack's own word for what is wrong; None where the body was not Slack's JSON."""
    try:
        said = response.get("error")
    except (AttributeError, ValueError):
        return None
    return str(said) if said else None


def _retry_after(headers: Any) -> timedelta:
    values = {str(key).lower(): value for key, value in dict(headers or {}).items()}
    value = values.get("retry-after", "1")
    seconds = str(value[0] if isinstance(value, list) else value)
    return timedelta(seconds=max(1, int(seconds)) if seconds.isdigit() else 1)
