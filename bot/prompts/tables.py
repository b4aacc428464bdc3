"""What comes by itself, and how much of it came."""

import secrets
from datetime import date, datetime, time
from typing import Self

from sqlalchemy import Index, String
from sqlmodel import Field, SQLModel

from bot.database import SLACK_ID, Utc
from bot.ids import PersonId
from bot.prompts.rules import Budget, Kind, Occurrence, Schedule

ID_CHARACTERS = 24
BUDGET_FIELDS = tuple(Budget.__dataclass_fields__)


class Prompt(SQLModel, table=True):
    """Something that comes by itself at a wall-clock time: once (`on_date`), or on `weekdays`, as digits, every week.

    `next_on` and `next_at` are the occurrence that the outbox holds, None where none is ahead; `came_on` the newest
    local date on which it came or was let go, so that no date has it twice, whatever the zone. `revision` rises when
    it is planned anew. `is_promised`: someone else counts on it, so "done for today" does not hold it. `counted` is
    the outbox row that the budget counted last: Slack may want a row later, and it is counted once.
    """

    __tablename__ = "prompt"
    __table_args__ = (Index("prompt_person", "workspace", "user"), Index("prompt_next", "next_at"))

    id: str = Field(default_factory=lambda: secrets.token_hex(ID_CHARACTERS // 2), primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    kind: str = Field(sa_type=String(10))
    wall_time: str = Field(sa_type=String(5))
    on_date: date | None = None
    weekdays: str = Field(default="", sa_type=String(7))
    revision: int = 1
    next_on: date | None = None
    next_at: datetime | None = Field(default=None, sa_type=Utc)
    came_on: date | None = None
    is_promised: bool = False
    counted: int | None = None

    @classmethod
    def of(cls, person: PersonId, kind: Kind, schedule: Schedule) -> Self:
        """A new one; nothing of it is owed yet."""
        made = cls(workspace=person.workspace, user=person.user, kind=kind.value, wall_time="")
        made.follow(schedule)
        return made

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def schedule(self) -> Schedule:
        """The row as the rules see it."""
        return Schedule(time.fromisoformat(self.wall_time), self.on_date, frozenset(map(int, self.weekdays)))

    @property
    def ahead(self) -> Occurrence | None:
        """The occurrence that is owed."""
        return Occurrence(self.next_on, self.next_at) if self.next_on and self.next_at else None

    def comes_on(self, day: date) -> bool:
        """Whether it is still to come on this local date: the next time, or one after it."""
        return self.next_on is not None and self.next_on <= day and self.schedule.falls_on(day)

    def follow(self, schedule: Schedule) -> None:
        """Come at these times from now on."""
        self.wall_time, self.on_date = f"{schedule.at:%H:%M}", schedule.on
        self.weekdays = "".join(map(str, sorted(schedule.weekdays)))


class Prompting(SQLModel, table=True):
    """How much came by itself to someone on focus day `day` and on the two before it, and when (`said_at`); how much of
    it in a row had no answer, and the newest focus day with one. There for whoever has anything that comes by
    itself."""

    __tablename__ = "prompting"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    day: date | None = None
    said: int = 0
    said_before: int = 0
    said_two_before: int = 0
    unanswered: int = 0
    answered_on: date | None = None
    said_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def budget(self) -> Budget:
        """The row as the rules see it."""
        return Budget(**{name: getattr(self, name) for name in BUDGET_FIELDS})

    def follow(self, budget: Budget) -> None:
        """Stand where the rules say."""
        for name in BUDGET_FIELDS:
            setattr(self, name, getattr(budget, name))
