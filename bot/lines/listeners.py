"""The door for lines typed in the messages, and for the answers to them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.doors import heard
from bot.events import Events
from bot.ids import PersonId
from bot.lines import cards, wording
from bot.lines.service import ANSWER, LineService
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.people.service import PeopleService
from bot.starts.service import StartService

Body = Mapping[str, Any]


class LineListeners:
    """What can be typed without a slash."""

    def __init__(self, events: Events, lines: LineService, starts: StartService, people: PeopleService) -> None:
        self._events = events
        self._lines = lines
        self._starts = starts
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.event("message")(self.typed)
        delivery.opens(self.answer, ANSWER)

    async def typed(self, event: Body, body: Body, person: PersonId) -> None:
        if event.get("subtype") or event.get("bot_id") or event.get("channel_type") != "im":
            return
        async with self._events.once(body["event_id"]) as first:
            if first:
                await self._lines.hear(person, heard(event.get("text") or ""), event["ts"])

    async def answer(self, turn: Turn) -> Mapping[int, Content]:
        """What can be said in the messages, or why what was said could not be done; and what could begin."""
        answers = {}
        for row in sorted(turn.rows, key=lambda row: (row.workspace, row.user)):  # one order for all
            now = await self._starts.now_within(turn.session, PersonId(row.workspace, row.user), turn.at.people)
            answers[row.id or 0] = Content(wording.HELLO, cards.answer(now, row.subject))
        return answers
