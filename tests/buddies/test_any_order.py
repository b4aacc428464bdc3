"""Asking, answering, stopping, ending, deleting, waiting, in any order: nobody hears of what is over, or twice."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.buddies import cards
from bot.buddies.rows import buddy_of
from bot.buddies.rules import UNDO_FOR, Form, Ping
from bot.buddies.tables import Buddy
from bot.errors import Refusal
from bot.ids import PersonId
from bot.invitations.rules import LAPSES_AFTER, NOT_AGAIN_FOR, OPEN_AT_ONCE
from tests.support.asking import Asking
from tests.support.databases import SqliteFiles
from tests.support.machines import hold_in_any_order
from tests.support.services import ANA, BEN

T = TypeVar("T")
EVERYONE = [ANA, *(PersonId(ANA.workspace, f"U0ASKER{number}") for number in range(6))]
ASKERS = st.sampled_from(EVERYONE)


@dataclass
class Asked:
    """What should be true of a link: `answer` is None while nobody answered."""

    asker: PersonId
    link_id: str
    at: datetime
    answer: bool | None = None
    is_paused: bool = False
    stopped_at: datetime | None = None
    is_gone: bool = False

    def waits(self, now: datetime) -> bool:
        return self.answer is None and not self.is_gone and now - self.at < LAPSES_AFTER

    def is_open(self, now: datetime) -> bool:
        agreed = self.answer is True and self.stopped_at is None
        return not self.is_gone and (self.waits(now) or agreed)

    def hears(self) -> bool:
        return self.answer is True and not (self.is_paused or self.stopped_at or self.is_gone)


class AnyOrder(Asking):
    """Seven who ask, one who is asked."""

    @initialize()
    def begin(self) -> None:
        self.build()
        self.asked: list[Asked] = []
        self.not_before: dict[PersonId, datetime] = {}

    @rule(asker=ASKERS)
    def asks(self, asker: PersonId) -> None:
        """Whoever has nobody and asked long enough ago, while there is room; the other one hears of it once."""
        now = self.clock()
        may = (
            self.services.buddies.is_offered
            and self.of(asker) is None
            and self.not_before.get(asker, now) <= now
            and sum(one.waits(now) for one in self.asked) < OPEN_AT_ONCE
        )
        try:
            link = self.run(self.services.buddies.ask(asker, Form(BEN.user, {Ping.START: "off I go"})))
        except Refusal:
            assert not may
            return self.hears({})
        assert may
        self.asked.append(Asked(asker, link.link_id, now))
        self.not_before[asker] = now + NOT_AGAIN_FOR
        return self.hears({BEN.user: {cards.FINE, cards.NOT_THIS_TIME}})

    @precondition(lambda self: not self.asked)
    @rule()
    def all_ask(self) -> None:
        """One after the other, so that there are more than have room."""
        for asker in EVERYONE:
            self.asks(asker)

    @rule(
        which=st.integers(0, 20), act=st.sampled_from(["accept", "decline", "stop", "undo_stop"]), twice=st.booleans()
    )
    def the_other_one_presses(self, which: int, act: str, twice: bool) -> None:
        """Any invitation that ever was, also one that is over; whoever asked hears one line of a yes and of a no."""
        if not self.asked:
            return None
        asked = self.asked[which % len(self.asked)]
        heard = self.answers(asked, act)
        for _ in range(1 + twice):
            with suppress(Refusal):
                self.run(getattr(self.services.buddies, act)(BEN, asked.link_id))
        return self.hears({asked.asker.user: set()} if heard else {})

    @rule(asker=ASKERS)
    def whoever_asked_ends_it(self, asker: PersonId) -> None:
        if asked := self.of(asker):
            asked.is_gone = True
        assert self.run(self.services.buddies.end(asker)) is (asked is not None)
        self.hears({})

    @rule(asker=ASKERS, is_paused=st.booleans())
    def whoever_asked_pauses_or_goes_on(self, asker: PersonId, is_paused: bool) -> None:
        if asked := self.of(asker):
            act = self.services.buddies.pause if is_paused else self.services.buddies.go_on
            asked.is_paused = self.run(act(asker, asked.link_id)).is_paused
            assert asked.is_paused is is_paused
        self.hears({})

    @rule(asker=ASKERS, words=st.sampled_from(["", "heads down"]))
    def whoever_asked_changes_the_words(self, asker: PersonId, words: str) -> None:
        if asked := self.of(asker):
            changed = self.run(self.services.buddies.change_words(asker, asked.link_id, {Ping.START: words}))
            assert dict(changed.words) == ({Ping.START: words} if words else {})
        self.hears({})

    @rule(person=st.sampled_from([*EVERYONE[:2], BEN]))
    def somebody_deletes(self, person: PersonId) -> None:
        """Everything is forgotten, also when they were asked last."""
        self.run(self.services.privacy.delete(person))
        for asked in self.asked:
            if person in (asked.asker, BEN):
                asked.is_gone = True
                self.not_before.pop(asked.asker, None)
        self.hears({})

    @rule(is_offered=st.booleans())
    def whoever_runs_it_switches(self, is_offered: bool) -> None:
        self.services.buddies.is_offered = is_offered
        self.hears({})

    @rule(minutes=st.sampled_from([1, 2, 60, 60 * 24, 60 * 24 * 7, 60 * 24 * 24, 60 * 24 * 31]))
    def waits(self, minutes: int) -> None:
        """However long: time alone tells nobody anything."""
        self.passes(timedelta(minutes=minutes))
        self.hears({})

    @invariant()
    def pings_go_where_they_were_agreed_to_and_nowhere_else(self) -> None:
        assert self.run(self.heard_of()) == {one.asker: BEN.user for one in self.asked if one.hears()}

    @invariant()
    def whoever_has_one_sees_it_and_of_the_others_no_words_are_kept_for_long(self) -> None:
        for link in self.run(self.all_of(Buddy)):
            asked = next(one for one in self.asked if one.link_id == link.id)
            assert not asked.is_gone or link.is_over
            if asked.is_gone:
                assert link.start_words is None

    @invariant()
    def being_asked_makes_nobody_known(self) -> None:
        if not any(one.answer for one in self.asked):
            assert not self.run(self.services.people.is_known(BEN))

    def answers(self, asked: Asked, act: str) -> bool:
        """What this press makes of it; whether whoever asked hears a line."""
        now, waits = self.clock(), asked.waits(self.clock())
        match act:
            case "accept" if waits and self.services.buddies.is_offered:
                asked.answer = True
                return True
            case "decline" if asked.answer is None and not asked.is_gone and self.is_kept(asked):
                asked.answer = False
                self.not_before[asked.asker] = max(now + NOT_AGAIN_FOR, self.not_before.get(asked.asker, now))
                return waits
            case "stop" if asked.answer is True and asked.is_open(now):
                asked.stopped_at = now
            case "undo_stop" if asked.stopped_at and not asked.is_gone and now < asked.stopped_at + UNDO_FOR:
                if self.of(asked.asker) is None:
                    asked.stopped_at = None
        return False

    def is_kept(self, asked: Asked) -> bool:
        return any(link.id == asked.link_id for link in self.run(self.all_of(Buddy)))

    def of(self, asker: PersonId) -> Asked | None:
        """The one that they asked and that is not over."""
        return next((one for one in self.asked if one.asker == asker and one.is_open(self.clock())), None)

    async def heard_of(self) -> dict[PersonId, str]:
        async with self.database.transaction() as session:
            found = {asker: await buddy_of(session, asker) for asker in EVERYONE}
        return {asker: link.buddy for asker, link in found.items() if link is not None}


@pytest.mark.explores
def test_any_order(sqlite_files: SqliteFiles) -> None:
    hold_in_any_order(AnyOrder, sqlite_files, examples=8)
