"""Who a person is, how they like to begin, and how long their sentences are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.errors import Refusal
from bot.ids import PersonId
from bot.switches.rules import Switches

ZONE_FRESH_FOR = timedelta(days=1)
LENGTHS = (2, 5, 10, 20, 30, 45, 60)
"""Minutes. What is offered as a person's usual length; 20 at first."""
SETTLING_LENGTHS = (5, 2, 1, 0)
"""Minutes. A person's own settling length is one of these; 5 at first (PRODUCT 3)."""
SKIPS_THAT_MEAN_NO = 2
"""Settling skipped this often in a row becomes none."""


D = TypeVar("D")
"""Any of our frozen dataclasses."""


@dataclass(frozen=True)
class Keeping:
    """How long a person's sentences are kept, asked at the first check-in (CARE 9): so many days, none at all (0), or
    until they delete them (None). It `is_chosen`, unless whoever runs it allows no more."""

    days: int | None
    is_chosen: bool = True

    NOT_KEPT: ClassVar["Keeping"]
    WEEK: ClassVar["Keeping"]
    MONTH: ClassVar["Keeping"]
    UNTIL_DELETED: ClassVar["Keeping"]

    def __str__(self) -> str:
        """As it is stored."""
        return NAMED_KEEPING.get(self.days, str(self.days))

    @classmethod
    def read(cls, text: str | None) -> "Keeping | None":
        """What was stored; None where nothing was chosen yet."""
        named = {name: days for days, name in NAMED_KEEPING.items()}
        return cls(named[text] if text in named else int(text)) if text else None


NAMED_KEEPING = {0: "not", None: "always"}
Keeping.NOT_KEPT, Keeping.WEEK, Keeping.MONTH, Keeping.UNTIL_DELETED = map(Keeping, (0, 7, 30, None))
CHOICES = (Keeping.NOT_KEPT, Keeping.WEEK, Keeping.MONTH, Keeping.UNTIL_DELETED)


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


def keepings(switches: Switches) -> tuple[Keeping, ...]:
    """From what a person chooses. Where there is a limit: what is shorter, and as the longest the limit itself."""
    most = switches.keep_at_most_days
    if most is None:
        return CHOICES
    return (*(choice for choice in CHOICES if choice.days is not None and choice.days < most), Keeping(most))


def allowed(chosen: Keeping | None, switches: Switches) -> Keeping | None:
    """What a choice comes to: no more than the limit, nothing where sentences are off. None: they were not asked."""
    if not switches.keeps_sentences:
        return Keeping(0, is_chosen=False)
    most = switches.keep_at_most_days
    if chosen is None or most is None or (chosen.days is not None and chosen.days <= most):
        return chosen
    return Keeping(most, is_chosen=False)


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
