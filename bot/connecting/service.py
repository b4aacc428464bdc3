"""Connecting a person's own Slack, setting how it looks, and giving it up: their token comes and goes here."""

import asyncio
import base64
import binascii
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot import sealing
from bot.clock import Clock
from bot.connecting import rules
from bot.connecting.rules import LINK_FOR, Asked, Connection, Ending, Granted, Wished
from bot.courses.rules import Step
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import State
from bot.outbox.owing import is_first_time
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.permissions.rules import Feature
from bot.presence import rules as presence
from bot.presence.rows import FEATURES, TOKEN, PresenceRows
from bot.presence.rules import Ours, Snoozed, Status
from bot.presence.service import TheirSlack
from bot.presence.tables import Presence
from bot.sealing import WrongKeyError
from bot.sittings.service import Sittings

STATE = "presence_state"
"""What the state of a link is sealed for."""
NOTHING: frozenset[Feature] = frozenset()


class Granting(TheirSlack, Protocol):
    """Slack's page, and what is done with somebody's token beside the outbox. Nothing here raises."""

    def authorize_url(self, state: str, workspace: str) -> str:
        """Slack's page where they are asked; empty where nobody could come back from it."""

    async def exchanged(self, code: str) -> Granted | None:
        """What was allowed; None where Slack doesn't say."""

    async def put(self, token: str, status: Status) -> None:
        """Set their status."""

    async def wake(self, token: str) -> None:
        """End their do-not-disturb."""

    async def revoke(self, token: str) -> None:
        """The token is good for nothing from now on."""


@dataclass(frozen=True)
class Farewell:
    """What it takes to leave Slack as it was: a token, and what of ours may stand."""

    token: str = field(repr=False)
    ours: Ours | None = field(default=None, repr=False)
    snoozed: Snoozed | None = None


