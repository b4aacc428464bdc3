"""A world in which the outbox lives through one history: replicas, a database, Slack, people, and the weather."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content, Kind, Operation, Rank, WhenAbsent
from bot.outbox.owing import Owed, owe
from tests.outbox.ledger import Call, Fault, Ledger
from tests.outbox.stores import SimulatedDatabase, Store, gone
from tests.outbox.weather import STORM_ENDS, Weather
from tests.support.clock import MONDAY_AT_NINE
from tests.support.virtual_time import VirtualLoop, passes

OWN = Kind("own", Operation.POST, lives_for=timedelta(hours=12))
PING = Kind("ping", Operation.POST, timedelta(minutes=2), Rank.PING, WhenAbsent.LEAVE)
PLAN = Kind("plan", Operation.POST, timedelta(minutes=60), Rank.PLAN)
REDRAW = Kind("redraw", Operation.EDIT, lives_for=timedelta(hours=12))
VIEW = Kind("view", Operation.PUBLISH, lives_for=timedelta(hours=1))
KINDS = (OWN, PING, PLAN, REDRAW, VIEW)

Makes: TypeAlias = Callable[..., Delivery]
_whose: ContextVar["Replica | None"] = ContextVar("whose", default=None)


@dataclass
class Replica:
    """One process of the bot. It dies at a step, may stand still there, and has a clock of its own."""

    world: "World"
    name: str
    off_by: float = 0.0
    is_dead: bool = False
    resumes_at: float = 0.0
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    def clock(self) -> datetime:
        """This machine's time."""
        return self.world.at(self.world.now + self.off_by)

    async def step(self, where: str) -> None:
        """Between two steps: nothing, mostly. Within a transaction nobody stands still, since others wait for it."""
        weather, now = self.world.weather, self.world.now
        if self.is_dead:
            raise asyncio.CancelledError
        if weather.happens(weather.odds.kill, now):
            self.die()
            raise asyncio.CancelledError
        if where != "before the commit":
            await self._stands_still(weather.odds.pause * (3 if where == "at Slack's door" else 1))
        if weather.happens(weather.odds.away, now):
            self.world.away_until = max(self.world.away_until, now + weather.dice.choice((0.001, 0.5, 3.0, 40.0)))
        if now < self.world.away_until and where != "at Slack's door":
            raise gone()

    async def _stands_still(self, odds: float) -> None:
        weather = self.world.weather
        others = any(other.resumes_at > self.world.now for other in self.world.replicas if other is not self)
        if weather.happens(odds / 20 if others else odds, self.world.now):  # the others' doings are what matters
            self.resumes_at = max(self.resumes_at, self.world.now + weather.instant())
        while self.resumes_at > self.world.now:
            await passes(self.resumes_at - self.world.now)
        if self.is_dead:
            raise asyncio.CancelledError

    def die(self) -> None:
        """As by kill -9: nothing more is done, and what was in memory is gone."""
        self.is_dead = True
        for task in self.tasks:
            task.cancel()
        delay = self.world.weather.dice.choice((0.0, 1.0, 20.0, 60.0))
        asyncio.get_running_loop().call_later(delay, self.world.start, self.name)

    async def lives(self) -> None:
        """What bot/scheduler.py does: look whenever something may have come due."""
        database = SimulatedDatabase(self.world.store, self.step)
        delivery = self.world.makes(database, self._client, self.clock, alone=len(self.world.replicas) == 1)
        delivery.opens(partial(compose, self.world), *KINDS)
        while True:
            await delivery.turn()
            woken = asyncio.create_task(delivery.woken.wait())
            await asyncio.wait([woken], timeout=await self.world.until_next_instant(self))
            woken.cancel()
            delivery.woken.clear()

    async def _client(self, workspace: str) -> Any:
        await self.step("at Slack's door")
        return await self.world.ledger.client(workspace)


