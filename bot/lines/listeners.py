"""The door for lines typed in the messages: a word that is known does what it says where the block stands."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.breaks.rules import BreakLengthError, LineTooLongError, minutes_asked
from bot.checkins.rules import SentenceTooLongError
from bot.checkins.service import CheckInService
from bot.doors import heard
from bot.errors import Refusal
from bot.events import Events
from bot.focus import rules
from bot.focus.rules import Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import LengthOutsideError, asked, smaller_size
from bot.lines import cards, wording
from bot.lines.rules import Heard, Meaning, meant
from bot.lines.service import ANSWER, LineService
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.people.service import PeopleService
from bot.sittings.rules import Aside, Course, Phase, Shown
from bot.sittings.service import Standing
from bot.starts.service import StartService

Body = Mapping[str, Any]
ON_THE_CARD = {
    BreakLengthError: Aside.BREAK_LENGTH,
    LengthOutsideError: Aside.BLOCK_LENGTH,
    LineTooLongError: Aside.LINE_TOO_LONG,
    SentenceTooLongError: Aside.SENTENCE_TOO_LONG,
}
"""How the open card says why something could not be done; it stays the newest message."""


class LineListeners:
    """What can be typed without a slash."""

    def __init__(
        self,
        lines: LineService,
        focus: FocusService,
        checkins: CheckInService,
        *,
        starts: StartService,
        people: PeopleService,
    ) -> None:
        self._lines = lines
        self._focus = focus
        self._checkins = checkins
        self._starts = starts
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery, events: Events) -> None:
        """The table of contents."""
        self._events = events
        app.event("message")(self.typed)
        delivery.opens(self.answer, ANSWER)

    async def typed(self, event: Body, body: Body, person: PersonId) -> None:
        if event.get("subtype") or event.get("bot_id") or event.get("channel_type") != "im":
            return
        async with self._events.once(body["event_id"]) as first:
            if first:
                await self._hear(person, heard(event.get("text") or ""), event["ts"])

    async def answer(self, turn: Turn) -> Mapping[int, Content]:
        """What can be said in the messages, or why what was said could not be done; and what could begin."""
        answers = {}
        for row in turn.rows:
            now = await self._starts.now_within(turn.session, PersonId(row.workspace, row.user), turn.at.people)
            answers[row.id or 0] = Content(wording.HELLO, cards.answer(now, row.subject))
        return answers

    async def _hear(self, person: PersonId, text: str, ts: str) -> None:
        """Done, or answered: on the card, if one is open; else once, with what can be said."""
        about, aside = "", Aside.HINT
        try:
            if await self._does(person, text, ts):
                return
        except Refusal as refusal:
            about, aside = type(refusal).__name__, ON_THE_CARD.get(type(refusal), Aside.HINT)
        if not await self._focus.remark(person, aside):
            await self._lines.answer(person, about)

    async def _does(self, person: PersonId, text: str, ts: str) -> bool:
        """Whether it was understood, where the block stands, and done."""
        shown = (await self._focus.standing(person)).shown
        course = shown.course if shown else None
        said = meant(text, course)
        if said.meaning is Meaning.OWN:
            return await self._keeps(person, course, text, ts)
        if said.meaning is Meaning.WHY:
            return await self._explains(person)
        if said.meaning is Meaning.SMALLER and course is None:
            return await self._offers_less(person)
        if said.meaning is Meaning.ANOTHER and shown is not None:
            return (await self._another(person, shown)).changed
        act = self._acts(person, said).get(said.meaning)
        return act is not None and (await act()).changed

    def _acts(self, person: PersonId, said: Heard) -> Mapping[Meaning, Callable[[], Awaitable[Standing]]]:
        focus = self._focus
        return {
            Meaning.START: lambda: self._begin(person, said.rest),
            Meaning.STOP: lambda: focus.stop(person),
            Meaning.DONE: lambda: focus.stop(person),
            Meaning.ENOUGH: lambda: focus.act(person, None, rules.stop_for_today),
            Meaning.SMALLER: lambda: focus.shrink(person, None, rules.make_smaller),
            Meaning.FOOT: lambda: focus.go_to_the_foot(person),
            Meaning.BREAK: lambda: focus.break_off(person, minutes_asked(said.rest)),
            Meaning.BACK: lambda: focus.come_back(person),
            Meaning.SKIP: lambda: focus.skip(person),
            Meaning.WANDERED: lambda: focus.act(person, None, rules.wander),
            Meaning.TOO_MUCH: lambda: focus.help_out(person),
            Meaning.ELSE: lambda: focus.help_out(person),
        }

    async def _another(self, person: PersonId, shown: Shown) -> Standing:
        """Another breath or word at the foot of the ladder; after the end of a block another one like it."""
        if shown.course.is_on_foot:
            return await self._focus.act(person, None, rules.take_another)
        if shown.course.phase is Phase.CLOSING:
            return await self._focus.again(person, Press(shown.block_id, shown.course.revision))
        return Standing(person, shown)

    async def _offers_less(self, person: PersonId) -> bool:
        """Nothing runs: what could begin, one size down. Each time it is asked for, until there is no smaller one."""
        now = await self._starts.step(person, None, smaller_size)
        await self._lines.answer(person, cards.SMALLER, str(now.offer.size))
        return True

    async def _begin(self, person: PersonId, words: str) -> Standing:
        wanted = asked(words)
        await self._people.meet(person)
        return await self._focus.begin(person, wanted)

    async def _explains(self, person: PersonId) -> bool:
        if not await self._focus.remark(person, Aside.WHY):
            await self._lines.answer(person, cards.WHY)
        return True

    async def _keeps(self, person: PersonId, course: Course | None, text: str, ts: str) -> bool:
        """A word at the foot of the ladder counts; a line on a break is shown at Back; after the end it is the
        sentence."""
        if course is None:
            return False
        if course.phase is Phase.ON_BREAK:
            return await self._focus.keep_line(person, text)
        if course.is_on_foot:
            return (await self._focus.act(person, None, rules.write_word)).changed
        return course.phase is Phase.CLOSING and await self._checkins.say(person, text, ts)
