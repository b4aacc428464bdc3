"""What a planned card is about, sealed."""

from sqlalchemy import Index, String
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from bot.database import SLACK_ID, SealedText
from bot.ids import PersonId
from bot.sealing import Sealed


class Plan(SQLModel, table=True):
    """What a person planned for a morning, beside the prompt that brings it (`prompt_id`). Gone when the plan ends.

    The texts are sealed, whom they mentor (`with_person`, a Slack id) too. `size` is as on a start card ("20", "5s",
    "breath"). `saved_row` is the outbox row of the card that says it is saved, `card_row` that of the card that
    stands now, if one does; `shows` what that card shows and `card_size` the size on it; `revision` rises with every
    change of that card, so that a press on an old drawing changes nothing.
    """

    model_config = SQLModelConfig(arbitrary_types_allowed=True)
    __tablename__ = "plan"
    __table_args__ = (Index("plan_person", "workspace", "user"),)

    prompt_id: str = Field(primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    task: Sealed | None = Field(default=None, sa_type=SealedText)
    after_what: Sealed | None = Field(default=None, sa_type=SealedText)
    put_ready: Sealed | None = Field(default=None, sa_type=SealedText)
    with_person: Sealed | None = Field(default=None, sa_type=SealedText)
    size: str = Field(default="20", sa_type=String(10))
    saved_row: int | None = None
    card_row: int | None = None
    card_size: str | None = Field(default=None, sa_type=String(10))
    shows: str | None = Field(default=None, sa_type=String(10))
    revision: int = 1

    @property
    def person(self) -> PersonId:
        return PersonId(self.workspace, self.user)
