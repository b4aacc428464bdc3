"""Two who tell and one who knows, in any order: nobody is told after a no, at the wrong time, too often, or untrue."""

import re
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select
from sqlmodel import col

from bot.buddies.rows import buddy_of
from bot.buddies.tables import Buddy
from bot.courses.rules import catch_up
from bot.database import Database
from bot.errors import Refusal
from bot.focus.rules import Press, make_smaller
from bot.ids import PersonId
from bot.ladder.rules import Asked, Size
from bot.outbox.tables import OutboxRow
from bot.pings.rows import _zone_of
from bot.pings.rules import A_BLOCK, A_DAY, NEVER, Reader, Rest, Telling, What, day_of, is_welcome, telling
from bot.pings.tables import Pinged
from bot.pings.wording import sentence
from bot.sittings.tables import FocusBlock, is_in_a_block
from bot.speech import Who, as_text
from tests.support.asking import Asking
from tests.support.clock import VirtualClock
from tests.support.databases import SqliteFiles
from tests.support.knowing import Places, Told, agree, moves
from tests.support.machines import hold_in_any_order
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
        async with self.database.transaction() as session:
            there = Reader(await _zone_of(session, BEN), self.quiet.get(BEN.user))
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
            said = telling(catch_up(block.course, self.clock()))
            assert said.until is not None, "told of what is over"
            assert self.clock() < said.until, "told of what is over"
        self.sent[sender, block.day] += 1
        self.got[day_of(there, self.clock())] += 1
        assert self.sent[sender, block.day] <= A_DAY
        assert self.got[day_of(there, self.clock())] <= A_DAY


