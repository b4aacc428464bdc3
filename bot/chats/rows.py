"""What a chat owes: the invitation, what its answer changes, and the card at the time."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.chats.rules import ENDED_SHOWN_FOR, CardShown, Invitation, What
from bot.chats.tables import Chat
from bot.focus.rules import CHAT
from bot.ids import PersonId
from bot.invitations.rows import LOOKS_AGAIN, put_off
from bot.invitations.rules import LAPSES_AFTER, NOT_AGAIN_FOR, OVER, Answer
from bot.ladder.rules import Size
from bot.outbox.delivery import Turn
from bot.outbox.kinds import UNFINISHED, Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row
from bot.prompts.rules import CARD_FOR
from bot.prompts.service import PromptService
from bot.prompts.tables import Prompt
from bot.sittings.tables import is_in_a_block

INVITATION = Kind(
    "chats.invitation",
    Operation.POST,
    lives_for=timedelta(days=1),
    rank=Rank.PING,
    when_absent=WhenAbsent.LEAVE,
)
ANSWERED = Kind("chats.answered", Operation.POST, lives_for=timedelta(days=1))
"""The one line to whoever asked."""
REDRAW = Kind("chats.redraw", Operation.EDIT, rank=Rank.PING)
"""The invitation, as it is now."""
CARD = Kind("chats.card", Operation.EDIT)
GONE = Kind("chats.gone", Operation.DELETE)
"""A card is taken away."""
WORDS = "chat_words"
"""The purpose that the words of an invitation are sealed for."""


class ChatRows:
    """What clocks can do with a chat, and what both sides' acts have in common."""

    def __init__(self, people: PeopleService, prompts: PromptService) -> None:
        self._people = people
        self._prompts = prompts

    async def for_cards(self, turn: Turn) -> Mapping[int, CardShown]:
        """Rows that post the card at the time."""
        wanted: dict[int, CardShown] = {}
        for row, coming in (await self._prompts.rows.coming(turn)).items():
            chat = await turn.session.get(Chat, coming.prompt.id, with_for_update=True)
            if chat is None or chat.is_over:
                continue
            if chat.card_row != row:
                chat.card_row, chat.shows, chat.revision = row, str(CHAT), chat.revision + 1
                await _owe_going(turn.session, chat.asker, _card(chat), turn.at.people + CARD_FOR)
            shown = await self._shown(turn.session, chat)
            wanted[row] = shown if coming.is_late else replace(shown, at=coming.at)
        return wanted

    async def for_card_edits(self, turn: Turn) -> Mapping[int, tuple[CardShown, int, What]]:
        """Rows that draw a card again: as it stands, or as the plain line that is left of it."""
        wanted: dict[int, tuple[CardShown, int, What]] = {}
        for row, chat in await self._chats(turn):
            _, card, what = row.subject.split(":")
            if row.id is not None and chat is not None and (what != What.CARD or chat.card_row == int(card)):
                wanted[row.id] = (await self._shown(turn.session, chat), int(card), What(what))
        return wanted

    async def for_removals(self, turn: Turn) -> Mapping[int, int]:
        """Rows that take a card away, pressed or not, an hour after it came: such lines would add up to a list."""
        wanted: dict[int, int] = {}
        for row, chat in await self._chats(turn):
            card = int(row.subject.split(":")[1])
            its = await turn.session.get(OutboxRow, card)
            if its is not None and its.state in UNFINISHED:  # nobody knows yet where it stands
                await _owe_going(turn.session, PersonId(row.workspace, row.user), row.subject, _soon(turn))
                continue
            wanted[row.id or 0] = card
            if chat is not None and chat.card_row == card:
                chat.card_row = chat.shows = None
        return wanted

    async def for_invitations(self, turn: Turn) -> Mapping[int, Invitation]:
        """Rows that ask; whoever is in a block is asked after it."""
        wanted: dict[int, Invitation] = {}
        for row, chat in await self._chats(turn):
            if row.id is None or chat is None or chat.said(turn.at.people) is not Answer.WAITS:
                continue
            if row.attempts == 0 and await self._waits(turn, row, PersonId(chat.workspace, chat.invited)):
                continue
            chat.invitation_row = row.id
            wanted[row.id] = await self.invitation(turn.session, chat, turn.at.people)
        return wanted

    async def for_redraws(self, turn: Turn) -> Mapping[int, tuple[Invitation, int]]:
        """Rows that draw an invitation that stands as it is now."""
        return {
            row.id: (await self.invitation(turn.session, chat, turn.at.people), chat.invitation_row)
            for row, chat in await self._chats(turn)
            if row.id is not None and chat is not None and chat.invitation_row is not None
        }

    async def for_answers(self, turn: Turn) -> Mapping[int, tuple[str, Answer]]:
        """Rows that tell whoever asked what the answer was: with whom, and what. None for what is not true any more."""
        wanted: dict[int, tuple[str, Answer]] = {}
        for row, chat in await self._chats(turn):
            if row.id is None or chat is None or chat.answer not in (Answer.YES, Answer.NO):
                continue
            if row.attempts or not await self._waits(turn, row, chat.asker):
                wanted[row.id] = (chat.invited, Answer(chat.answer))
        return wanted

    async def invite(self, session: AsyncSession, chat: Chat, at: datetime) -> None:
        """Owe the one invitation."""
        chat.invitation_row = await owe(session, Owed(INVITATION, chat.asker, chat.prompt_id, at, place=chat.invited))

    async def redraw(self, session: AsyncSession, chat: Chat, at: datetime) -> None:
        """The invitation that stands says what is true now. It buzzes nobody."""
        await owe(session, Owed(REDRAW, chat.asker, chat.prompt_id, at, slot=secrets.token_hex(8), place=chat.invited))

    async def tell(self, session: AsyncSession, chat: Chat, at: datetime) -> None:
        """Owe whoever asked the one line about the answer."""
        await owe(session, Owed(ANSWERED, chat.asker, chat.prompt_id, at, slot=str(chat.answer)))

    async def end(self, session: AsyncSession, chat: Chat, answer: Answer, at: datetime) -> None:
        """Nothing comes of it any more, a card that stands is taken away, and the invitation says so."""
        chat.answer, chat.answered_at, chat.words = answer, at, None
        if (prompt := await session.get(Prompt, chat.prompt_id)) is not None:
            await self._prompts.cancel(session, prompt, at)
        if chat.card_row is not None:
            await _owe_going(session, chat.asker, _card(chat), at)
        chat.card_row, chat.shows, chat.revision = None, None, chat.revision + 1
        await self.redraw(session, chat, at)

    async def turn_card(self, session: AsyncSession, chat: Chat, what: What, at: datetime) -> None:
        """Its card is drawn again: as it stands, or as one plain line."""
        subject, chat.revision = _card(chat), chat.revision + 1
        if what is not What.CARD:
            chat.card_row = chat.shows = None
        await owe(session, Owed(CARD, chat.asker, f"{subject}:{what}", at, slot=str(chat.revision)))

    async def invitation(self, session: AsyncSession, chat: Chat, now: datetime) -> Invitation:
        """The invitation as the other one sees it now."""
        known, prompt = await person_row(session, chat.asker), await session.get(Prompt, chat.prompt_id)
        words = await self._people.opened(session, chat.asker, chat.words, WORDS)
        next_at = prompt.next_at if prompt else None
        return Invitation(chat.prompt_id, chat.user, chat.said(now), next_at, known.profile.zone, words)

    async def leave(self, session: AsyncSession, person: PersonId, at: datetime) -> None:
        """Everything about them is removed: chats that others asked them for end, without a word."""
        for chat in (await session.scalars(select(Chat).where(invited(person)))).all():
            if not chat.is_over:
                await self.end(session, chat, Answer.STOPPED, at)
        await session.flush()

    async def _shown(self, session: AsyncSession, chat: Chat) -> CardShown:
        known, size = await person_row(session, chat.asker), Size.read(chat.shows or "") or CHAT
        is_answered = chat.answer == Answer.YES
        zone = known.profile.zone
        return CardShown(chat.prompt_id, chat.revision, chat.invited, size, zone, is_answered=is_answered)

    async def _waits(self, turn: Turn, row: OutboxRow, reader: PersonId) -> bool:
        """Whether the reader is in a block now: then it comes later (PRODUCT 2.7)."""
        if not await is_in_a_block(turn.session, reader, turn.at.people):
            return False
        await put_off(turn, row, next(kind for kind in (INVITATION, ANSWERED) if kind.name == row.kind))
        return True

    async def _chats(self, turn: Turn) -> list[tuple[OutboxRow, Chat | None]]:
        """The rows with their chats, held after the people; None where a chat was removed."""
        named = {row.subject.split(":")[0] for row in turn.rows}
        held = select(Chat).where(col(Chat.prompt_id).in_(named)).order_by(col(Chat.prompt_id)).with_for_update()
        found = {chat.prompt_id: chat for chat in await turn.session.scalars(held)}
        return [(row, found.get(row.subject.split(":")[0])) for row in turn.rows]


