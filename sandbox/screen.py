"""One person's screen, as the page draws it."""

from sandbox import emoji, presence, scopes
from sandbox.clock import MovableClock
from sandbox.delivery import Delivery
from sandbox.people import Person
from sandbox.rooms import Room
from sandbox.shapes import Json
from sandbox.state import GENERAL, State

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
        presence.lapse(state)
        home = state.views.home(user)
        rooms = state.rooms.of(user)
        return {
            "team": {"id": state.identity.team_id, "name": state.identity.team_name},
            "app": self._app(),
            "people": [self._person(person) for person in state.people.values()],
            "channels": [self._channel(room) for room in rooms],
            "open_channels": [self._channel(room) for room in state.rooms.all() if self._is_open(room, user)],
            "allowed": self._allowed(user),
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

    def _channel(self, room: Room) -> Json:
        members = [user for user in self._state.people if user in room.members]
        app_is_in = self._state.app.bot_user_id in room.members
        told = {"id": room.id, "name": room.name, "kind": room.kind, "archived": room.archived}
        return told | {"members": members, "app_is_in": app_is_in, "is_general": room.id == GENERAL}

    def _is_open(self, room: Room, user: str) -> bool:
        """Whether it is a public channel that this person could come into."""
        return room.kind == "channel" and not room.archived and user not in room.members

    def _allowed(self, user: str) -> list[Json]:
        """What the app may do in this person's name."""
        token = self._state.grants.of(user)
        return [{"scope": scope, "words": scopes.words(scope)} for scope in (token.scopes if token else ())]

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
            "deleted": person.deleted,
            "status": self._status(person),
            "quiet": self._quiet(person),
        }

    def _status(self, person: Person) -> Json | None:
        name = person.status_emoji.strip(":")
        ends = person.status_expiration
        told = {"text": person.status_text, "emoji": name, "codes": emoji.codes(name) if name else "", "ends": ends}
        return told if person.status_text or name else None

    def _quiet(self, person: Person) -> Json:
        """When nothing buzzes them, in seconds, for the page to count by itself; and the hours they keep."""
        at, quiet = self._state.clock(), person.quiet
        window = quiet.window(person.tz, at)
        hours = quiet.hours
        return {
            "snoozed_until": quiet.snoozed_until.timestamp() if quiet.snoozed_until else 0,
            "window": [moment.timestamp() for moment in window] if window else [],
            "hours": hours.as_page() if hours else None,
        }
