"""Whatever somebody plans, presses, where they fly and how long the bot is away: three cards a day, and never amiss."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.courses.rules import RUNNING, catch_up
from bot.database import Database
from bot.errors import Refusal
from bot.focus import rules as focus
from bot.ladder.rules import Asked, Size
from bot.outbox.delivery import Turn
from bot.outbox.kinds import UNFINISHED, Content, State
from bot.outbox.tables import OutboxRow
from bot.people.rules import FromSlack
from bot.people.service import person_row
from bot.plans import cards as plans_cards
from bot.plans.rules import Form, Planned
from bot.plans.tables import Plan
from bot.prompts.rows import ALL, CARDS
from bot.prompts.rules import A_DAY, CARD_FOR, DAY, LATE, UNANSWERED, Kind, Schedule
from bot.prompts.tables import Prompt
from bot.sittings.tables import FocusBlock, open_block
from bot.streaks.service import today_for
from bot.streaks.tables import Why
from tests.support.clock import VirtualClock
from tests.support.exploring import up_to
from tests.support.pressing import buttons
from tests.support.services import ANA, Screen, Services

STEPS = 45
ZONES = ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"]
MINUTE = timedelta(minutes=1)
UNTIL_MIDNIGHT = (CARDS[Kind.EVENING].name, CARDS[Kind.LOOK_BACK].name)
COUNTED = {kind.name for kind in ALL}

Act: TypeAlias = Callable[[], Awaitable[None]]


class Watch(Screen):
    """The screen, which tells of every post what row it is and when it came."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Callable[[str], Awaitable[None]] | None = None
        self.at: dict[str, str] = {}

    async def chat_postMessage(self, **said: Any) -> dict[str, str]:  # noqa: N802
        answer = await super().chat_postMessage(**said)
        self.at[answer["ts"]] = said["metadata"]["event_payload"]["row"]
        assert self.seen is not None
        await self.seen(self.at[answer["ts"]])
        return answer


