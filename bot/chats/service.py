"""What both sides can do with a weekly chat; one method, one transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.chats import rules
from bot.chats.rows import WORDS, ChatRows, asked_by, invited, not_over
from bot.chats.rules import Agreed, Draft, Form, Invitation, Weekly, What
from bot.chats.tables import Chat
from bot.clock import Clock
from bot.database import Database
from bot.focus.rules import CHAT, Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.invitations import rules as invitations
from bot.invitations.rows import AskWho, alone_with
from bot.invitations.rules import Answer
from bot.ladder.rules import Size, smaller_size
from bot.people.service import PeopleService, hold, person_row, refresh_home
from bot.people.tables import Person
from bot.prompts.rules import Kind
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.sittings.service import Standing


class ChatService:
    """Asking, answering, ending; and the card at the time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        rows: ChatRows,
        prompts: PromptService,
        focus: FocusService,
        colleague: AskWho,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._rows = rows
        self._prompts = prompts
        self._focus = focus
        self._ask_slack = colleague

    # Whoever asks.

    async def now(self, person: PersonId) -> Agreed | Draft:
        """Their chat, or what they could ask for. Nobody becomes known by looking."""
        at = self._clock()
        async with self._database.transaction() as session:
            return await self.next_for(session, person) or await self._draft(session, person, at)

    async def next_for(self, session: AsyncSession, person: PersonId) -> Agreed | None:
        """Their chat with the next time that its card comes, for the Home tab; None if they have none."""
        known = await session.get(Person, person)
        chat = await self._theirs(session, person) if known is not None else None
        return await self._agreed(session, chat, self._clock()) if chat is not None else None

    async def ask(self, person: PersonId, form: Form) -> Agreed:
        """Send the one invitation, and come every week from now on. Raises what can be in the way (rules.py)."""
        other, at = PersonId(person.workspace, form.whom), self._clock()
        if other == person:
            raise invitations.OneselfError
        invitations.checked_colleague(await self._ask_slack(other))
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            await alone_with(session, (person, other))
            await self._check(session, person, other, at)
            prompt = await self._prompts.plan(session, known, Kind.CHAT, form.weekly.schedule, at)
            words = await self._people.seal(session, person, form.words, WORDS) if form.words else None
            chat = Chat(prompt_id=prompt.id, **person._asdict(), invited=form.whom, words=words, invited_at=at)
            session.add(chat)
            await self._rows.invite(session, chat, at)
            return await self._agreed(session, chat, at)

    async def change(self, person: PersonId, chat_id: str, weekly: Weekly) -> Agreed:
        """Come at another time. The invitation that stands says so, and buzzes nobody. Raises ChatOverError."""
        at = self._clock()
        async with self._database.transaction() as session:
            chat = await self._held(session, person, chat_id)
            prompt = await session.get_one(Prompt, chat.prompt_id)
            if weekly.schedule != prompt.schedule:
                await self._prompts.replan(session, prompt, weekly.schedule, at)
                await self._rows.redraw(session, chat, at)
            return await self._agreed(session, chat, at)

    async def end(self, person: PersonId, chat_id: str) -> None:
        """Whoever asked ends it: at once, and the other one sees it when they look. Ended is ended."""
        at = self._clock()
        async with self._database.transaction() as session:
            await hold(session, person)
            chat = await session.get(Chat, chat_id, with_for_update=True)
            if chat is not None and chat.asker == person and not chat.is_over:
                await self._rows.end(session, chat, Answer.ENDED, at)

    # Whoever is asked: they get no row of their own by any of it.

    async def accept(self, person: PersonId, chat_id: str) -> Invitation | None:
        """Fine by me. None where that changed the invitation, which is drawn again; else how it stands."""
        return await self._answer(person, chat_id, self._accepted)

    async def decline(self, person: PersonId, chat_id: str) -> Invitation | None:
        """Not this time: nothing comes of it any more."""
        return await self._answer(person, chat_id, self._declined)

    async def leave(self, person: PersonId, chat_id: str) -> Invitation | None:
        """Stop these chats: at once, and whoever asked sees it when they look."""
        return await self._answer(person, chat_id, self._left)

    # The card at the time.

    async def begin(self, person: PersonId, press: Press) -> Standing:
        """Start, from the card."""
        async with self._database.transaction() as session:
            chat = await self._pressed(session, person, press)
        if chat is None:
            return await self._focus.standing(person)
        standing = await self._focus.begin_chat(person, chat.invited, _size(chat))
        if standing.changed:
            await self._turn(person, press, What.BEGUN)
        return standing

    async def make_smaller(self, person: PersonId, press: Press) -> Standing:
        """The card again, one size down."""
        return await self._turn(person, press, What.CARD)

    async def not_today(self, person: PersonId, press: Press) -> Standing:
        """One plain line; next week it comes as ever."""
        return await self._turn(person, press, What.NOT_TODAY)

    async def _turn(self, person: PersonId, press: Press, what: What) -> Standing:
        """Change the card that stands; a press on an old one is answered with where things stand."""
        at = self._clock()
        async with self._database.transaction() as session:
            chat = await self._pressed(session, person, press)
            if chat is not None:
                chat.shows = str(smaller_size(_size(chat)))
                await self._rows.turn_card(session, chat, what, at)
                return Standing(person, None, changed=True)
        return await self._focus.standing(person)

    async def _pressed(self, session: AsyncSession, person: PersonId, press: Press) -> Chat | None:
        """The chat whose card was pressed; None where that card is not true any more."""
        await hold(session, person)
        chat = await session.get(Chat, press.block_id, with_for_update=True)
        is_true = chat is not None and chat.asker == person and chat.card_row and chat.revision == press.revision
        return chat if is_true else None

    async def _check(self, session: AsyncSession, person: PersonId, other: PersonId, at: datetime) -> None:
        """Whether this person may ask that one now."""
        if await self._theirs(session, person) is not None:
            raise rules.HasOneError
        from_them = select(Chat).where(asked_by(other), invited(person), not_over())
        if any(chat.said(at) is not Answer.NONE for chat in await session.scalars(from_them)):
            raise rules.PairHasOneError
        before = await session.scalars(select(Chat).where(asked_by(person), invited(other)))
        zone = (await person_row(session, person)).profile.zone
        invitations.checked_again((_not_before(chat) for chat in before), at, zone)
        since = col(Chat.invited_at) > at - invitations.LAPSES_AFTER
        waiting = select(func.count()).where(invited(other), col(Chat.answer).is_(None), since)
        invitations.checked_room(await session.scalar(waiting) or 0)

    async def _answer(
        self, person: PersonId, chat_id: str, act: Callable[[AsyncSession, Chat, datetime], Awaitable[bool]]
    ) -> Invitation | None:
        """One press on the invitation: `act` tells whether it changed anything."""
        at = self._clock()
        async with self._database.transaction() as session:
            seen = await session.get(Chat, chat_id)
            if seen is None or PersonId(seen.workspace, seen.invited) != person:
                return Invitation(chat_id, "", Answer.ENDED, None, "UTC")
            asker = await hold(session, seen.asker)
            chat = await session.get(Chat, chat_id, with_for_update=True, populate_existing=True)
            if chat is None or asker is None:
                return Invitation(chat_id, "", Answer.ENDED, None, "UTC")
            if not await act(session, chat, at):
                return await self._rows.invitation(session, chat, at)
            await refresh_home(session, asker, at)
            return None

    async def _accepted(self, session: AsyncSession, chat: Chat, at: datetime) -> bool:
        """Where the seven days are over nothing is, and the invitation says so."""
        if chat.said(at) is Answer.NONE:
            await self._rows.redraw(session, chat, at)
            return True
        if chat.said(at) is not Answer.WAITS:
            return False
        chat.answer, chat.answered_at, chat.words = Answer.YES, at, None
        (await session.get_one(Prompt, chat.prompt_id)).is_promised = True
        await self._rows.redraw(session, chat, at)
        await self._rows.tell(session, chat, at)
        if chat.card_row is not None:
            await self._rows.turn_card(session, chat, What.CARD, at)
        return True

    async def _declined(self, session: AsyncSession, chat: Chat, at: datetime) -> bool:
        """A no that comes after the seven days is one, too; nobody is told of it any more."""
        said = chat.said(at)
        if said not in (Answer.WAITS, Answer.NONE):
            return False
        await self._rows.end(session, chat, Answer.NO, at)
        if said is Answer.WAITS:
            await self._rows.tell(session, chat, at)
        return True

    async def _left(self, session: AsyncSession, chat: Chat, at: datetime) -> bool:
        if chat.answer != Answer.YES:
            return False
        await self._rows.end(session, chat, Answer.STOPPED, at)
        return True

    async def _theirs(self, session: AsyncSession, person: PersonId) -> Chat | None:
        """The one chat that they asked for and that is not over."""
        return (await session.scalars(select(Chat).where(asked_by(person), not_over()))).one_or_none()

    async def _held(self, session: AsyncSession, person: PersonId, chat_id: str) -> Chat:
        await hold(session, person)
        chat = await session.get(Chat, chat_id, with_for_update=True)
        if chat is None or chat.asker != person or chat.is_over:
            raise rules.ChatOverError
        return chat

    async def _agreed(self, session: AsyncSession, chat: Chat, at: datetime) -> Agreed:
        known, prompt = await person_row(session, chat.asker), await session.get_one(Prompt, chat.prompt_id)
        schedule = prompt.schedule
        weekly = Weekly(min(schedule.weekdays), schedule.at)
        return Agreed(chat.prompt_id, chat.invited, weekly, chat.said(at), prompt.next_at, known.profile.zone)

    async def _draft(self, session: AsyncSession, person: PersonId, at: datetime) -> Draft:
        known = await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
        weekly = rules.drafted(at.astimezone(ZoneInfo(known.profile.zone)))
        newest = select(Chat).where(asked_by(person)).order_by(col(Chat.answered_at).desc()).limit(1)
        last = (await session.scalars(newest)).one_or_none()
        return Draft(weekly, last.invited, last.said(at)) if last is not None else Draft(weekly)


def _size(chat: Chat) -> Size:
    return Size.read(chat.shows or "") or CHAT


def _not_before(chat: Chat) -> datetime:
    return invitations.not_before(Answer(chat.answer or Answer.ENDED), chat.invited_at, chat.answered_at)
