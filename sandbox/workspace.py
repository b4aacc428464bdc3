"""The workspace as tests and the command line use it: one object that holds the state and all ways in and out."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sandbox import clock as clocks
from sandbox import presence
from sandbox.acts import Acts
from sandbox.app import App, read_manifest
from sandbox.calls import Call, Fault, Faults, Log
from sandbox.channels import Channels
from sandbox.clock import Clock, Machine, MovableClock
from sandbox.consent_page import ConsentPage
from sandbox.delivery import Delivery
from sandbox.grants import Token
from sandbox.hands import Hands
from sandbox.page_api import Page
from sandbox.people import DEFAULT_PEOPLE, Person
from sandbox.rooms import Message
from sandbox.screen import Screen
from sandbox.self_service import SelfService
from sandbox.shapes import Json
from sandbox.socket_mode import Sockets
from sandbox.state import Buzz, Identity, State
from sandbox.views import View
from sandbox.web_api import Answer, WebApi


class Workspace(Hands):
    """A Slack workspace on this machine with one app installed, as its manifest describes it.

    `clock` gives what people see (aware UTC); `machine` gives seconds since 1970 for ts, limits, tickets, signatures.
    With `movable` and no `clock`, the movable clock is what people see. `request_url` makes everything go to that one
    address over signed HTTP. Nothing runs until `serve`.
    """

    def __init__(
        self,
        manifest: Json | Path | str,
        people: Iterable[Person] = DEFAULT_PEOPLE,
        *,
        clock: Clock | None = None,
        machine: Machine = clocks.machine_now,
        movable: MovableClock | None = None,
        rate_limits: bool = True,
        request_url: str | None = None,
        identity: Identity | None = None,
    ) -> None:
        shown = clock or (movable.now if movable else clocks.real_now)
        self.state = State(identity or Identity(), App(read_manifest(manifest)), people, clock=shown, machine=machine)
        self.state.limits.on = rate_limits
        self.sockets = Sockets(self.state)
        self.delivery = Delivery(self.state, self.sockets)
        self.delivery.request_url = request_url
        channels = Channels(self.state, self.delivery)
        acts = Acts(self.state, self.delivery, channels)
        super().__init__(acts, SelfService(self.state, self.delivery), channels)
        screen = Screen(self.state, self.delivery, movable)
        self.page = Page(self.state, (self.acts, self.own, self.channels), screen=screen, movable=movable)
        self.consent_page = ConsentPage(self.state)
        self._api = WebApi(self.state)
        self.movable = movable
        if movable is not None:
            movable.on_move(self._clock_moved)

    def _clock_moved(self, _now: datetime) -> None:
        presence.lapse(self.state)
        self.state.changed("clock")

    # Who is who.

    @property
    def bot_token(self) -> str:
        """The one that works now; another one after the app was taken out and installed again."""
        return self.state.grants.bot.text

    def user_token(self, user: str) -> Token | None:
        """What the app may do for this person; None when nothing."""
        return self.state.grants.of(user)

    @property
    def client_id(self) -> str:
        return self.state.identity.client_id

    @property
    def client_secret(self) -> str:
        return self.state.identity.client_secret

    @property
    def app_token(self) -> str:
        return self.state.identity.app_token

    @property
    def signing_secret(self) -> str:
        return self.state.identity.signing_secret

    @property
    def team_id(self) -> str:
        return self.state.identity.team_id

    @property
    def bot_user_id(self) -> str:
        return self.state.app.bot_user_id

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by id, in the order given, as they are at this moment."""
        presence.lapse(self.state)
        return self.state.people

    def at_any_hour(self) -> Self:
        """Let nobody keep notification hours: for runs on real time that count what buzzed."""
        for person in self.state.people.values():
            person.quiet.hours = None
        return self

    def join(self, *people: Person) -> None:
        """More people in the workspace, for instance `OTHERS`; each has a DM with the app."""
        for person in people:
            self.state.join(person)

    @property
    def url(self) -> str:
        """Where it is served; empty before."""
        return self.state.url

    # What there is to see.

    def channel(self, name: str) -> str:
        """The id of a channel by its name; KeyError when there is none."""
        for room in self.state.rooms.all():
            if room.kind != "dm" and room.name == name:
                return room.id
        raise KeyError(name)

    def dm(self, user: str) -> str:
        """The id of that person's DM with the app; KeyError for nobody."""
        room = self.state.rooms.dm(user)
        if room is None:
            raise KeyError(user)
        return room.id

    def messages(self, user: str, channel: str) -> list[Message]:
        """What their screen shows there, oldest first, with their ephemerals."""
        return list(self.state.room(channel).seen_by(user))

    def ephemerals(self, user: str, channel: str) -> list[Message]:
        return [message for message in self.messages(user, channel) if message.ephemeral]

    def views(self, user: str) -> list[View]:
        """Their open modals, the bottom first."""
        return self.state.views.stack(user)

    def home(self, user: str) -> View | None:
        return self.state.views.home(user)

    def buzzes(self, user: str) -> list[Buzz]:
        """What their devices would have shown, which they do not while they are silent; no edits, no ephemerals."""
        return [buzz for buzz in self.state.buzzes if buzz.user == user]

    @property
    def log(self) -> Log:
        return self.state.log

    # Wires and faults.

    @property
    def request_url(self) -> str | None:
        return self.delivery.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.delivery.request_url = url

    @property
    def faults(self) -> Faults:
        return self._api.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._api.faults = faults

    async def call(self, method: str, arguments: Json, token: str = "") -> Answer:
        """A Web API call without HTTP, with everything that goes with it."""
        return await self._api.call(method, arguments, token)

    async def fault(self, call: Call) -> Fault | None:
        """What spoils this call, which is no Web API call; its delay is over then."""
        return await self._api.fault(call)

    async def until(self, holds: Callable[[], Any], within: float = 5.0) -> Any:
        """Wait for `holds()` to be true and return what it gave; it is asked again after every change.

        TimeoutError after `within` real seconds.
        """
        changed = asyncio.Event()

        def tell(_what: str, _channel: str | None) -> None:
            changed.set()

        self.state.when_changed.append(tell)
        try:
            async with asyncio.timeout(within):
                while not (found := holds()):
                    await changed.wait()
                    changed.clear()
            return found
        finally:
            self.state.when_changed.remove(tell)

    async def shut(self) -> None:
        """End streams, sockets and what is being delivered; `serve` does it on leaving."""
        self.page.stream.close()
        await self.sockets.cut()
        await self.delivery.close()
