"""What is owed to a person's status and do-not-disturb, within the transactions of whoever changes a sitting.

A row brings one of them to what is wanted when it is said, whatever was wanted when it was owed.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.courses.rules import Step
from bot.ids import PersonId
from bot.outbox.delivery import Turn
from bot.outbox.kinds import UNFINISHED, Content, Kind, Operation, Rank, State
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.people.service import PeopleService, person_row, refresh_home
from bot.permissions import rules as permissions
from bot.permissions.rules import Feature
from bot.presence import rules
from bot.presence.rules import EMOJI, Looks, Move, Nap, Ours, Snoozed, Told
from bot.presence.tables import Presence

STATUS = Kind("presence.status", Operation.STATUS, rank=Rank.PING)
SNOOZE = Kind("presence.snooze", Operation.SNOOZE, rank=Rank.PING)
WAKE = Kind("presence.wake", Operation.WAKE)
LINE = Kind("presence.line", Operation.POST, lives_for=timedelta(days=1), rank=Rank.PING)
"""What became of it, in one line: nothing of it is said during a block."""
KINDS = {kind.name: kind for kind in (STATUS, SNOOZE, WAKE)}
FEATURES = {STATUS.name: Feature.STATUS, SNOOZE.name: Feature.SNOOZE, WAKE.name: Feature.SNOOZE}

TOKEN, LOOKS, OURS = "presence_token", "presence_looks", "presence_status"
"""The purposes that are sealed for."""
SOON = timedelta(seconds=1)
LATEST = timedelta(minutes=5)
"""What waits is looked at anew after one second, then two, four … five minutes at most."""
MOST_TRIES = 300
"""About a day: then what Slack shows is left as it is."""

Heard = Mapping[int, Told]
"""What Slack said, by the row it was asked for."""


class PresenceRows:
    """Status and do-not-disturb as a sitting wants them."""

    def __init__(self, people: PeopleService, looks: Looks) -> None:
        self._people = people
        self._looks = looks

    async def follow(self, session: AsyncSession, step: Step) -> None:
        """A sitting was begun or changed: what Slack shows follows. One that ended before another began changes
        nothing any more."""
        known = await session.get(Presence, step.person)
        if known is None or (step.sitting_id != known.sitting and not step.course.is_running):
            return
        want, quiet = rules.wanted_status(step.course), rules.wanted_snooze(step.course)
        is_new = (want != known.want, quiet != known.quiet_until)
        known.sitting, known.busy_until, known.quiet_until = step.sitting_id, rules.busy_until(step.course), quiet
        known.showing, known.shows_until = (want.showing, want.until) if want else (None, None)
        if is_new[0]:
            await self.bring_status(session, known, step.at)
        if is_new[1]:
            await self.bring_snooze(session, known, step.at)

    async def bring_status(self, session: AsyncSession, known: Presence, at: datetime) -> None:
        """Owe the status that is wanted, or the one that was there before."""
        if Feature.STATUS in known.on or known.ours is not None:
            await _bring(session, known.person, STATUS, at)

    async def bring_snooze(self, session: AsyncSession, known: Presence, at: datetime) -> None:
        """Owe the do-not-disturb that is wanted, or its end."""
        if known.quiet_until is not None and Feature.SNOOZE in known.on:
            await _bring(session, known.person, SNOOZE, at)
        elif known.snoozed_until is not None:
            await _bring(session, known.person, WAKE, at)

    async def for_status(self, turn: Turn, heard: Heard) -> Mapping[int, Content]:
        """Rows that bring the status to what is wanted now."""
        contents: dict[int, Content] = {}
        for row, known in await _known(turn):
            want = known.want if _may(known, Feature.STATUS, known.status_left_in) else None
            want = want if want and turn.at.people < want.until else None
            ours = await self.ours(turn.session, known)
            if (want is None and ours is None) or not await self._is_told(turn, row, known, heard):
                continue
            look = (await self.looks(turn.session, known))[want.showing] if want else None
            wanted = want.status(look.text, look.emoji) if want and look else None
            now, current = turn.at.people, heard[row.id or 0].status
            move = rules.next_status(ours, wanted, current, sitting=known.sitting, now=now)
            await self._keep(turn.session, known, row, move)
            if move.send is not None:
                profile = {f"status_{name}": value for name, value in vars(move.send).items()}
                contents[row.id or 0] = Content(profile=profile, token=await self.token(turn.session, known))
        return contents

    async def for_snooze(self, turn: Turn, heard: Heard) -> Mapping[int, Content]:
        """Rows that set do-not-disturb, or end it: one at a time, and not before the card that it would silence."""
        contents: dict[int, Content] = {}
        served: set[PersonId] = set()
        for row, known in await _known(turn):
            snoozed = await self.snoozed(turn.session, known)
            end = known.quiet_until if _may(known, Feature.SNOOZE, known.snooze_left_in) else None
            end = end if end and turn.at.people < end else None
            if (end is None and snoozed is None) or (row.kind == SNOOZE.name and end is None):
                continue
            if known.person in served or await _must_wait(turn, row):
                await self._later(turn, row)
                continue
            if not await self._is_told(turn, row, known, heard):
                continue
            current = heard[row.id or 0].snoozes_until
            if end is None or row.kind == WAKE.name:
                nap = rules.next_waking(snoozed, end, current)
            else:
                nap = rules.next_snooze(snoozed, end, current, sitting=known.sitting, now=turn.at.people)
            _keep_nap(known, row, nap)
            if nap.wakes and row.kind == SNOOZE.name:
                await _bring(turn.session, known.person, WAKE, turn.at.people)
            elif nap.wakes or nap.minutes:
                served.add(known.person)
                contents[row.id or 0] = Content(minutes=nap.minutes, token=await self.token(turn.session, known))
        return contents

    async def for_lines(self, turn: Turn) -> Mapping[int, str]:
        """Rows that say what became of it, each with what it is about; during a block they wait."""
        wanted: dict[int, str] = {}
        for row, known in await _known(turn):
            if known.busy_until is not None and turn.at.people < known.busy_until:
                await owe(turn.session, Owed(LINE, known.person, row.subject, known.busy_until + SOON, slot=_slot(0)))
            elif row.subject == EMOJI or not known.on & set(row.subject.split(",")):
                wanted[row.id or 0] = row.subject
        return wanted

    async def lose(self, session: AsyncSession, known: Presence, lost: Collection[Feature], at: datetime) -> None:
        """Slack does not let us any more: off, and one line about what was on."""
        told = sorted(known.on & set(lost))
        known.forget(lost)
        if told:
            await owe(session, Owed(LINE, known.person, ",".join(told), at, slot=_slot(0)))
            await refresh_home(session, await person_row(session, known.person), at)

    async def looks(self, session: AsyncSession, known: Presence) -> Looks:
        """How their statuses look."""
        return rules.looks_in(await self._people.opened(session, known.person, known.looks, LOOKS), self._looks)

    async def take_usual_emoji(self, session: AsyncSession, known: Presence) -> bool:
        """Slack does not know the emoji of the status that shows: the usual one takes its place, if it is another."""
        showing, looks = rules.Showing(known.showing or rules.Showing.BLOCK), await self.looks(session, known)
        usual = replace(looks[showing], emoji=self._looks[showing].emoji)
        is_another = usual != looks[showing]
        await self.set_looks(session, known, {**looks, showing: usual})
        return is_another

    async def set_looks(self, session: AsyncSession, known: Presence, looks: Looks) -> None:
        """From now on they look like this."""
        known.looks = await self._people.seal(session, known.person, rules.looks_as_text(looks), LOOKS)

    async def token(self, session: AsyncSession, known: Presence) -> str:
        """Their token; empty where there is none."""
        return await self._people.opened(session, known.person, known.token, TOKEN)

    async def snoozed(self, session: AsyncSession, known: Presence) -> Snoozed | None:
        """The do-not-disturb of ours that may run."""
        if known.snoozed_until is None:
            return None
        arrived = await _has_arrived(session, known.snooze_row)
        return Snoozed(known.snoozed_until, known.snoozed_in, known.waking, arrived)

    async def tidy(self, session: AsyncSession, known: Presence, now: datetime) -> None:
        """The status before is kept until it is back, and nothing about a sitting that is over."""
        ours = await self.ours(session, known)
        if ours is None or (ours.returned and ours.arrived):
            known.ours, known.ours_in = None, ""
        if known.snoozed_until is not None and known.snoozed_until + rules.ARRIVES_WITHIN + rules.ASKING < now:
            known.snoozed_until, known.snoozed_in, known.waking = None, "", False
        # not by the time: of one that was over while nothing ran, the end is still to be followed
        if known.busy_until is None and known.ours is None and known.snoozed_until is None:
            known.sitting = known.status_left_in = known.snooze_left_in = ""

    async def _is_told(self, turn: Turn, row: OutboxRow, known: Presence, heard: Heard) -> bool:
        """Whether Slack said what there is now; where it can't, it is asked later, and where it won't, that is lost."""
        told = heard.get(row.id or 0)
        if told is None and await self.token(turn.session, known):
            await self._later(turn, row)
        elif told is not None and told.denied:
            await self.lose(turn.session, known, permissions.lost_by(told.denied, FEATURES[row.kind]), turn.at.people)
        return told is not None and not told.denied

    async def _later(self, turn: Turn, row: OutboxRow) -> None:
        tries = int(row.occurrence.rpartition("/")[2].partition("-")[0])
        if tries >= MOST_TRIES:
            return
        due_at = turn.at.people + min(SOON * 2 ** min(tries, 10), LATEST)
        person = PersonId(row.workspace, row.user)
        await owe(turn.session, Owed(KINDS[row.kind], person, row.subject, due_at, slot=_slot(tries + 1)))

    async def ours(self, session: AsyncSession, known: Presence) -> Ours | None:
        """The statuses of ours that may stand."""
        text = await self._people.opened(session, known.person, known.ours, OURS)
        arrived = await _has_arrived(session, known.status_row) if text else True
        return Ours.read(text, known.ours_in, returned=known.returned, arrived=arrived)

    async def _keep(self, session: AsyncSession, known: Presence, row: OutboxRow, move: Move) -> None:
        """Written down before the call: whatever becomes of it, what may stand is known again."""
        ours = move.ours
        known.ours = await self._people.seal(session, known.person, ours.as_text(), OURS) if ours else None
        known.ours_in, known.returned = (ours.sitting, ours.returned) if ours else ("", False)
        known.status_row = row.id if move.send is not None else None  # else it was seen to stand
        known.status_left_in = known.sitting if move.left_alone else known.status_left_in


async def _bring(session: AsyncSession, person: PersonId, kind: Kind, at: datetime) -> None:
    """Owe a row; one that is due already brings what is wanted when it is said. Held here, it is not said before."""
    waiting = select(col(OutboxRow.id)).where(
        col(OutboxRow.workspace) == person.workspace,
        col(OutboxRow.user) == person.user,
        col(OutboxRow.kind) == kind.name,
        col(OutboxRow.state) == State.DUE,
        col(OutboxRow.due_at) <= at,
    )
    if await session.scalar(waiting.limit(1).with_for_update()) is None:
        await owe(session, Owed(kind, person, "presence", at, slot=_slot(0)))


def _may(known: Presence, feature: Feature, left_in: str) -> bool:
    """Whether it is on, and nobody else changed it in this sitting."""
    return feature in known.on and (not left_in or left_in != known.sitting)


async def _known(turn: Turn) -> list[tuple[OutboxRow, Presence]]:
    """The rows with their people; whoever is gone has none."""
    found = [(row, await turn.session.get(Presence, (row.workspace, row.user))) for row in turn.rows]
    return [(row, known) for row, known in found if known is not None]


async def _must_wait(turn: Turn, row: OutboxRow) -> bool:
    """Whether a card of theirs goes first, or a call that may undo this one is under way."""
    theirs = select(col(OutboxRow.id)).where(
        col(OutboxRow.workspace) == row.workspace, col(OutboxRow.place) == row.place, col(OutboxRow.id) != row.id
    )
    other = WAKE if row.kind == SNOOZE.name else SNOOZE
    under_way = theirs.where(
        col(OutboxRow.kind) == other.name,
        col(OutboxRow.state) == State.CLAIMED,
        col(OutboxRow.attempt_at).is_not(None),
    )
    cards = theirs.where(
        col(OutboxRow.operation) == Operation.POST,
        col(OutboxRow.state).in_(UNFINISHED),
        col(OutboxRow.due_at) <= turn.at.people,
    )
    waits_for = [under_way, *([cards] if row.kind == SNOOZE.name else [])]
    return any([await turn.session.scalar(each.limit(1)) is not None for each in waits_for])


async def _has_arrived(session: AsyncSession, number: int | None) -> bool:
    """Whether what this row did is known to have come about; a row of long ago did."""
    state = await session.scalar(select(col(OutboxRow.state)).where(col(OutboxRow.id) == number))
    return state is None or state == State.SAID


def _keep_nap(known: Presence, row: OutboxRow, nap: Nap) -> None:
    ours = nap.snoozed
    known.snoozed_until, known.snoozed_in = (ours.until, ours.sitting) if ours else (None, "")
    known.waking = ours is not None and ours.waking
    calls = bool(nap.minutes) or (nap.wakes and row.kind == WAKE.name)
    known.snooze_row = row.id if calls else None
    known.snooze_left_in = known.sitting if nap.left_alone else known.snooze_left_in


def _slot(tries: int) -> str:
    """Tells rows apart, and how often this one waited."""
    return f"{tries}-{secrets.token_hex(6)}"