class ConnectingService:
    """From the link to the last call with a token."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        rows: PresenceRows,
        sittings: Sittings,
        theirs: Granting,
        master_key: bytes,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._rows = rows
        self._sittings = sittings
        self._theirs = theirs
        self._master_key = master_key

    async def connection(self, person: PersonId) -> Connection:
        """Where it stands, with a link."""
        async with self._database.transaction() as session:
            return replace(await self.connection_within(session, person), link=self._link(person))

    async def connection_within(self, session: AsyncSession, person: PersonId) -> Connection:
        """The same without a link, for whoever has a transaction; nobody becomes known by looking."""
        known = await session.get(Presence, person)
        if known is None or known.token is None:
            return Connection(is_offered=bool(self._theirs.authorize_url("", person.workspace)))
        return Connection(
            is_offered=True,
            is_connected=True,
            allowed=known.allowed,
            wanted=known.wanted,
            looks=await self._rows.looks(session, known),
        )

    async def returned(self, code: str, state: str, error: str) -> Ending:
        """A browser came back from Slack's page: with a code, or with the word that it was cancelled."""
        asked = self._asked(state)
        if asked is None or self._clock() >= asked.until or not await self._is_first(asked):
            return Ending.STALE
        if error or not code:
            return Ending.CANCELLED
        granted = await self._theirs.exchanged(code)
        if granted is None:
            return Ending.NO_ANSWER
        is_good = granted.is_of(asked.person)
        if granted.token and is_good and granted.ending is not Ending.NEITHER:
            await self._keep(asked.person, granted)
        elif granted.token and not await self._has_kept(granted):
            await self._theirs.revoke(granted.token)
        return granted.ending if is_good else Ending.SOMEBODY_ELSE

    async def save(self, person: PersonId, wished: Wished) -> None:
        """From now on it is like this, in a block that runs, too."""
        at = self._clock()
        async with self._database.transaction() as session:
            await person_row(session, person, holding=True)
            known = await session.get(Presence, person)
            if known is None or known.token is None:
                return
            known.switch(wished.features | (known.wanted - known.allowed))
            if Feature.STATUS in known.allowed:  # else there were no boxes for them
                await self._rows.set_looks(session, known, wished.looks)
            await self._bring(session, known, at)

    async def disconnect(self, person: PersonId) -> None:
        """What of ours stands goes, then the token is revoked, then it is gone here."""
        async with self._database.transaction() as session:
            known = await session.get(Presence, person) if await hold(session, person) else None
            farewell = await self._farewell(session, known) if known else None
            if known is not None:
                known.switch(NOTHING)  # so nothing is said when Slack tells of the token's end
        if farewell is not None:
            await self.part(farewell)
        async with self._database.transaction() as session:
            held = await hold(session, person)
            known = await session.get(Presence, person)
            if known is not None and held is not None:
                known.forget()
                await refresh_home(session, held, self._clock())

    async def farewell(self, session: AsyncSession, person: PersonId) -> Farewell | None:
        """What is to be done in Slack when everything of theirs is removed here."""
        known = await session.get(Presence, person)
        return await self._farewell(session, known) if known is not None else None

    async def part(self, farewell: Farewell) -> None:
        """Leave Slack as it was, where it lets us, and give the token up."""
        await asyncio.gather(self._put_back(farewell), self._wake(farewell))
        await self._theirs.revoke(farewell.token)

    async def _put_back(self, farewell: Farewell) -> None:
        told = await self._theirs.status(farewell.token) if farewell.ours else None
        if told is None or told.denied:
            return
        move = presence.next_status(farewell.ours, None, told.status, sitting="", now=self._clock())
        if move.send is not None:
            await self._theirs.put(farewell.token, move.send)

    async def _wake(self, farewell: Farewell) -> None:
        told = await self._theirs.snooze(farewell.token, self._clock()) if farewell.snoozed else None
        if told is not None and presence.next_waking(farewell.snoozed, None, told.snoozes_until).wakes:
            await self._theirs.wake(farewell.token)

    async def _farewell(self, session: AsyncSession, known: Presence) -> Farewell | None:
        token = await self._rows.token(session, known)
        if not token:
            return None
        return Farewell(token, await self._rows.ours(session, known), await self._rows.snoozed(session, known))

    async def _keep(self, person: PersonId, granted: Granted) -> None:
        """The token is kept. A block that runs shows from now on."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await self._row(session, person)
            before = known.allowed
            known.token = await self._people.seal(session, person, granted.token, TOKEN)
            known.scopes = ",".join(sorted(granted.scopes))
            known.switch(rules.wanted_now(before, known.wanted, known.allowed))
            await _forget_refusals(session, person)
            block = await self._sittings.open(session, person, at)
            if block is not None:
                step = Step(person, block.id, block.day, block.course, block.course, at)
                await self._rows.follow(session, step)
            await self._bring(session, known, at)

    async def _bring(self, session: AsyncSession, known: Presence, at: datetime) -> None:
        await self._rows.bring_status(session, known, at)
        await self._rows.bring_snooze(session, known, at)
        await refresh_home(session, await person_row(session, known.person), at)

    async def _row(self, session: AsyncSession, person: PersonId) -> Presence:
        await person_row(session, person, holding=True)
        known = await session.get(Presence, person)
        if known is None:
            known = Presence.of(person)
            session.add(known)
            await session.flush()
        return known

    def _link(self, person: PersonId) -> str:
        asked = Asked(person, self._clock() + LINK_FOR, secrets.token_hex(16))
        sealed = sealing.seal(self._master_key, asked.as_text(), STATE)
        return self._theirs.authorize_url(base64.urlsafe_b64encode(sealed).decode(), person.workspace)

    def _asked(self, state: str) -> Asked | None:
        """What a link was made for; None for a state that is none of ours."""
        try:
            sealed = base64.urlsafe_b64decode(state.encode())
            return Asked.read(sealing.unseal(self._master_key, sealed, STATE))
        except (binascii.Error, ValueError, WrongKeyError):
            return None

    async def _has_kept(self, granted: Granted) -> bool:
        """Whether it is the token of somebody who connected: Slack hands each person one, and widens it."""
        async with self._database.transaction() as session:
            known = [await session.get(Presence, (one, granted.user)) for one in granted.workspaces]
        return any(one is not None and one.token is not None for one in known)

    async def _is_first(self, asked: Asked) -> bool:
        async with self._database.transaction() as session:
            return await is_first_time(session, f"connect/{asked.nonce}", self._clock())


async def _forget_refusals(session: AsyncSession, person: PersonId) -> None:
    """What Slack would not have from a token of before says nothing about this one."""
    theirs = (col(OutboxRow.workspace) == person.workspace, col(OutboxRow.user) == person.user)
    kinds: Sequence[str] = list(FEATURES)
    of_ours = (col(OutboxRow.kind).in_(kinds), col(OutboxRow.state) == State.SET_ASIDE)
    await session.execute(delete(OutboxRow).where(*theirs, *of_ours))
