"""What a channel note owes: one message a sitting, its edits, and one line to the person where it can't be."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.courses.rules import Phase, Step
from bot.ids import PersonId
from bot.invitations.rows import IsBusy, put_off
from bot.notes import rules
from bot.notes.rules import Note
from bot.notes.tables import ChannelNote, Noted
from bot.outbox.claims import said_at
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row, refresh_home
from bot.pings.rules import What, is_new_still, is_true, telling

NOTE = Kind(
    "notes.note",
    Operation.POST,
    lives_for=timedelta(minutes=2),
    rank=Rank.PING,
    when_absent=WhenAbsent.LEAVE,
)
EDIT = Kind("notes.edit", Operation.EDIT, rank=Rank.PING)
GONE = Kind("notes.gone", Operation.DELETE, rank=Rank.PING)
OFF = Kind("notes.off", Operation.POST, lives_for=timedelta(days=1))
"""The one line to the person."""
IN_A_CHANNEL = (NOTE, EDIT, GONE)
NAME = "note_name"
"""The purpose that the name is sealed for."""


class NoteRows:
    """What is owed to a channel, within the transactions of whoever changes a sitting."""

    def __init__(self, people: PeopleService, is_busy: IsBusy, *, is_offered: bool = True) -> None:
        self._people = people
        self._is_busy = is_busy
        self._is_offered = is_offered

    async def follow(self, session: AsyncSession, step: Step) -> None:
        """A sitting was begun or changed: what stands of it in a channel follows."""
        now = telling(step.course)
        noted = await session.get(Noted, step.sitting_id, with_for_update=True)
        if noted is not None:
            noted.stand(now, is_over=step.course.phase is Phase.CLOSED)
            if step.before is not None and now != telling(step.before):
                await _owe_change(session, noted, step)
        elif self._is_offered and rules.is_news(step.before, step.course):
            await _owe_new(session, step)

    async def for_new(self, turn: Turn) -> Mapping[int, Note]:
        """Rows that post the message. A row left out is dropped."""
        wanted: dict[int, Note] = {}
        for row, noted in await _noted(turn):
            note = await self._shown(turn.session, noted)
            if row.id is not None and note and is_new_still(noted.telling, noted.telling.what, turn.at.people):
                wanted[row.id] = note
        return wanted

    async def for_edits(self, turn: Turn) -> Mapping[int, tuple[Note, int]]:
        """Rows that draw it again: what is true now, and the row number of the message."""
        wanted: dict[int, tuple[Note, int]] = {}
        for row, noted in await _noted(turn):
            note = await self._shown(turn.session, noted)
            if row.id is not None and note and noted.row is not None and is_true(note.telling, turn.at.people):
                wanted[row.id] = (note, noted.row)
        return wanted

    async def for_removals(self, turn: Turn) -> Mapping[int, int]:
        """Rows that take it away."""
        return {row.id: noted.row for row, noted in await _noted(turn) if row.id is not None and noted.row is not None}

    async def for_ends(self, turn: Turn) -> Mapping[int, str]:
        """Rows that tell the person that it is off: which channel it was. Not while they work."""
        wanted: dict[int, str] = {}
        for row in turn.rows:
            person = PersonId(row.workspace, row.user)
            if row.attempts == 0 and await self._is_busy(turn.session, person, turn.at.people):
                await put_off(turn, row, OFF)
            else:
                wanted[row.id or 0] = row.subject.split(":")[1]
        return wanted

    async def take_away(self, session: AsyncSession, note: ChannelNote, at: datetime) -> None:
        """What stands of a sitting that is not over goes: the person wants no note there."""
        open_ones = select(Noted).where(col(Noted.note_id) == note.id, ~col(Noted.is_over)).with_for_update()
        for noted in await session.scalars(open_ones):
            noted.what = What.GONE
            await owe(session, Owed(GONE, noted.person, noted.sitting_id, at, slot=note.id, place=noted.channel))

    async def turn_off(self, session: AsyncSession, noted: Noted, at: datetime) -> None:
        """Slack will not have it there: it is off, and the person hears of that, once."""
        note = await session.get(ChannelNote, noted.person, with_for_update=True)
        if note is None or note.id != noted.note_id:
            return
        await session.delete(note)
        await owe(session, Owed(OFF, noted.person, f"{note.id}:{note.channel}", at))
        await refresh_home(session, await person_row(session, noted.person), at)

    async def _shown(self, session: AsyncSession, noted: Noted) -> Note | None:
        """What the message is drawn from; None where there is nothing to draw, or no channel for it any more."""
        note = await session.get(ChannelNote, noted.person)
        if note is None or note.id != noted.note_id or not rules.is_drawn(noted.telling):
            return None
        name = await self._people.opened(session, note.person, note.name, NAME)
        zone = (await person_row(session, note.person)).profile.zone
        return Note(name, noted.telling, zone) if name else None


async def _owe_new(session: AsyncSession, step: Step) -> None:
    note = await session.get(ChannelNote, step.person)
    if note is None:
        return
    noted = Noted.of(step, note)
    noted.stand(telling(step.course), is_over=False)
    noted.row = await owe(session, Owed(NOTE, step.person, step.sitting_id, step.at, place=note.channel))
    session.add(noted)
    await session.flush()


async def _owe_change(session: AsyncSession, noted: Noted, step: Step) -> None:
    """What was said follows: by an edit, or away."""
    if noted.what != What.QUIET:
        kind = GONE if noted.what == What.GONE else EDIT
        slot = str(step.course.revision)
        await owe(session, Owed(kind, noted.person, noted.sitting_id, step.at, slot=slot, place=noted.channel))


async def standing_of(session: AsyncSession, person: PersonId) -> list[tuple[str, str]]:
    """Where messages stand in a channel of a sitting of theirs that is not over."""
    theirs = select(col(Noted.row)).where(
        col(Noted.workspace) == person.workspace, col(Noted.user) == person.user, ~col(Noted.is_over)
    )
    rows = [row for row in await session.scalars(theirs) if row is not None]
    return [(place.channel, place.ts) for place in (await said_at(session, rows)).values()]


async def _noted(turn: Turn) -> list[tuple[OutboxRow, Noted]]:
    """The rows with what they are about, held after the people; without what is gone."""
    named = {row.subject for row in turn.rows}
    held = select(Noted).where(col(Noted.sitting_id).in_(named)).order_by(col(Noted.sitting_id)).with_for_update()
    found = {noted.sitting_id: noted for noted in await turn.session.scalars(held)}
    return [(row, found[row.subject]) for row in turn.rows if row.subject in found]
