"""Asking, answering, ending, deleting, waiting, in any order: nobody hears of what is over, nobody is asked twice."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.chats import cards
from bot.chats.rules import Form, Weekly
from bot.chats.tables import Chat
from bot.errors import Refusal
from bot.focus.cards import offered
from bot.ids import PersonId
from bot.invitations.rules import LAPSES_AFTER, NOT_AGAIN_FOR
from bot.plans import cards as plans
from bot.prompts.tables import Prompt
from bot.starts import cards as starts
from tests.support.asking import Asking
from tests.support.databases import SqliteFiles
from tests.support.machines import hold_in_any_order
from tests.support.pressing import buttons
from tests.support.services import ANA, BEN

T = TypeVar("T")
CHIYO = PersonId(ANA.workspace, "U0CHIYO003")
ASKERS = st.sampled_from([ANA, CHIYO])
HELLO = {starts.START, starts.NOT_NOW, plans.OPEN}
CARD = {cards.START, cards.SMALLER, cards.NOT_TODAY}


@dataclass
class Asked:
    """What should be true of one asker's chat: `answer` is None while nobody answered."""

    chat_id: str
    at: datetime
    answer: bool | None = None
    seen: list[dict[str, Any]] = field(default_factory=list)


class AnyOrder(Asking):
    """Two who ask, one who is asked."""

    @initialize()
    def begin(self) -> None:
        self.build()
        self.open: dict[PersonId, Asked] = {}
        self.last: dict[PersonId, datetime] = {}
        self.once_asked: list[str] = []

    @rule(asker=ASKERS, weekday=st.integers(0, 6))
    def asks(self, asker: PersonId, weekday: int) -> None:
        """Whoever has no chat and asked long enough ago; the other one hears of it once."""
        try:
            agreed = self.run(self.services.chats.ask(asker, Form(BEN.user, Weekly(weekday), "shall we")))
        except Refusal:
            assert asker in self.open or self.is_too_soon(asker)
            return self.hears({})
        assert asker not in self.open
        assert not self.is_too_soon(asker)
        self.open[asker] = Asked(agreed.chat_id, self.clock())
        self.once_asked.append(agreed.chat_id)
        self.last[asker] = self.clock()
        return self.hears({BEN.user: {cards.FINE, cards.NOT_THIS_TIME}})

    @rule(which=st.integers(0, 20), act=st.sampled_from(["accept", "decline", "leave"]), twice=st.booleans())
    def the_other_one_presses(self, which: int, act: str, twice: bool) -> None:
        """Any invitation that ever was, also one that is over."""
        if not self.once_asked:
            return None
        chat_id = self.once_asked[which % len(self.once_asked)]
        for _ in range(1 + twice):
            self.run(getattr(self.services.chats, act)(BEN, chat_id))
        for asker, asked in list(self.open.items()):
            if asked.chat_id == chat_id:
                return self.hears({asker.user: set()} if self.answers(asker, asked, act) else {})
        return self.hears({})

    @rule(asker=ASKERS)
    def whoever_asked_ends_it(self, asker: PersonId) -> None:
        if asked := self.open.pop(asker, None):
            self.run(self.services.chats.end(asker, asked.chat_id))
            self.last[asker] = asked.at
        self.hears({})

    @rule(asker=ASKERS, weekday=st.integers(0, 6))
    def whoever_asked_changes_the_time(self, asker: PersonId, weekday: int) -> None:
        if asked := self.open.get(asker):
            self.run(self.services.chats.change(asker, asked.chat_id, Weekly(weekday)))
        self.hears({})

    @rule(asker=ASKERS, which=st.integers(0, 5))
    def whoever_asked_presses_a_card(self, asker: PersonId, which: int) -> None:
        """A card that stands, or one that stood."""
        asked = self.open.get(asker)
        if asked is None or not asked.seen:
            return
        press = offered(asked.seen[which % len(asked.seen)])
        acts = (self.services.chats.make_smaller, self.services.chats.not_today)
        self.run(acts[which % 2](asker, press))
        self.hears({})

    @rule(person=st.sampled_from([ANA, CHIYO, BEN]))
    def somebody_deletes(self, person: PersonId) -> None:
        self.run(self.services.privacy.delete(person))
        for asker in [person] if person != BEN else [ANA, CHIYO]:
            self.open.pop(asker, None)
            self.last.pop(asker, None)
        self.hears({})

    @rule(hours=st.sampled_from([1, 24, 24 * 7, 24 * 31]))
    def waits(self, hours: int) -> None:
        """Cards come to those who have a chat; nobody else hears anything."""
        self.passes(timedelta(hours=hours))
        for place, blocks in self.news():
            shown = {action_id for action_id, _ in buttons(blocks)}
            if shown == HELLO and place != BEN.user:
                continue  # the line on return of whoever let three cards go by
            (asker,) = [asker for asker in self.open if asker.user == place]
            assert shown == CARD
            self.open[asker].seen += [action for _, action in buttons(blocks)]

    @invariant()
    def what_is_over_has_no_prompt_and_what_is_not_has_one(self) -> None:
        chats = {chat.prompt_id: chat for chat in self.run(self.all_of(Chat))}
        assert {chat_id for chat_id, chat in chats.items() if not chat.is_over} == self.ids()
        assert {prompt.id for prompt in self.run(self.all_of(Prompt))} == self.ids()
        for asked in self.open.values():
            assert chats[asked.chat_id].answer == {None: None, True: "yes"}[asked.answer]

    @invariant()
    def being_asked_makes_nobody_known(self) -> None:
        assert not self.run(self.services.people.is_known(BEN))

    def answers(self, asker: PersonId, asked: Asked, act: str) -> bool:
        """What this press makes of it; whether whoever asked hears a line."""
        is_open = asked.answer is None and self.clock() - asked.at < LAPSES_AFTER
        if act == "accept" and is_open:
            asked.answer = True
            return True
        if act == ("leave" if asked.answer else "decline"):
            del self.open[asker]
            self.last[asker] = self.clock()
            return is_open
        return False

    def is_too_soon(self, asker: PersonId) -> bool:
        return asker in self.last and self.clock() < self.last[asker] + NOT_AGAIN_FOR

    def ids(self) -> set[str]:
        return {asked.chat_id for asked in self.open.values()}


@pytest.mark.explores
def test_any_order(sqlite_files: SqliteFiles) -> None:
    hold_in_any_order(AnyOrder, sqlite_files, examples=8)
