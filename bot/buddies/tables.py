"""The link between somebody and the one colleague who agreed to know."""

import secrets
from datetime import datetime

from sqlalchemy import Index, String, text
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.buddies.rules import Ping
from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.invitations import rules
from bot.invitations.rules import Answer
from bot.sealing import Sealed

NOT_OVER_SQL = text("(answer IS NULL OR answer = 'yes') AND stopped_at IS NULL")
ID_CHARACTERS = 16
WORDS = {
    Ping.START: "start_words",
    Ping.BREAK: "break_words",
    Ping.BACK: "back_words",
    Ping.DONE: "done_words",
}
"""Where the words of each ping are kept."""


class Buddy(SQLModel, table=True):
    """That `user` asked `buddy` (a Slack id) to know when their blocks begin, and what was said to it.

    Asked once (`invited_at`, outbox row `invitation_row`); without an `answer` it waits, for seven days at most.
    Answered yes it lives until `user` ends it (`ended`, `ended_at`), or the buddy stops it (`stopped_at`, which can be
    taken back for two minutes), or one of the two is deleted. `is_paused` is `user`'s to set, `any_hour` the buddy's:
    outside Monday to Friday, nine to six, too. The four words are sealed under `user`'s key, None for those that
    everyone begins with; they go with the end. What is over is kept until nobody could be asked too soon by it, and
    until it was shown. One that is not over per person, by a unique index.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "buddy"
    __table_args__ = (
        Index(
            "one_open_buddy",
            "workspace",
            "user",
            unique=True,
            sqlite_where=NOT_OVER_SQL,
            postgresql_where=NOT_OVER_SQL,
        ),
        Index("buddy_person", "workspace", "user"),
        Index("buddy_buddy", "workspace", "buddy"),
    )

    id: str = Field(default_factory=lambda: secrets.token_hex(ID_CHARACTERS // 2), primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    buddy: str = Field(sa_type=SLACK_ID)
    invited_at: datetime = Field(sa_type=Utc)
    invitation_row: int | None = None
    answer: str | None = Field(default=None, sa_type=String(10))
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    ended_at: datetime | None = Field(default=None, sa_type=Utc)
    stopped_at: datetime | None = Field(default=None, sa_type=Utc)
    is_paused: bool = False
    any_hour: bool = False
    start_words: Sealed | None = Field(default=None, sa_type=SealedText)
    break_words: Sealed | None = Field(default=None, sa_type=SealedText)
    back_words: Sealed | None = Field(default=None, sa_type=SealedText)
    done_words: Sealed | None = Field(default=None, sa_type=SealedText)

    @property
    def asker(self) -> PersonId:
        """Whose blocks are told."""
        return PersonId(self.workspace, self.user)

    @property
    def knows(self) -> PersonId:
        """Whom they are told."""
        return PersonId(self.workspace, self.buddy)

    @property
    def is_over(self) -> bool:
        return self.stopped_at is not None or self.answer not in (None, Answer.YES)

    def said(self, now: datetime) -> Answer:
        """What became of the invitation by now."""
        return Answer.STOPPED if self.stopped_at else rules.said(self.answer, self.invited_at, now)
