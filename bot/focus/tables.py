"""A focus block as it is stored."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Select, String, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.focus.rules import Course, Outcome, Phase
from bot.ids import PersonId
from bot.sealing import Sealed

OPEN_SQL = text("phase != 'closed'")
COURSE_FIELDS = tuple(Course.__dataclass_fields__)


class FocusBlock(SQLModel, table=True):
    """One sitting from start to check-in: its course, its task (sealed), and which outbox row is its live card.

    One open block per person, by a unique index. `day` is the date its start counts for. The task goes 7 days after
    the end, the row after 30.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "focus_block"
    __table_args__ = (
        Index("one_open_block", "workspace", "user", unique=True, sqlite_where=OPEN_SQL, postgresql_where=OPEN_SQL),
        Index("focus_block_person", "workspace", "user", "began_at"),
        Index("focus_block_ended", "ended_at"),
    )

    id: str = Field(default_factory=lambda: secrets.token_hex(12), primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    day: date
    minutes: int
    task: Sealed | None = Field(default=None, sa_type=SealedText)
    is_first: bool = False
    settling_dropped: bool = False
    hinted: bool = False
    live_card: int | None = None
    phase: str = Field(sa_type=String(10))
    began_at: datetime = Field(sa_type=Utc)
    works_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    revision: int
    ended_at: datetime | None = Field(default=None, sa_type=Utc)
    stopped: bool = False
    moved_on_by_hand: bool = False
    noted_at: datetime | None = Field(default=None, sa_type=Utc)
    outcome: str | None = Field(default=None, sa_type=String(10))

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def course(self) -> Course:
        """The row as the rules see it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in COURSE_FIELDS}
        values["phase"] = Phase(self.phase)
        values["outcome"] = Outcome(self.outcome) if self.outcome else None
        return Course(**values)

    def follow(self, course: Course) -> None:
        """Stand where the course says."""
        for name in COURSE_FIELDS:
            setattr(self, name, getattr(course, name))


async def open_block(session: AsyncSession, person: PersonId) -> FocusBlock | None:
    """The person's one block that is not closed, held for this transaction."""
    waiting = _of(person).where(col(FocusBlock.phase) != Phase.CLOSED)
    return (await session.scalars(waiting.with_for_update())).one_or_none()


async def last_block(session: AsyncSession, person: PersonId) -> FocusBlock | None:
    """The block they began last, held for this transaction."""
    newest = _of(person).order_by(col(FocusBlock.began_at).desc()).limit(1)
    return (await session.scalars(newest.with_for_update())).one_or_none()


def _of(person: PersonId) -> Select[FocusBlock]:
    return select(FocusBlock).where(col(FocusBlock.workspace) == person.workspace, col(FocusBlock.user) == person.user)
