"""What a colleague was told of a sitting, and how many messages somebody got today. No words."""

import secrets
from datetime import date, datetime
from typing import Self

from sqlalchemy import Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.courses.rules import Step
from bot.database import SLACK_ID, Utc
from bot.ids import PersonId
from bot.pings.rules import Telling, What

NAME = String(10)
ID = String(32)


class Pinged(SQLModel, table=True):
    """One sitting as one colleague is told of it (`place`, their Slack id): what is true of it now, and which outbox
    rows are the new messages.

    It is made when there is first something to say, stands where the sitting stands (`is_over` once that is closed),
    and goes two days after it began; `is_off`: what stands says that the two want no more. A message counts from when
    it was let through, so `start_counted` and `break_counted` tell whether theirs was. `link_id` is the agreement that
    it was owed for, `zone` the one that it is read in; `has_end`: a card at the end can show a 👍, and `thumbed` that
    there is one.
    """

    __tablename__ = "ping"
    __table_args__ = (
        UniqueConstraint("sitting_id", "place"),
        Index("ping_person", "workspace", "user", "day"),
        Index("ping_place", "workspace", "place"),
    )

    id: str = Field(default_factory=lambda: secrets.token_hex(12), primary_key=True, sa_type=ID)
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    place: str = Field(sa_type=SLACK_ID)
    link_id: str = Field(sa_type=ID)
    sitting_id: str = Field(sa_type=ID)
    day: date
    begun_at: datetime = Field(sa_type=Utc)
    zone: str = Field(default="", sa_type=String(64))
    what: str = Field(sa_type=NAME)
    until: datetime | None = Field(default=None, sa_type=Utc)
    minutes: int = 0
    has_end: bool = True
    is_over: bool = False
    is_off: bool = False
    start_row: int | None = None
    break_row: int | None = None
    start_counted: bool = False
    break_counted: bool = False
    thumbed: bool = False

    @classmethod
    def of(cls, step: Step, place: str, link_id: str) -> Self:
        """A new one, of which nothing is said yet."""
        whose = {**step.person._asdict(), "place": place, "link_id": link_id, "sitting_id": step.sitting_id}
        return cls(**whose, day=step.day, begun_at=step.at, what=What.QUIET, has_end=step.course.is_block)

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def reader(self) -> PersonId:
        """Who is told."""
        return PersonId(self.workspace, self.place)

    @property
    def telling(self) -> Telling:
        """What is true now."""
        return Telling(What(self.what), self.until, self.minutes)

    def stand(self, telling: Telling, *, is_over: bool) -> None:
        """Stand where the sitting stands. How long it was to be is what its start said last."""
        self.what, self.until, self.is_over = telling.what, telling.until, is_over
        self.minutes = telling.minutes or self.minutes


class PingDay(SQLModel, table=True):
    """How many new messages came to somebody (`user`) on a calendar day of theirs, from whomever. Kept two days."""

    __tablename__ = "ping_day"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    day: date = Field(primary_key=True)
    count: int = 0
