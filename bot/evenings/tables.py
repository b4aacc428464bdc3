"""The evening card that stands."""

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from bot.database import SLACK_ID


class EveningCard(SQLModel, table=True):
    """What stands of an evening prompt (`prompt_id`): the outbox row of the card that asks, None where none does.
    `revision` rises with every change of it, so that a press on an old drawing changes nothing."""

    __tablename__ = "evening_card"

    prompt_id: str = Field(primary_key=True, sa_type=String(32))
    workspace: str = Field(sa_type=SLACK_ID)
    user: str = Field(sa_type=SLACK_ID)
    card_row: int | None = None
    revision: int = 1
