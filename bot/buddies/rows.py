"""Who knows of whose blocks, and what a link between two people owes: the invitation, and what its answer changes."""

import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.buddies import rules
from bot.buddies.rules import OVER_SHOWN_FOR, UNDO_FOR, Invitation, Ping, Sayings
from bot.buddies.tables import WORDS, Buddy
from bot.ids import PersonId
from bot.invitations.rows import IsBusy, put_off
from bot.invitations.rules import LAPSES_AFTER, NOT_AGAIN_FOR, Answer
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe, release
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person

INVITATION = Kind(
    "buddies.invitation",
    Operation.POST,
    lives_for=timedelta(days=1),
    rank=Rank.PING,
    when_absent=WhenAbsent.LEAVE,
)
ANSWERED = Kind("buddies.answered", Operation.POST, lives_for=timedelta(days=1))
"""The one line to whoever asked."""
REDRAW = Kind("buddies.redraw", Operation.EDIT, rank=Rank.PING)
"""The invitation, as it is now."""

Follow: TypeAlias = Callable[[AsyncSession, Buddy, datetime], Awaitable[None]]


class BuddyRows:
    """What clocks can do with a link, and what both sides' acts have in common."""

    def __init__(self, people: PeopleService, is_busy: IsBusy) -> None:
        self._people = people
        self._is_busy = is_busy
        self.followers: list[Follow] = []
        """What is told, within the transaction, that pings to the buddy may go no more, or may once more."""

    async def for_invitations(self, turn: Turn) -> Mapping[int, Invitation]:
        """Rows that ask; whoever is in a block is asked after it."""
        wanted: dict[int, Invitation] = {}
        for row, link in await self._links(turn):
            if row.id is None or link is None or link.said(turn.at.people) is not Answer.WAITS:
                continue
            if row.attempts == 0 and await self._waits(turn, row, link.knows):
                continue
            link.invitation_row = row.id
            wanted[row.id] = await self.invitation(turn.session, link, turn.at.people)
        return wanted

    async def for_redraws(self, turn: Turn) -> Mapping[int, tuple[Invitation, int]]:
        """Rows that draw an invitation that stands as it is now; with seven days, or two minutes, something is over."""
        wanted: dict[int, tuple[Invitation, int]] = {}
        for row, link in await self._links(turn):
            if row.id is None or link is None:
                continue
            await self.bring_up(turn.session, link, turn.at.people)
            if link.invitation_row is not None:
                wanted[row.id] = (await self.invitation(turn.session, link, turn.at.people), link.invitation_row)
        return wanted

    async def for_answers(self, turn: Turn) -> Mapping[int, tuple[str, Answer]]:
        """Rows that tell whoever asked what the answer was: whose, and what. None for what is not true any more."""
        wanted: dict[int, tuple[str, Answer]] = {}
        for row, link in await self._links(turn):
            if row.id is None or link is None or link.said(turn.at.people) not in (Answer.YES, Answer.NO):
                continue
            if row.attempts or not await self._waits(turn, row, link.asker):
                wanted[row.id] = (link.buddy, Answer(link.answer or Answer.NO))
        return wanted

    async def invite(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """Owe the one invitation, and that it closes by itself."""
        link.invitation_row = await owe(session, Owed(INVITATION, link.asker, link.id, at, place=link.buddy))
        await self._redraw(session, link, link.invited_at + LAPSES_AFTER)

    async def redraw(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """The invitation that stands says what is true now, and what waited to be said later is. It buzzes nobody."""
        await release(session, link.asker, link.id, (REDRAW,))
        await self._redraw(session, link, at)
        if link.said(at) is Answer.WAITS:
            await self._redraw(session, link, link.invited_at + LAPSES_AFTER)

    async def tell(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """Owe whoever asked the one line about the answer."""
        await owe(session, Owed(ANSWERED, link.asker, link.id, at, slot=str(link.answer)))

    async def end(self, session: AsyncSession, link: Buddy, answer: Answer, at: datetime) -> None:
        """Nothing goes to the buddy any more, by whoever's will; the invitation says so, and their words go."""
        link.answer, link.ended_at = answer, at
        _forget_words(link)
        await self.redraw(session, link, at)
        await self.changed(session, link, at)

    async def stop(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """The buddy wants nothing more. Their words are kept while that can be taken back."""
        link.stopped_at = link.ended_at = at
        await self.redraw(session, link, at)
        await self._redraw(session, link, at + UNDO_FOR)
        await self.changed(session, link, at)

    async def undo_stop(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """As before the stop."""
        link.stopped_at = link.ended_at = None
        await self.redraw(session, link, at)
        await self.changed(session, link, at)

    async def changed(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        """Both see it when they look, and whatever pings stand hear of it."""
        await session.flush()
        for follow in self.followers:
            await follow(session, link, at)
        for person in (link.asker, link.knows):
            if (known := await session.get(Person, person)) is not None:
                await refresh_home(session, known, at)

    async def bring_up(self, session: AsyncSession, link: Buddy, now: datetime) -> None:
        """What time alone has ended is over: seven days without an answer, two minutes after a stop."""
        if link.answer is None and link.said(now) is Answer.NONE:
            link.answer, link.ended_at = Answer.NONE, link.invited_at + LAPSES_AFTER
            await session.flush()
            await refresh_home(session, await person_row(session, link.asker), now)
        if link.is_over and not rules.can_undo(link.stopped_at, now):
            _forget_words(link)

    async def invitation(self, session: AsyncSession, link: Buddy, now: datetime) -> Invitation:
        """The invitation as the other one sees it now."""
        said = link.said(now)
        words = await self.sayings(session, link) if said is Answer.WAITS else {}
        return Invitation(link.id, link.user, said, words, rules.can_undo(link.stopped_at, now))

    async def sayings(self, session: AsyncSession, link: Buddy) -> Sayings:
        """The words of the pings that are the person's own."""
        opened = {
            ping: await self._people.opened(session, link.asker, getattr(link, column), purpose(ping))
            for ping, column in WORDS.items()
        }
        return {ping: words for ping, words in opened.items() if words}

    async def say(self, session: AsyncSession, link: Buddy, words: Sayings) -> None:
        """From now on the pings say this."""
        for ping, column in WORDS.items():
            said = words.get(ping)
            sealed = await self._people.seal(session, link.asker, said, purpose(ping)) if said else None
            setattr(link, column, sealed)

    async def hold(self, session: AsyncSession, people: Collection[PersonId]) -> None:
        """Hold these people, in the one order for all."""
        await self._people.all_at_hand(session, people)

    async def leave(self, session: AsyncSession, person: PersonId, at: datetime) -> None:
        """Everything about them is removed: links end at once on both sides, without a word."""
        for link in (await session.scalars(select(Buddy).where(of_either(person)))).all():
            if not link.is_over:
                await self.end(session, link, Answer.ENDED, at)
        await session.flush()

    async def _redraw(self, session: AsyncSession, link: Buddy, at: datetime) -> None:
        await owe(session, Owed(REDRAW, link.asker, link.id, at, slot=secrets.token_hex(8), place=link.buddy))

    async def _waits(self, turn: Turn, row: OutboxRow, reader: PersonId) -> bool:
        """Whether the reader is in a block now: then it comes later."""
        if not await self._is_busy(turn.session, reader, turn.at.people):
            return False
        await put_off(turn, row, next(kind for kind in (INVITATION, ANSWERED) if kind.name == row.kind))
        return True

    async def _links(self, turn: Turn) -> list[tuple[OutboxRow, Buddy | None]]:
        """The rows with their links, held after the people; None where a link was removed."""
        named = {row.subject for row in turn.rows}
        held = select(Buddy).where(col(Buddy.id).in_(named)).order_by(col(Buddy.id)).with_for_update()
        found = {link.id: link for link in await turn.session.scalars(held)}
        return [(row, found.get(row.subject)) for row in turn.rows]


async def buddy_of(session: AsyncSession, person: PersonId) -> Buddy | None:
    """Whom this person's pings may go to: agreed, and neither paused nor stopped nor ended."""
    agreed = and_(col(Buddy.answer) == Answer.YES, col(Buddy.stopped_at).is_(None), ~col(Buddy.is_paused))
    return (await session.scalars(select(Buddy).where(asked_by(person), agreed))).one_or_none()


async def buddy_held(session: AsyncSession, buddy_id: str) -> Buddy | None:
    """This link, held for the transaction (after its people: one order for all); None where it is gone."""
    return await session.get(Buddy, buddy_id, with_for_update=True, populate_existing=True)


async def connected(session: AsyncSession, person: PersonId) -> set[PersonId]:
    """Everyone who has a link with this person."""
    links = (await session.scalars(select(Buddy).where(of_either(person)))).all()
    return {one for link in links for one in (link.asker, link.knows)}


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """A no goes after 30 days; what is over in another way 30 days after the asking, and when it was shown for seven.

    Their words go with the end; what time alone has ended is written down.
    """
    lapsed = update(Buddy).where(col(Buddy.answer).is_(None), col(Buddy.invited_at) <= now - LAPSES_AFTER)
    await session.execute(lapsed.values(answer=Answer.NONE, ended_at=col(Buddy.invited_at)))
    over = and_(col(Buddy.ended_at).is_not(None), col(Buddy.ended_at) <= now - UNDO_FOR)
    await session.execute(update(Buddy).where(over).values(dict.fromkeys(WORDS.values())))
    long_ago, refused = now - NOT_AGAIN_FOR, col(Buddy.answer) == Answer.NO
    await session.execute(delete(Buddy).where(refused, col(Buddy.ended_at) <= long_ago))
    was_shown = col(Buddy.ended_at) <= now - OVER_SHOWN_FOR
    await session.execute(delete(Buddy).where(over, ~refused, was_shown, col(Buddy.invited_at) <= long_ago))


def invitations() -> Select[int | None]:
    """The outbox rows of invitations that stand: where they do is known for as long as a link can change them."""
    return select(col(Buddy.invitation_row)).where(col(Buddy.invitation_row).is_not(None))


async def standing_with(session: AsyncSession, person: PersonId) -> list[tuple[str, str]]:
    """Where invitations stand that a person sent or got and that are not over: channel and ts."""
    rows = select(col(OutboxRow.channel), col(OutboxRow.ts)).join(Buddy, col(Buddy.invitation_row) == OutboxRow.id)
    found = await session.execute(rows.where(of_either(person), not_over()))
    return [(channel, ts) for channel, ts in found if channel and ts]


def asked_by(person: PersonId) -> ColumnElement[bool]:
    """Links that somebody asked for."""
    return and_(col(Buddy.workspace) == person.workspace, col(Buddy.user) == person.user)


def asked_of(person: PersonId) -> ColumnElement[bool]:
    """Links that somebody was asked for."""
    return and_(col(Buddy.workspace) == person.workspace, col(Buddy.buddy) == person.user)


def of_either(person: PersonId) -> ColumnElement[bool]:
    """Links of somebody, whichever of the two they are."""
    return or_(asked_by(person), asked_of(person))


def not_over() -> ColumnElement[bool]:
    """Links of which something comes still."""
    return and_(or_(col(Buddy.answer).is_(None), col(Buddy.answer) == Answer.YES), col(Buddy.stopped_at).is_(None))


def purpose(ping: Ping) -> str:
    """What the words of a ping are sealed for."""
    return f"buddy_{ping}"


def _forget_words(link: Buddy) -> None:
    for column in WORDS.values():
        setattr(link, column, None)
