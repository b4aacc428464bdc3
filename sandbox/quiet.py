"""When somebody's devices stay silent: the notification schedule they keep, and the snooze they set."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.shapes import Json

_LOOKS_AHEAD = 9
"""Days: the longest quiet window has a week in it."""


@dataclass(frozen=True)
class Hours:
    """When notifications are let through: from, until, in the person's zone, on these days (Monday is 0).

    An `until` that is not after `since` is one of the next day. Slack's own default: 08:00 to 22:00, every day.
    """

    since: time = time(8)
    until: time = time(22)
    days: frozenset[int] = frozenset(range(7))

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(7)):
            raise ValueError("Notifications come on one day of the week (0 to 6) at least.")

    def as_page(self) -> Json:
        """As the page's boxes hold it."""
        return {"since": f"{self.since:%H:%M}", "until": f"{self.until:%H:%M}", "days": sorted(self.days)}

    def windows(self, zone: ZoneInfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """When nothing is let through, around `at` and after it."""
        first = at.astimezone(zone).date() - timedelta(days=_LOOKS_AHEAD)
        silent_since: datetime | None = None
        for number in range(2 * _LOOKS_AHEAD):
            day = first + timedelta(days=number)
            if day.weekday() not in self.days:
                continue
            opens = datetime.combine(day, self.since, zone)
            if silent_since is not None and silent_since.timestamp() < opens.timestamp():
                yield silent_since, opens
            overnight = timedelta(days=1 if self.until <= self.since else 0)
            silent_since = datetime.combine(day + overnight, self.until, zone)


@dataclass
class Quiet:
    """One person's settings. `hours` is None when they keep no schedule; `woken` is the end of a window they ended."""

    hours: Hours | None = field(default_factory=Hours)
    snoozed_until: datetime | None = None
    woken: datetime | None = None

    def window(self, tz: str, at: datetime) -> tuple[datetime, datetime] | None:
        """The quiet hours that run, or else the next ones."""
        later_than = max(at, self.woken) if self.woken else at
        windows = self.hours.windows(ZoneInfo(tz), later_than) if self.hours else ()
        return next((window for window in windows if window[1].timestamp() > later_than.timestamp()), None)

    def is_scheduled(self, tz: str, at: datetime) -> bool:
        """Whether the schedule silences this moment."""
        found = self.window(tz, at)
        return found is not None and found[0].timestamp() <= at.timestamp()

    def is_snoozed(self, at: datetime) -> bool:
        return self.snoozed_until is not None and at < self.snoozed_until

    def silences(self, tz: str, at: datetime) -> bool:
        """Whether nothing buzzes at this moment."""
        return self.is_snoozed(at) or self.is_scheduled(tz, at)

    def snooze(self, until: datetime) -> None:
        """Silence everything from now until then, whatever was set before."""
        self.snoozed_until = until

    def end(self, tz: str, at: datetime) -> None:
        """Let notifications through at once: end the snooze, and the quiet hours that run."""
        self.snoozed_until = None
        found = self.window(tz, at)
        if found and found[0].timestamp() <= at.timestamp():
            self.woken = found[1]

    def as_slack(self, tz: str, at: datetime) -> Json:
        """The schedule as dnd.info tells anybody of it; Slack writes 1 where there is none."""
        found = self.window(tz, at)
        if found is None:
            return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
        start, end = (int(moment.timestamp()) for moment in found)
        return {"dnd_enabled": True, "next_dnd_start_ts": start, "next_dnd_end_ts": end}

    def snooze_as_slack(self, at: datetime) -> Json:
        """The snooze as it is told to whose it is; all times in seconds."""
        if self.snoozed_until is None or not self.is_snoozed(at):
            return {"snooze_enabled": False}
        remaining = round((self.snoozed_until - at).total_seconds())
        end = round(self.snoozed_until.timestamp())
        return {
            "snooze_enabled": True,
            "snooze_endtime": end,
            "snooze_remaining": remaining,
            "snooze_is_indefinite": False,
        }
