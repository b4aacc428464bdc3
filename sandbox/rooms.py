"""Conversations and the messages in them."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sandbox import elements
from sandbox.elements import DRAWINGS_KEPT, Chosen, drawn_with
from sandbox.shapes import Json


@dataclass
class Message:
    """One message. `ts` is machine time and its id; `shown_at` is the moment people see.

    `ephemeral_for` names the only person who sees it; such a message is in nobody's history. `chosen` keeps what
    was picked in its menus.
    """

    ts: str
    channel: str
    user: str
    text: str
    shown_at: datetime
    bot: bool = False
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    thread_ts: str | None = None
    subtype: str = ""
    ephemeral_for: str | None = None
    chosen: Chosen = field(default_factory=dict)
    before: list[list[Json]] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        return self.ephemeral_for is not None

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was posted; people see "(edited)" only where there are no blocks."""
        return self.edited_ts is not None

    def draw(self, content: Json) -> None:
        """Show this text and these blocks from now on."""
        self.before = [self.blocks or [], *self.before][:DRAWINGS_KEPT]
        self.text, self.blocks, self.attachments = content["text"], content["blocks"], content["attachments"]
        self.chosen = {}

    def as_drawn(self, block_id: str | None) -> "Message":
        """As it was when this block stood on it."""
        return replace(self, blocks=drawn_with(block_id, self.blocks, self.before))

    def as_it_is(self) -> "Message":
        """A copy that later edits leave alone."""
        return copy.deepcopy(self)

    def as_page(self) -> Json:
        """What the page draws."""
        return {
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "edited": self.edited and not self.blocks,
            "shown_at": self.shown_at.isoformat(),
            "ephemeral": self.ephemeral,
            "bot": self.bot,
            "metadata": self.metadata,
            "subtype": self.subtype,
            "state": {"values": elements.values(self.blocks, self.chosen)},
        }


@dataclass
class Room:
    """A conversation: the app's DM with one person ("dm"), a public channel ("channel"), or a private one ("private").

    In one that was `archived` nothing more is said.
    """

    id: str
    name: str
    kind: Literal["dm", "channel", "private"]
    members: frozenset[str]
    person: str | None = None
    created: int = 1700000000
    archived: bool = False
    _messages: dict[str, Message] = field(default_factory=dict)

    @property
    def channel_type(self) -> str:
        """What message events call its kind."""
        return {"dm": "im", "channel": "channel", "private": "group"}[self.kind]

    @property
    def letter(self) -> str:
        """What events of joining and leaving call its kind."""
        return {"dm": "D", "channel": "C", "private": "G"}[self.kind]

    def add(self, message: Message) -> Message:
        self._messages[message.ts] = message
        return message

    def get(self, ts: str) -> Message | None:
        return self._messages.get(ts)

    def remove(self, ts: str) -> Message | None:
        return self._messages.pop(ts, None)

    def public(self) -> Iterator[Message]:
        """What history holds, oldest first."""
        return (message for message in self._messages.values() if not message.ephemeral)

    def seen_by(self, user: str) -> Iterator[Message]:
        """What that person's screen shows, oldest first."""
        return (m for m in self._messages.values() if m.ephemeral_for in {None, user})


class Rooms:
    """All conversations of the workspace."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._dms: dict[str, Room] = {}

    def add(self, room: Room) -> Room:
        self._rooms[room.id] = room
        if room.person:
            self._dms[room.person] = room
        return room

    def get(self, channel: str) -> Room | None:
        return self._rooms.get(channel)

    def dm(self, user: str) -> Room | None:
        return self._dms.get(user)

    def of(self, user: str) -> list[Room]:
        """That person's conversations, the app's DM first."""
        return sorted((r for r in self._rooms.values() if user in r.members), key=lambda room: room.kind != "dm")

    def all(self) -> list[Room]:
        return list(self._rooms.values())
