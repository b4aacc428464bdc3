"""People who type, press and look, in a town with a Slack workspace and the bot in it; time passes when told to."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import func, select
from sqlmodel import col

from bot.app import SoftStart
from bot.ids import PersonId
from bot.outbox.kinds import UNFINISHED, State
from bot.outbox.tables import OutboxRow
from bot.settings import Settings
from sandbox import Message, Outcome, View, Workspace
from sandbox.calls import Log
from tests.support import reading
from tests.support.clock import VirtualClock

ANA, BEN, CHIYO, DEV = "U0ANA00001", "U0BEN00002", "U0CHIYO003", "U0DEV00004"
GENERAL = "C0GENERAL1"
BROWSERS = "http://localhost"
"""The address that Slack sends browsers back to; `Town.address` is where the bot really listens."""
PATIENCE = 30
"""Seconds. The bot here answers Slack when a listener has finished (`at_once`), so Slack's own three would judge the
machine the tests run on; test_production.py keeps them."""
CHORES_AT = timedelta(hours=3, minutes=17)


Start: TypeAlias = Callable[[Settings], Awaitable[SoftStart]]
"""Starts the bot with these settings, in the place of one that ran."""


async def _nothing_to_start(_: Settings) -> SoftStart:
    raise NotImplementedError


class Town:
    """The workspace, the bot once it was started, and time."""

    bot: SoftStart

    def __init__(self, workspace: Workspace, clock: VirtualClock, machine: VirtualClock) -> None:
        self.workspace = workspace
        self.clock = clock
        self.machine = machine
        self.start: Start = _nothing_to_start
        self.address = ""

    async def restarts(self, **changed: Any) -> None:
        """Whoever runs the bot stops it, changes these settings, and starts it."""
        self.bot = await self.start(self.bot.settings.model_copy(update=changed))
        await self.bot.services.chores()
        await self.settles()

    @property
    def log(self) -> Log:
        """Everything that went over the wire, in order."""
        return self.workspace.log

    def person(self, user: str) -> "Human":
        """Somebody who lives here."""
        return Human(self, user)

    async def passes(self, **span: float) -> None:
        """Let time pass, through every moment at which something is due and every night's chores."""
        until = self.clock() + timedelta(**span)
        while (moment := await self._next_moment()) <= until:
            self.clock.is_now(moment)
            if moment == self._chores_before(moment):
                await self.bot.services.chores()
            await self.settles()
        self.clock.is_now(until)
        await self.settles()

    async def sleeps(self, **span: float) -> None:
        """Time passes and the bot does nothing, as while its machine is off."""
        self.clock.passes(timedelta(**span))

    async def settles(self) -> None:
        """Say all that is due, however many seconds Slack wants between two posts."""
        await self.bot.work.finished(timedelta(seconds=PATIENCE))
        await self.bot.delivery.until_quiet()
        while await self._waits():
            self.machine.passes(timedelta(seconds=1))
            await self.bot.delivery.until_quiet()

    async def rows(self, person: "Human | None" = None) -> list[OutboxRow]:
        """The outbox, or one person's part of it."""
        async with self.bot.database.transaction() as session:
            found = (await session.scalars(select(OutboxRow).order_by(col(OutboxRow.id)))).all()
        return [row for row in found if person is None or row.user == person.user]

    async def _waits(self) -> bool:
        """Whether something is due that waits for machine time alone."""
        unfinished = col(OutboxRow.state).in_(UNFINISHED), col(OutboxRow.due_at) <= self.clock()
        async with self.bot.database.transaction() as session:
            return await session.scalar(select(col(OutboxRow.id)).where(*unfinished).limit(1)) is not None

    async def _next_moment(self) -> datetime:
        now = self.clock()
        later = col(OutboxRow.due_at) > now
        async with self.bot.database.transaction() as session:
            due = await session.scalar(
                select(func.min(col(OutboxRow.due_at))).where(col(OutboxRow.state) == State.DUE, later)
            )
        chores = self._chores_before(now) + timedelta(days=1)
        return min(due, chores) if due is not None else chores

    def _chores_before(self, moment: datetime) -> datetime:
        today = moment.replace(hour=0, minute=0, second=0, microsecond=0) + CHORES_AT
        return today if today <= moment else today - timedelta(days=1)


