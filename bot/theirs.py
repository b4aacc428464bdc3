"""Slack, asked with a person's own token, and the page where they are asked for it. Nothing here logs a token."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.connecting.rules import Granted
from bot.permissions.rules import NEEDS
from bot.presence.rules import Status, Told
from bot.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")
WITHIN = timedelta(seconds=2)
"""Nothing here takes longer."""
FOR_EVER = timedelta(days=365)
"""No do-not-disturb of ours."""
AUTHORIZE = "/oauth/v2/authorize"
PASSING = frozenset({"ratelimited", "rate_limited", "fatal_error", "internal_error", "service_unavailable"})
"""Slack's words for another time."""


class Theirs:
    """Each call raises nothing; None where Slack gave no answer."""

    def __init__(self, settings: Settings) -> None:
        self._client = AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[])
        self._client_id = settings.slack_client_id
        self._client_secret = settings.slack_client_secret.get_secret_value()
        self._return_to = settings.return_to
        parts = urlsplit(settings.slack_api_url)
        self._page = f"{parts.scheme}://{parts.netloc}{AUTHORIZE}"

    def authorize_url(self, state: str, workspace: str) -> str:
        """Slack's page; empty where nobody could come back from it."""
        if not self._return_to:
            return ""
        scopes = ",".join(sorted(scope for needed in NEEDS.values() for scope in needed))
        asked = {"client_id": self._client_id, "user_scope": scopes, "redirect_uri": self._return_to, "state": state}
        return f"{self._page}?{urlencode(asked | ({'team': workspace} if workspace.startswith('T') else {}))}"

    async def exchanged(self, code: str) -> Granted | None:
        """What was allowed, for the code that a browser brought."""
        given = {"client_id": self._client_id, "client_secret": self._client_secret, "redirect_uri": self._return_to}
        # the SDK's own method goes by a header that aiohttp is about to drop
        answer = await self._answer(self._client.api_call("oauth.v2.access", data={"code": code, **given}))
        return _granted(answer) if answer and answer.get("ok") else None

    async def status(self, token: str) -> Told | None:
        """The status that shows."""
        answer = await self._answer(self._client.users_profile_get(token=token))
        if answer is None or not answer["ok"]:
            return _denied(answer)
        kept = answer["profile"]
        text, emoji = kept.get("status_text") or "", kept.get("status_emoji") or ""
        return Told(Status(text, emoji, int(kept.get("status_expiration") or 0)))

    async def snooze(self, token: str, now: datetime) -> Told | None:
        """When a do-not-disturb that somebody set is over."""
        answer = await self._answer(self._client.dnd_info(token=token))
        if answer is None or not answer["ok"]:
            return _denied(answer)
        return Told(snoozes_until=now + _left(answer)) if answer.get("snooze_enabled") else Told()

    async def put(self, token: str, status: Status) -> None:
        """Set a status."""
        profile = {f"status_{name}": value for name, value in vars(status).items()}
        await self._answer(self._client.users_profile_set(token=token, profile=profile))

    async def wake(self, token: str) -> None:
        """End a do-not-disturb."""
        await self._answer(self._client.dnd_endSnooze(token=token))

    async def revoke(self, token: str) -> None:
        """The token is good for nothing from now on."""
        await self._answer(self._client.auth_revoke(token=token))

    async def _answer(self, call: Awaitable[Any]) -> dict[str, Any] | None:
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                return dict((await call).data)
        except SlackApiError as error:
            # of a body that can't be read the SDK hands over aiohttp's own answer, which has no `data`
            data = getattr(error.response, "data", None)
            said = data.get("error") if isinstance(data, dict) else None
            return {"ok": False, "error": said} if said and said not in PASSING else None
        except Exception as error:
            log.warning("own_token_not_answered", extra={"error": type(error).__name__})
            return None


def _left(answer: dict[str, Any]) -> timedelta:
    """How long a do-not-disturb still runs: by what Slack says is left, whatever its clock says; or without end."""
    left = int(answer.get("snooze_remaining") or 0)
    return FOR_EVER if answer.get("snooze_is_indefinite") or left <= 0 else timedelta(seconds=left)


def _denied(answer: dict[str, Any] | None) -> Told | None:
    return Told(denied=str(answer["error"])) if answer else None


def _granted(answer: dict[str, Any]) -> Granted:
    """Where nothing was allowed there is no token, and nothing of theirs."""
    theirs = answer.get("authed_user") or {}
    places = ((answer.get(kind) or {}).get("id") for kind in ("team", "enterprise"))
    scopes = frozenset(scope for scope in str(theirs.get("scope") or "").split(",") if scope)
    workspaces = frozenset(place for place in places if place)
    return Granted(str(theirs.get("id") or ""), workspaces, scopes, str(theirs.get("access_token") or ""))
