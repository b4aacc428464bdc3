"""Any sequence of presses, typed words, waits, outages and restarts, and what stays true through all of it."""

import asyncio
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Select, create_engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.courses.rules import Course, Phase, catch_up, schedule
from bot.database import Database
from bot.errors import Refusal
from bot.focus import cards
from bot.lines.rules import Meaning, understood
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from bot.sittings.tables import FocusBlock
from bot.starts.wording import HELP
from tests.support.clock import VirtualClock
from tests.support.databases import SqliteFiles
from tests.support.histories import MINUTE, true_end
from tests.support.machines import OnFiles, hold_in_any_order
from tests.support.pressing import Button, Doors, Json, buttons
from tests.support.services import ANA, Screen, Services
from tests.support.statements import directly

T = TypeVar("T")
WAYS_OUT = {cards.STOP, cards.STOP_FOR_TODAY, cards.SKIP}
COMMANDS = ["start", "start 1", "start 5", "start 10 loader test", "start 999", "tiny", "ground", "break", "break 1"]
COMMANDS += ["break 99", "back", "stop", "done", "done okay", f"start {'word ' * 40}", f"done {'x' * 1001}"]
LINES = ["start 10", "stop", "done", "done for today", "help", "why", "smaller", "break", "break 61", "back", "skip"]
LINES += ["wandered", "too much", "something else", "okay", "wrote two lines", "x" * 301, "x" * 1001]
SHORT_ENOUGH = 300
SPANS = [0, 1, 10, 30, 60, 61, 120, 300, 301, 600, 3600, 13 * 3600]


