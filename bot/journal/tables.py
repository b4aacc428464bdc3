"""Sentences, sealed."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.sealing import Sealed


class Sentence(SQLModel, table=True):
    """What someone wrote after a block, or for a `day` afterwards. One for each block; written again, it is replaced.

    `block_id` is the block's, or of the same form for one without a block; `day` the block's, or the one it was
    written for: it stands in the clear, so that a month is found without opening a word.
    Gone at `forget_at` (None: until the person deletes it). Only ever stored after they chose how long.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "sentence"
    __table_args__ = (
        Index("sentence_person", "workspace", "user", "day", "written_at", "block_id"),
        Index("sentence_forget", "forget_at"),
    )

    block_id: str = Field(primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    day: date
    words: Sealed = Field(sa_type=SealedText)
    written_at: datetime = Field(sa_type=Utc)
    forget_at: datetime | None = Field(default=None, sa_type=Utc)
