"""A focus block as it is stored."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Index, Select, String, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col
from sqlmodel._compat import SQLModelConfig

from bot.courses.rules import RUNNING, Aside, Course, Kind, News, Outcome, Phase, catch_up
from bot.database import SLACK_ID, SealedText, Utc
from bot.helpers.rules import Helper
from bot.ids import PersonId
from bot.ladder.rules import Rung
from bot.sealing import Sealed

OPEN_SQL = text("phase != 'closed'")
COURSE_FIELDS = tuple(Course.__dataclass_fields__)
NAMED: dict[str, type[StrEnum]] = {
    "phase": Phase,
    "kind": Kind,
    "rung": Rung,
    "outcome": Outcome,
    "news": News,
    "aside": Aside,
    "paused": Phase,
    "helper": Helper,
    "last_helper": Helper,
}
"""Which of a course's fields are names, and of what."""
NAME = String(10)
ID_CHARACTERS = 24


class FocusBlock(SQLModel, table=True):
    """One sitting from start to check-in: its course, a person's words (sealed), and which outbox row is its live card.
    `with_whom` is the other one of a chat, sealed and kept like the task.

    One open block per person, by a unique index. `day` is the date its start counts for; a pause outside a block
    (`kind`) counts for none; `counted` tells whether its start did, so that Undo takes back what it gave; `tells_days`
    that its last card was the first of that day to say what stays. The task goes 7 days after the end, the row after
    30; parked lines and the line of a break go when it closes. `line_ts` is the message whose sentence waits for the
    answer to how long it is kept.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "focus_block"
    __table_args__ = (
        Index("one_open_block", "workspace", "user", unique=True, sqlite_where=OPEN_SQL, postgresql_where=OPEN_SQL),
        Index("focus_block_person", "workspace", "user", "began_at"),
        Index("focus_block_ended", "ended_at"),
    )

    id: str = Field(default_factory=lambda: secrets.token_hex(ID_CHARACTERS // 2), primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    day: date
    task: Sealed | None = Field(default=None, sa_type=SealedText)
    link: Sealed | None = Field(default=None, sa_type=SealedText)
    with_whom: Sealed | None = Field(default=None, sa_type=SealedText)
    break_line: Sealed | None = Field(default=None, sa_type=SealedText)
    parked: Sealed | None = Field(default=None, sa_type=SealedText)
    line_ts: str | None = Field(default=None, sa_type=String(32))
    is_first: bool = False
    settling_dropped: bool = False
    lowers_draft: bool = False
    counted: bool = True
    tells_days: bool = False
    live_card: int | None = None

    phase: str = Field(sa_type=NAME)
    began_at: datetime = Field(sa_type=Utc)
    works_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    kind: str = Field(default=Kind.BLOCK, sa_type=NAME)
    minutes: int
    settling_minutes: int = 0
    rung: str | None = Field(default=None, sa_type=NAME)
    revision: int
    cards: int = 1
    ended_at: datetime | None = Field(default=None, sa_type=Utc)
    stopped: bool = False
    done_for_today: bool = False
    moved_on_by_hand: bool = False
    outcome: str | None = Field(default=None, sa_type=NAME)
    news: str | None = Field(default=None, sa_type=NAME)
    noted_at: datetime | None = Field(default=None, sa_type=Utc)
    aside: str | None = Field(default=None, sa_type=NAME)
    smaller_at: datetime | None = Field(default=None, sa_type=Utc)
    taken: int = 0
    paused: str | None = Field(default=None, sa_type=NAME)
    paused_at: datetime | None = Field(default=None, sa_type=Utc)
    break_minutes: int = 0
    break_until: datetime | None = Field(default=None, sa_type=Utc)
    is_break_over: bool = False
    asks_where: bool = False
    breaks: int = 0
    helper: str | None = Field(default=None, sa_type=NAME)
    helper_at: datetime | None = Field(default=None, sa_type=Utc)
    last_helper: str | None = Field(default=None, sa_type=NAME)
    helpers: int = 0

    @classmethod
    def of(cls, person: PersonId, course: Course, day: date) -> Self:
        """A new one."""
        return cls(workspace=person.workspace, user=person.user, day=day, **vars(course))

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def course(self) -> Course:
        """The row as the rules see it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in COURSE_FIELDS}
        values |= {name: kind(values[name]) for name, kind in NAMED.items() if values[name] is not None}
        return Course(**values)

    def runs_at(self, now: datetime) -> bool:
        """Whether it runs then, whatever was last written down."""
        return catch_up(self.course, now).phase in RUNNING

    def follow(self, course: Course) -> None:
        """Stand where the course says. What was written down for this sitting is forgotten with its end."""
        for name in COURSE_FIELDS:
            setattr(self, name, getattr(course, name))
        if course.phase is Phase.CLOSED:
            self.parked = self.break_line = self.line_ts = None


async def open_block(session: AsyncSession, person: PersonId) -> FocusBlock | None:
    """The person's one block that is not closed, held for this transaction."""
    waiting = _of(person).where(col(FocusBlock.phase) != Phase.CLOSED)
    return (await session.scalars(waiting.with_for_update())).one_or_none()


async def is_in_a_block(session: AsyncSession, person: PersonId, now: datetime) -> bool:
    """Whether a block of theirs runs now, whatever was last written down. Looked at, not held."""
    block = (await session.scalars(_of(person).where(col(FocusBlock.phase) != Phase.CLOSED))).one_or_none()
    return block is not None and block.course.is_block and block.runs_at(now)


async def last_block(session: AsyncSession, person: PersonId) -> FocusBlock | None:
    """The block they began last, held for this transaction; a pause outside of one is none."""
    newest = _of(person).where(col(FocusBlock.kind) != Kind.PAUSE).order_by(col(FocusBlock.began_at).desc()).limit(1)
    return (await session.scalars(newest.with_for_update())).one_or_none()


async def begun_so_far(session: AsyncSession, person: PersonId) -> int:
    """How many blocks they have begun, of those that are still kept; one that was undone is none."""
    counts = _of(person).where(
        col(FocusBlock.kind) != Kind.PAUSE, func.coalesce(col(FocusBlock.outcome), "") != Outcome.UNDONE
    )
    return int(await session.scalar(select(func.count()).select_from(counts.subquery())) or 0)


async def has_told_days(session: AsyncSession, person: PersonId, day: date) -> bool:
    """Whether a card of this focus day said what stays of days."""
    told = _of(person).where(col(FocusBlock.day) == day, col(FocusBlock.tells_days))
    return bool(await session.scalar(select(func.count()).select_from(told.subquery())))


def _of(person: PersonId) -> Select[FocusBlock]:
    return select(FocusBlock).where(col(FocusBlock.workspace) == person.workspace, col(FocusBlock.user) == person.user)