class Human:
    """One person: what they do, and what they see."""

    def __init__(self, town: Town, user: str) -> None:
        self.town = town
        self.user = user
        self.dm = town.workspace.dm(user)
        self.outcome = Outcome()
        self._filled: dict[str, dict[str, Any]] = {}

    @property
    def id(self) -> PersonId:
        return PersonId(self.town.workspace.team_id, self.user)

    @property
    def zone(self) -> str:
        return self.town.workspace.people[self.user].tz

    # What they do.

    async def says(self, text: str, where: str = "") -> None:
        """Type a command, or a line in the messages with the bot."""
        act = self.town.workspace.command if text.startswith("/") else self.town.workspace.message
        await self._did(await act(self.user, where or self.dm, text))

    async def presses(self, label: str, on: Message | View | None = None) -> None:
        """Press what has this label on the live card, or on another message or view."""
        await self._did(await self._press(label, on or self.card))

    async def chooses(self, action_id: str, value: str) -> None:
        """Choose in a menu of the open modal, or type into a box that is sent with Enter, and press it."""
        place = {"view_id": self.modal.id, "value": value}
        await self._did(await self.town.workspace.press(self.user, None, None, action_id, **place))

    async def double_clicks(self, label: str, on: Message | None = None) -> None:
        """Press twice, faster than the screen follows."""
        card = (on or self.card).as_it_is()
        first, second = await asyncio.gather(self._press(label, card), self._press(label, card))
        assert first.ok
        await self._did(second)

    async def writes(self, words: str, keep: str = "") -> None:
        """Fill in the check-in and press Save. What came of it is in `outcome`."""
        self.fills({"sentence": words} | ({"keeping": keep} if keep else {}))
        await self.saves()

    def fills(self, fields: Mapping[str, str | Sequence[str]]) -> None:
        """Fill in the open modal: by a box's label (or block id) the words, or the label of one of its options."""
        for name, words in fields.items():
            found = reading.box(self.modal, name)
            self._filled[found["block_id"]] = {found["element"]["action_id"]: reading.value(found, words)}

    async def saves(self) -> None:
        """Press what saves the open modal. What came of it is in `outcome`; a refusal is no error."""
        await self.submits()
        await self.town.settles()

    async def submits(self) -> None:
        """Press what saves the open modal, and see the answer before anything else is said."""
        filled, self._filled = self._filled, {}
        self.outcome = await self.town.workspace.submit(self.user, self.modal.id, filled)

    async def opens_home(self) -> None:
        """Look at the Home tab."""
        await self._did(await self.town.workspace.open_home(self.user))

    async def moves_to(self, zone: str) -> None:
        """Be somewhere else from now on, and tell Slack."""
        await self._did(await self.town.workspace.move_zone(self.user, zone))

    # What they see.

    @property
    def messages(self) -> list[Message]:
        """What the bot said in the messages with it, oldest first."""
        return [one for one in self.town.workspace.messages(self.user, self.dm) if one.bot and not one.ephemeral]

    @property
    def card(self) -> Message:
        """The newest message from the bot."""
        return self.messages[-1]

    @property
    def cards_with_buttons(self) -> list[Message]:
        """Messages on which something can be pressed."""
        return [one for one in self.messages if reading.labels(one)]

    @property
    def sees(self) -> str:
        """What stands on the newest card."""
        return self.read(self.card) if self.messages else ""

    @property
    def answers(self) -> list[Message]:
        """What was said for their eyes alone, wherever they typed."""
        workspace = self.town.workspace
        return [one for channel in (self.dm, GENERAL) for one in workspace.ephemerals(self.user, channel)]

    @property
    def answer(self) -> Message:
        """The newest of these."""
        return max(self.answers, key=lambda one: one.ts)

    @property
    def is_told(self) -> str:
        """What stands in the newest of these."""
        return self.read(self.answer)

    @property
    def buttons(self) -> list[str]:
        """What can be pressed on the newest card."""
        return reading.labels(self.card)

    @property
    def modal(self) -> View:
        """The open modal."""
        return self.town.workspace.views(self.user)[-1]

    @property
    def form(self) -> dict[str, str]:
        """What stands in each box of the open modal, by its label; of a choice the label of what is chosen."""
        return reading.form(self.modal)

    @property
    def has_modal(self) -> bool:
        return bool(self.town.workspace.views(self.user))

    @property
    def home(self) -> View:
        """The Home tab."""
        home = self.town.workspace.home(self.user)
        assert home is not None
        return home

    @property
    def buzzes(self) -> list[str]:
        """What their devices have shown."""
        return [buzz.text for buzz in self.town.workspace.buzzes(self.user)]

    def read(self, surface: Message | View) -> str:
        """A message or view as this person reads it; one without blocks is its text."""
        return reading.text_of(surface.blocks, self.zone) or getattr(surface, "text", "")

    async def _press(self, label: str, on: Message | View) -> Outcome:
        found = reading.control(on, label)
        more = {"block_id": found.block_id, "value": found.value}
        place = {"shown": on} if isinstance(on, Message) else {"view_id": on.id}
        return await self.town.workspace.press(self.user, None, None, found.action_id, **place, **more)

    async def _did(self, outcome: Outcome) -> None:
        self.outcome = outcome
        assert outcome.ok, outcome
        await self.town.settles()