class AnyOrder(OnFiles):
    """One person, one database, and everything that can be done, in any order."""

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.kept = ExitStack()
        self.url = self.kept.enter_context(self.files.fresh())
        self.looks = create_engine(self.url)
        self.kept.callback(self.looks.dispose)
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.screen = Screen()
        self.everything_seen: list[tuple[str, Button]] = []
        self.before: dict[str, Course] = {}
        self.typed = 0
        self.is_out = False
        self.restarts()
        self.run(self.services.people.meet(ANA))

    @rule()
    def restarts(self) -> None:
        """Another process takes over the file."""
        if hasattr(self, "services"):
            self.run(self.services.database.close())
        self.database = Database(directly(self.url))
        self.services = Services(self.database, self.clock, self.machine, self.screen)
        self.doors = Doors(self.services, ANA)

    @rule(text=st.sampled_from(COMMANDS))
    def types_a_command(self, text: str) -> None:
        self.does(lambda: self.doors.command_typed(text))

    @rule(text=st.sampled_from(LINES))
    def types_a_line(self, text: str) -> None:
        self.typed += 1
        if self.typed % 3:
            self.services.lines_typed[f"line {self.typed}"] = text
        before, posted = self.open_one(), self.screen.posted
        self.does(lambda: self.services.lines.hear(ANA, text, f"line {self.typed}"))
        if len(text) <= SHORT_ENOUGH:  # a longer one is answered
            self.is_quiet_and_ends(before, posted, is_smaller=understood(text).meaning is Meaning.SMALLER)

    @precondition(lambda self: self.there())
    @rule(which=st.integers(0, 50), twice=st.booleans())
    def presses(self, which: int, twice: bool) -> None:
        there = self.there()
        self.press(*there[which % len(there)], twice=twice)

    @precondition(lambda self: self.everything_seen)
    @rule(which=st.integers(0, 500))
    def presses_what_was_there_before(self, which: int) -> None:
        self.press(*self.everything_seen[which % len(self.everything_seen)], twice=False)

    @precondition(lambda self: self.doors.box)
    @rule(words=st.sampled_from(["okay", "", "x" * 301, "x" * 1001]), chosen=st.sampled_from(["not", "7", "always"]))
    def sends_a_box_off(self, words: str, chosen: str) -> None:
        self.does(lambda: self.doors.submit(words, chosen))

    @rule(seconds=st.sampled_from(SPANS))
    def waits(self, seconds: int) -> None:
        until = self.clock() + timedelta(seconds=seconds)
        while not self.is_out and (moment := self.next_due()) <= until:
            owed = {due.at for course in self.courses() for due in schedule(course) if due.card}
            posted = self.screen.posted
            self.clock.is_now(moment)
            self.settle()
            assert self.screen.posted == posted or (moment in owed and self.screen.posted == posted + 1)
        self.clock.is_now(until)

    @rule()
    def slack_goes_away(self) -> None:
        """Nothing is delivered until it is back; people's presses and lines come through."""
        self.is_out = True

    @precondition(lambda self: self.is_out)
    @rule()
    def slack_is_back(self) -> None:
        self.is_out, before = False, set(self.screen.messages)
        self.settle()
        new = [self.screen.messages[ts] for ts in set(self.screen.messages) - before]
        assert len([blocks for blocks in new if not is_answer(blocks)]) <= 1

    @rule(times=st.integers(1, 3))
    def slack_is_busy(self, times: int) -> None:
        """The next calls are refused, to come later."""
        self.screen.refusals = times

    @invariant()
    def one_sitting_is_open_at_most_and_one_card_lives_while_it_is(self) -> None:
        blocks = {block.id: block for block in self.blocks()}
        open_ones = [block for block in blocks.values() if block.phase != Phase.CLOSED]
        assert len(open_ones) <= 1
        for number, old in self.before.items():
            new = blocks[number].course
            assert (new == old) == (new.revision == old.revision)
            assert new.revision >= old.revision
        for block in blocks.values():
            if block.phase == Phase.CLOSED:
                assert (block.parked, block.break_line, block.line_ts) == (None, None, None)
        self.before = {number: block.course for number, block in blocks.items()}
        if not self.is_out:
            self.the_live_card_says_what_is_true(is_open=bool(open_ones))

    def the_live_card_says_what_is_true(self, *, is_open: bool) -> None:
        live = [blocks for blocks in self.screen.messages.values() if is_card_with_buttons(blocks)]
        if not is_open:
            assert live == []
            return
        shown = self.run(self.services.focus.standing(ANA)).shown
        assert shown is not None
        assert live == [list(cards.card(shown))]
        assert WAYS_OUT & {name_of(button) for button in buttons(live[0])}
        newest = next(blocks for blocks in reversed(self.screen.messages.values()) if not is_answer(blocks))
        assert newest is live[0]

    def press(self, ts: str, button: Button, *, twice: bool) -> None:
        before, posted = self.open_one(), self.screen.posted

        async def presses() -> None:
            await self.doors.press(button, ts)
            if twice:
                standing = self.stands()
                await self.doors.press(button, ts)
                assert self.stands() == standing

        self.does(presses)
        self.is_quiet_and_ends(before, posted, is_smaller=name_of(button) in (cards.SMALLER, cards.BACK_SHORTER))

    def is_quiet_and_ends(self, before: FocusBlock | None, posted: int, *, is_smaller: bool) -> None:
        """What a person does with the sitting that is open posts nothing; Smaller makes no end later."""
        after = self.open_one()
        if before is None or after is None or before.id != after.id:
            return
        assert self.is_out or self.screen.posted == posted
        if is_smaller and before.course.is_running and after.course.is_running:
            now = self.clock()
            shortest = now + 2 * MINUTE if before.phase == Phase.ON_BREAK else now
            assert true_end(after.course, now) <= max(true_end(before.course, now), shortest)

    def does(self, act: Any) -> None:
        """Do it, at a moment at which the delivery may not have woken yet; then deliver."""
        with suppress(Refusal, TimeoutError):  # a box on a machine that is busy stays open, and nothing was done
            self.run(act())
        if not self.is_out:
            self.settle()

    def settle(self) -> None:
        self.run(self.services.delivery.until_quiet())
        while any(row.due_at <= self.clock() for row in self.unfinished()):
            self.machine.passes(timedelta(seconds=1))
            self.run(self.services.delivery.until_quiet())
        self.everything_seen += self.there()

    def there(self) -> list[tuple[str, Button]]:
        return [(ts, button) for ts, blocks in self.screen.messages.items() for button in buttons(blocks)]

    def open_one(self) -> FocusBlock | None:
        """The sitting that is open, brought up to now."""
        for block in self.blocks():
            block.follow(catch_up(block.course, self.clock()))
            if block.phase != Phase.CLOSED:
                return block
        return None

    def courses(self) -> list[Course]:
        return [block.course for block in self.blocks() if block.phase != Phase.CLOSED]

    def stands(self) -> list[Course]:
        return [block.course for block in self.blocks()]

    def blocks(self) -> list[FocusBlock]:
        return self._all(select(FocusBlock))

    def unfinished(self) -> list[OutboxRow]:
        return self._all(select(OutboxRow).where(col(OutboxRow.state).in_(UNFINISHED)))

    def next_due(self) -> datetime:
        ahead = [row.due_at for row in self.unfinished() if row.due_at > self.clock()]
        return min(ahead, default=self.clock() + timedelta(days=9))

    def _all(self, wanted: Select[T]) -> list[T]:
        """What stands in the file, read past the bot."""
        with Session(self.looks) as session:
            return list(session.scalars(wanted).all())


def name_of(button: Button) -> str:
    """What a button does, or the entry of a menu."""
    action_id, action = button
    return cards.picked(action) if action_id == cards.MORE else action_id


def is_card_with_buttons(blocks: list[Json]) -> bool:
    return any(action_id.startswith("focus.") for action_id, _ in buttons(blocks))


def is_answer(blocks: list[Json]) -> bool:
    """Whether this answers a typed line, or was one before a press on it."""
    return not blocks or HELP in str(blocks) or any(action_id.startswith("starts.") for action_id, _ in buttons(blocks))


@pytest.mark.explores
def test_any_order(sqlite_files: SqliteFiles) -> None:
    hold_in_any_order(AnyOrder, sqlite_files, examples=12)
