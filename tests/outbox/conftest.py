"""The stage; and at the end, how many histories were simulated, and what was found."""

from collections.abc import AsyncIterator

import pytest

from tests.outbox.stage import FrailDatabase, Stage
from tests.support.clock import VirtualClock


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line each."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, [])]
    notes = [note for report in reports for note in report.user_properties]
    histories = sum(value for name, value in notes if name == "histories")
    if histories:
        terminalreporter.write_line(f"{histories} simulated histories of the outbox")
    for name, value in sorted((note for note in notes if note[0] in ("fresh seed", "planted bug found")), key=str):
        terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture
async def stage(database_url: str, clock: VirtualClock, machine: VirtualClock) -> AsyncIterator[Stage]:
    """A stage on either engine."""
    database = FrailDatabase(database_url)
    yield Stage(database, clock, machine)
    await database.close()
