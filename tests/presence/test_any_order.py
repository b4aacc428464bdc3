"""Any sequence of a person's acts, of changes by hand, of kills and outages, and what Slack is never made to show."""

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.courses.rules import Phase, catch_up
from bot.database import Database
from bot.errors import Refusal
from bot.focus.rules import make_smaller
from bot.ladder.rules import Asked, Size
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from bot.presence.rules import ASKING, NO_STATUS, STANDS_LONGER, Status
from bot.presence.wording import LOOKS
from bot.sittings.tables import FocusBlock
from tests.support.accounts import Account
from tests.support.clock import VirtualClock
from tests.support.databases import SqliteFiles
from tests.support.days import Day
from tests.support.machines import OnFiles, hold_in_any_order
from tests.support.services import ANA, Screen, Services
from tests.support.statements import directly

T = TypeVar("T")
OURS = {look.text for look in LOOKS.values()}
SPANS = [0, 1, 2, 10, 59, 60, 61, 120, 290, 300, 310, 600, 1200, 3600, 13 * 3600]
LEASES = timedelta(seconds=31)
A_WHILE = timedelta(minutes=6)
"""Longer than what waits for an answer is left alone."""


class Judged(Screen):
    """No card that the clock posts is silenced by us, if Slack says whether it is us."""

    judge: "AnyOrder"

    async def chat_postMessage(self, **what: Any) -> dict[str, str]:  # noqa: N802
        knows = self.judge.waiting and not self.account.silent
        if knows and self.judge.snooze_is_ours and self.account.snoozes_until:
            self.judge.faults.append("a card came without a sound")
        return await super().chat_postMessage(**what)


