"""Slack's rate limits: a window per method, and one post a second per channel with short bursts."""

import math
from dataclasses import dataclass, field

from sandbox.calls import ApiError
from sandbox.clock import Machine

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
CHANNEL_BURST = 5
CHANNEL_PER_MINUTE = 60
POSTS_PER_MINUTE = 600
PER_PERSON = {"users.profile.set": 10}
"""Calls a minute for one person, beside the method's tier."""


@dataclass
class _Bucket:
    """Tokens that come back evenly."""

    size: float
    per_second: float
    at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def wait(self, now: float) -> float:
        """Seconds until one token is there; 0 means now."""
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.per_second)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.per_second

    def take(self) -> None:
        self.tokens -= 1


class RateLimits:
    """Counts calls of one app in one workspace.

    `per_minute` overrides a method's limit by name, for instance {"conversations.history": 1} as for apps that are
    sold outside the Marketplace. `on` switches everything.
    """

    def __init__(self, machine: Machine, *, on: bool) -> None:
        self.on = on
        self.per_minute: dict[str, int] = {}
        self._machine = machine
        self._buckets: dict[str, _Bucket] = {}

    def admit(self, method: str, tier: int, channel: str | None = None, person: str = "") -> None:
        """Count the call, by channel or person too where Slack does; or ApiError "ratelimited" with Retry-After."""
        if not self.on:
            return
        now = self._machine()
        buckets = [self._bucket(method, self.per_minute.get(method, TIERS.get(tier, POSTS_PER_MINUTE)), now)]
        if channel is not None:
            buckets.append(self._bucket(f"{method} {channel}", CHANNEL_PER_MINUTE, now, size=CHANNEL_BURST))
        if method in PER_PERSON:
            buckets.append(self._bucket(f"{method} {person}", PER_PERSON[method], now))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise ApiError("ratelimited", status=429, retry_after=max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.take()

    def _bucket(self, key: str, per_minute: int, now: float, size: int | None = None) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(size or per_minute, per_minute / 60, now)
        return self._buckets[key]
