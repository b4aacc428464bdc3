"""What a line typed in the messages does where a block stands; and the answer that is owed to any other."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.breaks.rules import BreakLengthError, LineTooLongError, minutes_asked
from bot.checkins.service import CheckInService
from bot.clock import Clock
from bot.courses.rules import Aside, Phase
from bot.database import Database
from bot.errors import Refusal
from bot.focus import rules
from bot.focus.rules import Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.journal.rules import SentenceTooLongError
from bot.ladder.rules import LengthOutsideError, asked, smaller_size
from bot.lines.rules import Meaning, meant
from bot.outbox.kinds import Kind, Operation
from bot.outbox.owing import Owed, owe
from bot.people.service import PeopleService, person_row
from bot.sittings.rules import Shown
from bot.sittings.service import Standing
from bot.starts.service import StartService

ANSWER = Kind("lines.answer", Operation.POST, lives_for=timedelta(minutes=2))
"""The kind answer to a line typed in the messages: one a minute, and none when it would come as a surprise."""

ON_THE_CARD = {
    BreakLengthError: Aside.BREAK_LENGTH,
    LengthOutsideError: Aside.BLOCK_LENGTH,
    LineTooLongError: Aside.LINE_TOO_LONG,
    SentenceTooLongError: Aside.SENTENCE_TOO_LONG,
}
"""How the open card says why something could not be done; it stays the newest message."""


BEGINS = (Meaning.START, Meaning.SMALLER, Meaning.FOOT, Meaning.BREAK, Meaning.TOO_MUCH, Meaning.ELSE)
"""What may be the first thing that a person ever says here: their zone is asked for before."""


@dataclass(frozen=True)
class Typed:
    """A line with its place in Slack, what stands behind its first word, and what stood open when it came."""

    person: PersonId
    words: str
    ts: str
    rest: str
    shown: Shown | None


Act: TypeAlias = Callable[[Typed], Awaitable[bool]]
"""Does what a line asks for. False where that changes nothing."""


class LineService:
    """Lines, done where something stands open, or answered."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        focus: FocusService,
        *,
        checkins: CheckInService,
        starts: StartService,
        people: PeopleService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._focus = focus
        self._checkins = checkins
        self._starts = starts
        self._people = people

    async def hear(self, person: PersonId, words: str, ts: str) -> None:
        """Done, or answered: on the card, if one is open; else once, with what can be said."""
        about, aside = "", Aside.HINT
        try:
            if await self._does(person, words, ts):
                return
        except Refusal as refusal:
            about, aside = type(refusal).__name__, ON_THE_CARD.get(type(refusal), Aside.HINT)
        if not await self._focus.remark(person, aside):
            await self._answer(person, about)

    def acts(self) -> Mapping[Meaning, Act]:
        """Each thing that can be asked for, with what does it; anything else is met with what can be said."""
        focus = self._focus
        return {
            Meaning.OWN: self._keep,
            Meaning.WHY: self._explain,
            Meaning.PLAN: self._plan,
            Meaning.START: self._begin,
            Meaning.STOP: _changes(focus.stop),
            Meaning.DONE: _changes(focus.stop),
            Meaning.ENOUGH: _changes(lambda person: focus.act(person, None, rules.stop_for_today)),
            Meaning.SMALLER: self._make_smaller,
            Meaning.FOOT: _changes(focus.go_to_the_foot),
            Meaning.ANOTHER: self._take_another,
            Meaning.BREAK: self._break_off,
            Meaning.BACK: _changes(focus.come_back),
            Meaning.SKIP: _changes(focus.skip),
            Meaning.WANDERED: _changes(lambda person: focus.act(person, None, rules.wander)),
            Meaning.TOO_MUCH: _changes(focus.help_out),
            Meaning.ELSE: _changes(focus.help_out),
        }

    async def _does(self, person: PersonId, words: str, ts: str) -> bool:
        """Whether it was understood, where the block stands, and done."""
        shown = (await self._focus.standing(person)).shown
        said = meant(words, shown.course if shown else None)
        if said.meaning in BEGINS:
            await self._people.meet(person)
        act = self.acts().get(said.meaning)
        return act is not None and await act(Typed(person, words, ts, said.rest, shown))

    async def _keep(self, typed: Typed) -> bool:
        """A word at the foot of the ladder counts; a line on a break is shown at Back; after the end it is the
        sentence."""
        course = typed.shown.course if typed.shown else None
        if course is None:
            return False
        if course.phase is Phase.ON_BREAK:
            return await self._focus.keep_line(typed.person, typed.words)
        if course.is_on_foot:
            return (await self._focus.act(typed.person, None, rules.write_word)).changed
        return course.phase is Phase.CLOSING and await self._checkins.say(typed.person, typed.words, typed.ts)

    async def _explain(self, typed: Typed) -> bool:
        if not await self._focus.remark(typed.person, Aside.WHY):
            await self._answer(typed.person, Meaning.WHY)
        return True

    async def _plan(self, typed: Typed) -> bool:
        """A box opens by a button alone; beside an open card there is no second one."""
        if typed.shown is None:
            await self._answer(typed.person, Meaning.PLAN)
        return typed.shown is None

    async def _begin(self, typed: Typed) -> bool:
        return (await self._focus.begin(typed.person, asked(typed.rest))).changed

    async def _make_smaller(self, typed: Typed) -> bool:
        """Where nothing is open: what could begin, one size down. Each time, until there is no smaller one."""
        if typed.shown is not None:
            return (await self._focus.shrink(typed.person, None, rules.make_smaller)).changed
        now = await self._starts.step(typed.person, None, smaller_size)
        await self._answer(typed.person, Meaning.SMALLER, str(now.offer.size))
        return True

    async def _take_another(self, typed: Typed) -> bool:
        """Another breath or word at the foot of the ladder; after the end of a block another one like it."""
        if typed.shown is None:
            return False
        course, press = typed.shown.course, Press(typed.shown.block_id, typed.shown.course.revision)
        if course.is_on_foot:
            return (await self._focus.act(typed.person, None, rules.take_another)).changed
        return course.phase is Phase.CLOSING and (await self._focus.again(typed.person, press)).changed

    async def _break_off(self, typed: Typed) -> bool:
        return (await self._focus.break_off(typed.person, minutes_asked(typed.rest))).changed

    async def _answer(self, person: PersonId, about: str, offered: str = "") -> None:
        """Owe an answer; `about` is a refusal's name, or what was asked, or empty. A new size that is `offered` is
        answered each time."""
        at = self._clock()
        async with self._database.transaction() as session:
            await person_row(session, person, holding=True)
            await owe(session, Owed(ANSWER, person, about, at, slot=f"{at:%Y-%m-%dT%H:%M}{offered}"))


def _changes(act: Callable[[PersonId], Awaitable[Standing]]) -> Act:
    async def does(typed: Typed) -> bool:
        return (await act(typed.person)).changed

    return does
