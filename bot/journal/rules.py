"""What a sentence may be, which days it may be written for, and which sentences are looked at."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.errors import Refusal
from bot.people.rules import Keeping
from bot.streaks.rules import DAY, DAYS_BACK
from bot.switches.rules import NOTHING_SET, Switches

SENTENCE_CHARACTERS = 1000
TERM_CHARACTERS = 150
PAGE = 20
"""So many sentences stand in a modal at once: in the longest words and the widest letters they fit Slack's 250 kB."""
WEEK = 7 * DAY


@dataclass
class SentenceTooLongError(Refusal):
    """A sentence of more than 1,000 characters; its `words` are shown back, unless they still stand in a box."""

    words: str
    in_a_box: bool = False


@dataclass
class TermTooLongError(Refusal):
    """More characters to look for than there is room for; they still stand in their box."""

    characters: int


@dataclass
class DayOutsideError(Refusal):
    """A sentence for a day that is not from `first` to `last`."""

    first: date
    last: date


class SentenceGoneError(Refusal):
    """The sentence was deleted meanwhile, or its time is over."""


class NotKeptHereError(Refusal):
    """Other words for a sentence, where sentences are not kept any more."""


class KeepingUnknownError(Refusal):
    """A sentence came from a modal that did not ask how long to keep it, and nobody has chosen."""


class News(StrEnum):
    """What was done to a sentence before all of them are shown anew."""

    SAVED = "saved"
    NOT_KEPT = "not_kept"
    DELETED = "deleted"


@dataclass(frozen=True)
class Entry:
    """A sentence, opened, with the day it is of."""

    id: str
    day: date
    words: str = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Which of somebody's sentences they look at: those of a `month` (like 2026-06; empty: the newest that has any),
    those with a `term`, or those of the last seven days; and which page of them, the newest being 0."""

    month: str = ""
    term: str = field(default="", repr=False)
    is_week: bool = False
    page: int = 0

    @property
    def is_search(self) -> bool:
        return bool(folded(self.term))


@dataclass(frozen=True)
class Shelf:
    """What stands in that place. `months` are all that have any, the newest first; `some_closed`: not every sentence
    there opens."""

    place: Place = Place()
    entries: Sequence[Entry] = ()
    months: Sequence[str] = ()
    has_older: bool = False
    some_closed: bool = False
    keeping: Keeping | None = None
    news: News | None = None
    switches: Switches = NOTHING_SET

    @property
    def has_newer(self) -> bool:
        return self.place.page > 0


@dataclass(frozen=True)
class Blank:
    """A sentence still to be written: under which id, from which day to which, and how long it will be kept; None:
    the modal has to ask."""

    id: str
    today: date
    keeping: Keeping | None = None
    switches: Switches = NOTHING_SET


@dataclass(frozen=True)
class FilledIn:
    """A sentence written for a day. `keeping` is None where the modal did not ask."""

    id: str
    day: date
    words: str = field(repr=False)
    keeping: Keeping | None = None


def checked_sentence(words: str, *, in_a_box: bool = False) -> str:
    """The sentence, if it is short enough. Raises SentenceTooLongError."""
    if len(words) > SENTENCE_CHARACTERS:
        raise SentenceTooLongError(words, in_a_box)
    return words


def checked_term(term: str) -> str:
    """What to look for, if it is short enough. Raises TermTooLongError."""
    if len(term) > TERM_CHARACTERS:
        raise TermTooLongError(len(term))
    return term


def open_days(today: date) -> tuple[date, date]:
    """The first and the last day a sentence can be written for (taken on trust)."""
    return today - DAYS_BACK * DAY, today


def checked_day(day: date, today: date) -> date:
    """The day, if a sentence can be written for it. Raises DayOutsideError."""
    first, last = open_days(today)
    if not first <= day <= last:
        raise DayOutsideError(first, last)
    return day


def month_of(day: date) -> str:
    """Like 2026-06."""
    return f"{day:%Y-%m}"


def settled(place: Place, months: Sequence[str]) -> Place:
    """The place with its month chosen: the newest, where none was, or one that has none any more."""
    if place.is_search or place.is_week or place.month in months:
        return place
    return replace(place, month=months[0] if months else "", term="", page=0)


def span(place: Place, today: date) -> tuple[date, date]:
    """The first and the last day that are looked at."""
    if place.is_week:
        return today - WEEK + DAY, date.max
    if place.is_search or not place.month:
        return date.min, date.max
    first = date.fromisoformat(f"{place.month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - DAY


def folded(words: str) -> str:
    """Words as they are compared: any case, any width, any way to write an accent, any white space between them."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold()).split())


def with_term(entries: Sequence[Entry], term: str) -> Sequence[Entry]:
    """Those that have the term anywhere in them; all of them for none."""
    wanted = folded(term)
    return [entry for entry in entries if wanted in folded(entry.words)] if wanted else entries


def shelved(place: Place, entries: Sequence[Entry]) -> Shelf:
    """The page that is looked at; the last one, where there are fewer by now."""
    page = min(max(place.page, 0), max(len(entries) - 1, 0) // PAGE)
    end = (page + 1) * PAGE
    return Shelf(replace(place, page=page), entries[page * PAGE : end], has_older=len(entries) > end)
