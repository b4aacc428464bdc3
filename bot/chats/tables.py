"""A weekly chat, and what the other person said to it."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText, Utc
from bot.ids import PersonId
from bot.invitations import rules
from bot.invitations.rules import OVER, Answer
from bot.sealing import Sealed


class Chat(SQLModel, table=True):
    """A weekly chat that someone asked another person for, beside the prompt that brings its card (`prompt_id`).

    `invited` is the other one's Slack id: they were asked once (`invited_at`, outbox row `invitation_row`) and may have
    answered (`answer`, `answered_at`, which is also when it ended). A chat that is over has no prompt any more; its row
    is kept 30 days, so that nobody is asked a second time within them. The `words` go with the answer, or after seven
    days. `card_row`, `shows` (a size) and `revision` are of the card that stands now, as in a plan.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "chat"
    __table_args__ = (Index("chat_person", "workspace", "user"), Index("chat_invited", "workspace", "invited"))

    prompt_id: str = Field(primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    invited: str = Field(sa_type=SLACK_ID)
    words: Sealed | None = Field(default=None, sa_type=SealedText)
    invited_at: datetime = Field(sa_type=Utc)
    invitation_row: int | None = None
    answer: str | None = Field(default=None, sa_type=String(10))
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    card_row: int | None = None
    shows: str | None = Field(default=None, sa_type=String(10))
    revision: int = 1

    @property
    def asker(self) -> PersonId:
        return PersonId(self.workspace, self.user)

    @property
    def is_over(self) -> bool:
        return self.answer in OVER

    def said(self, now: datetime) -> Answer:
        """What became of the invitation by now."""
        return rules.said(self.answer, self.invited_at, now)
