"""The loop: claim what is due, compose it, say it, settle it; woken by the scheduler and by every commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from sqlalchemy.exc import IntegrityError

from bot.clock import Clock
from bot.database import Database, is_passing
from bot.ids import PersonId
from bot.outbox.claims import Claims, Moment, next_due
from bot.outbox.composing import Asker, Composer, Composing, Holder, Ready, Turn
from bot.outbox.doubt import look_up
from bot.outbox.hands import Hands
from bot.outbox.kinds import Kind, Operation, State
from bot.outbox.outcomes import Settlement, after_looking, after_speaking, given_back
from bot.outbox.pulse import EVERY, beat
from bot.outbox.settling import Settler
from bot.outbox.speaking import Clients, speak, take_back
from bot.outbox.tables import OutboxRow

__all__ = ["Composer", "Delivery", "Moment", "Turn"]

log = logging.getLogger(__name__)

BATCH = 100
AT_ONCE = 400
"""Rows in hand at once: claimed, and their outcome not yet written."""
LOOKS_AT_ONCE = 20
Refused: TypeAlias = Callable[[OutboxRow, str], Awaitable[None]]
"""Hears that Slack will not have a row, and why."""
CHORES_EVERY = timedelta(seconds=1)
"""How often lapsed leases and doubtful rows are looked for, and how long a failed turn rests."""
LAST_WORDS = timedelta(seconds=2)
"""For so long a stopping replica tries to write what it knows."""


class Delivery:
    """Says what is due. Any number of these may run on one PostgreSQL; on SQLite there is one.

    Whoever is `alone` needn't wait for the leases of the process before it, which died. Nothing is said to somebody
    who `is_held`, nor for them to others; it stays due, and is composed anew when they no longer are.
    """

    def __init__(
        self,
        database: Database,
        clients: Clients,
        clock: Clock,
        machine: Clock,
        replica: str = "here",
        *,
        alone: bool = False,
    ) -> None:
        self._database = database
        self._clients = clients
        self._clock = clock
        self._machine = machine
        self._replica = replica
        self._claims = Claims()
        self._composing = Composing(database, self._claims)
        self._hands = Hands()
        self._refused: dict[str, Refused] = {}
        self._claiming = asyncio.Lock()
        self._stopping = False
        self._takes_over = alone
        self._chores_at: datetime | None = None
        self._beat_at: datetime | None = None
        self._rests_until: datetime | None = None
        self.is_held: Callable[[PersonId], bool] = lambda _: False
        self.woken = asyncio.Event()
        self.settler = Settler(database, machine, self._written)
        self.settler.orphaned = self._take_back
        self.claimed_at = self.turned_at = machine()

    def opens(
        self, composer: Composer, *kinds: Kind, asks: Asker | None = None, refused: Refused | None = None
    ) -> None:
        """Register who composes these kinds, who asks Slack before, and who hears of a row that was set aside.

        Whoever hears does so once more or not at all if the process dies meanwhile: the row tells it still.
        """
        self._composing.opens(composer, *kinds, asks=asks)
        self._refused |= dict.fromkeys((kind.name for kind in kinds), refused) if refused else {}

    def holds(self, hold: Holder) -> None:
        """Register who holds the people whose rows are composed together."""
        self._composing.hold = hold

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind that can be said."""
        return self._composing.kinds

    async def turn(self) -> int:
        """Claim what is due and start saying it, until nothing is left or enough is in hand. Returns how many.

        Raises nothing but cancellation: a turn that fails is logged, and rests a second.
        """
        now = self.turned_at = self._machine()
        if self._rests_until is not None and not _is_over(self._rests_until - CHORES_EVERY, CHORES_EVERY, now):
            return 0
        try:
            return await self._turn()
        except Exception as error:
            if is_passing(error) or isinstance(error, IntegrityError):  # two replicas took one place: one goes back
                log.warning("turn_postponed", extra={"error": type(error).__name__})
            else:
                log.exception("turn_failed")
            self._rests_until = now + CHORES_EVERY
            return 0

    async def until_quiet(self) -> None:
        """Say all that is due now and return when every outcome is written. Raises what a turn would only log."""
        while await self._turn() or self._hands.rows:
            await self._hands.lighter()

    async def next_moments(self) -> Moment:
        """When to look again, at the latest."""
        now = self._now()
        soon = Moment(now.people + CHORES_EVERY, now.machine + CHORES_EVERY)
        try:
            async with self._database.transaction(in_background=True) as session:
                people = await next_due(session, now)
        except Exception as error:
            if not is_passing(error):
                log.exception("next_moments_failed")
            return soon
        return Moment(people, min(soon.machine, self.settler.next_end(now.machine) or soon.machine))

    async def stop(self, within: timedelta) -> None:
        """Claim nothing more, finish what is in flight, give back what was not attempted; a drain (DELIVERY 2.9)."""
        self._stopping = True
        await self._hands.finish(within)
        for row in self._hands.rows.values():  # of these no outcome is known, or it waits to be written
            if row.id not in self.settler.knows:
                self.settler.put(given_back(row, self._machine(), "stopped"))
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS.total_seconds()):
                await self.settler.drain()

    def _now(self) -> Moment:
        return Moment(self._clock(), self._machine())

    async def _turn(self) -> int:
        started = 0
        async with self._claiming:
            while not self._stopping and (room := min(BATCH, AT_ONCE - len(self._hands.rows))) > 0:
                # a claim that has begun ends, whatever becomes of who asked: else its rows would wait for their lease
                taken = await asyncio.shield(self._hands.start(self._claim(room)))
                started += taken
                if taken < room:
                    break
        return started

    async def _claim(self, room: int) -> int:
        now = self._now()
        doubtful: Sequence[OutboxRow] = ()
        has_chores = _is_over(self._chores_at, CHORES_EVERY, now.machine)
        has_beat = _is_over(self._beat_at, EVERY, now.machine)
        async with self._database.transaction(in_background=True) as session:
            if self._takes_over:
                await self._claims.reap_all(session, now)
            if has_chores:
                await self._claims.reap(session, now, self._hands.rows)
                doubtful = await self._claims.claim_doubtful(session, now, LOOKS_AT_ONCE)
            rows = await self._claims.claim(session, now, room)
            if has_beat:
                await beat(session, self._replica, now.machine)
        self._takes_over = False
        self.claimed_at = now.machine
        self._chores_at = now.machine if has_chores else self._chores_at
        self._beat_at = now.machine if has_beat else self._beat_at
        self._begin(rows, doubtful)
        return len(rows)

    def _begin(self, rows: Sequence[OutboxRow], doubtful: Sequence[OutboxRow]) -> None:
        self._hands.take([*rows, *doubtful])
        if self._stopping:
            return
        for lot in self._composing.apart(rows):
            self._hands.work_on(lot, partial(self._say, lot))
        for row in doubtful:
            self._hands.work_on([row], partial(self._look, row))

    async def _say(self, rows: Sequence[OutboxRow]) -> None:
        if self._stopping:
            return
        try:
            ready = await self._composing.prepare(rows, self._now(), self.settler.put)
        except Exception as error:
            if not is_passing(error):
                log.exception("preparing_failed")
            for row in rows:
                self.settler.put(given_back(row, self._machine(), f"postponed: {type(error).__name__}", CHORES_EVERY))
            return
        for one in ready:
            self._hands.work_on([one.row], partial(self._speak, one))

    async def _speak(self, ready: Ready) -> None:
        row = ready.row

        def may_begin() -> bool:
            row.attempt_at = self._machine()
            those = {PersonId(row.workspace, who) for who in (row.user, row.place)}
            return not any(map(self.is_held, those)) and self._claims.may_begin(row, row.attempt_at)

        outcome = await speak(self._clients, row, ready.content, ready.target, may_begin=may_begin)
        self.settler.put(after_speaking(row, outcome, self._machine()))

    async def _look(self, row: OutboxRow) -> None:
        seen = await look_up(self._clients, row)
        self.settler.put(after_looking(row, self.kinds.get(row.kind), seen, self._machine()))

    def _take_back(self, settlement: Settlement) -> None:
        """A message whose row was deleted while it was said (its person deleted everything) is removed; one that was
        drawn again meanwhile would have its words back."""
        row = self._hands.rows.get(settlement.id)
        is_message = row is not None and row.operation in (Operation.POST, Operation.EDIT)
        if row is not None and is_message and settlement.channel and settlement.ts:
            self._hands.start(take_back(self._clients, row.workspace, settlement.channel, settlement.ts))

    def _written(self, batch: Sequence[Settlement]) -> None:
        self._hands.put_down([one.id for one in batch if not self._is_heard(one)])
        self.woken.set()  # what waited for these may go now

    def _is_heard(self, settlement: Settlement) -> bool:
        """Whether somebody hears of it before it is put down."""
        row = self._hands.rows.get(settlement.id)
        hears = self._refused.get(row.kind) if row is not None and settlement.state is State.SET_ASIDE else None
        if row is not None and hears is not None:
            self._hands.start(self._tell(hears, row, settlement.reason or ""))
        return hears is not None

    async def _tell(self, hears: Refused, row: OutboxRow, reason: str) -> None:
        try:
            await hears(row, reason)
        except Exception:
            log.exception("refusal_not_heard", extra={"kind": row.kind})
        finally:
            self._hands.put_down([row.id or 0])


def _is_over(last: datetime | None, span: timedelta, now: datetime) -> bool:
    """Whether `span` has passed since `last`, or the clock was set back."""
    return last is None or not timedelta() <= now - last < span
