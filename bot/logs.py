"""One event name a line, with ids hashed; people's words and button names never."""

import hashlib
import logging
import sys

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


OURS = "bot."
NO_NEWS = "As you gave `client` as well"
"""Bolt's remark wherever SLACK_BOT_TOKEN is in the environment."""


class OneLine(logging.Formatter):
    """`moment level event key=value …`, with the traceback of our own faults below it; a library's stays one line."""

    def format(self, record: logging.LogRecord) -> str:
        more = {name: value for name, value in vars(record).items() if name not in STANDARD}
        head = f"{self.formatTime(record)} {record.levelname.lower()} {record.name} {_one_line(record)}"
        line = " ".join((head, *(f"{name}={value}" for name, value in more.items())))
        is_ours = record.exc_info and record.name.startswith(OURS)
        return f"{line}\n{self.formatException(record.exc_info)}" if is_ours and record.exc_info else line


def _one_line(record: logging.LogRecord) -> str:
    return " ".join(record.getMessage().split())


def hashed(identifier: str) -> str:
    """An id as it may stand in a log: eight characters that lead nowhere by themselves."""
    return hashlib.sha256(identifier.encode()).hexdigest()[:8]


def set_up(level: str) -> None:
    """Log to standard error. Libraries that could print bodies at `debug` or ids at `info` are kept at `warning`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    handler.addFilter(lambda record: not record.getMessage().startswith(NO_NEWS))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "sqlalchemy", "aiosqlite", "uvicorn", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