class AnyOrder(OnFiles):
    """One person with Slack connected, whose account changes by their own hand, too."""

    @initialize(before=st.sampled_from([NO_STATUS, Status("Holiday", ":palm_tree:")]))
    def begin(self, before: Status) -> None:
        self.loop = asyncio.new_event_loop()
        self.kept = ExitStack()
        self.url = self.kept.enter_context(self.files.fresh())
        self.looks = create_engine(self.url)
        self.kept.callback(self.looks.dispose)
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.account = Account(self.clock, before)
        self.account.judges.append(self.is_allowed)
        self.screen = Judged(account=self.account)
        self.screen.judge = self
        self.faults: list[str] = []
        self.was_away = False
        self.by_hand, self.changes = before, 0
        self.under, self.covered = {before}, set[Status]()
        """What may be put back in place of ours, and what might have been before theirs took its place."""
        self.touched_in: str | None = None
        self.snooze_touched_in: str | None = None
        self.seen_until = self.clock()
        """When the snooze they touched would have been over: later it can't be told from one that was."""
        self.snooze_is_ours = self.waiting = False
        self.database = Database(directly(self.url))
        self.services = Services(self.database, self.clock, self.machine, self.screen)
        self.run(self.services.people.meet(ANA))
        self.run(Day(self.services, self.clock, self.machine).connects())

    @rule(minutes=st.sampled_from([1, 2, 5, 10, 20, 45]))
    def starts(self, minutes: int) -> None:
        self.does(self.services.focus.begin(ANA, Asked(Size(minutes), is_typed=True)))

    @rule(minutes=st.sampled_from([5, 20]))
    def gets_to_work(self, minutes: int) -> None:
        """Where most of it happens."""
        self.starts(minutes)
        self.acts("back")
        self.acts("skip")
        self.waits(2)

    @rule(act=st.sampled_from(["break", "back", "smaller", "stop", "tiny", "help", "skip"]))
    def acts(self, act: str) -> None:
        focus = self.services.focus
        acts = {
            "break": focus.break_off,
            "back": focus.come_back,
            "stop": focus.stop,
            "tiny": focus.go_to_the_foot,
            "help": focus.help_out,
            "skip": focus.skip,
        }
        self.does(focus.shrink(ANA, None, make_smaller) if act == "smaller" else acts[act](ANA))

    @rule(minutes=st.sampled_from([1, 7, 30]))
    def a_block_with_a_status_that_ends(self, minutes: int) -> None:
        self.acts("stop")
        self.changes_their_status(clears=False, minutes=minutes)
        self.starts(5)
        self.waits(310)

    @rule(act=st.sampled_from(["break", "smaller", "stop"]), minutes=st.sampled_from([0, 180]))
    def changes_their_snooze_and_acts(self, act: str, minutes: int) -> None:
        self.changes_their_snooze(minutes)
        self.acts(act)

    @rule(seconds=st.sampled_from(SPANS))
    def waits(self, seconds: int) -> None:
        until, self.waiting = self.clock() + timedelta(seconds=seconds), True
        while (moment := self.next_due()) <= until:
            self.clock.is_now(moment)
            self.settle()
        self.clock.is_now(until)
        self.settle()
        self.waiting = False

    @rule(seconds=st.sampled_from(SPANS))
    def the_machine_is_off(self, seconds: int) -> None:
        self.was_away = True
        self.clock.passes(timedelta(seconds=seconds))
        self.settle()

    @rule(clears=st.booleans(), minutes=st.sampled_from([0, 1, 7, 30]))
    def changes_their_status(self, clears: bool, minutes: int) -> None:
        self.changes += 1
        ends = int((self.clock() + timedelta(minutes=minutes)).timestamp()) if minutes and not clears else 0
        is_over_ours = self.account.status.text in OURS
        if is_over_ours:
            self.covered, self.was_away = self.under, self.account.silent
        self.by_hand = NO_STATUS if clears else Status(f"hand {self.changes}", ":tea:", ends)
        self.under = {self.by_hand}
        if is_over_ours:
            self.touched_in = self.sitting()
        self.account.status = self.by_hand

    @rule(minutes=st.sampled_from([0, 180, 600]))
    def changes_their_snooze(self, minutes: int) -> None:
        if self.snooze_is_ours and self.account.snoozes_until is not None:
            self.snooze_touched_in, self.seen_until = self.sitting(), self.account.snoozes_until - ASKING
        self.snooze_is_ours = False
        self.account.snoozes_until = self.clock() + timedelta(minutes=minutes) if minutes else None

    @rule(when=st.sampled_from(["before", "after"]))
    def dies_at_the_next_call(self, when: str) -> None:
        self.account.kills = when

    @rule(silent=st.booleans())
    def slack_answers_or_not(self, silent: bool) -> None:
        self.was_away = True
        self.account.silent = silent
        if not silent:
            self.clock.passes(A_WHILE)
            self.settle()

    @rule(times=st.integers(1, 3))
    def slack_is_busy(self, times: int) -> None:
        self.screen.refusals = times

    def is_allowed(self, method: str, what: Any) -> None:
        """Asked of every call before it is done. What is raised here would be taken for Slack's doing."""
        try:
            if method == "users.profile.set":
                self.is_allowed_status(Status(*(what[f"status_{name}"] for name in ("text", "emoji", "expiration"))))
            else:
                self.is_allowed_snooze(method, what)
        except AssertionError as error:
            self.faults.append(f"{method} {what}: {error}")

    def is_allowed_snooze(self, method: str, minutes: int) -> None:
        assert self.snooze_is_ours or self.account.snoozes_until is None
        self.snooze_is_ours = method == "dnd.setSnooze"
        if method == "dnd.setSnooze":
            block = self.block()
            assert block is not None
            assert block.id != self.snooze_touched_in or self.clock() >= self.seen_until
            assert self.clock() + timedelta(minutes=minutes) < block.course.ends_at

    def is_allowed_status(self, new: Status) -> None:
        current = self.account.status
        if current == NO_STATUS and self.was_away:  # whether ours ran out, or theirs in its place, nobody looked
            self.under = self.under | self.covered
        if new.text in OURS:
            block = self.block()
            assert block is not None
            assert block.id != self.touched_in
            lasts = max(block.course.end_due, block.course.expires_at)
            assert new.expiration <= (lasts + STANDS_LONGER).timestamp()
            self.covered = set()
        else:
            assert current.text in OURS or current == NO_STATUS
            assert new in {NO_STATUS if one.has_run_out(self.clock()) else one for one in self.under}
            self.by_hand, self.under = new, {new}

    @invariant()
    def every_call_was_allowed(self) -> None:
        if hasattr(self, "faults"):
            assert self.faults == []

    @invariant()
    def nothing_of_ours_outlives_what_runs(self) -> None:
        if not hasattr(self, "services") or self.account.silent:
            return
        if (block := self.block()) is None:
            assert self.account.status.text not in OURS
            assert not (self.snooze_is_ours and self.account.snoozes_until)
        elif block.course.phase is Phase.ON_BREAK:
            assert not (self.snooze_is_ours and self.account.snoozes_until)

    @invariant()
    def what_they_set_stands_while_nothing_runs(self) -> None:
        if hasattr(self, "services") and not self.account.silent and self.block() is None:
            self.touched_in = None
            wanted = NO_STATUS if self.by_hand.has_run_out(self.clock()) else self.by_hand
            assert self.account.status == wanted

    def does(self, act: Coroutine[Any, Any, Any]) -> None:
        with suppress(Refusal):
            self.run(act)
        self.settle()

    def settle(self) -> None:
        self.deliver()
        while any(row.due_at <= self.clock() for row in self.unfinished()):
            self.machine.passes(timedelta(seconds=1))
            self.deliver()

    def deliver(self) -> None:
        """Deliver; a process that is killed meanwhile is followed by another one, once its leases are over."""
        if not self.run(self._delivers()):
            return
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.run(self.database.close())
        self.database = Database(directly(self.url))
        self.services = Services(self.database, self.clock, self.machine, self.screen)
        self.machine.passes(LEASES)
        self.deliver()

    async def _delivers(self) -> bool:
        self.account.killed.clear()
        quiet = asyncio.ensure_future(self.services.delivery.until_quiet())
        killed = asyncio.ensure_future(self.account.killed.wait())
        await asyncio.wait([quiet, killed], return_when=asyncio.FIRST_COMPLETED)
        if not killed.done():
            killed.cancel()
            quiet.result()
        return self.account.killed.is_set()

    def sitting(self) -> str | None:
        block = self.block()
        return block.id if block is not None else None

    def block(self) -> FocusBlock | None:
        """The sitting that runs, brought up to now."""
        with Session(self.looks) as session:
            found = list(session.scalars(select(FocusBlock).where(col(FocusBlock.phase) != Phase.CLOSED)).all())
        for block in found:
            block.follow(catch_up(block.course, self.clock()))
        return next((block for block in found if block.course.is_running), None)

    def unfinished(self) -> list[OutboxRow]:
        with Session(self.looks) as session:
            return list(session.scalars(select(OutboxRow).where(col(OutboxRow.state).in_(UNFINISHED))).all())

    def next_due(self) -> datetime:
        ahead = [row.due_at for row in self.unfinished() if row.due_at > self.clock()]
        return min(ahead, default=self.clock() + timedelta(days=9))


@pytest.mark.explores
def test_any_order(sqlite_files: SqliteFiles) -> None:
    hold_in_any_order(AnyOrder, sqlite_files, examples=6)