class Life:
    """One person's, at random, watched."""

    def __init__(self, database: Database, clock: VirtualClock, machine: VirtualClock, seed: int) -> None:
        self.random = random.Random(seed)
        self.database, self.clock, self.machine = database, clock, machine
        self.screen = Watch()
        self.screen.seen = self.is_welcome
        self.services = Services(database, clock, machine, self.screen)
        self.services.delivery.opens(self.chats, CARDS[Kind.CHAT])
        self.a_day: Counter[date] = Counter()
        self.dates: set[tuple[str, str]] = set()
        self.late = self.unanswered = 0
        self.answered_on = date.min
        self.came_at: dict[str, datetime] = {}
        self.trace: list[str] = []

    async def chats(self, turn: Turn) -> Mapping[int, Content]:
        """Stands for the cards of chats."""
        coming = await self.services.prompts.rows.coming(turn)
        return {row: Content("A chat.", ()) for row in coming}

    async def lives(self) -> None:
        await self.services.people.meet(ANA)
        for daily_at in (time(9), time(9, 20), time(9, 40), time(16)):
            daily = Form(Planned("x"), self.clock().date(), daily_at, frozenset(range(7)))
            await self.services.plans.save(ANA, daily)
        await self.wants()
        often = self.acts()
        for act in self.random.choices([*often], [*often.values()], k=STEPS):
            self.trace.append(f"{self.clock():%a %d %H:%M} {act.__name__}")
            with suppress(Refusal):
                await act()
            await self.settles()
            await self.nothing_is_left_over()
        await self.passes(timedelta(days=2))
        await self.nothing_is_left_over()

    def acts(self) -> dict[Act, int]:
        """All that happens, and how often."""
        once: list[Act] = [self.plans, self.wants, self.moves, self.busy, self.waits, self.is_away]
        return dict.fromkeys(once, 1) | {self.presses: 4, self.meets_one: 9}

    # What they do. Whatever it is, they were heard from first.

    async def plans(self) -> None:
        await self.heard()
        await self.services.plans.save(ANA, await self.a_form())

    async def a_form(self) -> Form:
        async with self.database.transaction() as session:
            today = today_for(await person_row(session, ANA), self.clock())
        weekdays = frozenset(self.random.sample(range(7), self.random.choice([0, 2, 7, 7])))
        size = self.random.choice([Size(20), Size(5), Size(2)])
        return Form(Planned("x", size=size), today + self.random.randint(0, 2) * DAY, self.a_time(), weekdays)

    def a_time(self) -> time:
        return time(self.random.choice([2, 8, 9, 12, 20]), self.random.choice([0, 0, 20, 40]))

    async def wants(self) -> None:
        """An evening card, a look-back, a chat; or none any more."""
        await self.heard()
        async with self.database.transaction() as session:
            known, at = await person_row(session, ANA, holding=True), self.clock()
            await self.services.evenings.set_evening(session, known, self.random.choice([None, self.a_time()]), at)
            await self.services.evenings.set_look_back(session, known, self.random.choice([None, 2]), at)
            if self.random.random() < 0.5:
                weekdays = frozenset(self.random.sample(range(7), 3))
                chat = Schedule(self.a_time(), weekdays=weekdays)
                prompt = await self.services.prompts.plan(session, known, Kind.CHAT, chat, at)
                prompt.is_promised = True

    async def waits(self) -> None:
        await self.passes(timedelta(minutes=self.random.choice([1, 15, 60, 1440])))

    async def is_away(self) -> None:
        """For days, nothing is pressed and nothing typed."""
        await self.passes(timedelta(days=3))

    async def meets_one(self) -> None:
        """Something happens a minute before a card is due, or nothing does."""
        ahead = select(func.min(col(OutboxRow.due_at))).where(
            col(OutboxRow.state) == State.DUE, col(OutboxRow.due_at) > self.clock(), col(OutboxRow.kind).in_(COUNTED)
        )
        async with self.database.transaction() as session:
            due = await session.scalar(ahead)
        if due is not None and due - MINUTE > self.clock():
            await self.passes(due - MINUTE - self.clock())
        nothing, acts = self.looks, [self.begins, self.rests, self.stops, self.moves, self.sleeps, self.sleeps]
        before = self.random.choice([*acts, nothing, None, None, None])
        if before is not None:
            self.trace.append(f"{self.clock():%a %d %H:%M} … {before.__name__}")
            with suppress(Refusal):
                await before()
        await self.passes(self.random.choice([MINUTE, 2 * MINUTE, 61 * MINUTE]))
        if self.random.random() < 0.6:
            await self.looks()

    async def sleeps(self) -> None:
        """The bot is away; when it is back, one of what is late comes at most."""
        self.clock.passes(timedelta(minutes=self.random.choice([2, 10, 59, 190, 700])))
        before = self.late
        await self.settles()
        assert self.late <= before + 1, self.trace

    async def moves(self) -> None:
        await self.services.people.moved(ANA, FromSlack(self.random.choice(ZONES)))

    async def rests(self) -> None:
        await self.heard()
        async with self.database.transaction() as session:
            known = await person_row(session, ANA, holding=True)
            today = today_for(known, self.clock())
            if self.random.random() < 0.5:
                await self.services.streaks.rest(session, ANA, today, today + DAY, Why.TIME_OFF)
            else:
                await self.services.streaks.end_rest(session, ANA, today)

    async def begins(self) -> None:
        await self.heard()
        await self.services.focus.begin(ANA, Asked(Size(self.random.choice([1, 20])), is_typed=True))

    async def stops(self) -> None:
        await self.heard()
        rule = self.random.choice([focus.stop, focus.stop_for_today])
        await self.services.focus.act(ANA, None, rule)

    async def looks(self) -> None:
        await self.heard()

    async def busy(self) -> None:
        self.screen.refusals = 2

    async def presses(self) -> None:
        """Anything on any card that a plan brought; sometimes twice."""
        there = [one for blocks in self.screen.messages.values() for one in buttons(blocks)]
        acts = {**self.services.morning_doors.acts(), plans_cards.CANCEL: self.services.plans.cancel}
        known = [(acts[name], plans_cards.offered(action)) for name, action in there if name in acts]
        if known:
            await self.heard()
            act, press = self.random.choice(known)
            await act(ANA, press)
            assert not (await act(ANA, press)).changed, self.trace

    async def heard(self) -> None:
        await self.services.prompts.hear(ANA)
        async with self.database.transaction() as session:
            self.answered_on = max(self.answered_on, today_for(await person_row(session, ANA), self.clock()))
        self.unanswered = 0

    # How time passes.

    async def passes(self, span: timedelta) -> None:
        until = self.clock() + span
        while (moment := await self.next_due()) <= until:
            self.clock.is_now(moment)
            await self.settles()
        self.clock.is_now(until)
        await self.settles()
        await self.services.prompts.chores()
        await self.services.plans.chores()

    async def settles(self) -> None:
        await self.services.delivery.until_quiet()
        while await self.waiting():
            self.machine.passes(timedelta(seconds=1))
            await self.services.delivery.until_quiet()

    async def waiting(self) -> int:
        now = select(func.count()).where(col(OutboxRow.state).in_(UNFINISHED), col(OutboxRow.due_at) <= self.clock())
        async with self.database.transaction() as session:
            return await session.scalar(now) or 0

    async def next_due(self) -> datetime:
        due = select(func.min(col(OutboxRow.due_at))).where(
            col(OutboxRow.state) == State.DUE, col(OutboxRow.due_at) > self.clock()
        )
        async with self.database.transaction() as session:
            return await session.scalar(due) or self.clock() + timedelta(days=99)

    # What is true of every card that comes, and after everything.

    async def is_welcome(self, mark: str) -> None:
        async with self.database.transaction() as session:
            row = (await session.scalars(select(OutboxRow).where(col(OutboxRow.mark) == mark))).one()
            if row.kind not in COUNTED:
                return
            known, now = await person_row(session, ANA), self.clock()
            today, block = today_for(known, now), await open_block(session, ANA)
            self.trace.append(f"{now:%a %d %H:%M} comes: {row.occurrence}")
            self.counts(row, today)
            is_late = now - row.due_at > LATE
            self.late += is_late
            assert now - row.due_at <= (DAY if row.kind in UNTIL_MIDNIGHT else CARD_FOR)
            assert block is None or catch_up(block.course, now).phase not in RUNNING, self.trace
            assert await self.services.streaks.rests_until(session, ANA, today) is None, self.trace
            assert row.kind == CARDS[Kind.CHAT].name or not await done_for(session, today), self.trace
            self.came_at[mark] = now

    def counts(self, row: OutboxRow, today: date) -> None:
        self.a_day[today] += 1
        assert self.a_day[today] <= A_DAY, self.trace
        assert self.unanswered < UNANSWERED, self.trace
        self.unanswered = 0 if self.answered_on >= today else self.unanswered + 1
        if row.kind != "prompts.later":
            on = (row.subject, row.occurrence.rsplit("/", 1)[1].split(".")[0])
            assert on not in self.dates, self.trace
            self.dates.add(on)

    async def nothing_is_left_over(self) -> None:
        now = self.clock()
        for ts, blocks in self.screen.messages.items():
            if any(name.startswith("mornings.") for name, _ in buttons(blocks)):
                assert now - self.came_at[self.screen.at[ts]] < CARD_FOR, self.trace
        async with self.database.transaction() as session:
            prompts = {one.id: one for one in await session.scalars(select(Prompt))}
            for plan in await session.scalars(select(Plan)):
                prompt = prompts[plan.prompt_id]
                later = select(func.count()).where(
                    col(OutboxRow.subject) == prompt.id, col(OutboxRow.kind) == "prompts.later",
                    col(OutboxRow.state).in_(UNFINISHED),
                )  # fmt: skip
                is_ahead = prompt.next_at is not None or bool(await session.scalar(later))
                assert is_ahead or plan.card_row is not None, self.trace


async def done_for(session: Any, today: date) -> bool:
    done = select(func.count()).where(col(FocusBlock.day) == today, col(FocusBlock.done_for_today))
    return bool(await session.scalar(done))


@pytest.mark.explores
@pytest.mark.parametrize("seed", range(up_to(1)))
async def test_any_life(database: Database, clock: VirtualClock, machine: VirtualClock, seed: int) -> None:
    """One on each engine: the weeks in tests/stories live the same acts and more, each of theirs on both."""
    await Life(database, clock, machine, 2 * seed + database.is_sqlite).lives()
