"""A day of somebody who connected Slack: a block, time, and their account, which others can change, too."""

from datetime import datetime, timedelta

from sqlmodel import select

from bot.ids import PersonId
from bot.ladder.rules import Asked, Size
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from bot.people.service import person_row
from bot.permissions.rules import NEEDS, Feature
from bot.presence.rows import LINE, TOKEN
from bot.presence.tables import Presence
from tests.support.accounts import TOKEN as ANAS
from tests.support.accounts import Account
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services

EVERYTHING = frozenset(Feature)


class Day:
    """A day of Ana's with Slack connected."""

    def __init__(self, services: Services, clock: VirtualClock, machine: VirtualClock) -> None:
        self.services = services
        self.clock = clock
        self.machine = machine
        self.began = clock()

    @property
    def account(self) -> Account:
        return self.services.screen.account

    @property
    def shows(self) -> str:
        """What colleagues see."""
        return self.account.status.text

    @property
    def quiet_for(self) -> float | None:
        """Minutes for which nothing disturbs."""
        until = self.account.snoozes_until
        return None if until is None else (until - self.clock()) / timedelta(minutes=1)

    async def connects(self, features: frozenset[Feature] = EVERYTHING, person: PersonId = ANA) -> None:
        async with self.services.database.transaction() as session:
            await person_row(session, person, holding=True)
            known = Presence.of(person)
            known.token = await self.services.people.seal(session, person, ANAS, TOKEN)
            known.scopes = ",".join(scope for feature in features for scope in NEEDS[feature])
            known.switch(features)
            session.add(known)

    async def begins(self, minutes: int = 20) -> None:
        await self.services.focus.begin(ANA, Asked(Size(minutes), is_typed=True))
        await self.settles()

    async def passes(self, minutes: float) -> None:
        """Time passes, through every moment at which something is due."""
        until = self.clock() + timedelta(minutes=minutes)
        while (moment := await self._next_due()) <= until:
            self.clock.is_now(moment)
            await self.settles()
        self.clock.is_now(until)
        await self.settles()

    async def settles(self) -> None:
        await self.services.delivery.until_quiet()
        while [row for row in await self._unfinished() if row.due_at <= self.clock()]:
            self.machine.passes(timedelta(seconds=1))
            await self.services.delivery.until_quiet()

    async def known(self) -> Presence:
        async with self.services.database.transaction() as session:
            return (await session.scalars(select(Presence))).one()

    async def lines(self) -> list[str]:
        """What is owed to be said of it."""
        return [row.subject for row in await self.services.owed() if row.kind == LINE.name]

    async def _unfinished(self) -> list[OutboxRow]:
        return [row for row in await self.services.owed() if row.state in UNFINISHED]

    async def _next_due(self) -> datetime:
        ahead = [row.due_at for row in await self._unfinished() if row.due_at > self.clock()]
        return min(ahead, default=datetime.max.replace(tzinfo=self.clock().tzinfo))
