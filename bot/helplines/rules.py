"""Which helplines are shown to somebody in a country on a day, and which were not checked for too long (CARE 6)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TypeAlias

CHECKED_FOR = timedelta(days=180)
"""An entry that was checked longer ago is not shown by number."""


@dataclass(frozen=True)
class Helpline:
    """One entry. `country` is its two-letter code; `number` says what to call or text; `for_grief`: after a death."""

    country: str
    name: str
    number: str
    hours: str
    checked_on: date
    source: str
    for_grief: bool = False


Helplines: TypeAlias = Sequence[Helpline]


def is_stale(line: Helpline, today: date) -> bool:
    """Whether its number is no longer shown."""
    return today - line.checked_on > CHECKED_FOR


def shown(lines: Helplines, country: str | None, today: date) -> Helplines:
    """What the card names: the lines of the chosen country. None is the answer where findahelpline.com stands alone.

    A line for grief stands beside one for anything, never in its place.
    """
    current = [line for line in lines if line.country == country and not is_stale(line, today)]
    return tuple(current) if any(not line.for_grief for line in current) else ()


def stale(lines: Helplines, today: date) -> Helplines:
    """The entries that somebody has to check."""
    return tuple(line for line in lines if is_stale(line, today))


def read(text: str) -> Helplines:
    """The entries of a numbers file. Raises TypeError or ValueError where it is not one."""
    return tuple(Helpline(**entry) for entry in tomllib.loads(text)["line"])


@cache
def shipped() -> Helplines:
    """The entries of the file beside this one."""
    return read(files(__package__ or "bot.helplines").joinpath("numbers.toml").read_text(encoding="utf-8"))
