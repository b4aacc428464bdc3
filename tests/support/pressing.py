"""The bot's doors without Bolt: what is registered, called with what Slack would hand it."""

import inspect
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias, cast

from slack_bolt.async_app import AsyncApp

from bot.checkins.listeners import CheckInListeners
from bot.ids import PersonId
from bot.outbox.delivery import Delivery
from bot.starts.listeners import StartListeners
from tests.support.services import Services

Json: TypeAlias = dict[str, Any]
Listener: TypeAlias = Callable[..., Awaitable[None]]
Matcher: TypeAlias = Callable[..., Awaitable[bool]]
Button: TypeAlias = tuple[str, Json]
"""Something to press: its action id, and the action that Slack would send."""


def buttons(blocks: Sequence[Json]) -> list[Button]:
    """Each thing to press on a card, menus included."""
    found: list[Button] = []
    for element in (one for block in blocks if block["type"] == "actions" for one in block["elements"]):
        if element["type"] == "overflow":
            found += [(element["action_id"], {"selected_option": option}) for option in element["options"]]
        else:
            found.append((element["action_id"], element))
    return found


class Doors:
    """One person's way in: presses, commands and boxes. Stands for Bolt's app, and for the client that opens boxes."""

    def __init__(self, services: Services, person: PersonId) -> None:
        self.box: Json | None = None
        self._services = services
        self._person = person
        self._actions: list[tuple[str | re.Pattern[str], Listener]] = []
        self._commands: list[tuple[Sequence[Matcher], Listener]] = []
        self._views: dict[str, Listener] = {}
        app = cast(AsyncApp, self)
        services.doors.register(app, cast(Delivery, self))
        CheckInListeners(services.checkins).register(app)
        StartListeners(services.starts, services.focus, services.people).register(app)

    def action(self, named: str | re.Pattern[str]) -> Callable[[Listener], None]:
        return lambda listener: self._actions.append((named, listener))

    def command(self, _: str, matchers: Sequence[Matcher]) -> Callable[[Listener], None]:
        return lambda listener: self._commands.append((matchers, listener))

    def view(self, callback_id: str) -> Callable[[Listener], None]:
        return lambda listener: self._views.update({callback_id: listener})

    def shortcut(self, _: str) -> Callable[[Listener], None]:
        return lambda _: None

    def opens(self, *_: Any) -> None:
        """The services speak already."""

    async def views_open(self, *, view: Json, **_: Any) -> None:
        self.box = view

    async def press(self, button: Button, ts: str = "") -> None:
        """Press on the message that stands at `ts`. Raises LookupError for a button that nobody answers."""
        action_id, action = button
        (listener,) = [one for named, one in self._actions if re.fullmatch(named, action_id)]
        await self._call(listener, ts, action=action, body={"response_url": "here", "trigger_id": "t", "container": {}})

    async def command_typed(self, text: str) -> None:
        """`/focus` with this."""
        command = {"text": text, "channel_id": "D1", "trigger_id": "t"}
        (listener,) = [
            one for matchers, one in self._commands if all([await matches(command=command) for matches in matchers])
        ]
        await self._call(listener, command=command)

    async def submit(self, words: str, chosen: str = "") -> None:
        """Send the open box off with these words in its text box, and this choice where it has one."""
        assert self.box is not None
        values: Json = {}
        for block in (block for block in self.box["blocks"] if block["type"] == "input"):
            is_text = block["element"]["type"] == "plain_text_input"
            entry = {"value": words} if is_text else {"selected_option": {"value": chosen}}
            values[block["block_id"]] = {block["element"]["action_id"]: entry}
        view = {**self.box, "state": {"values": values}}
        await self._call(self._views[self.box["callback_id"]], view=view)
        self.box = None

    async def _call(self, listener: Listener, ts: str = "", **handed: Any) -> None:
        async def ack(**_: Any) -> None: ...

        async def respond(*, blocks: Sequence[Json] = (), replace_original: bool = False, **_: Any) -> None:
            if replace_original and ts:
                self._services.screen.messages[ts] = list(blocks)

        all_of_it = {"ack": ack, "respond": respond, "client": self, "person": self._person, **handed}
        asked = inspect.signature(listener).parameters
        await listener(**{name: value for name, value in all_of_it.items() if name in asked})
