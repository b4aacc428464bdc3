"""Who a person is, how they like to begin, and how long their sentences are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.errors import Refusal
from bot.ids import PersonId

ZONE_FRESH_FOR = timedelta(days=1)
LENGTHS = (2, 5, 10, 20, 30, 45, 60)
"""Minutes. What is offered as a person's usual length; 20 at first."""
SETTLING_LENGTHS = (5, 2, 1, 0)
"""Minutes. A person's own settling length is one of these; 5 at first (PRODUCT 3)."""
SKIPS_THAT_MEAN_NO = 2
"""Settling skipped this often in a row becomes none."""


D = TypeVar("D")
"""Any of our frozen dataclasses."""


class Keeping(StrEnum):
    """How long a person's sentences are kept; asked at the first check-in (CARE 9)."""

    NOT_KEPT = "not"
    WEEK = "7"
    MONTH = "30"
    UNTIL_DELETED = "always"


KEPT_FOR = {Keeping.WEEK: timedelta(days=7), Keeping.MONTH: timedelta(days=30), Keeping.UNTIL_DELETED: None}


class Own(StrEnum):
    """Words of a person's own that cards show: under these names they are sealed, and stand in their boxes."""

    PHRASE = "phrase"
    OBJECT = "object"
    READY_LIST = "ready_list"


ROOM = {Own.PHRASE: 150, Own.OBJECT: 40, Own.READY_LIST: 300}
"""Characters (PRODUCT 3)."""


@dataclass
class WordsTooLongError(Refusal):
    """More characters than there is room for in this box; the words still stand there."""

    own: Own
    characters: int


@dataclass
class ZoneUnknownError(Refusal):
    """No IANA zone is called so; `near` are some that may have been meant."""

    near: tuple[str, ...]


@dataclass(frozen=True)
class Preferences:
    """How a person likes to begin, and what they chose. `keeping` is None until they were asked; no words: empty.

    `zone` is their own to say where Slack does not (empty until then), and None where Slack does.
    """

    usual_minutes: int
    settling_minutes: int
    keeping: Keeping | None = None
    phrase: str = field(default="", repr=False)
    own_object: str = field(default="", repr=False)
    ready_list: str = field(default="", repr=False)
    country: str | None = None
    zone: str | None = None

    @property
    def words(self) -> Mapping[Own, str]:
        return {Own.PHRASE: self.phrase, Own.OBJECT: self.own_object, Own.READY_LIST: self.ready_list}


@dataclass(frozen=True)
class FromSlack:
    """What Slack says of a person: their zone (empty for none), and their DM with the bot; None where it can't now."""

    zone: str | None = None
    dm: str | None = None


@dataclass(frozen=True)
class Profile:
    """What a use case needs to know of a person. `keeping` is None until they were asked."""

    person: PersonId
    zone: str = "UTC"
    settling_minutes: int = 5
    keeping: Keeping | None = None
    welcomed: bool = False


def is_zone(zone: str) -> bool:
    """Whether this is an IANA zone that this machine knows."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return False
    return True


def near_zones(words: str) -> list[str]:
    """Zones that may have been meant: by their city, or by how they are written."""
    wanted = words.strip().replace(" ", "_").casefold()
    names = _zones()
    cities = [name for folded, name in names.items() if wanted and wanted in (folded, folded.rpartition("/")[2])]
    return cities or [names[near] for near in get_close_matches(wanted, names, n=3, cutoff=0.7)]


@cache
def _zones() -> Mapping[str, str]:
    """Every zone by its small letters, read once: the machine keeps them in some six hundred files."""
    return {name.casefold(): name for name in sorted(available_timezones())}


def is_stale(seen_at: datetime | None, now: datetime) -> bool:
    """Whether the zone is to be asked of Slack again: never seen, or not for a day."""
    return seen_at is None or now - seen_at >= ZONE_FRESH_FOR


def fitting(own: Own, words: str) -> str:
    """The words, if there is room for them. Raises WordsTooLongError."""
    if len(words) > ROOM[own]:
        raise WordsTooLongError(own, len(words))
    return words


def checked_zone(zone: str) -> str:
    """An IANA zone that this machine knows. Raises ZoneUnknownError."""
    if not is_zone(zone):
        raise ZoneUnknownError(tuple(near_zones(zone)))
    return zone


def too_long(wished: Preferences) -> tuple[WordsTooLongError, ...]:
    """Every box with more words than there is room for."""
    return tuple(WordsTooLongError(own, len(words)) for own, words in wished.words.items() if len(words) > ROOM[own])


def merged(now: D, shown: D, wished: D) -> D:
    """What is true now, with what the person changed in what they were shown; the rest may have changed since."""
    chosen: dict[str, Any] = {each.name: getattr(wished, each.name) for each in fields(wished)}  # type: ignore[arg-type]
    changed = {name: value for name, value in chosen.items() if value != getattr(shown, name)}
    return replace(now, **changed)  # type: ignore[type-var]
