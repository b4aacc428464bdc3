"""A person, and the key that opens their words."""

from datetime import date, datetime

from sqlalchemy import String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.people.rules import Keeping, Profile, is_zone
from bot.sealing import Sealed


class Person(SQLModel, table=True):
    """Someone who has used the bot. Made at first use, gone with `/focus delete`.

    `zone` is Slack's, as an IANA name, last read at `zone_seen_at`, or their own where Slack `lacks_zone`; `dm` the
    channel of their DM with the bot; `skips` counts settling skipped in a row, and `settling_before` is what it was
    until that made it none.
    `usual_minutes` is the size a block has unless they say; `smaller_on` the focus day on which they went below it,
    so that the next day's draft is one rung lower; `offered` what a start card shows on `offered_on`. Their own
    words (phrase, object, ready-list) are sealed, and so are the helpers that made it worse on `unwelcome_on`,
    which are not offered that day. `country` is for helplines alone. `plans_at` is the wall time that they planned for
    last. A day of theirs turns over `day_start_minutes`
    after midnight; how days are counted and shown is read by `bot.streaks`. `evening_offered` is the block on whose
    last card the evening card was offered, once.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "person"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    zone: str = Field(default="UTC", sa_type=String(64))
    zone_seen_at: datetime | None = Field(default=None, sa_type=Utc)
    dm: str | None = Field(default=None, sa_type=SLACK_ID)
    settling_minutes: int = 5
    settling_before: int | None = None
    skips: int = 0
    keeping: str | None = Field(default=None, sa_type=String(10))
    welcomed_at: datetime | None = Field(default=None, sa_type=Utc)
    opened_home: bool = False
    usual_minutes: int = 20
    smaller_on: date | None = None
    offered: str | None = Field(default=None, sa_type=String(10))
    offered_on: date | None = None
    own_phrase: Sealed | None = Field(default=None, sa_type=SealedText)
    own_object: Sealed | None = Field(default=None, sa_type=SealedText)
    ready_list: Sealed | None = Field(default=None, sa_type=SealedText)
    unwelcome: Sealed | None = Field(default=None, sa_type=SealedText)
    unwelcome_on: date | None = None
    country: str | None = Field(default=None, sa_type=String(2))
    lacks_zone: bool = False
    plans_at: str | None = Field(default=None, sa_type=String(5))
    day_start_minutes: int = 240
    days_mode: str = Field(default="on", sa_type=String(10))
    days_picture: str = Field(default="meadow", sa_type=String(10))
    days_off_since: date | None = None
    spares_per_week: int = 2
    evening_offered: str | None = Field(default=None, sa_type=String(32))

    @property
    def profile(self) -> Profile:
        return Profile(
            person=PersonId(self.workspace, self.user),
            zone=self.zone if is_zone(self.zone) else "UTC",
            settling_minutes=self.settling_minutes,
            keeping=Keeping.read(self.keeping),
            welcomed=self.welcomed_at is not None,
        )


class PersonKey(SQLModel, table=True):
    """The key of a person's words, wrapped by SOFTSTART_KEY. Without this row their words are noise."""

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "person_key"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    wrapped: Sealed = Field(sa_type=SealedText)
