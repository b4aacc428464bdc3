"""What is planned for a morning, what its card shows, and when Later is."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.ladder.rules import TASK_CHARACTERS, USUAL, Size
from bot.prompts.rules import Schedule

NINE = time(9)
"""When a plan is for, until they once say otherwise."""


class Box(StrEnum):
    """The boxes for words: under these names they stand in the modal, and are sealed."""

    TASK = "plan_task"
    AFTER = "plan_after"
    READY = "plan_ready"


WHOM = "plan_whom"
"""What the person whom they mentor is sealed as."""
ROOM = {Box.TASK: TASK_CHARACTERS, Box.AFTER: 150, Box.READY: 300}
"""Characters (PRODUCT 3)."""


class What(StrEnum):
    """What a message about a plan is drawn as: as it stands, or one plain line that says what became of it."""

    CARD = "card"
    SAVED = "saved"
    THEN = "then"
    BEGUN = "begun"
    NOT_TODAY = "not_today"
    LATER = "later"
    NO_PLAN = "no_plan"


@dataclass(frozen=True)
class Planned:
    """What is planned: a person's words, opened, and a size. All of it may be left out."""

    task: str = field(default="", repr=False)
    after_what: str = field(default="", repr=False)
    put_ready: str = field(default="", repr=False)
    whom: str = field(default="", repr=False)
    size: Size = USUAL

    @property
    def words(self) -> dict[Box, str]:
        return {Box.TASK: self.task, Box.AFTER: self.after_what, Box.READY: self.put_ready}


@dataclass(frozen=True)
class Form:
    """All that the modal holds: what and when. `plan_id` is the plan that is changed, empty for a new one; `evening`
    the evening card that it is written on, empty for none."""

    planned: Planned
    on: date
    at: time = NINE
    weekdays: frozenset[int] = frozenset()
    plan_id: str = ""
    evening: str = ""

    @property
    def schedule(self) -> Schedule:
        """Where a weekday is ticked, the date does not matter."""
        return Schedule(self.at, None, self.weekdays) if self.weekdays else Schedule(self.at, self.on)


@dataclass(frozen=True)
class Press:
    """A press on a card: which plan it was offered for, and at which revision."""

    plan_id: str
    revision: int

    def __str__(self) -> str:
        """The form in which a button's value and a modal hold it."""
        return f"{self.plan_id}.{self.revision}"


@dataclass(frozen=True)
class SavedCard:
    """What the card that says it is saved is drawn from; `at` is the next time that it comes, `today` the date now.
    `is_default`: they did not know, and the smallest was taken; `is_first`: it is the first that they see of this."""

    press: Press
    planned: Planned
    at: datetime
    zone: str
    on: date
    today: date
    weekdays: frozenset[int] = frozenset()
    is_default: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Next:
    """What comes next of what is planned, for the Home tab."""

    plan_id: str
    planned: Planned
    at: datetime
    on: date
    today: date
    zone: str


def too_long(planned: Planned) -> dict[Box, int]:
    """Every box with more words than there is room for, and how many characters it has."""
    return {box: len(words) for box, words in planned.words.items() if len(words) > ROOM[box]}
