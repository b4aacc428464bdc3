"""What both sides can do with the link between them; one method, one transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.buddies import rules
from bot.buddies.rows import BuddyRows, asked_by, asked_of, buddy_held, not_over
from bot.buddies.rules import Draft, Form, Hears, Invitation, Link, Place, Sayings
from bot.buddies.tables import Buddy
from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.invitations import rules as invitations
from bot.invitations.rows import AskWho, alone_with
from bot.invitations.rules import Answer
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.switches.rules import SwitchedOffError

OUT_OF_REACH = Invitation("", "", Answer.ENDED)
"""What a button stands for whose link is gone, or somebody else's."""


class BuddyService:
    """Asking, answering, pausing, ending: whoever asked, and whoever knows."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        rows: BuddyRows,
        colleague: AskWho,
        is_offered: bool = True,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._rows = rows
        self._ask_slack = colleague
        self.is_offered = is_offered
        """False where whoever runs this has switched it off: ways out stay open, and there is no way in."""

    # Whoever asks.

    async def now(self, person: PersonId) -> Link | Draft:
        """Who knows, or what became of the one before. Nobody becomes known by looking. Raises SwitchedOffError."""
        self._check_offered()
        async with self._database.transaction() as session:
            return await self._mine(session, person, self._clock())

    async def check(self, person: PersonId, whom: str) -> None:
        """Whether this person could be asked now. Raises what is in the way (also of bot.invitations)."""
        other = await self._asked(person, whom)
        async with self._database.transaction() as session:
            await self._check(session, person, other, self._clock())

    async def ask(self, person: PersonId, form: Form) -> Link:
        """Send the one invitation. Raises what is in the way."""
        other, at = await self._asked(person, form.whom), self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            await alone_with(session, (person, other))
            await self._check(session, person, other, at)
            for lapsed in await session.scalars(select(Buddy).where(asked_by(person), not_over())):
                await self._rows.bring_up(session, lapsed, at)
            link = Buddy(**person._asdict(), buddy=form.whom, invited_at=at)
            await self._rows.say(session, link, form.words)
            session.add(link)
            await self._rows.invite(session, link, at)
            await refresh_home(session, known, at)
            return await self._link(session, link, at)

    async def change_words(self, person: PersonId, link_id: str, words: Sayings) -> Link:
        """From now on it is said like this; an invitation that stands open shows it. Raises LinkOverError."""
        return await self._change(person, link_id, lambda session, link: self._rows.say(session, link, words))

    async def pause(self, person: PersonId, link_id: str) -> Link:
        """Nothing goes to the other one, who is told nothing of that either. Raises LinkOverError."""
        return await self._change(person, link_id, lambda *of: _pause(*of, is_paused=True))

    async def go_on(self, person: PersonId, link_id: str) -> Link:
        """Pings go once more. Raises LinkOverError."""
        return await self._change(person, link_id, lambda *of: _pause(*of, is_paused=False))

    async def end(self, person: PersonId, link_id: str = "") -> bool:
        """Whoever asked ends it: this link, or the one that there is. Whether there was one."""
        at = self._clock()
        async with self._database.transaction() as session:
            link = await self._held_by_asker(session, person, link_id)
            if link is None or link.is_over:
                return False
            await self._rows.end(session, link, Answer.ENDED, at)
            return True

    # Whoever is asked.

    async def accept(self, person: PersonId, link_id: str) -> Invitation | None:
        """Fine by me. None where that changed the invitation, which is drawn again; else how it stands.

        From now on they are known here, so that their zone is, and get neither a block nor a day by it.
        """
        self._check_offered()
        stands = await self._answer(person, link_id, self._accepted)
        if stands is None and await self._people.is_known(person):  # not by a press on what had lapsed
            await self._people.meet(person)
        return stands

    async def decline(self, person: PersonId, link_id: str) -> Invitation | None:
        """Not this time: nothing comes of it any more."""
        return await self._answer(person, link_id, self._declined)

    async def stop(self, person: PersonId, link_id: str) -> Invitation | None:
        """Stop these: at once, and whoever asked sees it when they look. For two minutes it can be taken back."""
        return await self._answer(person, link_id, self._stopped)

    async def undo_stop(self, person: PersonId, link_id: str) -> Invitation | None:
        """It goes on as before, if it is not too late."""
        return await self._answer(person, link_id, self._unstopped)

    async def hear(self, person: PersonId, link_id: str, *, any_hour: bool) -> Invitation | None:
        """Hear outside Monday to Friday, nine to six, too, or no more."""

        async def change(session: AsyncSession, link: Buddy, at: datetime) -> bool:
            if link.said(at) is not Answer.YES:
                return False
            link.any_hour = any_hour
            await self._rows.changed(session, link, at)
            return True

        return await self._answer(person, link_id, change)

    async def place(self, session: AsyncSession, person: PersonId, at: datetime) -> Place | None:
        """What stands on their Home tab; None where nothing of it does."""
        if not self.is_offered:
            return None
        agreed = select(Buddy).where(asked_of(person), not_over(), col(Buddy.answer) == Answer.YES)
        links = await session.scalars(agreed.order_by(col(Buddy.answered_at)).limit(rules.SHOWN_AT_MOST))
        hears = tuple(Hears(link.id, link.user, link.any_hour) for link in links)
        return Place(await self._mine(session, person, at), hears)

    async def _asked(self, person: PersonId, whom: str) -> PersonId:
        """Somebody who can be asked at all."""
        self._check_offered()
        other = PersonId(person.workspace, whom)
        if other == person:
            raise invitations.OneselfError
        invitations.checked_colleague(await self._ask_slack(other))
        return other

    def _check_offered(self) -> None:
        if not self.is_offered:
            raise SwitchedOffError

    async def _check(self, session: AsyncSession, person: PersonId, other: PersonId, at: datetime) -> None:
        """Whether this person may ask that one now. A stop is no no, so what counts then is only how often they ask."""
        if await self._theirs(session, person, at) is not None:
            raise rules.HasOneError
        known = await session.get(Person, person)
        before = await session.scalars(select(Buddy).where(asked_by(person), asked_of(other)))
        times = [_not_before(link, at) for link in before]
        invitations.checked_again(times, at, known.profile.zone if known else "UTC")
        since = col(Buddy.invited_at) > at - invitations.LAPSES_AFTER
        waiting = select(func.count()).where(asked_of(other), col(Buddy.answer).is_(None), since)
        invitations.checked_room(await session.scalar(waiting) or 0)

    async def _change(
        self, person: PersonId, link_id: str, act: Callable[[AsyncSession, Buddy], Awaitable[None]]
    ) -> Link:
        """Whoever asked changes what goes out."""
        at = self._clock()
        async with self._database.transaction() as session:
            link = await self._held_by_asker(session, person, link_id)
            if link is None or link.said(at) not in (Answer.WAITS, Answer.YES):
                raise rules.LinkOverError
            await act(session, link)
            if link.answer is None:
                await self._rows.redraw(session, link, at)
            await self._rows.changed(session, link, at)
            return await self._link(session, link, at)

    async def _held_by_asker(self, session: AsyncSession, person: PersonId, link_id: str = "") -> Buddy | None:
        """A link that they asked for, held after both its people; the one that is not over where none is named."""
        named = col(Buddy.id) == link_id if link_id else not_over()
        seen = (await session.scalars(select(Buddy).where(asked_by(person), named))).one_or_none()
        if seen is None:
            return None
        await self._rows.hold(session, {seen.asker, seen.knows})
        return await buddy_held(session, seen.id)

    async def _answer(
        self, person: PersonId, link_id: str, act: Callable[[AsyncSession, Buddy, datetime], Awaitable[bool]]
    ) -> Invitation | None:
        """One press of the other one's: `act` tells whether it changed anything."""
        at = self._clock()
        async with self._database.transaction() as session:
            seen = await session.get(Buddy, link_id)
            if seen is None or seen.knows != person:
                return OUT_OF_REACH
            await self._rows.hold(session, {seen.asker, person})
            link = await buddy_held(session, link_id)
            if link is None or await hold(session, link.asker) is None:
                return OUT_OF_REACH
            return None if await act(session, link, at) else await self._rows.invitation(session, link, at)

    async def _accepted(self, session: AsyncSession, link: Buddy, at: datetime) -> bool:
        """Where the seven days are over nothing is, and the invitation says so."""
        await self._rows.bring_up(session, link, at)
        if link.answer == Answer.NONE:
            await self._rows.redraw(session, link, at)
            return True
        if link.said(at) is not Answer.WAITS:
            return False
        link.answer, link.answered_at = Answer.YES, at
        await person_row(session, link.knows)
        await self._rows.redraw(session, link, at)
        await self._rows.tell(session, link, at)
        await self._rows.changed(session, link, at)
        return True

    async def _declined(self, session: AsyncSession, link: Buddy, at: datetime) -> bool:
        """A no that comes after the seven days is one, too; nobody is told of it any more."""
        said = link.said(at)
        if said not in (Answer.WAITS, Answer.NONE):
            return False
        link.answered_at = at
        await self._rows.end(session, link, Answer.NO, at)
        if said is Answer.WAITS:
            await self._rows.tell(session, link, at)
        return True

    async def _stopped(self, session: AsyncSession, link: Buddy, at: datetime) -> bool:
        if link.said(at) is not Answer.YES:
            return False
        await self._rows.stop(session, link, at)
        return True

    async def _unstopped(self, session: AsyncSession, link: Buddy, at: datetime) -> bool:
        """Not where whoever asked has somebody else meanwhile; a second press finds it as it was to be."""
        if link.said(at) is Answer.YES:
            return True
        if not rules.can_undo(link.stopped_at, at) or await self._theirs(session, link.asker, at) is not None:
            return False
        await self._rows.undo_stop(session, link, at)
        return True

    async def _theirs(self, session: AsyncSession, person: PersonId, at: datetime) -> Buddy | None:
        """The one link that they asked for and that is not over by now."""
        link = (await session.scalars(select(Buddy).where(asked_by(person), not_over()))).one_or_none()
        return link if link is not None and link.said(at) is not Answer.NONE else None

    async def _mine(self, session: AsyncSession, person: PersonId, at: datetime) -> Link | Draft:
        link = await self._theirs(session, person, at)
        if link is not None:
            return await self._link(session, link, at)
        newest = select(Buddy).where(asked_by(person), col(Buddy.ended_at) > at - rules.OVER_SHOWN_FOR)
        last = (await session.scalars(newest.order_by(col(Buddy.ended_at).desc()).limit(1))).one_or_none()
        return Draft(last.buddy, last.said(at)) if last is not None else Draft()

    async def _link(self, session: AsyncSession, link: Buddy, at: datetime) -> Link:
        words = await self._rows.sayings(session, link)
        return Link(link.id, link.user, link.buddy, link.said(at), link.is_paused, words)


async def _pause(_: AsyncSession, link: Buddy, *, is_paused: bool) -> None:
    link.is_paused = is_paused


def _not_before(link: Buddy, at: datetime) -> datetime:
    """From when on the same person may be asked once more; a stop counts from the asking."""
    refused_at = link.answered_at if link.answer == Answer.NO else None
    return invitations.not_before(link.said(at), link.invited_at, refused_at)
