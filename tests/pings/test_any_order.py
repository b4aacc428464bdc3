"""Two who tell and one who knows, in any order: nobody is told after a no, at the wrong time, too often, or untrue."""

import asyncio
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlmodel import col

from bot.buddies.rows import buddy_of
from bot.buddies.tables import Buddy
from bot.database import Database
from bot.errors import Refusal
from bot.focus.rules import Press, make_smaller
from bot.ids import PersonId
from bot.ladder.rules import Asked, Size
from bot.outbox.kinds import UNFINISHED
from bot.outbox.tables import OutboxRow
from bot.pings.rules import A_BLOCK, A_DAY, Reachable, Telling, What, day_of, is_welcome, telling
from bot.pings.tables import Pinged
from bot.pings.wording import sentence
from bot.sittings.tables import FocusBlock, is_in_a_block
from bot.speech import Who, as_text
from tests.support.clock import VirtualClock
from tests.support.databases import create_tables
from tests.support.knowing import Places, Told, agree
from tests.support.services import ANA, BEN, Services

T = TypeVar("T")
CHIYO = PersonId(ANA.workspace, "U0CHIYO003")
SENDERS = st.sampled_from([ANA, CHIYO])
SIZES = st.sampled_from([20, 20, 5, 2, 1, 0])
SPANS = st.sampled_from([1, 30, 60, 119, 121, 300, 301, 600, 1200, 3600, 8 * 3600, 24 * 3600])
ZONES = st.sampled_from(["Europe/Berlin", "Europe/Berlin", "Asia/Tokyo", "America/New_York", ""])
PING = re.compile(r"<@(\w+)>: ")


class Watched(Places):
    """A screen that looks at each new message at the moment at which it comes."""

    services: "Town"

    async def chat_postMessage(self, *, channel: str = "", text: str = "", **more: Any) -> dict[str, str]:  # noqa: N802
        said = await super().chat_postMessage(channel=channel, text=text, **more)
        if channel == BEN.user and (whose := PING.match(text)):
            try:
                await self.services.judge(PersonId(ANA.workspace, whose[1]))
            except AssertionError as fault:  # whoever calls takes anything raised here for trouble with Slack
                self.services.faults.append(str(fault))
        return said


class Town(Services):
    """The services, and what must be true when something new comes."""

    def __init__(self, database: Database, clock: VirtualClock, machine: VirtualClock) -> None:
        self.watched = Watched()
        self.watched.services = self
        super().__init__(database, clock, machine, self.watched)
        self.sent: Counter[tuple[PersonId, date]] = Counter()
        self.got: Counter[date] = Counter()
        self.faults: list[str] = []

    async def judge(self, sender: PersonId) -> None:
        there = self.reach_of[BEN.user]
        async with self.database.transaction() as session:
            link = await buddy_of(session, sender)
            assert link is not None, "told after a no"
            assert link.buddy == BEN.user
            assert is_welcome(there, self.clock(), any_hour=link.any_hour), "told outside their hours"
            assert not await is_in_a_block(session, BEN, self.clock()), "told while they work"
            block = await session.scalar(
                select(FocusBlock)
                .where(col(FocusBlock.workspace) == sender.workspace, col(FocusBlock.user) == sender.user)
                .order_by(col(FocusBlock.began_at).desc())
                .limit(1)
            )
            assert block is not None
        self.sent[sender, block.day] += 1
        self.got[day_of(there, self.clock())] += 1
        assert self.sent[sender, block.day] <= A_DAY
        assert self.got[day_of(there, self.clock())] <= A_DAY


