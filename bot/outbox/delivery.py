"""The loop: claim what is due, compose it, say it, settle it; woken by the scheduler and by every commit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.outbox import claims
from bot.outbox.claims import Moment
from bot.outbox.doubt import look_up
from bot.outbox.kinds import Content, Kind, Operation, State
from bot.outbox.pulse import beat
from bot.outbox.settling import Settlement, Settler, after_looking, after_speaking
from bot.outbox.speaking import Clients, Target, speak
from bot.outbox.tables import OutboxRow

log = logging.getLogger(__name__)

BATCH = 100
AT_ONCE = 200
"""Rows in hand at once: claimed, and not yet settled."""


@dataclass(frozen=True)
class Turn:
    """What the outbox hands a feature when rows of its come due: the rows, the moment, and the transaction."""

    session: AsyncSession
    rows: Sequence[OutboxRow]
    at: Moment


Composer: TypeAlias = Callable[[Turn], Awaitable[Mapping[int, Content]]]
"""Brings the rows' subjects up to the present and composes. A row left out has nothing left to say."""


@dataclass(frozen=True)
class Ready:
    """A row whose attempt is recorded, with what it says."""

    row: OutboxRow
    content: Content
    target: Target | None


class Delivery:
    """Says what is due. Any number of these may run on one PostgreSQL; on SQLite there is one."""

    def __init__(
        self, database: Database, clients: Clients, clock: Clock, machine: Clock, replica: str = "here"
    ) -> None:
        self._database = database
        self._clients = clients
        self._clock = clock
        self._machine = machine
        self._replica = replica
        self._kinds: dict[str, tuple[Kind, Composer]] = {}
        self._in_hand: set[asyncio.Task[None]] = set()
        self._rows_in_hand = 0
        self._stopping = False
        self._claiming = asyncio.Lock()
        self.woken = asyncio.Event()
        self.settler = Settler(database, machine, self.woken.set)
        self.claimed_at = machine()

    def opens(self, composer: Composer, *kinds: Kind) -> None:
        """Register who composes these kinds."""
        self._kinds.update({kind.name: (kind, composer) for kind in kinds})

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind that can be said."""
        return {name: kind for name, (kind, _) in self._kinds.items()}

    async def turn(self) -> int:
        """Claim what is due and start saying it, until nothing is left or enough is in hand. Returns how many."""
        started = 0
        async with self._claiming:
            while not self._stopping and (room := min(BATCH, AT_ONCE - self._rows_in_hand)) > 0:
                taken = await self._claim(room)
                if not taken:
                    break
                started += taken
        return started

    async def until_quiet(self) -> None:
        """Say all that is due now and return when every outcome is written."""
        while await self.turn() or self._in_hand:
            await self._settled()

    async def next_moments(self) -> Moment:
        """When to look again, at the latest."""
        async with self._database.transaction() as session:
            return await claims.next_moments(session, self._now())

    async def stop(self, within: timedelta) -> None:
        """Claim nothing more, finish what is in flight, give back what is not; a drain (DELIVERY 2.9)."""
        self._stopping = True
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=within.total_seconds())
        for task in self._in_hand:
            task.cancel()
        await self.settler.drain()

    def _now(self) -> Moment:
        return Moment(self._clock(), self._machine())

    async def _claim(self, room: int) -> int:
        now = self._now()
        async with self._database.transaction() as session:
            await claims.reap(session, now)
            rows = await claims.claim(session, now, room)
            doubtful = await claims.claim_doubtful(session, now, room)
            await beat(session, self._replica, now.machine)
        self.claimed_at = now.machine
        if rows:
            self._hold(self._say(rows), len(rows))
        for row in doubtful:
            self._hold(self._look(row), 1)
        return len(rows) + len(doubtful)

    def _hold(self, work: Awaitable[None], rows: int) -> None:
        async def held() -> None:
            try:
                await work
            finally:
                self._rows_in_hand -= rows
                self.woken.set()

        self._rows_in_hand += rows
        task = asyncio.create_task(held())
        self._in_hand.add(task)
        task.add_done_callback(self._let_go)

    def _let_go(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("delivery_task_failed", exc_info=error)

    async def _settled(self) -> None:
        if self._in_hand:
            await asyncio.wait(self._in_hand)
        await self.settler.drain()

    async def _say(self, rows: Sequence[OutboxRow]) -> None:
        try:
            ready = await self._prepare(rows)
        except (SQLAlchemyError, OSError) as error:  # the lease runs out, and they are claimed again
            log.warning("composing_postponed", extra={"error": type(error).__name__, "rows": len(rows)})
            return
        await asyncio.gather(*(self._speak(one) for one in ready))

    async def _speak(self, ready: Ready) -> None:
        outcome = await speak(self._clients, ready.row, ready.content, ready.target)
        self.settler.put(after_speaking(ready.row, outcome, self._machine()))

    async def _look(self, row: OutboxRow) -> None:
        seen = await look_up(self._clients, row)
        self.settler.put(after_looking(row, self._kinds[row.kind][0], seen, self._machine()))

    async def _prepare(self, rows: Sequence[OutboxRow]) -> list[Ready]:
        """Compose in one transaction; where that raises, one by one, so that one row's fault is its own."""
        try:
            return await self._compose_and_begin(rows)
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:
            if len(rows) == 1:
                log.exception("composing_failed", extra={"kind": rows[0].kind})
                self._settle(rows[0], State.SET_ASIDE, f"composing failed: {type(error).__name__}")
                return []
        return [ready for row in rows for ready in await self._prepare([row])]

    async def _compose_and_begin(self, rows: Sequence[OutboxRow]) -> list[Ready]:
        now = self._now()
        async with self._database.transaction() as session:
            timely = [row for row in rows if not self._is_too_late(row, now)]
            contents = await self._compose(session, timely, now)
            targets = await self._targets(session, contents)
            sayable = [row for row in timely if self._can_be_said(row, contents, targets)]
            begun = await claims.begin_attempts(session, sayable, now)
        for row in rows:
            if row not in timely:
                self._settle(row, State.TOO_LATE, None)
            elif row not in sayable:
                self._settle(row, State.UNNEEDED, None)
        return [self._ready(row, contents, targets, now) for row in sayable if row.id in begun]

    async def _compose(self, session: AsyncSession, rows: Sequence[OutboxRow], now: Moment) -> dict[int, Content]:
        by_composer: dict[Composer, list[OutboxRow]] = {}
        for row in rows:
            by_composer.setdefault(self._kinds[row.kind][1], []).append(row)
        contents: dict[int, Content] = {}
        for composer, theirs in by_composer.items():
            contents |= await composer(Turn(session, theirs, now))
        return contents

    async def _targets(self, session: AsyncSession, contents: Mapping[int, Content]) -> dict[int, Target]:
        wanted = {content.edits for content in contents.values() if content.edits is not None}
        return await claims.said_at(session, wanted)

    def _ready(
        self, row: OutboxRow, contents: Mapping[int, Content], targets: Mapping[int, Target], now: Moment
    ) -> Ready:
        assert row.id is not None
        content = contents[row.id]
        row.attempt_at = now.machine
        row.attempts += 1
        return Ready(row, content, targets.get(content.edits) if content.edits is not None else None)

    def _is_too_late(self, row: OutboxRow, now: Moment) -> bool:
        lives_for = self._kinds[row.kind][0].lives_for
        return lives_for is not None and now.people > row.due_at + lives_for

    def _can_be_said(self, row: OutboxRow, contents: Mapping[int, Content], targets: Mapping[int, Target]) -> bool:
        content = contents.get(row.id or 0)
        return content is not None and (row.operation != Operation.EDIT or content.edits in targets)

    def _settle(self, row: OutboxRow, state: State, reason: str | None) -> None:
        self.settler.put(Settlement.of(row, state, settled_at=self._machine(), reason=reason))
