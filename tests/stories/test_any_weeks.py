"""Whatever somebody does with plans, blocks, days and settings: their days never fall by themselves, and work is quiet.

What comes by itself is watched as in any life (tests/prompts), and days by themselves in tests/streaks; here they meet.
"""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.courses.rules import RUNNING, Phase, catch_up
from bot.database import Database
from bot.errors import Refusal
from bot.focus.rules import Press
from bot.home import cards
from bot.outbox.tables import OutboxRow
from bot.people.rules import Keeping
from bot.people.service import person_row
from bot.plans.rows import SAVED
from bot.prompts.rules import DAY
from bot.sittings.tables import open_block
from bot.streaks.cards import days_card
from bot.streaks.rules import Mode
from bot.streaks.tables import DayShown
from tests.prompts.test_any_life import MINUTE, Act, Life
from tests.support.clock import VirtualClock
from tests.support.exploring import up_to
from tests.support.reading import text_of
from tests.support.services import ANA

UNSAID = re.compile(r"(?i)\b(?:0(?!:)|lost|broke|broken|missed)\b")
"""A clock may show 0:20."""


class Weeks(Life):
    """A life in which days are counted."""

    total = 0
    told: tuple[date, datetime] | None = None

    def acts(self) -> dict[Act, int]:
        more = [self.tells, self.takes_back, self.sets, self.writes, self.deletes]
        return super().acts() | {self.shows_up: 6, self.undoes: 2} | dict.fromkeys(more, 2)

    async def shows_up(self) -> None:
        """A block that may run to its end."""
        await self.begins()
        await self.passes(self.random.choice([MINUTE / 2, MINUTE, 5 * MINUTE, 25 * MINUTE]))

    async def undoes(self) -> None:
        """A start, while it can be; by its card, or by another that is over."""
        blocks = await self.services.blocks()
        if blocks:
            await self.heard()
            block = self.random.choice([*blocks[-2:], blocks[-1]])
            await self.may_fall(lambda: self.services.focus.undo(ANA, Press(block.id, block.revision)))

    async def writes(self) -> None:
        """A sentence for the block that ended."""
        asked = [block for block in await self.services.blocks() if block.phase == Phase.CLOSING]
        if asked:
            await self.heard()
            await self.services.checkins.write(ANA, asked[-1].id, "wrote one line", Keeping.UNTIL_DELETED)

    async def tells(self) -> None:
        """Of a day before."""
        await self.heard()
        day = await self.services.days.today(ANA) - self.random.randint(0, 5) * DAY
        logged = await self.services.days.log(ANA, day)
        self.told = (day, logged.said_at) if logged.said_at else self.told

    async def takes_back(self) -> None:
        """What they told; a second time it takes nothing."""
        if self.told is not None:
            told = self.told
            await self.may_fall(lambda: self.services.days.unlog(ANA, *told))
            before = await self.days_stored()
            await self.services.days.unlog(ANA, *told)
            assert await self.days_stored() == before, self.trace

    async def sets(self) -> None:
        """When days begin, which of them rest, how they are told."""
        await self.heard()
        shown = await self.services.preferences.now(ANA)
        rhythm = replace(
            shown.rhythm,
            day_start=time(self.random.choice([0, 4, 12])),
            rest_weekdays=frozenset(self.random.sample(range(7), self.random.choice([0, 2, 4]))),
            spares=self.random.choice([0, 2, 7]),
            mode=self.random.choice([Mode.ON, Mode.ON, Mode.TOTAL, Mode.OFF]),
        )
        await self.services.preferences.save(ANA, shown, replace(shown, rhythm=rhythm))

    async def deletes(self) -> None:
        """The days so far, which can be done where they are off."""
        if self.random.random() < 0.3:
            await self.may_fall(lambda: self.services.days.delete(ANA))

    async def may_fall(self, act: Callable[[], Awaitable[object]]) -> None:
        with suppress(Refusal):
            await act()
        self.total = await self.days_stored()

    async def days_stored(self) -> int:
        async with self.database.transaction() as session:
            return await session.scalar(select(func.count()).select_from(DayShown)) or 0

    # What is true of every message, and after everything.

    async def is_welcome(self, mark: str) -> None:
        """While a block runs, its own cards come, and the answer to a plan that they made."""
        await super().is_welcome(mark)
        async with self.database.transaction() as session:
            row = (await session.scalars(select(OutboxRow).where(col(OutboxRow.mark) == mark))).one()
            block = await open_block(session, ANA)
        runs = block is not None and catch_up(block.course, self.clock()).phase in RUNNING
        assert not runs or row.kind.startswith("focus.") or row.kind == SAVED.name, (row.kind, self.trace)

    async def nothing_is_left_over(self) -> None:
        await super().nothing_is_left_over()
        before, self.total = self.total, await self.days_stored()
        assert self.total >= before, self.trace
        async with self.database.transaction() as session:
            known, now = await person_row(session, ANA, holding=True), self.clock()
            look = await self.services.streaks.look(session, known, now)
            home = cards.home(await self.services.home.seen(session, ANA, now))
        assert look.days is None or look.days.stretch.total == self.total, self.trace
        assert not look.days or (look.days.stretch.today_shown <= (look.days.stretch.stretch >= 1)), self.trace
        surfaces = (*self.screen.messages.values(), home["blocks"], days_card(look))
        said = "\n".join(text_of(blocks, "UTC") for blocks in surfaces)
        assert UNSAID.findall(said) == [], self.trace


@pytest.mark.explores
@pytest.mark.parametrize("seed", range(up_to(1)))
async def test_any_weeks(database: Database, clock: VirtualClock, machine: VirtualClock, seed: int) -> None:
    await Weeks(database, clock, machine, 2 * seed + database.is_sqlite).lives()
