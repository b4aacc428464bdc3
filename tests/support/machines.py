"""Machines of hypothesis that live on services: one loop, one file, and an end."""

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.database import Database
from tests.support.databases import SqliteFiles
from tests.support.exploring import QUICK, TIMES, up_to
from tests.support.services import Services

T = TypeVar("T")


class OnFiles(RuleBasedStateMachine):
    """A machine whose databases are files; `kept` is let go of at its end."""

    files: SqliteFiles
    loop: asyncio.AbstractEventLoop
    kept: ExitStack
    database: Database
    services: Services

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        if hasattr(self, "services"):
            self.run(self.services.delivery.stop(timedelta(seconds=1)))
            self.run(self.database.close())
            self.loop.close()
            self.kept.close()


def hold_in_any_order(machine: type[OnFiles], files: SqliteFiles, *, examples: int = 20, steps: int = 20) -> None:
    """Run it."""
    machine.files = files
    chosen = settings(
        max_examples=up_to(examples),
        stateful_step_count=steps,
        phases=tuple(Phase) if TIMES else QUICK,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