@dataclass
class World:
    """Everything there is in one history."""

    seed: int
    store: Store
    loop: VirtualLoop
    makes: Makes
    away_until: float = 0.0
    replicas: list[Replica] = field(default_factory=list)
    history_faults: list[Fault | None] = field(default_factory=list)
    post_faults: list[Fault | None] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.weather = Weather(self.seed)
        self.ledger = Ledger(
            now=lambda: self.at(self.now).timestamp(),
            passes=passes,
            later=self.loop.call_later,
            plan=self._plan,
        )
        self.loop.set_task_factory(_with_its_replica)

    @property
    def now(self) -> float:
        """True seconds since the beginning."""
        return self.loop.time()

    @property
    def epoch(self) -> float:
        """The beginning, in Slack's seconds."""
        return MONDAY_AT_NINE.timestamp()

    @property
    def is_readable(self) -> bool:
        """Whether the history could always be read: where it can't, a second post is what was decided."""
        return Fault.ERROR_BEFORE not in self.history_faults

    @property
    def has_refused(self) -> bool:
        """Whether Slack refused a post for good."""
        return any(fault is Fault.REFUSED for fault in self.post_faults)

    def at(self, seconds: float) -> datetime:
        """The moment so many seconds after the beginning."""
        return MONDAY_AT_NINE + timedelta(seconds=round(seconds, 6))

    def start(self, name: str) -> None:
        """A process begins."""
        replica = Replica(self, name, off_by=self.weather.dice.choice((0.0, 0.0, 0.7, -0.7)))
        self.replicas = [one for one in self.replicas if one.name != name] + [replica]
        token = _whose.set(replica)
        self.loop.create_task(_unless_killed(replica.lives()))
        _whose.reset(token)

    async def lives(self) -> None:
        """The whole history, until nothing is left to say."""
        await self._people()
        for name in ("a", "b", "c")[: self.weather.dice.choice((1, 2, 2, 3))]:
            self.start(name)
        if self.weather.odds.clock_steps:
            step = self.weather.instant() * self.weather.dice.choice((1, -1))
            self.loop.call_later(self.weather.dice.uniform(1, 60), self._step_a_clock, step)
        while self.now < STORM_ENDS or await self._unfinished():
            await passes(15.0)
            if self.now > STORM_ENDS + 1800:
                break
        for replica in self.replicas:
            replica.is_dead = True
            for task in replica.tasks:
                task.cancel()
        await passes(0.0)

    async def until_next_instant(self, replica: Replica) -> float:
        """Seconds until just before, at, just after, or a chore's second after the next instant in the table."""
        columns = "due_at FROM outbox WHERE state = 'due'", "retry_at FROM outbox WHERE state IN ('due', 'unknown')"
        more = "lease_until FROM outbox WHERE state IN ('claimed', 'unknown')", "until FROM rate_window"
        found = await self.store.query(" UNION ".join(f"SELECT {one}" for one in (*columns, *more)))
        here = self.now + replica.off_by
        instants = {as_seconds(row[0]) + later for row in found if row[0] for later in (-0.001, 0.0, 0.001, 1.002)}
        at_most = 2.0 if self.weather.odds.away else 30.0
        return min([at_most, *(one - here for one in instants if one > here + 1e-7)])

    def _plan(self, method: str, _: str) -> Call:
        call = self.weather.call(method, self.now)
        (self.history_faults if method == "conversations.history" else self.post_faults).append(call.fault)
        return call

    async def _people(self) -> None:
        """What is owed: a few messages to a few people, some at the very same moment, some with an edit or a view."""
        dice = self.weather.dice
        async with SimulatedDatabase(self.store, _nothing).transaction() as session:
            for number in range(dice.randint(1, 6)):
                person = PersonId(dice.choice(("T1", "T1", "T2")), dice.choice(("U1", "U2")))
                kind = dice.choice((OWN, OWN, PING, PLAN))
                due_at = self.at(dice.choice((0.0, 0.0, 1.0, 10.0, 45.0, 90.0)))
                row = await owe(session, Owed(kind, person, str(number), due_at))
                if dice.random() < 0.3:
                    await owe(session, Owed(REDRAW, person, str(row), due_at))
                if dice.random() < 0.2:
                    await owe(session, Owed(VIEW, person, str(number), due_at))

    async def _unfinished(self) -> bool:
        return bool(await self.store.query("SELECT 1 FROM outbox WHERE state IN ('due', 'claimed', 'unknown')"))

    def _step_a_clock(self, seconds: float) -> None:
        self.weather.dice.choice(self.replicas).off_by += seconds


async def compose(world: World, turn: Turn) -> Mapping[int, Content]:
    """What the rows say: which they are."""
    del world
    edits = {row.id or 0: int(row.subject) for row in turn.rows if row.kind == REDRAW.name}
    return {row.id or 0: Content(row.subject, edits=edits.get(row.id or 0), view={}) for row in turn.rows}


async def _unless_killed(life: Coroutine[Any, Any, None]) -> None:
    await life


def _with_its_replica(loop: asyncio.AbstractEventLoop, work: Any, **named: Any) -> asyncio.Task[Any]:
    task = asyncio.Task(work, loop=loop, **named)
    is_cleaning = getattr(work, "__qualname__", "") in (
        "AsyncSession.close",
        "AsyncConnection.close",
    )  # a server does it for the killed
    if not is_cleaning and (replica := _whose.get()) is not None:
        replica.tasks.append(task)
    return task


async def _nothing(_: str) -> None:
    return


def as_seconds(moment: str | datetime) -> float:
    """Seconds since the beginning, of a moment as either engine gives it."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at.replace(tzinfo=at.tzinfo or MONDAY_AT_NINE.tzinfo) - MONDAY_AT_NINE).total_seconds()


def delivery(database: Database, clients: Any, clock: Clock, *, alone: bool = False) -> Delivery:
    """The real thing."""
    return Delivery(database, clients, clock, clock, alone=alone)
