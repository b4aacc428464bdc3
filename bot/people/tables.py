"""A person, and the key that opens their words."""

from datetime import datetime

from sqlalchemy import String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.people.rules import Keeping, Profile, is_zone
from bot.sealing import Sealed


class Person(SQLModel, table=True):
    """Someone who has used the bot. Made at first use, gone with `/focus delete`.

    `zone` is Slack's, as an IANA name, last read at `zone_seen_at`; `dm` the channel of their DM
    with the bot; `skips` counts settling skipped in a row.
    """

    __tablename__ = "person"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    zone: str = Field(default="UTC", sa_type=String(64))
    zone_seen_at: datetime | None = Field(default=None, sa_type=Utc)
    dm: str | None = Field(default=None, sa_type=SLACK_ID)
    settling_minutes: int = 5
    skips: int = 0
    keeping: str | None = Field(default=None, sa_type=String(10))
    welcomed_at: datetime | None = Field(default=None, sa_type=Utc)
    opened_home: bool = False

    @property
    def profile(self) -> Profile:
        return Profile(
            person=PersonId(self.workspace, self.user),
            zone=self.zone if is_zone(self.zone) else "UTC",
            settling_minutes=self.settling_minutes,
            keeping=Keeping(self.keeping) if self.keeping else None,
            welcomed=self.welcomed_at is not None,
        )


class PersonKey(SQLModel, table=True):
    """The key of a person's words, wrapped by SOFTSTART_KEY. Without this row their words are noise."""

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "person_key"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    wrapped: Sealed = Field(sa_type=SealedText)