async def connected(session: AsyncSession, person: PersonId) -> set[PersonId]:
    """Everyone who asked this person for a chat."""
    return {chat.asker for chat in await session.scalars(select(Chat).where(invited(person)))}


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Words nobody answered go after seven days; a chat that is over 30 days after the no, or after the asking."""
    over = delete(Chat).where(col(Chat.answer).in_(OVER))
    long_ago = now - NOT_AGAIN_FOR
    ended = col(Chat.answer) == Answer.ENDED
    await session.execute(over.where(~ended, col(Chat.answered_at) <= long_ago))
    shown = col(Chat.answered_at) <= now - ENDED_SHOWN_FOR
    await session.execute(over.where(ended, col(Chat.invited_at) <= long_ago, shown))
    await session.execute(update(Chat).where(col(Chat.invited_at) <= now - LAPSES_AFTER).values(words=None))


def invitations() -> Select[int | None]:
    """The outbox rows of invitations that stand: where they do is known for as long as a chat can change them."""
    return select(col(Chat.invitation_row)).where(col(Chat.invitation_row).is_not(None))


async def standing_with(session: AsyncSession, person: PersonId) -> list[tuple[str, str]]:
    """Where invitations stand that a person sent or got and that are not over: channel and ts."""
    rows = select(col(OutboxRow.channel), col(OutboxRow.ts)).join(Chat, col(Chat.invitation_row) == OutboxRow.id)
    open_ones = rows.where(or_(asked_by(person), invited(person)), not_over())
    return [(channel, ts) for channel, ts in await session.execute(open_ones) if channel and ts]


def invited(person: PersonId) -> ColumnElement[bool]:
    """Chats that somebody is asked for."""
    return and_(col(Chat.workspace) == person.workspace, col(Chat.invited) == person.user)


def asked_by(person: PersonId) -> ColumnElement[bool]:
    """Chats that somebody asked for."""
    return and_(col(Chat.workspace) == person.workspace, col(Chat.user) == person.user)


def not_over() -> ColumnElement[bool]:
    """Chats of which something comes still."""
    return or_(col(Chat.answer).is_(None), col(Chat.answer) == Answer.YES)


async def _owe_going(session: AsyncSession, person: PersonId, subject: str, at: datetime) -> None:
    await owe(session, Owed(GONE, person, subject, at, slot=f"{at.timestamp():.0f}"))


def _soon(turn: Turn) -> datetime:
    return turn.at.people + LOOKS_AGAIN


def _card(chat: Chat) -> str:
    """What a row is about: the card of a chat that stands now."""
    return f"{chat.prompt_id}:{chat.card_row}"
