"""What people change about themselves by hand: status, snooze, notification hours, zone, and what the app may."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from sandbox import consent, presence
from sandbox.calls import ApiError
from sandbox.consent import Without
from sandbox.delivery import Delivery
from sandbox.elements import NoSuchThing
from sandbox.outcome import Outcome
from sandbox.quiet import Hours
from sandbox.state import State

_SAID = {
    "too_long": "That is too long.",
    "profile_status_set_failed_not_emoji_syntax": "An emoji is written like :seedling:.",
    "profile_status_set_failed_not_valid_emoji": "There is no emoji of that name.",
    "snooze_failed": "A snooze takes one minute or more.",
    "snooze_not_active": "Notifications are not paused.",
}


class SelfService:
    """Each waits until the app heard of it, where it is told; the person is named by id."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self._state = state
        self._delivery = delivery

    async def set_status(self, user: str, text: str, emoji: str = "", until: datetime | str | None = None) -> Outcome:
        """Set their status, until an aware moment (or its ISO text) where one is given; "" and "" clear it."""
        moment = datetime.fromisoformat(until) if isinstance(until, str) else until
        try:
            presence.set_status(self._state, self._known(user), text, emoji, int(moment.timestamp()) if moment else 0)
        except ApiError as error:
            return _refused(error)
        return await self._heard()

    async def snooze(self, user: str, minutes: float) -> Outcome:
        """Pause notifications from now on."""
        try:
            presence.snooze(self._state, self._known(user), timedelta(minutes=minutes))
        except ApiError as error:
            return _refused(error)
        return await self._heard()

    async def end_snooze(self, user: str) -> Outcome:
        """Let notifications through again; the schedule stays."""
        try:
            presence.end_snooze(self._state, self._known(user))
        except ApiError as error:
            return _refused(error)
        return await self._heard()

    async def keep_hours(
        self, user: str, since: time | str, until: time | str, days: Iterable[int] = range(7)
    ) -> Outcome:
        """Be notified from `since` to `until` in their zone (time, or "08:00") on these days alone; Monday is 0."""
        try:
            hours = Hours(_time(since), _time(until), frozenset(days))
        except ValueError as wrong:
            return Outcome(ok=False, error="invalid_hours", said=str(wrong))
        presence.keep_hours(self._state, self._known(user), hours)
        return await self._heard()

    async def always_notified(self, user: str) -> Outcome:
        """Keep no notification schedule."""
        presence.keep_hours(self._state, self._known(user), None)
        return await self._heard()

    async def move_zone(self, user: str, tz: str) -> Outcome:
        """Change a person's zone to an IANA name; fires user_change."""
        self._state.person(self._known(user)).tz = tz
        presence.user_changed(self._state, user)
        return await self._heard()

    def allow(self, user: str, url: str, without: Collection[str] = ()) -> str:
        """Allow what an authorize address asks for; gives the address that follows. ApiError for what has no box."""
        request = consent.read(self._state, url)
        if required := set(without) - request.bot.optional - request.user.optional:
            raise ApiError("invalid_scope", f"These cannot be left out: {', '.join(sorted(required))}.")
        return consent.allow(self._state, request, self._known(user), Without(without, without))

    def decline(self, url: str) -> str:
        """Cancel at an authorize address; gives the address that follows."""
        return consent.decline(consent.read(self._state, url))

    async def revoke(self, user: str) -> Outcome:
        """Take back all that the app may do for this person; fires tokens_revoked."""
        token = self._state.grants.of(self._known(user))
        if token is None:
            return Outcome(ok=False, error="not_connected", said="The app has no permission of theirs.")
        presence.revoke(self._state, token)
        return await self._heard()

    async def withdraw(self, user: str, scope: str) -> Outcome:
        """Take back one scope; the app is told nothing, its next call with it is refused."""
        self._state.grants.withdraw(self._known(user), scope)
        self._state.changed("people")
        return Outcome()

    async def deactivate(self, user: str) -> Outcome:
        """Somebody leaves the workspace: their account ends, and their token with it; fires user_change."""
        self._state.person(self._known(user)).deleted = True
        presence.user_changed(self._state, user)
        return await self._heard()

    def _known(self, user: str) -> str:
        if user not in self._state.people:
            raise NoSuchThing(f"Nobody here has the id {user}.")
        return user

    async def _heard(self) -> Outcome:
        await self._delivery.arrived()
        return Outcome()


def _time(given: time | str) -> time:
    return time.fromisoformat(given) if isinstance(given, str) else given


def _refused(error: ApiError) -> Outcome:
    return Outcome(ok=False, error=error.error, said=_SAID.get(error.error, error.error))