class AnyOrder(RuleBasedStateMachine):
    """Everything that either side, and time, can do."""

    folder: Path
    template: Path

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.place = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copyfile(self.template, self.place / "a.db")
        self.machine = VirtualClock()
        self.clock = VirtualClock(self.machine(), self.machine)
        self.database = Database(f"sqlite:///{self.place / 'a.db'}")
        self.town = Town(self.database, self.clock, self.machine)
        self.town.reach_of[BEN.user] = Reachable("Europe/Berlin")
        for sender in (ANA, CHIYO):
            self.agrees(sender)

    # Whoever tells.

    @rule(sender=SENDERS, minutes=SIZES, whom=st.sampled_from(["", "", BEN.user]))
    def begins(self, sender: PersonId, minutes: int, whom: str) -> None:
        if minutes:
            self.does(self.town.focus.begin(sender, Asked(Size(minutes), is_typed=True, whom=whom)))
        else:
            self.does(self.town.focus.go_to_the_foot(sender))

    @rule(sender=SENDERS, minutes=st.sampled_from([1, 5]))
    def takes_a_break(self, sender: PersonId, minutes: int) -> None:
        self.does(self.town.focus.break_off(sender, minutes))

    @rule(sender=SENDERS)
    def comes_back(self, sender: PersonId) -> None:
        self.does(self.town.focus.come_back(sender))

    @rule(sender=SENDERS)
    def goes_smaller(self, sender: PersonId) -> None:
        self.does(self.town.focus.shrink(sender, None, make_smaller))

    @rule(sender=SENDERS)
    def needs_help(self, sender: PersonId) -> None:
        self.does(self.town.focus.help_out(sender))

    @rule(sender=SENDERS)
    def stops(self, sender: PersonId) -> None:
        self.does(self.town.focus.stop(sender))

    @rule(sender=SENDERS)
    def undoes(self, sender: PersonId) -> None:
        (standing,) = [self.run(self.town.focus.standing(sender))]
        if standing.shown is not None:
            press = Press(standing.shown.block_id, standing.shown.course.revision)
            self.does(self.town.focus.undo(sender, press))

    @rule(sender=SENDERS)
    def ends_it(self, sender: PersonId) -> None:
        self.does(self.town.buddies.end(sender))

    @rule(sender=SENDERS, is_paused=st.booleans())
    def pauses_or_goes_on(self, sender: PersonId, is_paused: bool) -> None:
        if (link := self.link(sender)) is not None:
            act = self.town.buddies.pause if is_paused else self.town.buddies.go_on
            self.does(act(sender, link.id))

    @rule(sender=SENDERS)
    def agrees(self, sender: PersonId) -> None:
        if self.link(sender) is None:
            self.run(agree(self.database, sender, BEN.user, self.clock()))

    # Whoever is told.

    @rule(sender=SENDERS)
    def wants_no_more(self, sender: PersonId) -> None:
        if (link := self.link(sender)) is not None:
            self.does(self.town.buddies.stop(BEN, link.id))

    @rule()
    def takes_back_what_was_stopped(self) -> None:
        for link in self.run(self.all_of(Buddy)):
            self.does(self.town.buddies.undo_stop(BEN, link.id))

    @rule(sender=SENDERS)
    def widens_the_hours(self, sender: PersonId) -> None:
        if (link := self.link(sender)) is not None:
            self.does(self.town.buddies.hear(BEN, link.id, any_hour=not link.any_hour))

    @rule(zone=ZONES, rests=st.booleans())
    def is_elsewhere_or_rests(self, zone: str, rests: bool) -> None:
        until = self.clock() + timedelta(hours=1)
        self.town.reach_of[BEN.user] = Reachable(zone, self.clock(), until) if rests else Reachable(zone)
        self.town.reach.forget(BEN)  # what is some minutes old may be wrong by as much

    @rule(which=st.integers(0, 9))
    def sends_a_thumb(self, which: int) -> None:
        if pinged := self.run(self.all_of(Pinged)):
            self.does(self.town.pings.thumb(BEN, pinged[which % len(pinged)].id))

    @rule(begins=st.booleans())
    def works_too(self, begins: bool) -> None:
        act = self.town.focus.begin(BEN, Asked(Size(20))) if begins else self.town.focus.end(BEN)
        self.does(act)

    @rule(person=st.sampled_from([ANA, CHIYO, BEN]))
    def somebody_deletes(self, person: PersonId) -> None:
        self.does(self.town.privacy.delete(person))
        if person == BEN:
            self.town.got.clear()  # how many came is theirs to remove, too

    # Time, and trouble.

    @rule(seconds=SPANS)
    def waits(self, seconds: int) -> None:
        until = self.clock() + timedelta(seconds=seconds)
        while (moment := self.next_moment()) <= until:
            self.clock.is_now(moment)
            self.settle()
        self.clock.is_now(until)
        self.run(self.town.privacy.chores())
        self.settle()

    @rule(seconds=SPANS)
    def is_off_for_a_while(self, seconds: int) -> None:
        """The machine stands still; all that came due is late."""
        self.clock.passes(timedelta(seconds=seconds))
        self.settle()

    @rule(sender=SENDERS)
    def is_limited_by_slack(self, sender: PersonId) -> None:
        self.town.screen.refusals = 2
        self.begins(sender, 20, "")

    @invariant()
    def nothing_came_that_was_not_to(self) -> None:
        assert self.town.faults == []

    @invariant()
    def what_stands_is_true(self) -> None:
        for pinged in self.run(self.all_of(Pinged)):
            link = self.run(self.get(Buddy, pinged.link_id))
            start, newest = (self.standing(row) for row in (pinged.start_row, pinged.break_row))
            newest, first = (newest, start) if newest is not None else (start, None)
            block = self.run(self.get(FocusBlock, pinged.sitting_id))
            if link is None or link.is_over or newest is None or block is None:
                is_off = newest is None or newest.reads == "Pings from @someone are off."
                assert is_off or pinged.is_over or link is None or not link.is_over
                continue
            said = telling(block.course)
            assert said.what is not What.GONE, "undone, and it stands"
            if said.what is not What.QUIET:
                assert newest.reads == self.read(Telling(said.what, said.until, pinged.minutes))
            if first is not None:
                assert first.reads == self.read(Telling(What.START, None, pinged.minutes))
                assert first.buttons == []

    @invariant()
    def a_sitting_is_two_messages_at_most(self) -> None:
        counted: Counter[str] = Counter()
        for pinged in self.run(self.all_of(Pinged)):
            counted[pinged.sitting_id] += pinged.start_counted + pinged.break_counted
        assert all(count <= A_BLOCK for count in counted.values())

    def read(self, said: Telling) -> str:
        return as_text(sentence(Who("U"), said, "UTC"))

    def standing(self, row: int | None) -> Told | None:
        """The message of this row, if it stands."""
        found = self.run(self.get(OutboxRow, row)) if row is not None else None
        return self.town.screen.told.get(found.ts or "") if found is not None else None  # type: ignore[attr-defined]

    def link(self, sender: PersonId) -> Buddy | None:
        """The one that is not over, paused or not."""
        return next((link for link in self.run(self.all_of(Buddy)) if link.asker == sender and not link.is_over), None)

    def does(self, act: Coroutine[Any, Any, Any]) -> None:
        """Done or refused, and all that is due is said."""
        with suppress(Refusal):
            self.run(act)
        self.settle()

    def settle(self) -> None:
        self.run(self.town.delivery.until_quiet())
        while any(row.state in UNFINISHED and row.due_at <= self.clock() for row in self.run(self.all_of(OutboxRow))):
            self.machine.passes(timedelta(seconds=1))
            self.run(self.town.delivery.until_quiet())

    def next_moment(self) -> datetime:
        ahead = [row.due_at for row in self.run(self.all_of(OutboxRow)) if row.state in UNFINISHED]
        return min((due for due in ahead if due > self.clock()), default=self.clock() + timedelta(days=99))

    async def all_of(self, table: type[T]) -> list[T]:
        async with self.database.transaction() as session:
            return list((await session.scalars(select(table))).all())

    async def get(self, table: type[T], key: Any) -> T | None:
        async with self.database.transaction() as session:
            return await session.get(table, key)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        with suppress(AttributeError):
            self.run(self.town.delivery.stop(timedelta(seconds=1)))
            self.run(self.database.close())
            self.loop.close()
            shutil.rmtree(self.place)


def test_any_order(tmp_path: Path) -> None:
    AnyOrder.folder, AnyOrder.template = tmp_path, tmp_path / "template.db"
    asyncio.run(create_tables(f"sqlite:///{AnyOrder.template}"))
    quick = settings(max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(AnyOrder, settings=quick)
