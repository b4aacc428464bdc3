"""What clocks and other people's acts make of a ping: owed ahead, let through when it may come."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.courses.rules import Step


class PingRows:
    """What is owed to the one who knows, within the transactions of whoever changes a sitting."""

    async def follow(self, session: AsyncSession, step: Step) -> None:
        """A sitting was begun or changed: what was said of it follows."""
