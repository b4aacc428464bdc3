"""A machine for acts in any order between people who ask each other: one database, one screen, time that is told."""

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlmodel import col

from bot.database import Database
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from tests.support.clock import VirtualClock
from tests.support.machines import OnFiles
from tests.support.pressing import Json, buttons
from tests.support.services import Screen, Services
from tests.support.statements import directly

T = TypeVar("T")
UNDER_WAY = col(OutboxRow.state).in_(UNFINISHED)


class Places(Screen):
    """What was posted where, since it was looked at last."""

    def __init__(self) -> None:
        super().__init__()
        self.news: list[tuple[str, list[Json]]] = []

    async def chat_postMessage(  # noqa: N802
        self, *, blocks: list[Json], channel: str = "", **more: Any
    ) -> dict[str, str]:
        self.news.append((channel, blocks))
        return await super().chat_postMessage(blocks=blocks, **more)

    async def chat_delete(self, *, ts: str, **_: Any) -> dict[str, str]:
        self.messages.pop(ts, None)
        return {"channel": "D1", "ts": ts}


class Asking(OnFiles):
    """Services on a file of their own, and everything that was said since it was looked at last."""

    def build(self) -> None:
        """A fresh place, at the beginning."""
        self.loop = asyncio.new_event_loop()
        self.kept = ExitStack()
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.screen = Places()
        self.database = Database(directly(self.kept.enter_context(self.files.fresh())))
        self.services = Services(self.database, self.clock, self.machine, self.screen)

    def hears(self, expected: Mapping[str, set[str]]) -> None:
        """Exactly these hear something now, with these buttons."""
        self.settle()
        heard = [(place, {action_id for action_id, _ in buttons(blocks)}) for place, blocks in self.news()]
        assert heard == list(expected.items())

    def news(self) -> list[tuple[str, list[Json]]]:
        found, self.screen.news = self.screen.news, []
        return found

    def passes(self, span: timedelta) -> None:
        """Through every moment at which something is due, and the chores at the end."""
        until = self.clock() + span
        while (moment := self.run(self._next_moment())) <= until:
            self.clock.is_now(moment)
            self.settle()
        self.clock.is_now(until)
        self.run(self.services.chores())
        self.settle()

    def settle(self) -> None:
        self.run(self.services.delivery.until_quiet())
        while self.run(self._waits()):
            self.machine.passes(timedelta(seconds=1))
            self.run(self.services.delivery.until_quiet())

    async def all_of(self, table: type[T]) -> list[T]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(table))).all())

    async def _waits(self) -> bool:
        due = select(col(OutboxRow.id)).where(UNDER_WAY, col(OutboxRow.due_at) <= self.clock()).limit(1)
        async with self.database.transaction() as session:
            return await session.scalar(due) is not None

    async def _next_moment(self) -> datetime:
        ahead = select(func.min(col(OutboxRow.due_at))).where(UNDER_WAY, col(OutboxRow.due_at) > self.clock())
        async with self.database.transaction() as session:
            return await session.scalar(ahead) or self.clock() + timedelta(days=99)
