"""Composing rows whose moment has come: bring their subjects up to the present, and record that posting begins."""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, is_passing
from bot.ids import PersonId
from bot.outbox.claims import Claims, Moment, said_at
from bot.outbox.kinds import Content, Kind, Operation, State
from bot.outbox.outcomes import Settlement, given_back, set_aside
from bot.outbox.speaking import Target
from bot.outbox.tables import OutboxRow

log = logging.getLogger(__name__)

CHANGES = (Operation.EDIT, Operation.DELETE)
"""What is done to a message that stands."""
KIND_UNKNOWN_FOR = timedelta(minutes=10)
"""A row of a kind nobody here knows waits so long for a newer replica that does, and is set aside then."""
KIND_UNKNOWN_WAIT = timedelta(seconds=5)


@dataclass(frozen=True)
class Turn:
    """What the outbox hands a feature when rows of its come due: the rows, the moment, and the transaction."""

    session: AsyncSession
    rows: Sequence[OutboxRow]
    at: Moment


Composer: TypeAlias = Callable[[Turn], Awaitable[Mapping[int, Content]]]
"""Brings the rows' subjects up to the present and composes. A row left out has nothing left to say."""
Holder: TypeAlias = Callable[[AsyncSession, Collection[PersonId]], Awaitable[None]]
"""Holds everyone whose rows are composed, in one order for all, before anything of theirs is touched."""
Asker: TypeAlias = Callable[[Sequence[OutboxRow]], Awaitable[None]]
"""Asks Slack what these rows' composer wants to know, before the transaction, soon, and raises nothing."""
Put: TypeAlias = Callable[[Settlement], None]


@dataclass(frozen=True)
class Ready:
    """A row whose attempt is recorded, with what it says."""

    row: OutboxRow
    content: Content
    target: Target | None


class Composing:
    """Who composes what, and the one transaction from a claimed row to one that may be said."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims
        self._composers: dict[str, Composer] = {}
        self._askers: dict[str, Asker] = {}
        self.kinds: dict[str, Kind] = {}
        self.hold: Holder = _hold_nobody

    def opens(self, composer: Composer, *kinds: Kind, asks: Asker | None = None) -> None:
        """Register who composes these kinds, and who asks Slack before."""
        self.kinds |= {kind.name: kind for kind in kinds}
        self._askers |= dict.fromkeys((kind.name for kind in kinds), asks) if asks else {}
        self._composers |= dict.fromkeys((kind.name for kind in kinds), composer)

    def apart(self, rows: Sequence[OutboxRow]) -> list[Sequence[OutboxRow]]:
        """The rows in the lots in which they are prepared: for what Slack is asked about, nobody else waits."""
        lots: dict[Asker | None, list[OutboxRow]] = {}
        for row in rows:
            lots.setdefault(self._askers.get(row.kind), []).append(row)
        return list(lots.values())

    async def prepare(self, rows: Sequence[OutboxRow], now: Moment, put: Put) -> list[Ready]:
        """The rows that may be said now; `put` takes what becomes of the others.

        One row's fault is its own: where composing together raises, they are composed one by one, and the one that
        raises is set aside. Raises only what passes by itself: the database being away.
        """
        timely = [row for row in rows if not self._is_settled(row, now, put)]
        for asks in {self._askers[row.kind] for row in timely if row.kind in self._askers}:
            await asks(timely)
        try:
            return await self._together(timely, now, put)
        except Exception as error:
            if is_passing(error):
                raise
            if len(timely) == 1:
                log.exception("composing_failed", extra={"kind": timely[0].kind})
                put(set_aside(timely[0], f"composing failed: {type(error).__name__}", now.machine))
                return []
        return [ready for row in timely for ready in await self.prepare([row], now, put)]

    def _is_settled(self, row: OutboxRow, now: Moment, put: Put) -> bool:
        """Put down what is too late, or of a kind that nobody here knows."""
        kind = self.kinds.get(row.kind)
        if kind is None:
            is_old = now.people - row.due_at > KIND_UNKNOWN_FOR
            log.error("kind_unknown", extra={"kind": row.kind})
            put(
                set_aside(row, "nobody here knows this kind", now.machine)
                if is_old
                else given_back(row, now.machine, "nobody here knows this kind", KIND_UNKNOWN_WAIT)
            )
        elif kind.lives_for is not None and now.people > row.due_at + kind.lives_for:
            put(Settlement.of(row, State.TOO_LATE, settled_at=now.machine))
        else:
            return False
        return True

    async def _together(self, rows: Sequence[OutboxRow], now: Moment, put: Put) -> list[Ready]:
        if not rows:
            return []
        async with self._database.transaction(in_background=True) as session:
            contents = await self._compose(session, rows, now)
            targets = await said_at(session, {one.edits for one in contents.values() if one.edits is not None})
            sayable = {row.id: row for row in rows if _can_be_said(row, contents, targets)}
            begun = await self._claims.begin(session, list(sayable.values()), now)
        for row in rows:
            if row.id not in sayable:
                put(Settlement.of(row, State.UNNEEDED, settled_at=now.machine))
            elif row.id not in begun:
                put(given_back(row, now.machine, "the lease ran out while composing"))
        return [_ready(sayable[number], contents[number], targets, now) for number in contents if number in begun]

    async def _compose(self, session: AsyncSession, rows: Sequence[OutboxRow], now: Moment) -> dict[int, Content]:
        by_composer: dict[Composer, list[OutboxRow]] = {}
        for row in rows:
            by_composer.setdefault(self._composers[row.kind], []).append(row)
        await self.hold(session, {PersonId(row.workspace, row.user) for row in rows})
        contents: dict[int, Content] = {}
        for composer, theirs in by_composer.items():
            contents |= await composer(Turn(session, theirs, now))
        return contents


async def _hold_nobody(_session: AsyncSession, _people: Collection[PersonId]) -> None:
    """Where nobody has a row to hold."""


def _ready(row: OutboxRow, content: Content, targets: Mapping[int, Target], now: Moment) -> Ready:
    row.attempt_at = now.machine
    row.attempts += 1
    return Ready(row, content, targets.get(content.edits) if content.edits is not None else None)


def _can_be_said(row: OutboxRow, contents: Mapping[int, Content], targets: Mapping[int, Target]) -> bool:
    content = contents.get(row.id or 0)
    return content is not None and (row.operation not in CHANGES or content.edits in targets)
