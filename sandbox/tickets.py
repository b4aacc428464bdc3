"""Short-lived permissions that Slack hands out: trigger ids and response URLs."""

import secrets
from dataclasses import dataclass
from typing import Literal

from sandbox.calls import ApiError
from sandbox.clock import Machine

TRIGGER_LIVES = 3.0
URL_LIVES = 30 * 60.0
URL_USES = 5


@dataclass
class Trigger:
    """The right to open or push one view for a person.

    `view_id` is the modal it was pressed in, `channel` the conversation where it happened.
    """

    id: str
    user: str
    issued: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


class Triggers:
    """Trigger ids: three seconds, one use."""

    def __init__(self, machine: Machine, team_id: str) -> None:
        self._machine = machine
        self._team = team_id
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, channel: str | None = None) -> str:
        self._forget_old()
        at = self._machine()
        new = f"{int(at * 1000)}.{int.from_bytes(self._team.encode()[-5:], 'big')}.{secrets.token_hex(16)}"
        self._issued[new] = Trigger(new, user, at, view_id, channel)
        return new

    def use(self, trigger_id: str) -> Trigger:
        """Spend it. ApiError: invalid_trigger_id, expired_trigger_id, exchanged_trigger_id."""
        found = self._issued.get(trigger_id)
        if found is None:
            raise ApiError("invalid_trigger_id")
        if found.used:
            raise ApiError("exchanged_trigger_id")
        if self._machine() - found.issued > TRIGGER_LIVES:
            raise ApiError("expired_trigger_id")
        found.used = True
        return found

    def _forget_old(self) -> None:
        limit = self._machine() - 600
        if len(self._issued) > 1000:
            self._issued = {key: one for key, one in self._issued.items() if one.issued > limit}


@dataclass
class ResponseUrl:
    """Where an app may answer one interaction; `ts` is the message the button stood on."""

    path: str
    channel: str
    user: str
    issued: float
    ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Response URLs: five uses in thirty minutes."""

    def __init__(self, machine: Machine, team_id: str) -> None:
        self._machine = machine
        self._team = team_id
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, kind: Literal["commands", "actions"], channel: str, user: str, ts: str | None = None) -> str:
        """A path below the workspace's address."""
        path = f"/hooks/{kind}/{self._team}/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(18)}"
        self._issued[path] = ResponseUrl(path, channel, user, self._machine(), ts)
        return path

    def use(self, path: str) -> ResponseUrl:
        """Spend one use. ApiError with status 404: invalid_url, expired_url, used_url."""
        found = self._issued.get(path)
        if found is None:
            raise ApiError("invalid_url", status=404)
        if self._machine() - found.issued > URL_LIVES:
            raise ApiError("expired_url", status=404)
        if found.uses >= URL_USES:
            raise ApiError("used_url", status=404)
        found.uses += 1
        return found
