"""Who someone is: met once, their zone kept fresh, their words sealed under their own key."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot import sealing
from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.kinds import HOME, State
from bot.outbox.owing import Owed, insert_ignoring, owe
from bot.outbox.tables import OutboxRow
from bot.people.rules import (
    SETTLING_LENGTHS,
    SKIPS_THAT_MEAN_NO,
    FromSlack,
    Own,
    Preferences,
    Profile,
    checked_zone,
    fitting,
    is_stale,
    is_zone,
)
from bot.people.tables import Person, PersonKey
from bot.sealing import Sealed, WrongKeyError

log = logging.getLogger(__name__)

AskSlack: TypeAlias = Callable[[PersonId], Awaitable[FromSlack]]
"""Asks Slack about a person."""


@dataclass(frozen=True)
class Moved:
    """Somebody is in another zone since `at`: `before` is the one they were in, None where none was ever known."""

    before: str | None
    at: datetime


Follow: TypeAlias = Callable[[AsyncSession, Person, Moved], Awaitable[None]]

NOWHERE = "UTC"
"""Where somebody is of whom nobody says it."""
COLUMNS = {Own.PHRASE: "own_phrase", Own.OBJECT: "own_object", Own.READY_LIST: "ready_list"}
"""Where each of a person's own words is kept."""
DRAWN_WITHIN = timedelta(minutes=30)
"""A drawing of the Home tab that is due for longer may turn out too late, so it stands for no later change."""


