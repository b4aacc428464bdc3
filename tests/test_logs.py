"""A log line is one line, with the traceback of our own faults below it and nobody's words or ids in it."""

import logging

from bot import logs


def line(name: str = "bot.x", message: str = "event", **more: object) -> str:
    record = logging.makeLogRecord({"name": name, "levelname": "INFO", "msg": message, **more})
    return logs.OneLine().format(record)


def test_a_line_has_its_event_and_what_belongs_to_it() -> None:
    assert line(reference="4f2a1c").endswith(" info bot.x event reference=4f2a1c")


def test_a_librarys_lines_are_one() -> None:
    assert "\n" not in line("slack_sdk.x", "first\nsecond")


def test_our_own_faults_bring_their_traceback() -> None:
    error = ValueError("x")
    assert "ValueError: x" in line(exc_info=(ValueError, error, None))


def test_an_id_in_a_log_leads_nowhere_by_itself() -> None:
    assert "U0ANA" not in logs.hashed("U0ANA00001")
    assert logs.hashed("U0ANA00001") == logs.hashed("U0ANA00001") != logs.hashed("U0ANA00002")
