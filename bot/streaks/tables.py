"""Days shown up on, days that ask for nothing, and what is kept at hand of both."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlmodel import Field, SQLModel

from bot.database import SLACK_ID, Utc


class DayShown(SQLModel, table=True):
    """A date on which someone showed up; `acts` counts what did, so that Undo takes one off and the row goes at 0.

    `day` is computed once, when written, in `zone`; it is never computed again. `shown_at` is when its first act was
    written, `logged_at` when the person told of the day themselves, which is one of its acts.
    """

    __tablename__ = "day_shown"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    day: date = Field(primary_key=True)
    shown_at: datetime = Field(sa_type=Utc)
    zone: str = Field(sa_type=String(64))
    acts: int = 1
    logged_at: datetime | None = Field(default=None, sa_type=Utc)


class Why(StrEnum):
    """Where rest comes from: taken by the person, given by a journey, or from the time in which nothing is counted."""

    TIME_OFF = "time_off"
    TRAVEL = "travel"
    NOT_COUNTED = "uncounted"


class Rest(SQLModel, table=True):
    """Dates that ask for nothing, from `first` to `last`, both among them. Written once; ended early, it is shortened.

    A journey's zones are not kept: the dates it gives are computed when Slack tells of it.
    """

    __tablename__ = "rest"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    first: date = Field(primary_key=True)
    last: date = Field(primary_key=True)
    why: str = Field(primary_key=True, sa_type=String(10))


class RestPattern(SQLModel, table=True):
    """The weekdays somebody rests on from `since` on, as digits (0 is Monday); before the first, the weekend."""

    __tablename__ = "rest_pattern"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    since: date = Field(primary_key=True)
    weekdays: str = Field(default="", sa_type=String(7))


class Tally(SQLModel, table=True):
    """What `look_back` made of somebody's days on `as_of`, kept so that reading costs the same after ten years.

    `months` is how many days each month has ("2026-03": 14, as JSON), oldest first. The row can go at any time: it is
    built again from the days when it is next read.
    """

    __tablename__ = "tally"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    as_of: date
    total: int
    stretch: int
    begins_on: date
    months: str = Field(default="{}", sa_type=Text)
