"""Two people who agreed, and a screen that shows who was told what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buddies.tables import Buddy
from bot.database import Database
from bot.ids import PersonId
from bot.invitations.rules import Answer
from bot.people.service import NOWHERE, person_row
from tests.support import reading
from tests.support.services import Screen


async def agree(
    database: Database, asker: PersonId, knows: str, at: datetime, zone: str = "Europe/Berlin", **more: Any
) -> str:
    """From now on `knows`, who is in this zone, is told. Gives the link's id."""
    answered: dict[str, Any] = {"invited_at": at, "answer": Answer.YES, "answered_at": at}
    async with database.transaction() as session:
        link = Buddy(workspace=asker.workspace, user=asker.user, buddy=knows, **(answered | more))
        session.add(link)
        await _is_in(session, link.knows, zone, at)
    return link.id


async def moves(database: Database, person: PersonId, zone: str, at: datetime) -> None:
    """Somebody is somewhere else; an empty zone is one that nobody knows."""
    async with database.transaction() as session:
        await _is_in(session, person, zone, at)


async def _is_in(session: AsyncSession, person: PersonId, zone: str, at: datetime) -> None:
    known = await person_row(session, person, holding=True)
    known.zone, known.zone_seen_at, known.lacks_zone = zone or NOWHERE, at, not zone


@dataclass
class Told:
    """A message: where it stands, how it reads, what can be pressed, what the notification said."""

    place: str
    blocks: Sequence[dict[str, Any]]
    notified: str

    @property
    def reads(self) -> str:
        return reading.text_of(self.blocks, "UTC").splitlines()[0]

    @property
    def buttons(self) -> list[str]:
        rows = [block for block in self.blocks if block["type"] == "actions"]
        return [element["text"]["text"] for row in rows for element in row["elements"] if "text" in element]


@dataclass
class Places(Screen):
    """Every place's messages, as they are now; `buzzes` counts those that were new."""

    told: dict[str, Told] = field(default_factory=dict)
    buzzes: list[str] = field(default_factory=list)

    def at(self, place: str) -> list[Told]:
        return [one for one in self.told.values() if one.place == place]

    async def chat_postMessage(  # noqa: N802
        self, *, blocks: list[dict[str, Any]], channel: str = "", text: str = "", **more: Any
    ) -> dict[str, str]:
        said = await super().chat_postMessage(blocks=blocks, **more)
        self.told[said["ts"]] = Told(channel, blocks, text)
        self.buzzes.append(channel)
        return {"channel": channel, "ts": said["ts"]}

    async def chat_update(self, *, ts: str, blocks: list[dict[str, Any]], **more: Any) -> dict[str, str]:
        said = await super().chat_update(ts=ts, blocks=blocks, **more)
        self.told[ts].blocks = blocks
        return said

    async def chat_delete(self, *, ts: str, **more: Any) -> dict[str, str]:
        said = await super().chat_delete(ts=ts, **more)
        del self.told[ts]
        return said
