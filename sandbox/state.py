"""Everything the workspace holds: who is in it, what was said, which views are open, what is still permitted."""

import copy
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox import people as people_module
from sandbox.app import App
from sandbox.calls import ApiError, Call, Kind, Log
from sandbox.clock import Clock, Machine
from sandbox.grants import Codes, Grants, Token
from sandbox.limits import RateLimits
from sandbox.mentions import mentioned
from sandbox.people import Person
from sandbox.rooms import Message, Room, Rooms
from sandbox.shapes import Json
from sandbox.tickets import ResponseUrls, Triggers
from sandbox.views import View, Views

GENERAL = "C0GENERAL1"


@dataclass(frozen=True)
class Identity:
    """The workspace's name and the secrets of the app's installation in it; ids fixed, secrets fresh."""

    team_id: str = "T0SANDBOX1"
    team_name: str = "Sandbox"
    domain: str = "sandbox"
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(20)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(20)}")
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**13):013}.{secrets.randbelow(10**13):013}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))


@dataclass(frozen=True)
class Buzz:
    """A notification somebody's devices would have shown, with the moment people saw on the clock."""

    at: datetime
    user: str
    channel: str
    ts: str
    text: str


class State:
    """The workspace without its wires. `url` is where it is served, empty until then."""

    def __init__(
        self, identity: Identity, app: App, people: Iterable[Person], *, clock: Clock, machine: Machine
    ) -> None:
        self.identity = identity
        self.app = app
        self.people = {person.id: copy.deepcopy(person) for person in people}
        self.clock = clock
        self.machine = machine
        self.rooms = Rooms()
        self.views = Views()
        self.triggers = Triggers(machine, identity.team_id)
        self.response_urls = ResponseUrls(machine, identity.team_id)
        self.limits = RateLimits(machine, on=True)
        self.grants = Grants(
            Token(identity.bot_token, "bot", app.bot_user_id, app.scopes),
            Token(identity.app_token, "app", app.bot_user_id, ("connections:write",)),
        )
        self.codes = Codes(machine)
        self.log = Log()
        self.buzzes: list[Buzz] = []
        self.url = ""
        self.history_lag = 0.0
        self.socket_tickets: set[str] = set()
        self.when_changed: list[Callable[[str, str | None], None]] = []
        self.when_event: list[Callable[[Json], None]] = []
        self._last_ts = 0
        self._make_rooms()

    def _make_rooms(self) -> None:
        for number, person in enumerate(self.people.values(), 1):
            self._make_dm(person, number)
        self.rooms.add(Room(GENERAL, "general", "channel", frozenset(self.people)))

    def _make_dm(self, person: Person, number: int) -> None:
        members = frozenset({person.id, self.app.bot_user_id})
        created = 1700000000 + number
        self.rooms.add(Room(f"D0{person.id[1:]}", self.app.name, "dm", members, person=person.id, created=created))

    def make_channel(self, name: str, members: frozenset[str], *, private: bool = False) -> Room:
        """A new channel, public unless told, with these members."""
        ident = f"C0{secrets.token_hex(4).upper()}"
        made = Room(ident, name, "private" if private else "channel", members, created=int(self.machine()))
        self.changed("messages", ident)
        return self.rooms.add(made)

    def join(self, person: Person) -> None:
        """One more in the workspace, with a DM; in no channel yet."""
        self.people[person.id] = copy.deepcopy(person)
        self._make_dm(person, len(self.people))
        self.changed("people")

    def next_ts(self) -> str:
        """Machine time with six digits, never the same twice."""
        self._last_ts = max(self._last_ts + 1, int(self.machine() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def note(self, kind: Kind, method: str, arguments: Json, token: str = "") -> Call:
        """Write a call into the log and return it, to be completed."""
        call = Call(self.machine(), kind, method, arguments, token)
        self.log.append(call)
        return call

    def changed(self, what: str, channel: str | None = None) -> None:
        """Tell the page and whoever waits."""
        for listener in list(self.when_changed):
            listener(what, channel)

    def finished(self, call: Call) -> None:
        """A call in the log is complete; whoever waits for the log looks again."""
        self.changed("log", call.method)

    def happened(self, event: Json) -> None:
        """Hand an event to the delivery, if the app subscribed to its kind."""
        for listener in list(self.when_event):
            listener(event)

    def room(self, channel: str) -> Room:
        """ApiError "channel_not_found" when there is none."""
        found = self.rooms.get(channel)
        if found is None:
            raise ApiError("channel_not_found")
        return found

    def person(self, user: str) -> Person:
        """ApiError "user_not_found" when there is none."""
        found = self.people.get(user)
        if found is None:
            raise ApiError("user_not_found")
        return found

    def user_object(self, user: str) -> Json:
        """The `user` of users.info, for a person or the app's bot user."""
        if user == self.app.bot_user_id:
            bot = Person(
                user, self.app.name.lower().replace(" ", ""), self.app.name, "America/Los_Angeles", is_bot=True
            )
            return people_module.as_slack(bot, self.identity.team_id, self.clock())
        return people_module.as_slack(self.person(user), self.identity.team_id, self.clock())

    def say(self, channel: str, user: str, text: str, **more: Any) -> Message:
        """Put a new message into a room, and buzz whoever it would buzz."""
        message = Message(self.next_ts(), channel, user, text, self.clock(), **more)
        room = self.room(channel)
        room.add(message)
        for one in self._buzzed(room, message):
            self._buzz(one, message)
        self.changed("messages", channel)
        return message

    def _buzzed(self, room: Room, message: Message) -> list[str]:
        """Whose devices a new message is for: the person of a DM, and whoever is mentioned in a channel."""
        if message.ephemeral or message.subtype:
            return []
        if room.kind == "dm":
            return [room.person] if message.bot and room.person else []
        there = [user for user in self.people if user in room.members and user != message.user]
        return [user for user in there if user in mentioned(message)]

    def _buzz(self, user: str, message: Message) -> None:
        """Show it on their devices, unless they are silent now."""
        if not self.people[user].is_quiet(message.shown_at):
            self.buzzes.append(Buzz(message.shown_at, user, message.channel, message.ts, message.text))

    def message_object(self, message: Message, *, with_metadata: bool = False) -> Json:
        """A message as history and interactions carry it."""
        app, team_id = self.app, self.identity.team_id
        found: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": team_id}
        if message.bot:
            found |= {"bot_id": app.bot_id, "app_id": app.id, "bot_profile": self.bot_profile()}
        if message.blocks:
            found["blocks"] = message.blocks
        if message.attachments:
            found["attachments"] = message.attachments
        if message.subtype:
            found["subtype"] = message.subtype
        if message.thread_ts:
            found["thread_ts"] = message.thread_ts
        if message.edited_ts and not message.blocks:
            found["edited"] = {"user": (message.bot and app.bot_id) or message.user, "ts": message.edited_ts}
        if message.metadata and with_metadata:
            found["metadata"] = message.metadata
        return found

    def bot_profile(self) -> Json:
        app = self.app
        icons = {f"image_{size}": f"{self.url}/static/icon.svg" for size in (36, 48, 72)}
        return {
            "id": app.bot_id,
            "app_id": app.id,
            "user_id": app.bot_user_id,
            "name": app.name,
            "icons": icons,
            "deleted": False,
            "updated": 1700000000,
            "team_id": self.identity.team_id,
        }

    def view_object(self, view: View) -> Json:
        """A view as the API and interactions carry it."""
        defaults: Json = {
            "private_metadata": "",
            "callback_id": "",
            "title": {"type": "plain_text", "text": "View Title", "emoji": True},
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            "submit_disabled": False,
            "external_id": "",
        }
        return {
            **defaults,
            **view.given,
            "id": view.id,
            "team_id": self.identity.team_id,
            "state": {"values": view.values()},
            "hash": view.hash,
            "previous_view_id": view.previous_view_id,
            "root_view_id": view.root_view_id,
            "app_id": self.app.id,
            "app_installed_team_id": self.identity.team_id,
            "bot_id": self.app.bot_id,
        }
