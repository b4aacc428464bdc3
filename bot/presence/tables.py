"""A person's own token, what they want of it, and what of ours may stand in Slack."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from sqlalchemy import String, Text
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.permissions.rules import Feature, allowed, is_for
from bot.presence.rules import Showing, Want
from bot.sealing import Sealed

SITTING = String(32)


class Presence(SQLModel, table=True):
    """Slack status and do-not-disturb of somebody who connected them.

    Made when Slack hands over their token (sealed, with its `scopes`), which goes when it is revoked; the row stays for
    what they set (`looks`, sealed) until they delete. `wants_…` are their switches. What the sitting wants is written
    by each of its changes: the status `showing` until `shows_until`, do-not-disturb until `quiet_until`; `busy_until`
    nothing else is said. `ours` (sealed) are the statuses that may stand, set in `ours_in` by the row `status_row`,
    `returned` once the one before is put back; `snoozed_until` likewise, ended by hand of ours where `waking`.
    `status_left_in` and `snooze_left_in` name the sitting in which somebody else changed it.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "presence"

    workspace: str = Field(primary_key=True, sa_type=SLACK_ID)
    user: str = Field(primary_key=True, sa_type=SLACK_ID)
    token: Sealed | None = Field(default=None, sa_type=SealedText)
    scopes: str = Field(default="", sa_type=Text)
    wants_status: bool = False
    wants_snooze: bool = False
    looks: Sealed | None = Field(default=None, sa_type=SealedText)

    sitting: str = Field(default="", sa_type=SITTING)
    showing: str | None = Field(default=None, sa_type=String(10))
    shows_until: datetime | None = Field(default=None, sa_type=Utc)
    quiet_until: datetime | None = Field(default=None, sa_type=Utc)
    busy_until: datetime | None = Field(default=None, sa_type=Utc)

    ours: Sealed | None = Field(default=None, sa_type=SealedText)
    ours_in: str = Field(default="", sa_type=SITTING)
    returned: bool = False
    status_row: int | None = None
    status_left_in: str = Field(default="", sa_type=SITTING)
    snoozed_until: datetime | None = Field(default=None, sa_type=Utc)
    snoozed_in: str = Field(default="", sa_type=SITTING)
    waking: bool = False
    snooze_row: int | None = None
    snooze_left_in: str = Field(default="", sa_type=SITTING)

    @classmethod
    def of(cls, person: PersonId) -> Self:
        """Nothing connected yet."""
        return cls(workspace=person.workspace, user=person.user)

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def want(self) -> Want | None:
        """Which status the sitting wants."""
        return Want(Showing(self.showing), self.shows_until) if self.showing and self.shows_until else None

    @property
    def allowed(self) -> frozenset[Feature]:
        """What Slack was allowed."""
        return allowed(self.scopes.split(",")) if self.token is not None else frozenset()

    @property
    def wanted(self) -> frozenset[Feature]:
        """What they let stand switched on."""
        switches = {Feature.STATUS: self.wants_status, Feature.SNOOZE: self.wants_snooze}
        return frozenset(feature for feature, is_on in switches.items() if is_on)

    @property
    def on(self) -> frozenset[Feature]:
        """What is done."""
        return self.allowed & self.wanted

    def forget(self, lost: Collection[Feature] = tuple(Feature)) -> None:
        """What can't be reached any more; with the last goes the token."""
        self.switch(self.wanted - set(lost))
        self.scopes = ",".join(scope for scope in self.scopes.split(",") if not is_for(scope, lost))
        self.ours = None if Feature.STATUS in lost else self.ours
        self.snoozed_until = None if Feature.SNOOZE in lost else self.snoozed_until
        if not self.allowed:
            self.token, self.scopes = None, ""

    def switch(self, wanted: frozenset[Feature]) -> None:
        """These and no others are wanted."""
        self.wants_status, self.wants_snooze = Feature.STATUS in wanted, Feature.SNOOZE in wanted
