"""Everything the bot can say, rendered from its own cards with made-up words."""

from pathlib import Path


def text() -> str:
    return ""


def write_json(folder: Path) -> int:
    return 0
