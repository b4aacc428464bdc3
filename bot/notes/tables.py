"""Which channel somebody picked, and what stands there of a sitting."""

import secrets
from datetime import datetime
from typing import Self

from sqlalchemy import Index, String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.courses.rules import Step
from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.pings.rules import Telling, What
from bot.sealing import Sealed

ID = String(32)


def new_id() -> str:
    return secrets.token_hex(8)


class ChannelNote(SQLModel, table=True):
    """The one channel that somebody's notes go to, and the name they typed for it, sealed. Without a row there is none.

    `id` is of this choice of a channel: what was owed for another one is not said.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "channel_note"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    id: str = Field(default_factory=new_id, sa_type=ID)
    channel: str = Field(sa_type=SLACK_ID)
    name: Sealed = Field(sa_type=SealedText)

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)


class Noted(SQLModel, table=True):
    """One sitting as a channel is told of it: what is true of it now, and which outbox row is the message (`row`).

    It stands where the sitting stands, and goes two days after it began. `note_id` is the choice it was owed for.
    """

    __tablename__ = "noted"
    __table_args__ = (Index("noted_person", "workspace", "user"),)

    sitting_id: str = Field(primary_key=True, sa_type=ID)
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    channel: str = Field(sa_type=SLACK_ID)
    note_id: str = Field(sa_type=ID)
    begun_at: datetime = Field(sa_type=Utc)
    what: str = Field(default=What.QUIET, sa_type=String(10))
    until: datetime | None = Field(default=None, sa_type=Utc)
    minutes: int = 0
    is_over: bool = False
    row: int | None = None

    @classmethod
    def of(cls, step: Step, note: ChannelNote) -> Self:
        """A new one, of which nothing is said yet."""
        whose = step.person._asdict() | {"channel": note.channel, "note_id": note.id}
        return cls(sitting_id=step.sitting_id, **whose, begun_at=step.at)

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def telling(self) -> Telling:
        """What is true now."""
        return Telling(What(self.what), self.until, self.minutes)

    def stand(self, telling: Telling, *, is_over: bool) -> None:
        """Stand where the sitting stands."""
        self.what, self.until, self.is_over = telling.what, telling.until, is_over
        self.minutes = telling.minutes or self.minutes
