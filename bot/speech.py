"""What a line is made of: our words, a person's words (which are data), and moments shown in the reader's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """A person's words, shown bold and never read as markup (SLACK.md 6.11). `link` is the message they came from."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class At:
    """A clock time, drawn by Slack in the reader's own zone; `zone` is for readers that can't."""

    moment: datetime
    zone: str

    @property
    def fallback(self) -> str:
        """Like 9:05."""
        there = self.moment.astimezone(ZoneInfo(self.zone))
        return f"{there.hour}:{there.minute:02}"


@dataclass(frozen=True)
class On:
    """A day, drawn by Slack in the reader's own zone; `zone` is for readers that can't."""

    moment: datetime
    zone: str

    @property
    def fallback(self) -> str:
        """Like Thursday, 3 December."""
        there = self.moment.astimezone(ZoneInfo(self.zone))
        return f"{WEEKDAYS[there.weekday()]}, {there.day} {MONTHS[there.month - 1]}"


@dataclass(frozen=True)
class Who:
    """Another person, drawn by Slack under the name they go by now; `name` is for readers that can't."""

    user: str
    name: str = "someone"


@dataclass(frozen=True)
class Room:
    """A channel, drawn by Slack under the name it goes by now; `name` is for readers that can't."""

    channel: str
    name: str = "a channel"


Part: TypeAlias = str | Words | At | On | Who | Room
Line: TypeAlias = tuple[Part, ...]
"""One line on a card, in order."""


def from_to(first: At, last: At) -> Line:
    """From one moment to another; one clock time where both are in the same minute."""
    is_one = last.moment - first.moment < MINUTE and first.fallback == last.fallback
    return (first,) if is_one else (first, " to ", last)


_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ROUND = {15: "fifteen", 20: "twenty", 30: "thirty", 45: "forty-five", 60: "sixty"}


def days(count: int) -> str:
    """Like 14 days."""
    return f"{count} day{'s' * (count != 1)}"


def number(count: int) -> str:
    """A number as a word where that reads well, else in digits."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else _ROUND.get(count, str(count))


def minutes(count: int) -> str:
    """Like "one minute", "twenty minutes"."""
    return f"{number(count)} minute{'' if count == 1 else 's'}"


def opening(task: str, link: str = "") -> Words:
    """A task where a sentence begins: its first word gets a capital, if it is a plain small word."""
    first = task.split(" ", 1)[0]
    return Words(task[0].upper() + task[1:] if first.isalpha() and first.islower() else task, link)


def our_words(line: Line) -> str:
    """The line without a person's words: what a notification, which is read as markup, may show of it."""
    return as_text(tuple("…" if isinstance(part, Words) else part for part in line))


def with_names(line: Line) -> str:
    """The same, and other people by the name that Slack draws."""
    return "".join(f"<@{part.user}>" if isinstance(part, Who) else our_words((part,)) for part in line)


def as_text(line: Line) -> str:
    """The line as plain text, for readers and clients without blocks."""
    return "".join(map(_as_text, line))


def _as_text(part: Part) -> str:
    match part:
        case str():
            return part
        case Words():
            return part.text
        case At() | On():
            return part.fallback
        case Who():
            return f"@{part.name}"
        case Room():
            return f"#{part.name}"
