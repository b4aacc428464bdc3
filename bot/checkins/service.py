"""Taking the sentence: from the modal, or from `/focus done` with words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.checkins.rules import AlreadyWrittenError, BlockGoneError, LineGoneError
from bot.clock import Clock
from bot.courses.rules import Outcome, Phase
from bot.database import Database
from bot.focus.rules import NothingRunningError, Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.journal.rules import FilledIn, checked_sentence
from bot.journal.service import JournalService
from bot.people.rules import Keeping
from bot.people.service import hold, person_row
from bot.sittings.rules import Shown
from bot.sittings.service import Standing
from bot.sittings.tables import FocusBlock

ReadLine: TypeAlias = Callable[[PersonId, str, str], Awaitable[str | None]]
"""Reads a line of a person's back from Slack: whose, in which channel, by its ts. None where it can't be read."""

HAS_ITS_SENTENCE = (Outcome.SAVED, Outcome.NOT_KEPT)


@dataclass(frozen=True)
class AskKeeping:
    """A first sentence came before they were asked how long to keep sentences: the modal asks, words in it."""

    block_id: str
    words: str


class CheckInService:
    """Check-ins, which close blocks."""

    def __init__(
        self, database: Database, clock: Clock, journal: JournalService, *, focus: FocusService, read_line: ReadLine
    ) -> None:
        self._database = database
        self._read_line = read_line
        self._clock = clock
        self._journal = journal
        self.switches = journal.switches
        self._focus = focus

    async def keeping(self, person: PersonId, block_id: str) -> Keeping | None:
        """Before a sentence for this block: how long sentences are kept; None: the modal still has to ask.

        Raises BlockGoneError, AlreadyWrittenError.
        """
        async with self._database.transaction() as session:
            block = await _still_there(session, person, block_id)
            if block.outcome in HAS_ITS_SENTENCE:
                raise AlreadyWrittenError
            return self._journal.keeping(await person_row(session, person))

    async def done(self, person: PersonId, words: str) -> Shown | AskKeeping:
        """`/focus done [sentence]`: end what runs; keep the sentence with the block that ended last.

        Raises NothingRunningError, SentenceTooLongError.
        """
        words = checked_sentence(words)
        standing = await self._focus.end(person)
        if not words:
            if standing.shown is None:
                raise NothingRunningError
            return standing.shown
        return await self._keep(person, words)

    async def _keep(self, person: PersonId, words: str) -> Shown | AskKeeping:
        at = self._clock()
        async with self._database.transaction() as session:
            keeping = self._journal.keeping(await person_row(session, person, holding=True))
            block = await self._focus.closing(session, person, at)
            if block is None:
                raise NothingRunningError(words)
            if keeping is None:
                return AskKeeping(block.id, words)
            return await self._close(session, block, words, keeping, at)

    async def write(self, person: PersonId, block_id: str, words: str, keeping: Keeping | None) -> Shown:
        """The modal: one sentence for a block, kept as long as the person says now (or said before: None).

        Raises SentenceTooLongError, BlockGoneError, AlreadyWrittenError.
        """
        words, at = checked_sentence(words, in_a_box=True), self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            block = await _still_there(session, person, block_id)
            if block.outcome in HAS_ITS_SENTENCE:
                if block.outcome == Outcome.NOT_KEPT or await self._journal.holds(session, person, block_id, words):
                    return await self._focus.shown(session, block, at)
                raise AlreadyWrittenError
            if keeping is not None:
                known.keeping = str(keeping)
            return await self._close(session, block, words, self._journal.keeping(known) or Keeping.NOT_KEPT, at)

    async def say(self, person: PersonId, words: str, line_ts: str) -> bool:
        """A sentence typed in the messages while the card asks for one; False where none does.

        A first one is not stored: the card asks how long to keep it, and the line stays where it was typed (CARE 9).
        While it asks, a further line is no sentence. Raises SentenceTooLongError.
        """
        at = self._clock()
        async with self._database.transaction() as session:
            keeping = self._journal.keeping(await person_row(session, person, holding=True))
            block = await self._focus.closing(session, person, at)
            is_asked = block is not None and block.line_ts is not None and self.switches.keeps_sentences
            if block is None or block.phase != Phase.CLOSING or is_asked:
                return False
            words = checked_sentence(words)
            if keeping is None:
                await self._focus.ask_keeping(session, block, line_ts, at)
                return True
            await self._close(session, block, words, keeping, at)
            return True

    async def keep_line(self, person: PersonId, press: Press, keeping: Keeping) -> Standing:
        """The answer to how long: the line is read back from Slack, unless it is not kept at all.

        Raises LineGoneError, BlockGoneError, AlreadyWrittenError.
        """
        at, words = self._clock(), ""
        async with self._database.transaction() as session:
            block, known = await _still_there(session, person, press.block_id), await person_row(session, person)
            place, line_ts = known.dm or "", block.line_ts
            if block.outcome in HAS_ITS_SENTENCE:  # the same press, come twice
                return Standing(person, await self._focus.shown(session, block, at), changed=True)
            is_old = block.revision != press.revision
        if is_old or line_ts is None:
            return await self._focus.act(person, press, lambda course, _: course)
        if keeping.days != 0 and self.switches.keeps_sentences:
            words = await self._read_line(person, place, line_ts) or ""
            if not words:
                await self._ask_anew(person, press.block_id, line_ts)
                raise LineGoneError
        return Standing(person, await self.write(person, press.block_id, words, keeping), changed=True)

    async def _close(
        self, session: AsyncSession, block: FocusBlock, words: str, keeping: Keeping, at: datetime
    ) -> Shown:
        """Keep the sentence as long as they say, or not at all; either closes its block."""
        kept = await self._journal.write(session, block.person, FilledIn(block.id, block.day, words, keeping), at)
        return await self._focus.check_in(session, block, Outcome.SAVED if kept else Outcome.NOT_KEPT, at)

    async def _ask_anew(self, person: PersonId, block_id: str, line_ts: str) -> None:
        """The line is gone, so the card asks for the sentence again."""
        at = self._clock()
        async with self._database.transaction() as session:
            await hold(session, person)
            block = await _still_there(session, person, block_id)
            if block.line_ts == line_ts:
                await self._focus.ask_keeping(session, block, None, at)


async def _still_there(session: AsyncSession, person: PersonId, block_id: str) -> FocusBlock:
    """The person's block, held for this transaction. Raises BlockGoneError for none, and for one that was undone."""
    block = await session.get(FocusBlock, block_id, with_for_update=True)
    if block is None or block.person != person or block.outcome == Outcome.UNDONE:
        raise BlockGoneError
    return block