class AnyOrder(Asking):
    """Everything that either side, and time, can do."""

    services: Town

    @initialize()
    def begin(self) -> None:
        self.build()
        self.services = Town(self.database, self.clock, self.machine)
        for sender in (ANA, CHIYO):
            self.agrees(sender)

    @rule(sender=SENDERS, minutes=SIZES, whom=st.sampled_from(["", "", BEN.user]))
    def begins(self, sender: PersonId, minutes: int, whom: str) -> None:
        if minutes:
            self.does(self.services.focus.begin(sender, Asked(Size(minutes), is_typed=True, whom=whom)))
        else:
            self.does(self.services.focus.go_to_the_foot(sender))

    @rule(sender=SENDERS, then=st.sampled_from(["", "", "break", "stop", "undo"]))
    def begins_another_one(self, sender: PersonId, then: str) -> None:
        """With somebody who knows, whatever was before."""
        self.agrees(sender)
        self.does(self.services.focus.end(sender))
        self.does(self.services.focus.begin(sender, Asked(Size(20), is_typed=True)))
        if then:
            self.goes_on(sender, then)

    @rule(
        sender=SENDERS,
        how=st.sampled_from(["break", "break", "a minute off", "back", "smaller", "help", "stop", "undo"]),
    )
    def goes_on(self, sender: PersonId, how: str) -> None:
        focus = self.services.focus
        match how:
            case "break" | "a minute off":
                self.does(focus.break_off(sender, 5 if how == "break" else 1))
            case "back":
                self.does(focus.come_back(sender))
            case "smaller":
                self.does(focus.shrink(sender, None, make_smaller))
            case "help":
                self.does(focus.help_out(sender))
            case "stop":
                self.does(focus.end(sender))
            case _:
                shown = self.run(focus.standing(sender)).shown
                press = Press(shown.block_id, shown.course.revision) if shown else Press("", 0)
                self.does(focus.undo(sender, press))

    @rule(sender=SENDERS, how=st.sampled_from(["end", "pause", "go on", "stop", "take back", "any hour"]))
    def the_two_change_their_mind(self, sender: PersonId, how: str) -> None:
        buddies, links = self.services.buddies, self.run(self.all_of(Buddy))
        acts: Mapping[str, Callable[[Buddy], Coroutine[Any, Any, Any]]] = {
            "end": lambda link: buddies.end(sender, link.id),
            "pause": lambda link: buddies.pause(sender, link.id),
            "go on": lambda link: buddies.go_on(sender, link.id),
            "stop": lambda link: buddies.stop(BEN, link.id),
            "take back": lambda link: buddies.undo_stop(BEN, link.id),
            "any hour": lambda link: buddies.hear(BEN, link.id, any_hour=not link.any_hour),
        }
        for link in links:
            if link.asker == sender:
                self.does(acts[how](link))

    @rule(sender=SENDERS, how=st.sampled_from(["end", "pause", "stop"]))
    def changes_their_mind_before_it_is_said(self, sender: PersonId, how: str) -> None:
        self.agrees(sender)
        self.does(self.services.focus.end(sender))
        self.run(self.services.focus.begin(sender, Asked(Size(20), is_typed=True)))
        self.the_two_change_their_mind(sender, how)

    @rule(sender=SENDERS, begins=st.booleans(), seconds=st.sampled_from([30, 60, 119, 121, 1200]))
    def does_something_and_it_is_said_late(self, sender: PersonId, begins: bool, seconds: int) -> None:
        self.agrees(sender)
        self.does(self.services.focus.end(sender))
        focus = self.services.focus
        self.run(focus.begin(sender, Asked(Size(20), is_typed=True)) if begins else focus.break_off(sender, 1))
        self.is_off_for_a_while(seconds)

    @rule(sender=SENDERS)
    def agrees(self, sender: PersonId) -> None:
        if not any(link.asker == sender and not link.is_over for link in self.run(self.all_of(Buddy))):
            self.run(agree(self.database, sender, BEN.user, self.clock()))

    @rule(zone=ZONES, rests=st.booleans())
    def is_elsewhere_or_rests(self, zone: str, rests: bool) -> None:
        self.services.quiet[BEN.user] = Rest(self.clock(), self.clock() + timedelta(hours=1)) if rests else NEVER
        self.services.reach.forget(BEN)  # what is some minutes old may be wrong by as much
        if self.run(self.services.people.is_known(BEN)):
            self.run(moves(self.database, BEN, zone, self.clock()))

    @rule(which=st.integers(0, 9))
    def sends_a_thumb(self, which: int) -> None:
        if pinged := self.run(self.all_of(Pinged)):
            self.does(self.services.pings.thumb(BEN, pinged[which % len(pinged)].id))

    @rule(begins=st.booleans())
    def works_too(self, begins: bool) -> None:
        self.does(self.services.focus.begin(BEN, Asked(Size(20))) if begins else self.services.focus.end(BEN))

    @rule(person=st.sampled_from([ANA, CHIYO, BEN]), is_sure=st.sampled_from([False, False, False, True]))
    def somebody_deletes(self, person: PersonId, is_sure: bool) -> None:
        if is_sure:
            self.does(self.services.privacy.delete(person))
        if is_sure and person == BEN:
            self.services.got.clear()  # how many came is theirs to remove, too

    @rule(seconds=SPANS)
    def waits(self, seconds: int) -> None:
        self.passes(timedelta(seconds=seconds))

    @rule(seconds=SPANS)
    def is_off_for_a_while(self, seconds: int) -> None:
        """The machine stands still; all that came due is late."""
        self.clock.passes(timedelta(seconds=seconds))
        self.settle()

    @rule(sender=SENDERS)
    def is_limited_by_slack(self, sender: PersonId) -> None:
        self.services.screen.refusals = 2
        self.begins_another_one(sender, "")

    @invariant()
    def nothing_came_that_was_not_to(self) -> None:
        assert self.services.faults == []

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
        return self.services.screen.told.get(found.ts or "") if found is not None else None  # type: ignore[attr-defined]

    def does(self, act: Coroutine[Any, Any, Any]) -> None:
        """Done or refused, and all that is due is said."""
        with suppress(Refusal):
            self.run(act)
        self.settle()

    async def get(self, table: type[T], key: Any) -> T | None:
        async with self.database.transaction() as session:
            return await session.get(table, key)


@pytest.mark.explores
def test_any_order(sqlite_files: SqliteFiles) -> None:
    hold_in_any_order(AnyOrder, sqlite_files, examples=4, steps=25)
