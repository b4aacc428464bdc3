"""A machine for acts in any order between people who ask each other: one database, one screen, time that is told."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlmodel import select

from bot.database import Database
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from tests.support.clock import VirtualClock
from tests.support.databases import create_tables
from tests.support.pressing import Json, buttons
from tests.support.services import Screen, Services
from tests.support.statements import directly

T = TypeVar("T")


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


class Asking(RuleBasedStateMachine):
    """Services on a file of their own, and everything that was said since it was looked at last."""

    folder: Path
    template: Path

    def build(self) -> None:
        """A fresh place, at the beginning."""
        self.loop = asyncio.new_event_loop()
        self.place = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copyfile(self.template, self.place / "a.db")
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.screen = Places()
        self.database = Database(directly(f"sqlite:///{self.place / 'a.db'}"))
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
        while (moment := self._next_moment()) <= until:
            self.clock.is_now(moment)
            self.settle()
        self.clock.is_now(until)
        self.run(self.services.chores())
        self.settle()

    def settle(self) -> None:
        self.run(self.services.delivery.until_quiet())
        while any(row.state in UNFINISHED and row.due_at <= self.clock() for row in self.run(self.all_of(OutboxRow))):
            self.machine.passes(timedelta(seconds=1))
            self.run(self.services.delivery.until_quiet())

    async def all_of(self, table: type[T]) -> list[T]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(table))).all())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def _next_moment(self) -> datetime:
        ahead = [row.due_at for row in self.run(self.all_of(OutboxRow)) if row.state in UNFINISHED]
        return min((due for due in ahead if due > self.clock()), default=self.clock() + timedelta(days=99))

    def teardown(self) -> None:
        with suppress(AttributeError):
            self.run(self.services.delivery.stop(timedelta(seconds=1)))
            self.run(self.database.close())
            self.loop.close()
            shutil.rmtree(self.place)


def hold_in_any_order(machine: type[Asking], folder: Path, *, examples: int = 20, steps: int = 20) -> None:
    """Run it: a quick look, or a longer one."""
    machine.folder, machine.template = folder, folder / "template.db"
    asyncio.run(create_tables(f"sqlite:///{machine.template}"))
    slow = list(HealthCheck)
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=slow)
    run_state_machine_as_test(machine, settings=chosen)