class PeopleService:
    """People, and what belongs to no single block."""

    def __init__(self, database: Database, clock: Clock, master_key: bytes, ask_slack: AskSlack) -> None:
        self._database = database
        self._clock = clock
        self._master_key = master_key
        self._ask_slack = ask_slack
        self.followers: list[Follow] = []
        """What is told, within the transaction, that somebody is in another zone now."""

    async def meet(self, person: PersonId) -> Profile:
        """Know this person: made at first use; what Slack says of them is read when it was not for a day."""
        async with self._database.transaction() as session:
            known = await person_row(session, person)
            profile, stale = known.profile, is_stale(known.zone_seen_at, self._clock())
        return await self.moved(person, await self._ask_slack(person)) if stale else profile

    async def moved(self, person: PersonId, said: FromSlack) -> Profile:
        """Slack says this of them now. A name that is no zone is left alone."""
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            known.dm = said.dm or known.dm
            before, seen_before = known.profile.zone, known.zone_seen_at is not None
            if said.zone is not None:
                known.zone_seen_at, known.lacks_zone = self._clock(), not is_zone(said.zone)
            if said.zone and is_zone(said.zone):
                known.zone = said.zone
            if known.profile.zone != before:
                await self._has_moved(session, known, before if seen_before else None)
            return known.profile

    async def _has_moved(self, session: AsyncSession, known: Person, before: str | None) -> None:
        at = self._clock()
        for follow in self.followers:
            await follow(session, known, Moved(before, at))
        await refresh_home(session, known, at)

    async def is_known(self, person: PersonId) -> bool:
        """Whether this person has ever used the bot (events come for everyone in the workspace)."""
        async with self._database.transaction() as session:
            return await session.get(Person, person) is not None

    async def is_in_dm(self, person: PersonId, channel: str) -> bool:
        """Whether this channel is their DM with the bot."""
        async with self._database.transaction() as session:
            return (await person_row(session, person)).dm == channel

    async def country(self, person: PersonId) -> str | None:
        """The country they chose for helplines; None if they chose none. Makes no row."""
        async with self._database.transaction() as session:
            known = await session.get(Person, person)
            return known.country if known is not None else None

    async def opened_home(self, person: PersonId) -> None:
        """They look at the Home tab: from now on it is kept true."""
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            known.opened_home = True
            await refresh_home(session, known, self._clock())

    async def welcome(self, session: AsyncSession, person: PersonId, at: datetime) -> bool:
        """Note that the card about to be said tells what this is; True the first time."""
        known = await person_row(session, person)
        first = known.welcomed_at is None
        known.welcomed_at = known.welcomed_at or at
        return first

    async def unskip_settling(self, session: AsyncSession, person: PersonId, *, was_dropped: bool) -> None:
        """A skip was taken back with its block."""
        known = await person_row(session, person)
        known.skips = max(0, known.skips - 1)
        if was_dropped:
            known.skips, known.settling_minutes = SKIPS_THAT_MEAN_NO - 1, _before(known)

    async def skipped_settling(self, session: AsyncSession, person: PersonId) -> bool:
        """Count a skip. True when it was the second in a row, and settling became none."""
        known = await person_row(session, person)
        known.skips += 1
        if known.skips < SKIPS_THAT_MEAN_NO:
            return False
        known.settling_before = known.settling_minutes
        known.skips, known.settling_minutes = 0, SETTLING_LENGTHS[-1]
        return True

    async def settled(self, session: AsyncSession, person: PersonId) -> None:
        """The quiet minutes ran to their end: skips are no longer in a row."""
        (await person_row(session, person)).skips = 0

    async def keep_settling(self, session: AsyncSession, person: PersonId) -> None:
        """They want the quiet minutes back."""
        known = await person_row(session, person)
        known.settling_minutes = _before(known)

    async def preferences(self, session: AsyncSession, person: PersonId) -> Preferences:
        """How this person likes to begin, their own words opened; for somebody unknown, how everyone begins."""
        known = await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
        return Preferences(
            usual_minutes=known.usual_minutes,
            settling_minutes=known.settling_minutes,
            keeping=known.profile.keeping,
            phrase=await self.opened(session, person, known.own_phrase, Own.PHRASE),
            own_object=await self.opened(session, person, known.own_object, Own.OBJECT),
            ready_list=await self.opened(session, person, known.ready_list, Own.READY_LIST),
            country=known.country,
            zone=_own_zone(known) if known.lacks_zone else None,
        )

    async def prefer(self, session: AsyncSession, person: PersonId, wished: Preferences) -> None:
        """From now on it is like this; a length that they chose is not made smaller by what came before.

        Words that are as they were stay sealed as they are, those that did not open too. Raises
        WordsTooLongError, ZoneUnknownError.
        """
        known, now = await person_row(session, person), await self.preferences(session, person)
        if wished.usual_minutes != now.usual_minutes:
            known.usual_minutes = wished.usual_minutes
            known.smaller_on = known.offered = known.offered_on = None
        if wished.settling_minutes != now.settling_minutes:
            known.settling_minutes, known.skips = wished.settling_minutes, 0
        known.keeping, known.country = str(wished.keeping) if wished.keeping else None, wished.country
        if wished.zone and wished.zone != now.zone:
            known.zone = checked_zone(wished.zone)
            await self._has_moved(session, known, None)
        for own, words in wished.words.items():
            if words != now.words[own]:
                sealed = await self.seal(session, person, fitting(own, words), own) if words else None
                setattr(known, COLUMNS[own], sealed)

    async def all_at_hand(self, session: AsyncSession, people: Collection[PersonId]) -> None:
        """Hold many people, in one order for all, and read their keys; what follows in this session asks for neither.

        A session forgets what nobody else holds, so it is given them to hold.
        """
        theirs = tuple_(col(Person.workspace), col(Person.user)).in_(people)
        held = select(Person).where(theirs).order_by(col(Person.workspace), col(Person.user)).with_for_update()
        keys = select(PersonKey).where(tuple_(col(PersonKey.workspace), col(PersonKey.user)).in_(people))
        at_hand = session.info.setdefault("at_hand", [])
        at_hand.extend((await session.scalars(held)).all())
        at_hand.extend((await session.scalars(keys)).all())

    async def seal(self, session: AsyncSession, person: PersonId, words: str, purpose: str) -> Sealed:
        """Seal a person's words under their key, made now if they have none."""
        return sealing.seal(await self._key(session, person), words, purpose)

    async def unseal(self, session: AsyncSession, person: PersonId, words: Sealed, purpose: str) -> str:
        """Open what `seal` sealed. Raises WrongKeyError."""
        return sealing.unseal(await self._key(session, person), words, purpose)

    async def opened(self, session: AsyncSession, person: PersonId, words: Sealed | None, purpose: str) -> str:
        """Words that a card shows. A key that does not open them takes the words from it, and not the way out."""
        try:
            return await self.unseal(session, person, words, purpose) if words else ""
        except WrongKeyError:
            log.error("words_not_opened", extra={"purpose": str(purpose)})  # noqa: TRY400 - the traceback says no more
            return ""

    async def all_opened(
        self, session: AsyncSession, person: PersonId, sealed: Sequence[Sealed], purpose: str
    ) -> list[str | None]:
        """Many words of theirs, with their key read once; None for what does not open."""
        if not sealed:
            return []
        try:
            key = await self._key(session, person)
        except WrongKeyError:
            key = b""
        opened = [_opened_with(key, words, purpose) for words in sealed]
        if None in opened:
            log.error("words_not_opened", extra={"purpose": purpose})
        return opened

    async def _key(self, session: AsyncSession, person: PersonId) -> bytes:
        owner = "/".join(person)
        kept = await session.get(PersonKey, person)
        if kept is None:
            wrapped = sealing.wrap(self._master_key, sealing.new_key(), owner)
            values = {"workspace": person.workspace, "user": person.user, "wrapped": wrapped}
            await session.execute(insert_ignoring(session, PersonKey, values))
            kept = await session.get_one(PersonKey, person)
        return sealing.unwrap(self._master_key, kept.wrapped, owner)


