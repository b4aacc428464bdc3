"""What people do with channels: make one, bring somebody in, leave, put it away; by hand, typed, or from Python."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox import payloads
from sandbox.delivery import Delivery
from sandbox.elements import NoSuchThing
from sandbox.outcome import Outcome
from sandbox.rooms import Room
from sandbox.state import GENERAL, State

_NAME = re.compile(r"[^\s.,/\\A-Z@#<>:;!?\"'()]{1,80}")
_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#(\w+)(?:\|[^>]*)?>")


def _no(error: str, said: str) -> Outcome:
    return Outcome(ok=False, error=error, said=said)


@dataclass(frozen=True)
class _Line:
    """A command of Slack's own as somebody typed it: where, and whom and what it names."""

    user: str
    channel: str
    people: tuple[str, ...]
    channels: tuple[str, ...]


class Channels:
    """Each waits until the app heard of it, where it is told."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self._state = state
        self._delivery = delivery
        self._typed: dict[str, Callable[[_Line], Awaitable[Outcome]]] = {
            "/invite": self._invite,
            "/kick": self._kick,
            "/remove": self._kick,
            "/join": self._join,
            "/leave": lambda line: self.leave(line.user, line.channel),
            "/archive": lambda line: self.archive(line.user, line.channel),
        }

    async def create_channel(self, user: str, name: str, *, private: bool = False) -> Outcome:
        """Make one and be in it; its id is in the answer's body."""
        if not _NAME.fullmatch(name):
            return _no("invalid_name", "A channel's name has small letters, digits, - and _, up to 80 of them.")
        if any(room.name == name for room in self._state.rooms.all() if room.kind != "dm"):
            return _no("name_taken", "There is a channel of that name.")
        room = self._state.make_channel(name, frozenset({user}), private=private)
        return Outcome(body={"channel": room.id})

    async def invite(self, user: str, channel: str, who: str | tuple[str, ...]) -> Outcome:
        """Bring people or the app into a channel that one is in."""
        who = (who,) if isinstance(who, str) else who
        room = self._room(user, channel)
        if room.archived:
            return _no("is_archived", "This channel has been archived.")
        if stranger := next((each for each in who if not self._is_somebody(each)), None):
            return _no("user_not_found", f"Nobody here has the id {stranger}.")
        if not (new := [each for each in who if each not in room.members]):
            return _no("already_in_channel", "They are in this channel already.")
        for each in new:
            self._enters(room, each, inviter=user)
        return await self._heard()

    async def join(self, user: str, channel: str) -> Outcome:
        """Come into a public channel."""
        room = self._state.rooms.get(channel)
        if room is None or room.kind != "channel":
            raise NoSuchThing(f"{user} sees no public channel {channel}.")
        if room.archived:
            return _no("is_archived", "This channel has been archived.")
        if user not in room.members:
            self._enters(room, user)
        return await self._heard()

    async def kick(self, user: str, channel: str, who: str) -> Outcome:
        """Take a person or the app out of a channel that one is in."""
        room = self._room(user, channel)
        if room.id == GENERAL and who != self._state.app.bot_user_id:
            return _no("cant_kick_from_general", "Nobody can be taken out of this channel.")
        if who not in room.members:
            return _no("not_in_channel", "They are not in this channel.")
        self._goes(room, who)
        return await self._heard()

    async def leave(self, user: str, channel: str) -> Outcome:
        room = self._room(user, channel)
        if room.id == GENERAL:
            return _no("cant_leave_general", "Nobody can leave this channel.")
        self._goes(room, user)
        return await self._heard()

    async def archive(self, user: str, channel: str) -> Outcome:
        """Put a channel away: it can be read, and nothing is said in it any more."""
        return await self._put_away(user, channel, archived=True)

    async def unarchive(self, user: str, channel: str) -> Outcome:
        return await self._put_away(user, channel, archived=False)

    async def _put_away(self, user: str, channel: str, *, archived: bool) -> Outcome:
        room = self._room(user, channel)
        if room.id == GENERAL:
            return _no("cant_archive_general", "This channel stays.")
        room.archived = archived
        kind = "group" if room.kind == "private" else "channel"
        verb = "archive" if archived else "unarchive"
        event = {"type": f"{kind}_{verb}", "channel": room.id, "user": user, "event_ts": self._state.next_ts()}
        self._state.happened(event)
        self._state.changed("messages", room.id)
        return await self._heard()

    def knows(self, name: str) -> bool:
        """Whether a command is one of Slack's own."""
        return name in self._typed

    async def typed(self, name: str, user: str, channel: str, text: str) -> Outcome:
        """Do what a command of Slack's own says; NoSuchThing outside a channel one is in."""
        room = self._room(user, channel)
        found = payloads.escaped(self._state, text, with_names=False)
        return await self._typed[name](
            _Line(user, room.id, tuple(_MENTION.findall(found)), tuple(_CHANNEL.findall(found)))
        )

    async def _invite(self, line: _Line) -> Outcome:
        if not line.people:
            return _no("user_not_found", "Whom? Write /invite and an @name.")
        return await self.invite(line.user, line.channel, line.people)

    async def _kick(self, line: _Line) -> Outcome:
        if not line.people:
            return _no("user_not_found", "Whom? Write /kick and an @name.")
        return await self.kick(line.user, line.channel, line.people[0])

    async def _join(self, line: _Line) -> Outcome:
        if not line.channels:
            return _no("channel_not_found", "Which one? Write /join and a #channel.")
        return await self.join(line.user, line.channels[0])

    def _is_somebody(self, who: str) -> bool:
        person = self._state.people.get(who)
        return who == self._state.app.bot_user_id or (person is not None and not person.deleted)

    def _room(self, user: str, channel: str) -> Room:
        room = self._state.rooms.get(channel)
        if room is None or room.kind == "dm" or user not in room.members:
            raise NoSuchThing(f"{user} is in no channel {channel}.")
        return room

    def _enters(self, room: Room, who: str, inviter: str = "") -> None:
        room.members |= {who}
        self._state.say(room.id, who, f"<@{who}> has joined the channel", subtype="channel_join")
        self._tell_membership("member_joined_channel", room, who, inviter)

    def _goes(self, room: Room, who: str) -> None:
        self._state.say(room.id, who, f"<@{who}> has left the channel", subtype="channel_leave")
        room.members -= {who}
        self._tell_membership("member_left_channel", room, who, "")

    def _tell_membership(self, kind: str, room: Room, who: str, inviter: str) -> None:
        event = {"type": kind, "user": who, "channel": room.id, "channel_type": room.letter}
        more = {"inviter": inviter} if inviter else {}
        team = self._state.identity.team_id
        self._state.happened({**event, "team": team, **more, "event_ts": self._state.next_ts()})

    async def _heard(self) -> Outcome:
        await self._delivery.arrived()
        return Outcome()
