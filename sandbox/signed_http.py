"""Signed HTTP: requests to the app's own addresses, as Slack signs them."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.shapes import Json
from sandbox.state import State


class NotAccepted(Exception):  # noqa: N818
    """The app answered with something other than 2xx."""

    def __init__(self, status: int, *, no_retry: bool = False) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.no_retry = no_retry


def signature(secret: str, timestamp: str, body: str) -> str:
    """X-Slack-Signature, version 0."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


class SignedHttp:
    """Posts to the app; the connection pool opens with the first request and closes with `close`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._session: aiohttp.ClientSession | None = None

    async def send(self, url: str, kind: str, payload: Json, headers: dict[str, str] | None = None) -> Any:
        """Post and return the body of a 2xx answer: a mapping when it is JSON, else text, None when empty.

        NotAccepted for other answers, aiohttp.ClientError when nobody listens. The caller limits the time.
        """
        body, content_type = _encoded(kind, payload)
        timestamp = str(int(self._state.machine()))
        signed = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._state.identity.signing_secret, timestamp, body),
        }
        async with self._pool().post(url, data=body.encode(), headers=signed | (headers or {})) as response:
            text = await response.text()
            if not 200 <= response.status < 300:
                raise NotAccepted(response.status, no_retry=response.headers.get("x-slack-no-retry") == "1")
            if response.content_type == "application/json" and text:
                return json.loads(text)
            return text or None

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(trust_env=False)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _encoded(kind: str, payload: Json) -> tuple[str, str]:
    form = "application/x-www-form-urlencoded"
    if kind == "command":
        return urlencode(payload), form
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), form
    return json.dumps(payload), "application/json"
