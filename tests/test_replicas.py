"""kill -9 among three replicas on one PostgreSQL that crashes once itself: each end card arrives, once.

The sandbox's log is the judge: every post carries the mark of its row. Nobody waits for leases here: what the dead held
is let go as soon as they are dead, and a doubt lasts three seconds.
"""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from bot.courses.rules import Clock
from bot.outbox.kinds import State
from bot.settings import MANIFEST, Settings
from bot.sittings.rows import BY_CLOCK, FIRST
from bot.trying import settings_for
from sandbox import Fault, Person, Workspace, serve
from sandbox.calls import Call
from sandbox.clock import pause
from tests.support.databases import PostgresServer, postgres_or_skip
from tests.support.forks import forked
from tests.support.processes import RUNS, BotProcess

PEOPLE = [Person(f"U0EVE{n:05}", f"eve{n}", f"Eve {n}", "Europe/Berlin") for n in range(40)]
KILLS = (1, 2, 1, 2, 1, 2, 1, 1)
"""Replicas killed in each round, of three."""
CRASHES_IN = 3
"""The round in which the database crashes, and replicas die while it is away."""
PER_ROUND = len(PEOPLE) // len(KILLS)
DURABLE = ("fsync = off", "full_page_writes = off")
"""The machine does not crash, so the disk needn't be waited for; but what is committed is with the system."""
PORTS = range(20_000, 32_000)
"""Below those that systems give to outgoing connections, which might take a killed replica's."""

WATCHED = """
ALTER TABLE outbox ADD COLUMN held_by text;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.fence <> OLD.fence THEN NEW.held_by = session_user; END IF;
    IF NEW.state = 'unknown' THEN NEW.retry_at = least(NEW.retry_at, clock_timestamp() + interval '3 seconds'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER watch BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION watch()"""
"""Who claims a row is written beside it, and a doubt lasts three seconds, where posts take half of one."""

LET_GO = "UPDATE outbox SET lease_until = clock_timestamp() WHERE held_by = $1 AND lease_until > clock_timestamp()"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1"
HAS_BEGUN = 'SELECT count(*) FROM focus_block WHERE "user" = $1'
A_MINUTE_LATER = (
    """UPDATE focus_block SET began_at = began_at - interval '61 seconds', works_at = works_at - interval '61 seconds',
        ends_at = ends_at - interval '61 seconds'""",
    "UPDATE outbox SET due_at = due_at - interval '61 seconds' WHERE kind LIKE 'focus.%' AND state = 'due'",
)
IN_HAND_OR_DUE = """
SELECT count(*) FROM outbox WHERE state IN ('claimed', 'unknown') OR (state = 'due' AND due_at <= clock_timestamp())"""


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    made = postgres_or_skip(DURABLE)
    yield made
    made.close()


@dataclass
class Replica:
    """One place in the row of three, and the process that stands there now, known to the database by its role."""

    port: int
    role: str
    process: BotProcess
    apologises: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"


class Replicas:
    """Three processes over HTTP, and new ones in the place of those that were killed."""

    def __init__(self, settings: Settings, folder: Path, stack: AsyncExitStack) -> None:
        self._settings = settings.model_copy(update={"slack_app_token": SecretStr("")})
        self._folder = folder
        self._stack = stack
        self._made = 0
        self.living: list[Replica] = []
        self.dead: list[Replica] = []

    async def begin(self, ports: Sequence[int]) -> None:
        """Begin one on each of these ports, all at once."""
        begun = [await self._begun(port) for port in ports]
        await asyncio.gather(*(replica.process.says(RUNS, within=30) for replica in begun))
        self.living += begun

    async def kill(self, replica: Replica) -> None:
        """SIGKILL, and it is gone."""
        self.living.remove(replica)
        self.dead.append(replica)
        replica.process.signalled(signal.SIGKILL)
        assert await replica.process.ends() == -signal.SIGKILL, replica.process.printed

    async def _begun(self, port: int) -> Replica:
        self._made += 1
        role = f"replica_{self._made}"
        async with _asked(self._settings.database_url) as database:
            await database.execute(f"CREATE ROLE {role} LOGIN SUPERUSER")
        url = make_url(self._settings.database_url).set(username=role)
        theirs = self._settings.model_copy(update={"database_url": url.render_as_string(hide_password=False)})
        env = {"SOFTSTART_PORT": str(port), "SOFTSTART_HOST": "127.0.0.1"}
        process = await self._stack.enter_async_context(forked(theirs, self._folder, env=env))
        return Replica(port, role, process)


@pytest.mark.kills
@pytest.mark.timeout(150)
async def test_whichever_replicas_are_killed_each_end_card_arrives_once(server: PostgresServer, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)
    workspace = Workspace(MANIFEST, PEOPLE, rate_limits=False).at_any_hour()
    workspace.delivery.echoes = False
    workspace.faults = lambda call: _slow(call, chance)
    async with serve(workspace) as url, AsyncExitStack() as stack:
        settings = settings_for(workspace, url, server.url())
        replicas = Replicas(settings, tmp_path, stack)
        await replicas.begin(random.SystemRandom().sample(PORTS, 3))
        async with _asked(server.url()) as database:
            await database.execute(WATCHED)
        held = 0
        for number, kills in enumerate(KILLS):
            people = PEOPLE[number * PER_ROUND : (number + 1) * PER_ROUND]
            held += await _round(workspace, server, replicas, people, chance, kills, crashes=number == CRASHES_IN)
        await _until(server.url(), IN_HAND_OR_DUE, lambda count: count == 0, within=45)
        for replica in replicas.living:
            replica.process.signalled(signal.SIGTERM)
        assert [await replica.process.ends() for replica in replicas.living] == [0, 0, 0]
        async with _asked(server.url()) as database:
            rows = await database.fetch('SELECT mark, "user", kind, operation, state, reason, ts FROM outbox')
    print(f"{sum(KILLS)} kills, {held} rows in the hands of the dead, {len(_posts(workspace))} posts")  # noqa: T201
    _judge(workspace, rows)
    for replica in [*replicas.living, *replicas.dead]:
        assert replica.apologises or "Traceback" not in replica.process.printed, replica.process.printed


