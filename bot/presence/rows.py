"""What is owed to a person's status and do-not-disturb, within the transactions of whoever changes a sitting."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.courses.rules import Step


class PresenceRows:
    """Status and do-not-disturb as a sitting wants them."""

    async def follow(self, session: AsyncSession, step: Step) -> None:
        """A sitting was begun or changed: what Slack shows follows."""
