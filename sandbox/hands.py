"""The people of a workspace as tests and the command line move them."""

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Any

from sandbox.acts import Acts
from sandbox.channels import Channels
from sandbox.outcome import Outcome
from sandbox.self_service import SelfService
from sandbox.shapes import Json


class Hands:
    """What people do. Each waits until the app acknowledged or its time ran out."""

    def __init__(self, acts: Acts, own: SelfService, channels: Channels) -> None:
        self.acts = acts
        self.own = own
        self.channels = channels

    async def command(self, user: str, channel: str, text: str) -> Outcome:
        return await self.acts.command(user, channel, text)

    async def message(self, user: str, channel: str, text: str) -> Outcome:
        return await self.acts.message(user, channel, text)

    async def press(self, user: str, channel: str | None, ts: str | None, action_id: str, **more: Any) -> Outcome:
        """`more`: block_id, value, view_id, state, shown; see Acts.press."""
        return await self.acts.press(user, channel, ts, action_id, **more)

    async def submit(self, user: str, view_id: str, state: dict[str, dict[str, Any]] | None = None) -> Outcome:
        return await self.acts.submit(user, view_id, state)

    async def close(self, user: str, view_id: str, *, all_of_them: bool = False) -> Outcome:
        return await self.acts.close(user, view_id, all_of_them=all_of_them)

    async def open_home(self, user: str, tab: str = "home") -> Outcome:
        return await self.acts.open_home(user, tab)

    async def shortcut(self, user: str, callback_id: str) -> Outcome:
        return await self.acts.shortcut(user, callback_id)

    async def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Outcome:
        return await self.acts.message_shortcut(user, callback_id, channel, ts)

    async def move_zone(self, user: str, tz: str) -> Outcome:
        return await self.own.move_zone(user, tz)

    async def set_status(self, user: str, text: str, emoji: str = "", until: datetime | None = None) -> Outcome:
        """Set a status by hand; "" and "" clear it."""
        return await self.own.set_status(user, text, emoji, until)

    async def snooze(self, user: str, minutes: float) -> Outcome:
        return await self.own.snooze(user, minutes)

    async def end_snooze(self, user: str) -> Outcome:
        return await self.own.end_snooze(user)

    async def keep_hours(
        self, user: str, since: time | str, until: time | str, days: Iterable[int] = range(7)
    ) -> Outcome:
        """Be notified at these hours alone, in their zone; Monday is 0."""
        return await self.own.keep_hours(user, since, until, days)

    async def always_notified(self, user: str) -> Outcome:
        return await self.own.always_notified(user)

    async def revoke(self, user: str) -> Outcome:
        """Take back the person's token; fires tokens_revoked."""
        return await self.own.revoke(user)

    async def withdraw(self, user: str, scope: str) -> Outcome:
        """Take back one scope of the person's token."""
        return await self.own.withdraw(user, scope)

    def allow(self, user: str, url: str, without: Collection[str] = ()) -> str:
        """Open an authorize address, untick these optional scopes, and press Allow; gives where the browser goes then.

        ApiError where the page would show why it cannot be asked.
        """
        return self.own.allow(user, url, without)

    def decline(self, url: str) -> str:
        """Open an authorize address and press Cancel; gives where the browser goes then."""
        return self.own.decline(url)

    async def deactivate(self, user: str) -> Outcome:
        """Somebody leaves the workspace; fires user_change with deleted true."""
        return await self.own.deactivate(user)

    async def event(self, event: Json) -> Outcome:
        return await self.acts.event(event)

    async def uninstall(self) -> Outcome:
        return await self.acts.uninstall()

    async def create_channel(self, user: str, name: str, *who: str, private: bool = False) -> str:
        """Make a channel, bring these people (or the app) in, and get its id; ValueError when Slack would not."""
        made = await self.channels.create_channel(user, name, private=private)
        if not made.ok:
            raise ValueError(made.said)
        channel: str = made.body["channel"]
        if who:
            await self.channels.invite(user, channel, who)
        return channel

    async def invite(self, user: str, channel: str, *who: str) -> Outcome:
        """Bring people or the app (`bot_user_id`) into a channel."""
        return await self.channels.invite(user, channel, who)

    async def join_channel(self, user: str, channel: str) -> Outcome:
        return await self.channels.join(user, channel)

    async def kick(self, user: str, channel: str, who: str) -> Outcome:
        """Take a person or the app out of a channel."""
        return await self.channels.kick(user, channel, who)

    async def leave(self, user: str, channel: str) -> Outcome:
        return await self.channels.leave(user, channel)

    async def archive(self, user: str, channel: str) -> Outcome:
        return await self.channels.archive(user, channel)

    async def unarchive(self, user: str, channel: str) -> Outcome:
        return await self.channels.unarchive(user, channel)
