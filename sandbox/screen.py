"""One person's screen, as the page draws it."""

from sandbox.clock import MovableClock
from sandbox.delivery import Delivery
from sandbox.people import Person
from sandbox.rooms import Room
from sandbox.shapes import Json
from sandbox.state import State

MOST_MESSAGES = 500


class Screen:
    """Everything the page needs to draw one person's Slack."""

    def __init__(self, state: State, delivery: Delivery, movable: MovableClock | None) -> None:
        self._state = state
        self._delivery = delivery
        self._movable = movable

    def of(self, user: str) -> Json:
        """The answer of GET /sandbox/state."""
        state = self._state
        home = state.views.home(user)
        rooms = state.rooms.of(user)
        return {
            "team": {"id": state.identity.team_id, "name": state.identity.team_name},
            "app": self._app(),
            "people": [self._person(person) for person in state.people.values()],
            "channels": [{"id": room.id, "name": room.name, "kind": room.kind} for room in rooms],
            "messages": {room.id: self._messages(room, user) for room in rooms},
            "views": [state.view_object(view) for view in state.views.stack(user)],
            "home": state.view_object(home) if home else None,
            "buzzes": [
                {"at": buzz.at.isoformat(), "text": buzz.text, "channel": buzz.channel}
                for buzz in state.buzzes
                if buzz.user == user
            ],
            "now": state.clock().isoformat(),
            "clock": {"movable": self._movable is not None},
        }

    def _messages(self, room: Room, user: str) -> list[Json]:
        return [message.as_page() for message in list(room.seen_by(user))[-MOST_MESSAGES:]]

    def _app(self) -> Json:
        app = self._state.app
        commands = [
            {"command": name, "description": one.get("description", ""), "usage_hint": one.get("usage_hint", "")}
            for name, one in app.commands.items()
        ]
        shortcuts = [
            {key: one.get(key, "") for key in ("name", "type", "callback_id", "description")}
            for one in app.shortcuts.values()
        ]
        return {
            "id": app.id,
            "name": app.name,
            "bot_user_id": app.bot_user_id,
            "commands": commands,
            "shortcuts": shortcuts,
            "home_tab": app.home_tab,
            "messages_tab": app.messages_tab and not app.messages_tab_read_only,
            "connected": self._delivery.can_reach(),
        }

    def _person(self, person: Person) -> Json:
        at = self._state.clock()
        return {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "tz": person.tz,
            "tz_label": person.tz_label(at),
            "tz_offset": person.tz_offset(at),
            "is_bot": person.is_bot,
        }
