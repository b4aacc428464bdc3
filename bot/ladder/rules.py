"""The ladder: which sizes there are, which is smaller than now, and what tomorrow's draft is (PRODUCT 3)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from bot.errors import Refusal
from bot.people.rules import LENGTHS

SHORTEST_MINUTES, LONGEST_MINUTES = 1, 120
DEFAULT_MINUTES = 20
ABSURD = 1_000_000
"""Hours or minutes beyond this, however many digits are typed, are this many."""
TASK_CHARACTERS = 150
BREATH = timedelta(seconds=10)
IN_A_ROW = timedelta(minutes=1)
"""A second Smaller within this long, on the card that the first one drew, goes to the foot."""
ANOTHERS = 3
"""So many breaths, or words, in one sitting; then Another is no longer offered."""


class Rung(StrEnum):
    """A size on the ladder. Minutes by their number; the foot by name."""

    TWENTY = "20"
    TEN = "10"
    FIVE = "5"
    TWO = "2"
    BREATH = "breath"
    WORD = "word"


FOOT = (Rung.BREATH, Rung.WORD)
MINUTES = {Rung.TWENTY: 20, Rung.TEN: 10, Rung.FIVE: 5, Rung.TWO: 2}


class LengthOutsideError(Refusal):
    """A length that is not 1 to 120 minutes."""


@dataclass
class TaskTooLongError(Refusal):
    """A task of more than 150 characters; `words` are kept, so that they can be shown back."""

    words: str


@dataclass(frozen=True)
class Draft:
    """A person's size: what a block has unless they say, and the focus day on which they went below it."""

    usual_minutes: int = DEFAULT_MINUTES
    smaller_on: date | None = None


@dataclass(frozen=True)
class Size:
    """What a start card offers: minutes (0 at the foot), all of them quiet if it `sits`; or one breath, or one word."""

    minutes: int
    sits: bool = False
    foot: Rung | None = None

    def __str__(self) -> str:
        """The form in which a button's value and a row hold it: 20, 5s, breath."""
        return self.foot or f"{self.minutes}{'s' * self.sits}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `str` wrote; None for anything else."""
        if text in FOOT:
            return cls(0, foot=Rung(text))
        digits = text.removesuffix("s")
        fits = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LONGEST_MINUTES))
        return cls(int(digits), sits=text.endswith("s")) if fits else None


USUAL = Size(DEFAULT_MINUTES)


@dataclass(frozen=True)
class Asked:
    """What someone asked to begin: a size (None: their draft) and a task, which may be empty.

    `is_typed` tells a length that changes no draft; `link` leads to the message that became the task. A chat is
    with `whom`, a Slack user id.
    """

    size: Size | None = None
    task: str = ""
    is_typed: bool = False
    link: str = ""
    whom: str = ""


def smaller_size(size: Size) -> Size:
    """The next one down on a start card: minutes, then one breath, then one word."""
    if size.foot is not None or size.minutes <= MINUTES[Rung.TWO]:
        return Size(0, foot=Rung.WORD if size.foot else Rung.BREATH)
    return Size(one_below(size.minutes))


def bigger_size(size: Size) -> Size:
    """A bit bigger."""
    if size.foot is Rung.WORD:
        return Size(0, foot=Rung.BREATH)
    return Size(MINUTES[Rung.TWO] if size.foot else one_above(size.minutes))


def draft_on(draft: Draft, today: date) -> Draft:
    """The draft as it is today: one rung below the day they went smaller, never under two minutes."""
    if draft.smaller_on is None or draft.smaller_on >= today:
        return draft
    return Draft(max(one_below(draft.usual_minutes), MINUTES[Rung.TWO]))


def one_below(minutes: int) -> int:
    """The longest rung in minutes that is shorter, or two."""
    return next((length for length in MINUTES.values() if length < minutes), MINUTES[Rung.TWO])


def one_above(minutes: int) -> int:
    """A bit bigger: the next length, or the same where there is none."""
    return next((length for length in LENGTHS if length > minutes), minutes)


def rung_below(left: timedelta) -> Rung:
    """The longest rung that is shorter than what is left now; one breath under two minutes."""
    return next((rung for rung, length in MINUTES.items() if timedelta(minutes=length) < left), Rung.BREATH)


def rung_of(minutes: int) -> Rung | None:
    """The rung of exactly this length."""
    return next((rung for rung, length in MINUTES.items() if length == minutes), None)


def settling_minutes(length: int, own: int) -> int:
    """How much of `length` minutes is settling, for a person whose own settling length is `own` (PRODUCT 3)."""
    if length >= 15:
        return min(own, 5)
    return min(own, 2) if length >= 8 else 0


_MINUTES = r"(?:m|min|mins|minute|minutes)"
_LENGTH = (
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hour|hours)"
    rf"(?:(?P<glued>\d{{1,2}})(?!\d){_MINUTES}?|\s+(?P<named>\d{{1,2}})\s*{_MINUTES}|\s+(?P<last>\d{{1,2}})$)?"
    rf"|(?P<minutes>\d+)\s*{_MINUTES})"
)
_FIRST = re.compile(rf"^(?:{_LENGTH}|(?P<bare>-?\d+))(?=\s|$)", re.IGNORECASE)
_LAST = re.compile(rf"(?:^|\s)(?:for\s+)?{_LENGTH}$", re.IGNORECASE)


def asked(words: str) -> Asked:
    """Read `[minutes] [task]`: 15, 15m, 15 min, 1h, 1h 30. A bare number counts only as the first word, one with a
    unit also as the last (PRODUCT 4). Raises TaskTooLongError; a length is judged by `checked_minutes`.
    """
    words = " ".join(words.split())
    found = _FIRST.search(words) or _LAST.search(words)
    if found is None:
        return Asked(None, checked_task(words))
    task = checked_task((words[: found.start()] + words[found.end() :]).strip())
    return Asked(Size(_minutes(found)), task, is_typed=True)


def checked_minutes(minutes: int) -> int:
    """A block's length. Raises LengthOutsideError."""
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise LengthOutsideError
    return minutes


def checked_task(words: str) -> str:
    """The task, if it is short enough. Raises TaskTooLongError."""
    if len(words) > TASK_CHARACTERS:
        raise TaskTooLongError(words)
    return words


def _minutes(found: re.Match[str]) -> int:
    parts = found.groupdict()
    if parts["hours"]:
        rest = parts["glued"] or parts["named"] or parts["last"] or "0"
        return round(min(float(parts["hours"]), ABSURD) * 60) + int(rest)
    digits = parts["minutes"] or parts.get("bare") or "0"
    return int(digits) if len(digits) < len(str(ABSURD)) else ABSURD
