"""Days shown up on."""

from datetime import date, datetime

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from bot.database import SLACK_ID, Utc


class DayShown(SQLModel, table=True):
    """A date on which someone showed up; `acts` counts what did, so that Undo takes one off and the row goes at 0.

    `day` is computed once, when written, in `zone`; it is never computed again.
    """

    __tablename__ = "day_shown"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    day: date = Field(primary_key=True)
    shown_at: datetime = Field(sa_type=Utc)
    zone: str = Field(sa_type=String(64))
    acts: int = 1