def _own_zone(known: Person) -> str:
    """The zone that they said themselves; empty until then."""
    return "" if known.zone == NOWHERE else known.zone


def _opened_with(key: bytes, words: Sealed, purpose: str) -> str | None:
    """None for words that this key does not open; an empty key opens none."""
    try:
        return sealing.unseal(key, words, purpose) if key else None
    except WrongKeyError:
        return None


def _before(known: Person) -> int:
    """How long their quiet minutes were before they were dropped."""
    return known.settling_before or SETTLING_LENGTHS[0]


async def hold(session: AsyncSession, person: PersonId) -> Person | None:
    """Hold a person's row for this transaction, before any block of theirs: one order, so that nobody deadlocks."""
    return await session.get(Person, person, with_for_update=True, populate_existing=True)


async def person_row(session: AsyncSession, person: PersonId, *, holding: bool = False) -> Person:
    """The person's row, made if there is none; two doors may meet the same person at once.

    Whoever writes rows of a person's that were not there before is `holding` it for the transaction: so that nothing
    is left half when everything of theirs is deleted at the same moment.
    """
    while True:
        known = await (hold(session, person) if holding else session.get(Person, person))
        if known is not None:
            return known
        made = Person(workspace=person.workspace, user=person.user)
        await session.execute(insert_ignoring(session, Person, made.model_dump()))


async def refresh_home(session: AsyncSession, person: Person, at: datetime) -> None:
    """The Home tab owes a new drawing, if they ever opened it.

    One that is due already is enough, since it draws what is true then; held here, it is not drawn before our change.
    """
    if not person.opened_home:
        return
    who = PersonId(person.workspace, person.user)
    waiting = select(col(OutboxRow.id)).where(
        col(OutboxRow.workspace) == who.workspace,
        col(OutboxRow.user) == who.user,
        col(OutboxRow.kind) == HOME.name,
        col(OutboxRow.state) == State.DUE,
        col(OutboxRow.due_at) > at - DRAWN_WITHIN,
    )
    if await session.scalar(waiting.limit(1).with_for_update()) is None:
        await owe(session, Owed(HOME, who, "home", at, slot=secrets.token_hex(8)))
