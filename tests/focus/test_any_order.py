"""Any sequence of presses, typed words, waits, outages and restarts, and what stays true through all of it."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from bot.database import Database
from bot.errors import Refusal
from bot.focus import cards, wording
from bot.focus.rules import Phase, asked
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from bot.people.rules import Keeping
from bot.sittings.tables import FocusBlock
from tests.support.clock import VirtualClock
from tests.support.databases import create_tables
from tests.support.services import ANA, Screen, Services

T = TypeVar("T")
Button = tuple[str, dict[str, Any]]


def buttons(blocks: list[dict[str, Any]]) -> list[Button]:
    """Each thing to press, with the action that Slack would send."""
    found: list[Button] = []
    for element in (e for block in blocks if block["type"] == "actions" for e in block["elements"]):
        if element["type"] == "overflow":
            found += [(element["action_id"], {"selected_option": option}) for option in element["options"]]
        else:
            found.append((element["action_id"], element))
    return found


class AnyOrder(RuleBasedStateMachine):
    """One person, one database, and everything that can be done, in any order."""

    folder: Path
    template: Path
    services: Services

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.place = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copyfile(self.template, self.place / "a.db")
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.screen = Screen()
        self.everything_seen: list[Button] = []
        self.before: dict[str, FocusBlock] = {}
        self.is_settled = True
        self.restarts()

    @rule()
    def restarts(self) -> None:
        """Another process takes over the file."""
        if hasattr(self, "services"):
            self.run(self.services.database.close())
        self.database = Database(f"sqlite:///{self.place / 'a.db'}")
        self.services = Services(self.database, self.clock, self.machine, self.screen)

    @rule(words=st.sampled_from(["", "1", "5", "10 loader test", "20 x", "120", "999", "word " * 40]))
    def starts(self, words: str) -> None:
        def begin() -> Coroutine[Any, Any, object]:
            return self.services.focus.begin(ANA, asked(words))

        self.does(begin)

    @rule(words=st.sampled_from(["", "okay", "x" * 1001]))
    def says_done(self, words: str) -> None:
        self.does(lambda: self.services.checkins.done(ANA, words))

    @rule()
    def says_stop(self) -> None:
        self.does(lambda: self.services.focus.stop(ANA))

    @precondition(lambda self: any(buttons(blocks) for blocks in self.screen.messages.values()))
    @rule(which=st.integers(0, 50))
    def presses(self, which: int) -> None:
        there = [button for blocks in self.screen.messages.values() for button in buttons(blocks)]
        self.press(*there[which % len(there)])

    @precondition(lambda self: self.everything_seen)
    @rule(which=st.integers(0, 500))
    def presses_what_was_there_before(self, which: int) -> None:
        self.press(*self.everything_seen[which % len(self.everything_seen)])

    @rule(seconds=st.sampled_from([1, 59, 60, 119, 120, 121, 299, 300, 301, 600, 3600, 13 * 3600]))
    def waits(self, seconds: int) -> None:
        until = self.clock() + timedelta(seconds=seconds)
        while (moment := self.next_due()) <= until:
            self.clock.is_now(moment)
            self.settle()
        self.clock.is_now(until)
        self.settle()

    @rule(seconds=st.sampled_from([1, 120, 300, 1200, 8000, 15 * 3600]))
    def is_away(self, seconds: int) -> None:
        """Nothing is delivered meanwhile; what comes next may come before the delivery wakes."""
        self.clock.passes(timedelta(seconds=seconds))
        self.is_settled = False

    @rule(times=st.integers(1, 3))
    def slack_is_busy(self, times: int) -> None:
        """The next calls are refused, to come later."""
        self.screen.refusals = times

    @invariant()
    def one_block_is_open_at_most_and_none_goes_back(self) -> None:
        blocks = {block.id: block for block in self.blocks()}
        assert sum(block.phase != Phase.CLOSED for block in blocks.values()) <= 1
        for number, old in self.before.items():
            new = blocks[number]
            assert new.revision >= old.revision
            assert new.ends_at == old.ends_at
            assert new.works_at <= old.works_at
            assert list(Phase).index(Phase(new.phase)) >= list(Phase).index(Phase(old.phase))
            assert (new.revision > old.revision) or new.course == old.course
        self.before = blocks

    @invariant()
    def one_card_has_buttons_while_a_block_is_open_and_none_after(self) -> None:
        if not self.is_settled:
            return
        live = [blocks for blocks in self.screen.messages.values() if buttons(blocks)]
        open_blocks = [block for block in self.before.values() if block.phase != Phase.CLOSED]
        assert len(live) == len(open_blocks)
        if open_blocks and open_blocks[0].course.is_running:
            assert wording.STOP_HERE in str(live[0])
            assert live == [self.screen.messages[str(self.screen.posted)]]

    def press(self, action_id: str, action: dict[str, Any]) -> None:
        focus, press = self.services.focus, cards.offered(action)
        is_working = self.is_working()
        posted = self.screen.posted
        acts = {
            cards.MOVE_ON: focus.move_on,
            cards.WANDER: focus.wander,
            cards.STOP: focus.stop,
            cards.UNDO: focus.undo,
            cards.SKIP: focus.skip_check_in,
            cards.AGAIN: focus.again,
        }
        if action_id == cards.WRITE:
            self.does(lambda: self.services.checkins.write(ANA, press.block_id, "okay", Keeping.WEEK))
        elif action_id == cards.MORE:
            keeps = cards.picked(action) == cards.KEEP_SETTLING
            self.does(lambda: (focus.keep_settling if keeps else focus.undo)(ANA, press))
        else:
            self.does(lambda: acts[action_id](ANA, press))
        assert not (is_working and self.is_working()) or self.screen.posted == posted

    def does(self, act: Any) -> None:
        """Do it, at a moment at which the delivery may not have woken yet; then deliver."""
        with suppress(Refusal):
            self.run(act())
        self.settle()

    def settle(self) -> None:
        self.run(self.services.delivery.until_quiet())
        while any(row.state in UNFINISHED and row.due_at <= self.clock() for row in self.rows()):
            self.machine.passes(timedelta(seconds=1))
            self.run(self.services.delivery.until_quiet())
        self.everything_seen += [b for blocks in self.screen.messages.values() for b in buttons(blocks)]
        self.is_settled = True

    def is_working(self) -> bool:
        return any(
            block.phase == Phase.WORKING and self.clock() < block.ends_at and self.is_settled for block in self.blocks()
        )

    def blocks(self) -> list[FocusBlock]:
        return self.run(self._all(FocusBlock))

    def rows(self) -> list[OutboxRow]:
        return self.run(self._all(OutboxRow))

    def next_due(self) -> datetime:
        ahead = [row.due_at for row in self.rows() if row.state in UNFINISHED and row.due_at > self.clock()]
        return min(ahead, default=self.clock() + timedelta(days=9))

    async def _all(self, table: type[T]) -> list[T]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(table))).all())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        if hasattr(self, "services"):
            self.run(self.services.delivery.stop(timedelta(seconds=1)))
            self.run(self.database.close())
            self.loop.close()
            shutil.rmtree(self.place)


def test_any_order(tmp_path: Path) -> None:
    AnyOrder.folder, AnyOrder.template = tmp_path, tmp_path / "template.db"
    asyncio.run(create_tables(f"sqlite:///{AnyOrder.template}"))
    quick = settings(max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(AnyOrder, settings=quick)
