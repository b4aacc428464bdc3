"""Says at the end how many histories were simulated, which fresh seed was tried, and which planted bugs were found."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line each."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, [])]
    notes = [note for report in reports for note in report.user_properties]
    histories = sum(value for name, value in notes if name == "histories")
    if histories:
        terminalreporter.write_line(f"{histories} simulated histories of the outbox")
    for name, value in sorted((note for note in notes if note[0] in ("fresh seed", "planted bug found")), key=str):
        terminalreporter.write_line(f"{name}: {value}")
