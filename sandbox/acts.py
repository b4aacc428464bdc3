"""What people do: type, press, submit, close, open; and what they see when the app does not answer."""

from typing import Any

from sandbox import payloads, presses, responses
from sandbox.calls import ApiError
from sandbox.channels import Channels
from sandbox.delivery import Delivery, Reply
from sandbox.elements import NoSuchThing
from sandbox.outcome import TROUBLE, Outcome
from sandbox.rooms import Message, Room
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.submission import Submission
from sandbox.tickets import ResponseUrl
from sandbox.views import View


class Acts:
    """The hands of the people in the workspace. Each waits until the app acknowledged or its time ran out."""

    def __init__(self, state: State, delivery: Delivery, channels: Channels) -> None:
        self._state = state
        self._delivery = delivery
        self._channels = channels
        self._submission = Submission(state, delivery)

    async def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a whole line such as "/focus start 20 x"; NoSuchThing when the room is not on their screen."""
        room = self._room(user, channel)
        name, _, rest = text.strip().partition(" ")
        if self._channels.knows(name):
            return await self._channels.typed(name, user, channel, rest)
        if name not in self._state.app.commands:
            return Outcome(ok=False, error="unknown_command", said=f"{name} is not a valid command.")
        payload = payloads.command(self._state, user, room, name=name, text=rest.strip())
        reply = await self._delivery.send("command", name, payload)
        if reply.error:
            why = "the app did not respond" if reply.error == "operation_timeout" else f'the error "{reply.error}"'
            joint = "because" if reply.error == "operation_timeout" else "with"
            return Outcome(ok=False, error=reply.error, said=f"{name} failed {joint} {why}")
        return self._answered(name, room, user, reply)

    def _answered(self, name: str, room: Room, user: str, reply: Reply) -> Outcome:
        try:
            responses.acknowledged(self._state, ResponseUrl("", room.id, user, 0.0), reply.body)
        except ApiError as error:
            said = f'{name} failed with the error "{error.error}"'
            return Outcome(ok=False, error=error.error, said=said, body=reply.body, errors=_messages(error))
        return Outcome(body=reply.body)

    async def message(self, user: str, channel: str, text: str) -> Outcome:
        """Type an ordinary message; where the app is in the conversation, it is a message event too."""
        room = self._room(user, channel)
        app = self._state.app
        if room.kind == "dm" and (app.messages_tab_read_only or not app.messages_tab):
            return Outcome(
                ok=False, error="messages_tab_read_only", said="Sending messages to this app has been turned off."
            )
        if room.archived:
            return Outcome(ok=False, error="is_archived", said="This channel has been archived.")
        sent = payloads.escaped(self._state, text, with_names=False)
        message = self._state.say(room.id, user, sent, blocks=[_typed(text, self._state.next_ts())])
        if app.bot_user_id not in room.members:
            return Outcome()
        event = self._state.message_object(message) | {
            "client_msg_id": f"00000000-0000-4000-8000-{message.ts.replace('.', '')[-12:]}",
            "channel": room.id,
            "event_ts": message.ts,
            "channel_type": room.channel_type,
        }
        return self._told(await self._delivery.send_event(event))

    async def press(
        self,
        user: str,
        channel: str | None = None,
        ts: str | None = None,
        action_id: str = "",
        *,
        view_id: str | None = None,
        shown: Message | None = None,
        **how: Any,
    ) -> Outcome:
        """Press a button or choose in a menu, on a message or (with `view_id`) in a modal or on the Home tab.

        `how` is for presses.pressed: block_id, value, state. `shown` is a message as it was (Message.as_it_is), for a
        screen that has not caught up with an edit. NoSuchThing when the element is not on their screen.
        """
        if not self._state.app.interactive:
            said = "This app is not set up for interactive responses."
            return Outcome(ok=False, error="interactivity_disabled", said=said)
        seen = self.view(user, view_id) if view_id else shown or self.seen(user, channel or "", ts or "")
        place = seen.as_drawn(how.get("block_id"))
        action = presses.pressed(self._state, user, place, action_id, **how)
        if isinstance(place, View):
            payload = payloads.block_actions_on_view(self._state, user, place, action)
        else:
            payload = payloads.block_actions_on_message(self._state, user, place, action)
        return self._told(await self._delivery.send("interactive", "block_actions", payload, wants_reply=False))

    async def submit(self, user: str, view_id: str, state: dict[str, dict[str, Any]] | None = None) -> Outcome:
        """Fill in fields (`state[block_id][action_id] = value`) and press the submit button of the topmost modal."""
        return await self._submission.submit(self.view(user, view_id), state or {})

    async def close(self, user: str, view_id: str, *, all_of_them: bool = False) -> Outcome:
        """Close a modal with its close button, or (`all_of_them`) the whole stack with the cross."""
        return await self._submission.close(self.view(user, view_id), all_of_them=all_of_them)

    async def open_home(self, user: str, tab: str = "home") -> Outcome:
        """Look at the app's Home tab ("home") or its Messages tab ("messages")."""
        room = self._state.rooms.dm(user)
        if room is None or (tab == "home" and not self._state.app.home_tab):
            return Outcome(ok=False, error="no_home_tab", said="This app has no Home tab.")
        event: Json = {"type": "app_home_opened", "user": user, "channel": room.id, "tab": tab}
        home = self._state.views.home(user)
        if home is not None and tab == "home":
            event["view"] = self._state.view_object(home)
        return self._told(await self._delivery.send_event(event | {"event_ts": self._state.next_ts()}))

    async def shortcut(self, user: str, callback_id: str) -> Outcome:
        """Run a global shortcut of the app."""
        self._known_shortcut(callback_id, "global")
        payload = payloads.shortcut(self._state, user, callback_id)
        return self._told(await self._delivery.send("interactive", "shortcut", payload, wants_reply=False))

    async def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Outcome:
        """Run a message shortcut of the app on a message."""
        self._known_shortcut(callback_id, "message")
        payload = payloads.message_action(self._state, user, callback_id, self.seen(user, channel, ts))
        return self._told(await self._delivery.send("interactive", "message_action", payload, wants_reply=False))

    async def event(self, event: Json) -> Outcome:
        """Let any event happen, for instance {"type": "tokens_revoked", …}; sent if the manifest subscribes to it."""
        return self._told(await self._delivery.send_event({"event_ts": self._state.next_ts(), **event}))

    async def uninstall(self) -> Outcome:
        """Take the app out of the workspace: its tokens end, then it is told."""
        grants = self._state.grants
        revoked = {"oauth": grants.people(), "bot": [self._state.app.bot_user_id]}
        for token in (grants.bot, *(grants.of(user) for user in revoked["oauth"])):
            if token:
                grants.revoke(token)
        await self.event({"type": "tokens_revoked", "tokens": revoked})
        return await self.event({"type": "app_uninstalled"})

    def seen(self, user: str, channel: str, ts: str) -> Message:
        """A message on that person's screen; NoSuchThing otherwise."""
        for message in self._room(user, channel).seen_by(user):
            if message.ts == ts:
                return message
        raise NoSuchThing(f"{user} sees no message {ts} in {channel}.")

    def view(self, user: str, view_id: str) -> View:
        """A modal or Home tab on that person's screen; NoSuchThing otherwise."""
        found = self._state.views.get(view_id)
        if found is None or found.user != user:
            raise NoSuchThing(f"{user} sees no view {view_id}.")
        return found

    def _room(self, user: str, channel: str) -> Room:
        room = self._state.rooms.get(channel)
        if user not in self._state.people or room is None or user not in room.members:
            raise NoSuchThing(f"{user} is not in {channel}.")
        return room

    def _known_shortcut(self, callback_id: str, kind: str) -> None:
        if self._state.app.shortcuts.get(callback_id, {}).get("type") != kind:
            raise NoSuchThing(f"The manifest has no {kind} shortcut {callback_id!r}.")

    def _told(self, reply: Reply) -> Outcome:
        if reply.error:
            return Outcome(ok=False, error=reply.error, said=TROUBLE)
        return Outcome(body=reply.body)


def _typed(text: str, ts: str) -> Json:
    """The rich_text block that Slack's composer makes."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": ts[-5:], "elements": [section]}


def _messages(error: ApiError) -> dict[str, str]:
    found = error.more.get("response_metadata", {}).get("messages", [])
    return {str(number): text for number, text in enumerate(found)}
