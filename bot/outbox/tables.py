"""The outbox and what keeps it honest: rate windows, handled events, and each replica's pulse."""

import secrets
from datetime import datetime

from sqlalchemy import Index, String, Text, TextClause, text
from sqlmodel import Field, SQLModel

from bot.database import SLACK_ID, Utc
from bot.outbox.kinds import State

DUE_SQL = text("state = 'due'")
IN_HAND_SQL = text("state IN ('claimed', 'unknown')")


def _partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def new_mark() -> str:
    """What a row's post is known by in the history; says nothing to anybody else."""
    return secrets.token_urlsafe(12)


class OutboxRow(SQLModel, table=True):
    """One message that is owed. Written with the change that owes it, claimed under a lease, said, settled.

    `due` → `claimed` (lease, fence + 1) → `said` | `unneeded` | `too_late` | `set_aside`, or back to `due` after a
    refusal, or `unknown` when Slack may have accepted. A row names a kind and a subject, never a text. `user` is whose
    row it is; `place` where it is said (a user id for their DM with the bot). `due_at` is in people's time, all
    other moments in the machine's. A place has one row of an operation in hand at a time: the database itself refuses
    a second.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        _partial("outbox_due", "rank", "due_at", "id", where=DUE_SQL),
        _partial("outbox_due_in_place", "workspace", "place", "operation", "due_at", "rank", "id", where=DUE_SQL),
        _partial("outbox_in_hand", "workspace", "place", "operation", where=IN_HAND_SQL, unique=True),
        Index("outbox_person", "workspace", "user"),
        {"sqlite_autoincrement": True},  # a card's row number is never given to another row
    )

    id: int | None = Field(default=None, primary_key=True)
    occurrence: str = Field(sa_type=String(200), unique=True)
    mark: str = Field(default_factory=new_mark, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    place: str = Field(sa_type=SLACK_ID)
    kind: str = Field(sa_type=String(40))
    operation: str = Field(sa_type=String(10))
    rank: str = Field(sa_type=String(1))
    subject: str = Field(sa_type=String(64))
    due_at: datetime = Field(sa_type=Utc)
    state: str = Field(default=State.DUE, sa_type=String(10))
    fence: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=Utc)
    attempts: int = 0
    first_attempt_at: datetime | None = Field(default=None, sa_type=Utc)
    attempt_at: datetime | None = Field(default=None, sa_type=Utc)
    retry_at: datetime | None = Field(default=None, sa_type=Utc)
    absences: int = 0
    channel: str | None = Field(default=None, sa_type=SLACK_ID)
    ts: str | None = Field(default=None, sa_type=String(32))
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
    reason: str | None = Field(default=None, sa_type=Text)


class RateWindow(SQLModel, table=True):
    """Until when a method stays quiet in a workspace; `place` is empty for the whole workspace.

    Holds Slack's Retry-After, so that every replica honours it, and the one post a second per channel.
    """

    __tablename__ = "rate_window"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    method: str = Field(primary_key=True, sa_type=String(40))
    place: str = Field(primary_key=True, sa_type=SLACK_ID)
    until: datetime = Field(sa_type=Utc)


class HandledEvent(SQLModel, table=True):
    """An event of Slack's that was handled; Slack sends some twice (SLACK.md 1). Kept a day."""

    __tablename__ = "handled_event"

    event_id: str = Field(primary_key=True, sa_type=String(64))
    handled_at: datetime = Field(sa_type=Utc)


class Pulse(SQLModel, table=True):
    """When a replica last looked for what is due. `doctor` and `/readyz` show its age."""

    __tablename__ = "pulse"

    replica: str = Field(primary_key=True, sa_type=String(64))
    claimed_at: datetime = Field(sa_type=Utc)
