"""Asking Slack before a status or a do-not-disturb is changed, and hearing what it will not have."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import State
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, hold, person_row
from bot.permissions import rules as permissions
from bot.permissions.rules import Feature
from bot.presence.rows import FEATURES, LINE, STATUS, Heard, PresenceRows
from bot.presence.rules import EMOJI, Told
from bot.presence.tables import Presence

log = logging.getLogger(__name__)

ASKED_WITHIN = timedelta(seconds=2)


class TheirSlack(Protocol):
    """Slack, asked with somebody's own token. Nothing here raises; None is no answer now."""

    async def status(self, token: str) -> Told | None:
        """Their status."""

    async def snooze(self, token: str, now: datetime) -> Told | None:
        """Their do-not-disturb."""


class PresenceService:
    """Slack status and do-not-disturb with the person's own token."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        rows: PresenceRows,
        theirs: TheirSlack,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._rows = rows
        self._theirs = theirs
        self._heard: dict[int, Told] = {}

    async def ask(self, rows: Sequence[OutboxRow]) -> None:
        """Ask Slack what there is now, for every row at once and no longer than two seconds."""
        self.heard(rows)  # an answer that was not used then says nothing about now
        try:
            tokens = await self._tokens(rows)
            asked = [asyncio.ensure_future(self._ask(row, tokens[row.id or 0])) for row in rows if row.id in tokens]
            if asked:
                await asyncio.wait(asked, timeout=ASKED_WITHIN.total_seconds())
            for late in asked:
                late.cancel()
        except Exception as error:
            log.warning("not_asked", extra={"error": type(error).__name__})

    def heard(self, rows: Sequence[OutboxRow]) -> Heard:
        """What Slack said for these rows, once."""
        return {row.id: self._heard.pop(row.id) for row in rows if row.id in self._heard}

    async def refused(self, row: OutboxRow, reason: str) -> None:
        """Slack will not have a row."""
        async with self._database.transaction() as session:
            person = PersonId(row.workspace, row.user)
            await person_row(session, person, holding=True)
            if (known := await session.get(Presence, person)) is not None:
                await self._give_up(session, known, row, reason)

    async def revoked(self, workspace: str, users: Collection[str]) -> None:
        """Slack says that tokens of theirs are good for nothing any more, not which: it may be an older one's end."""
        for person in (PersonId(workspace, user) for user in sorted(users)):
            token = await self._token(person)
            told = await self._theirs.status(token) if token else None
            if told is not None and told.denied not in permissions.GONE:
                continue
            async with self._database.transaction() as session:
                known = await session.get(Presence, person) if await hold(session, person) else None
                if known is not None and await self._rows.token(session, known) == token:
                    await self._rows.lose(session, known, tuple(Feature), self._clock())

    async def chores(self) -> None:
        """What was refused and not heard is heard; what is over is not kept."""
        aside = select(OutboxRow).where(col(OutboxRow.state) == State.SET_ASIDE, col(OutboxRow.kind).in_(FEATURES))
        async with self._database.transaction() as session:
            found = (await session.scalars(aside.order_by(col(OutboxRow.id)))).all()
        for row in found:
            await self.refused(row, row.reason or "")
        may_stand = col(Presence.ours).is_not(None) | col(Presence.snoozed_until).is_not(None)
        kept = may_stand | (col(Presence.sitting) != "")
        async with self._database.transaction() as session:
            people = [known.person for known in (await session.scalars(select(Presence).where(kept))).all()]
        for person in people:
            async with self._database.transaction() as session:
                known = await session.get(Presence, person) if await hold(session, person) else None
                if known is not None:
                    await self._rows.tidy(session, known, self._clock())

    async def _give_up(self, session: AsyncSession, known: Presence, row: OutboxRow, reason: str) -> None:
        at = self._clock()
        if reason in permissions.NO_EMOJI and row.kind == STATUS.name:
            if await _is_heard_first(session, row) and await self._rows.take_usual_emoji(session, known):
                await owe(session, Owed(LINE, known.person, EMOJI, at, slot=f"0-{row.id}"))
                await self._rows.bring_status(session, known, at)
        elif (lost := permissions.lost_by(reason, FEATURES[row.kind])) and lost & known.allowed:
            await self._rows.lose(session, known, lost, at)

    async def _token(self, person: PersonId) -> str:
        async with self._database.transaction() as session:
            known = await session.get(Presence, person)
            return await self._rows.token(session, known) if known is not None else ""

    async def _tokens(self, rows: Sequence[OutboxRow]) -> Mapping[int, str]:
        tokens = {}
        async with self._database.transaction(in_background=True) as session:
            for row in rows:
                known = await session.get(Presence, (row.workspace, row.user))
                if row.id is not None and known is not None and (token := await self._rows.token(session, known)):
                    tokens[row.id] = token
        return tokens

    async def _ask(self, row: OutboxRow, token: str) -> None:
        is_status = FEATURES[row.kind] is Feature.STATUS
        told = await (self._theirs.status(token) if is_status else self._theirs.snooze(token, self._clock()))
        if told is not None and row.id is not None:
            self._heard[row.id] = told


async def _is_heard_first(session: AsyncSession, row: OutboxRow) -> bool:
    """Whether nobody heard of this refusal yet. From now on it counts as heard: they may choose something else."""
    aside = col(OutboxRow.id) == row.id, col(OutboxRow.state) == State.SET_ASIDE
    heard = await session.execute(update(OutboxRow).where(*aside).values(state=State.UNNEEDED))
    assert isinstance(heard, CursorResult)
    return heard.rowcount == 1
