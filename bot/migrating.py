"""Bringing a database's tables up to date, and checking that the migrations say what the tables say."""

import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from bot.settings import ROOT


def upgrade(url: str, to: str = "head") -> None:
    """Run the migrations that this database has not seen. Not from inside a running event loop."""
    command.upgrade(_config(url), to)


def downgrade(url: str, to: str = "base") -> None:
    """Take migrations back."""
    command.downgrade(_config(url), to)


def difference() -> str | None:
    """What the tables say and the migrations do not, tried on an empty database; None where they agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.db'}"
        upgrade(url)
        try:
            command.check(_config(url))
        except CommandError as error:
            return str(error)
    return None


def _config(url: str) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml", stdout=_Silent())  # type: ignore[arg-type]
    config.attributes["url"] = url
    return config


class _Silent:
    """Alembic's own remarks are not for whoever starts the bot."""

    def write(self, _: str) -> int:
        return 0

    def flush(self) -> None:
        return None