async def _round(
    workspace: Workspace,
    server: PostgresServer,
    replicas: Replicas,
    people: Sequence[Person],
    chance: random.Random,
    kills: int,
    *,
    crashes: bool,
) -> int:
    """Some people begin blocks while those of the round before end, and replicas die. Returns what the dead held."""
    victims = chance.sample(replicas.living, kills)
    serves = victims[0] if crashes else chance.choice(replicas.living)
    serves.apologises = crashes  # for commands that the database did not hear of
    typed = asyncio.create_task(_typed(workspace, people, serves))
    await pause(chance.uniform(0, 1))
    if crashes:
        await asyncio.to_thread(server.crash)
    await asyncio.gather(*(replicas.kill(victim) for victim in victims))
    if crashes:
        await asyncio.to_thread(server.start_again)
    await typed
    held = await _let_go(server.url(), victims)
    await replicas.begin([victim.port for victim in victims])
    if serves in victims:  # it may have died before anything was written: they saw nothing, and type it again
        await _typed(workspace, await _without_block(server.url(), people), chance.choice(replicas.living))
    for person in people:
        await _until(server.url(), HAS_BEGUN, lambda count: count == 1, person.id)
    await _a_minute_passes(server.url())
    return held


def _judge(workspace: Workspace, rows: Sequence[Any]) -> None:
    """What Slack accepted is what is owed: nothing twice, no end card missing, nothing that no row knows.

    Rows still due are for later: Undo ends after two minutes, a card expires after twelve hours.
    """
    times = Counter(mark for mark, _ in _posts(workspace))
    assert [mark for mark, count in times.items() if count > 1] == []
    posts = {row["mark"]: row for row in rows if row["operation"] == "post"}
    said = {(mark, row["ts"]) for mark, row in posts.items() if row["state"] == State.SAID}
    assert said ^ set(_posts(workspace)) == set()
    for kind, allowed in ((BY_CLOCK[Clock.END], (1,)), (FIRST, (0, 1))):
        heard = Counter(posts[mark]["user"] for mark in times if posts[mark]["kind"] == kind.name)
        assert {person.id: heard[person.id] for person in PEOPLE if heard[person.id] not in allowed} == {}
    assert [tuple(row) for row in rows if row["state"] not in (State.SAID, State.UNNEEDED, State.DUE)] == []


def _posts(workspace: Workspace) -> list[tuple[str, str]]:
    """Every post that was accepted: its row's mark, and where it stands."""
    return [
        (call.arguments["metadata"]["event_payload"]["row"], call.answer["ts"])
        for call in workspace.log
        if call.method == "chat.postMessage" and call.accepted
    ]


def _slow(call: Call, chance: random.Random) -> Fault | None:
    """Posts take a while, before and after Slack accepted them, so that a kill falls into them."""
    return Fault.late(chance.uniform(0, 0.5)) if call.method == "chat.postMessage" else None


async def _typed(workspace: Workspace, people: Sequence[Person], serves: Replica) -> None:
    """They begin blocks, all at once, and this replica hears of it."""
    workspace.request_url = serves.url
    await asyncio.gather(*(workspace.command(one.id, workspace.dm(one.id), "/focus start 1") for one in people))


async def _without_block(url: str, people: Sequence[Person]) -> list[Person]:
    async with _asked(url) as database:
        return [person for person in people if await database.fetchval(HAS_BEGUN, person.id) == 0]


async def _a_minute_passes(url: str) -> None:
    """A minute goes by for every block, and for what it will have to say."""
    async with _asked(url) as database, database.transaction():
        await database.execute('SELECT 1 FROM person ORDER BY workspace, "user" FOR UPDATE')  # the order of everybody
        for statement in A_MINUTE_LATER:
            await database.execute(statement)


async def _let_go(url: str, dead: Sequence[Replica]) -> int:
    """End the leases of the dead, once the database has heard of their death. Returns how many there were."""
    count = 0
    for replica in dead:
        await _until(url, CONNECTED, lambda count: count == 0, replica.role)
        async with _asked(url) as database:
            count += int((await database.execute(LET_GO, replica.role)).split()[-1])
    return count


async def _until(url: str, question: str, holds: Callable[[int], bool], *values: str, within: float = 10) -> None:
    """Ask the database until its answer is the one wanted."""
    async with asyncio.timeout(within), _asked(url) as database:
        while not holds(await database.fetchval(question, *values)):
            await pause(0.02)


@asynccontextmanager
async def _asked(url: str) -> AsyncIterator[Any]:
    """A connection to the database."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()
