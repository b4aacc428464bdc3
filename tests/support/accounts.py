"""Somebody's Slack account as their own token reaches it: a status and a do-not-disturb, which they can set, too."""

import asyncio
import html
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.connecting.rules import Granted
from bot.presence.rules import NO_STATUS, Status, Told

TOKEN = "xoxp-ana"


@dataclass
class Account:
    """What Slack holds. `denies` are its words for a token, by method; `silent`: it gives no answer when asked.

    `kills` the caller of the next call `before` or `after` it is done; `judges` see each call before it is done.
    """

    clock: Clock
    _status: Status = NO_STATUS
    _snoozes_until: datetime | None = None
    calls: list[tuple[str, Any]] = field(default_factory=list)
    denies: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    revoked: list[str] = field(default_factory=list)
    kills: str = ""
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    judges: list[Callable[[str, Any], None]] = field(default_factory=list)
    granted: dict[str, Granted] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """As it shows: gone once it has run out."""
        return NO_STATUS if self._status.has_run_out(self.clock()) else self._status

    @status.setter
    def status(self, status: Status) -> None:
        self._status = status

    @property
    def snoozes_until(self) -> datetime | None:
        """When the do-not-disturb that runs is over."""
        until = self._snoozes_until
        return until if until is not None and until > self.clock() else None

    @snoozes_until.setter
    def snoozes_until(self, until: datetime | None) -> None:
        self._snoozes_until = until

    async def _dies(self, when: str) -> None:
        """The process that calls is killed: the call never comes back."""
        if self.kills == when:
            self.kills = ""
            self.killed.set()
            await asyncio.Event().wait()

    async def users_profile_set(self, *, token: str, profile: dict[str, Any]) -> dict[str, Any]:
        await self._dies("before")
        self._called("users.profile.set", token, profile)
        self._status = Status(*(profile[f"status_{name}"] for name in ("text", "emoji", "expiration")))
        await self._dies("after")
        return {"profile": profile}

    async def dnd_setSnooze(self, *, token: str, num_minutes: int) -> dict[str, Any]:  # noqa: N802
        await self._dies("before")
        self._called("dnd.setSnooze", token, num_minutes)
        assert num_minutes >= 1
        self._snoozes_until = self.clock() + timedelta(minutes=num_minutes)
        await self._dies("after")
        return {"snooze_enabled": True}

    async def dnd_endSnooze(self, *, token: str) -> dict[str, Any]:  # noqa: N802
        await self._dies("before")
        self._called("dnd.endSnooze", token, None)
        if self.snoozes_until is None:
            raise _refusal("snooze_not_active")
        self._snoozes_until = None
        await self._dies("after")
        return {"snooze_enabled": False}

    def _called(self, method: str, token: str, what: Any) -> None:
        if reason := self.denies.get(method) or ("token_revoked" if token in self.revoked else ""):
            raise _refusal(reason)
        for judge in self.judges:
            judge(method, what)
        self.calls.append((method, what))


@dataclass
class Theirs:
    """What the bot asks of Slack with a token: answered from one account."""

    account: Account

    def authorize_url(self, state: str, workspace: str) -> str:
        return f"https://slack.example/authorize?team={workspace}&state={state}"

    async def exchanged(self, code: str) -> Granted | None:
        return self.account.granted.get(code)

    async def status(self, token: str) -> Told | None:
        shown = self.account.status
        return self._told("users.profile.get", token, Told(replace(shown, text=html.escape(shown.text))))

    async def snooze(self, token: str, now: datetime) -> Told | None:
        return self._told("dnd.info", token, Told(snoozes_until=self.account.snoozes_until))

    async def put(self, token: str, status: Status) -> None:
        profile = {f"status_{name}": value for name, value in vars(status).items()}
        await self.account.users_profile_set(token=token, profile=profile)

    async def wake(self, token: str) -> None:
        await self.account.dnd_endSnooze(token=token)

    async def revoke(self, token: str) -> None:
        self.account.revoked.append(token)

    def _told(self, method: str, token: str, told: Told) -> Told | None:
        denied = self.account.denies.get(method) or ("token_revoked" if token in self.account.revoked else "")
        return None if self.account.silent else Told(denied=denied) if denied else told


def _refusal(reason: str) -> SlackApiError:
    return SlackApiError(reason, {"ok": False, "error": reason})  # type: ignore[no-untyped-call]
