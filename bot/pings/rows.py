"""What clocks and other people's acts make of a ping: owed with the change, let through when it may come."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.buddies import rules as buddies
from bot.buddies.rows import buddy_of, purpose
from bot.buddies.tables import WORDS, Buddy
from bot.courses.rules import Phase, Step
from bot.ids import PersonId
from bot.invitations.rows import IsBusy
from bot.invitations.rules import Answer
from bot.outbox.claims import said_at
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import NOWHERE, PeopleService
from bot.people.tables import Person
from bot.pings import rules
from bot.pings.rules import Ping, Reader, Telling, What
from bot.pings.tables import PingDay, Pinged
from bot.reaching import Reach

NEW = {
    what: Kind(
        f"pings.{what}",
        Operation.POST,
        lives_for=timedelta(minutes=2),
        rank=Rank.PING,
        when_absent=WhenAbsent.LEAVE,
    )
    for what in rules.NEW
}
"""A message of its own. What Slack may have taken is not said a second time."""
WHATS = {kind.name: what for what, kind in NEW.items()}
EDIT = Kind("pings.edit", Operation.EDIT, rank=Rank.PING)
GONE = Kind("pings.gone", Operation.DELETE, rank=Rank.PING)
FIRST = "first"
"""Of an edit: it is about the older message, since a newer one comes."""


class PingRows:
    """What is owed to the one who knows, within the transactions of whoever changes a sitting."""

    def __init__(self, people: PeopleService, reach: Reach, is_busy: IsBusy, *, is_offered: bool = True) -> None:
        self._people = people
        self._reach = reach
        self._is_busy = is_busy
        self._is_offered = is_offered

    async def follow(self, session: AsyncSession, step: Step) -> None:
        """A sitting was begun or changed: what was said of it follows, and what is news is owed."""
        now, is_news = rules.telling(step.course), rules.is_news(step.before, step.course)
        has_changed = step.before is None or now != rules.telling(step.before)
        known = await _told_of(session, step.sitting_id)
        for pinged in known:
            pinged.stand(now, is_over=step.course.phase is Phase.CLOSED)
            if has_changed:
                await _owe_change(session, pinged, step, is_news=is_news)
        if is_news and self._is_offered:
            await _owe_new(session, known, step, now)

    async def ask(self, rows: Sequence[OutboxRow]) -> None:
        """Ask Slack when those whom these rows are for can be reached."""
        await self._reach.learn({PersonId(row.workspace, row.place) for row in rows})

    async def for_new(self, turn: Turn) -> Mapping[int, Ping]:
        """Rows that say something new. A row left out is dropped: nothing comes instead of it, and none later."""
        wanted: dict[int, Ping] = {}
        for row, pinged in await _pinged(turn):
            if row.id is not None and self._is_offered and await self._may_come(turn, pinged, WHATS[row.kind]):
                wanted[row.id] = await self._shown(turn.session, pinged)
        return wanted

    async def for_edits(self, turn: Turn) -> Mapping[int, tuple[Ping, int]]:
        """Rows that draw again what was said: what is true now, and the row number of the message."""
        wanted: dict[int, tuple[Ping, int]] = {}
        for row, pinged in await _pinged(turn):
            start, newest = await _standing(turn.session, pinged)
            card = start if row.subject.endswith(FIRST) else newest
            ping = await self._shown(turn.session, pinged, is_first=card != newest)
            if row.id is not None and card is not None and _is_sayable(ping, turn.at.people):
                wanted[row.id], pinged.is_off = (ping, card), ping.is_off
        return wanted

    async def for_removals(self, turn: Turn) -> Mapping[int, int]:
        """Rows that take a message away: its start was not meant."""
        return {row.id: int(row.subject.split(":")[1]) for row, _ in await _pinged(turn) if row.id is not None}

    async def thumb_of(self, session: AsyncSession, sitting_id: str) -> str:
        """Who sent a 👍 for this sitting, by their Slack id; empty for nobody."""
        thumbed = select(col(Pinged.place)).where(col(Pinged.sitting_id) == sitting_id, col(Pinged.thumbed)).limit(1)
        return await session.scalar(thumbed) or ""

    async def link_changed(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """The two want no more, or do again: what stands of a sitting that is not over says so, and buzzes nobody.

        The newest says it also after its end, since the button stands under it that may have been pressed.
        """
        newest = select(col(Pinged.id)).where(col(Pinged.link_id) == link.id).order_by(col(Pinged.begun_at).desc())
        is_newest = col(Pinged.id) == newest.limit(1).scalar_subquery()
        can_change = ~col(Pinged.is_over) | col(Pinged.is_off) | (is_newest if link.is_over else false())
        open_ones = select(Pinged).where(col(Pinged.link_id) == link.id, can_change)
        for pinged in await session.scalars(open_ones):
            for subject in (pinged.id, f"{pinged.id}:{FIRST}"):
                slot = secrets.token_hex(8)
                await owe(session, Owed(EDIT, pinged.person, subject, at, slot=slot, place=pinged.place))

    async def _may_come(self, turn: Turn, pinged: Pinged, what: What) -> bool:
        """Whether this message may go out now; it counts from then on."""
        session, now = turn.session, turn.at.people
        link = await session.get(Buddy, pinged.link_id)
        is_agreed = link is not None and link.answer == Answer.YES and not link.is_over and not link.is_paused
        if link is None or not is_agreed or not rules.is_new_still(pinged.telling, what, now):
            return False
        there = Reader(await _zone_of(session, pinged.reader), self._reach.rest_of(pinged.reader))
        if not rules.is_welcome(there, now, any_hour=link.any_hour):
            return False
        if await self._is_busy(session, pinged.reader, now):
            return False
        pinged.zone = there.zone
        return await _count(session, pinged, what, rules.day_of(there, now))

    async def _shown(self, session: AsyncSession, pinged: Pinged, *, is_first: bool = False) -> Ping:
        """What the message is drawn from."""
        link = await session.get(Buddy, pinged.link_id)
        if link is None or link.is_over:
            return Ping(pinged.user, pinged.telling, pinged.zone or "UTC", is_off=True)
        telling = Telling(What.START, minutes=pinged.minutes) if is_first else pinged.telling
        return Ping(
            who=pinged.user,
            telling=telling,
            zone=pinged.zone or "UTC",
            words=await self._words(session, link, telling.what),
            ping_id=pinged.id if pinged.has_end else "",
            link_id=link.id,
            is_first=is_first,
        )

    async def _words(self, session: AsyncSession, link: Buddy, what: What) -> str:
        """Their own, for this; none where nothing is said."""
        if what in (What.QUIET, What.GONE):
            return ""
        saying = buddies.Ping(what.value)
        return await self._people.opened(session, link.asker, getattr(link, WORDS[saying]), purpose(saying))


async def _zone_of(session: AsyncSession, reader: PersonId) -> str:
    """Where somebody is who is known since they agreed; empty where Slack never said it."""
    known = await session.get(Person, reader)
    if known is None or known.zone_seen_at is None or (known.lacks_zone and known.zone == NOWHERE):
        return ""
    return known.profile.zone


async def _told_of(session: AsyncSession, sitting_id: str) -> Sequence[Pinged]:
    return (await session.scalars(select(Pinged).where(col(Pinged.sitting_id) == sitting_id).with_for_update())).all()


async def _owe_change(session: AsyncSession, pinged: Pinged, step: Step, *, is_news: bool) -> None:
    """What was said follows: by an edit, or away."""
    kind, subjects = EDIT, [f"{pinged.id}:{FIRST}" if is_news else pinged.id]
    if pinged.what == What.QUIET:
        return
    if pinged.what == What.GONE:
        kind, subjects = GONE, [f"{pinged.id}:{row}" for row in (pinged.start_row, pinged.break_row) if row]
    for subject in subjects:
        slot = str(step.course.revision)
        await owe(session, Owed(kind, pinged.person, subject, step.at, slot=slot, place=pinged.place))


async def _owe_new(session: AsyncSession, known: Sequence[Pinged], step: Step, telling: Telling) -> None:
    """A message of its own is owed to whoever agreed; not to the one who sits beside them."""
    link = await buddy_of(session, step.person)
    if link is None or link.buddy == step.whom:
        return
    pinged = next((one for one in known if one.place == link.buddy), None)
    if pinged is None:
        pinged = Pinged.of(step, link.buddy, link.id)
        pinged.stand(telling, is_over=False)
        session.add(pinged)
    pinged.link_id = link.id
    row = await owe(session, Owed(NEW[telling.what], step.person, pinged.id, step.at, place=link.buddy))
    setattr(pinged, f"{telling.what}_row", row)
    await session.flush()


async def _pinged(turn: Turn) -> list[tuple[OutboxRow, Pinged]]:
    """The rows with what they are about, held after the people, and in one order for all; without what is gone."""
    named = {row.subject.split(":")[0] for row in turn.rows}
    held = select(Pinged).where(col(Pinged.id).in_(named)).order_by(col(Pinged.id)).with_for_update()
    found = {pinged.id: pinged for pinged in await turn.session.scalars(held)}
    both = [(row, found.get(row.subject.split(":")[0])) for row in turn.rows]
    ordered = sorted(both, key=lambda one: (one[0].workspace, one[0].place))
    return [(row, pinged) for row, pinged in ordered if pinged is not None]


async def _standing(session: AsyncSession, pinged: Pinged) -> tuple[int | None, int | None]:
    """The row of the start, and of the newest message, of those that were said."""
    rows = [row for row in (pinged.start_row, pinged.break_row) if row is not None]
    said = [row for row in rows if row in await said_at(session, rows)]
    return (pinged.start_row if pinged.start_row in said else None, said[-1] if said else None)


async def standing_of(session: AsyncSession, person: PersonId) -> list[tuple[str, str]]:
    """Where the newest message stands of what a colleague was told of this person, while that is not over."""
    theirs = select(Pinged).where(*_whose(person, "user"), ~col(Pinged.is_over))
    rows = [(await _standing(session, pinged))[1] for pinged in (await session.scalars(theirs)).all()]
    places = await said_at(session, [row for row in rows if row is not None])
    return [(place.channel, place.ts) for place in places.values()]


async def standing_with(session: AsyncSession, person: PersonId) -> list[tuple[str, str]]:
    """Where all stands that this person was told of others, while that is not over."""
    told = (await session.scalars(select(Pinged).where(*_whose(person, "place"), ~col(Pinged.is_over)))).all()
    rows = [row for pinged in told for row in (pinged.start_row, pinged.break_row) if row is not None]
    return [(place.channel, place.ts) for place in (await said_at(session, rows)).values()]


def _whose(person: PersonId, column: str) -> tuple[ColumnElement[bool], ...]:
    return (col(Pinged.workspace) == person.workspace, getattr(Pinged, column) == person.user)


def _is_sayable(ping: Ping, now: datetime) -> bool:
    """Whether there is something to draw: not of what is quiet or gone, nor before the clock has changed it."""
    if ping.telling.what is What.GONE:
        return False
    return ping.is_off or (ping.telling.what is not What.QUIET and rules.is_true(ping.telling, now))


async def _count(session: AsyncSession, pinged: Pinged, what: What, day: date) -> bool:
    """Whether there is room for one more, on both sides; it is taken. What was counted before is not counted again."""
    counted = f"{what}_counted"
    if getattr(pinged, counted):
        return True
    columns = (col(Pinged.sitting_id), col(Pinged.start_counted), col(Pinged.break_counted))
    theirs = select(*columns).where(
        col(Pinged.workspace) == pinged.workspace, col(Pinged.user) == pinged.user, col(Pinged.day) == pinged.day
    )
    sent = [sitting for sitting, *two in await session.execute(theirs) for is_counted in two if is_counted]
    if len(sent) >= rules.A_DAY or sent.count(pinged.sitting_id) >= rules.A_BLOCK:
        return False
    if not await _take_one(session, pinged.reader, day):
        return False
    setattr(pinged, counted, True)
    return True


async def _take_one(session: AsyncSession, reader: PersonId, day: date) -> bool:
    """One more on this day of theirs, whoever sends it; the row itself keeps two senders apart."""
    values = {"workspace": reader.workspace, "user": reader.user, "day": day, "count": 1}
    taken = await session.execute(_TAKE[session.get_bind().dialect.name], values)
    return taken.scalar_one_or_none() is not None


def _one_more(insert: Any) -> Any:
    count = _DAYS.c.count
    return insert.on_conflict_do_update(
        index_elements=["workspace", "user", "day"], set_={"count": count + 1}, where=count < rules.A_DAY
    ).returning(count)


_DAYS: Any = PingDay.__table__  # type: ignore[attr-defined]
_TAKE = {one.dialect.name: _one_more(one.insert(_DAYS)) for one in (sqlite, postgresql)}
