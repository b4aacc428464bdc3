"""kill -9 in the middle of a block, and in the middle of a post: after a restart each end card arrives, once."""

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import MANIFEST
from bot.trying import settings_for
from sandbox import DEFAULT_PEOPLE, Fault, Person, Workspace, serve
from sandbox.calls import Call
from sandbox.clock import pause
from tests.support.forks import forked
from tests.support.processes import BotProcess

PEOPLE = [*DEFAULT_PEOPLE, *(Person(f"U0EVE{n:05}", f"eve{n}", f"Eve {n}", "Europe/Berlin") for n in range(26))]
OVER = "Your block is over."
BEGUN = "Your block has begun."
KILLS = 5
EARLIER = "strftime('%Y-%m-%d %H:%M:%f', {0}, '-55 seconds') || '000'"


@pytest.mark.kills
@pytest.mark.timeout(150)
async def test_whenever_the_bot_is_killed_each_end_card_arrives_once(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    workspace = Workspace(MANIFEST, PEOPLE, rate_limits=False).at_any_hour()
    workspace.delivery.echoes = False
    workspace.faults = lambda call: _slow(call, chance)
    file = tmp_path / "softstart.db"
    async with serve(workspace) as url:
        settings = settings_for(workspace, url, f"sqlite:///{file}")
        async with forked(settings, tmp_path) as bot:
            await _connected(workspace)
            for person in PEOPLE:
                await workspace.command(person.id, workspace.dm(person.id), "/focus start 1 loader test")
                await pause(0.05)
            await _all_begun(file)  # a press that was not committed yet is not promised (DELIVERY 1.1)
            await _killed(bot)
        _is_off_for_a_while(file, moves=("focus_block.began_at", "focus_block.works_at", "focus_block.ends_at"))
        for _ in range(KILLS):
            async with forked(settings, tmp_path) as bot:
                await _connected(workspace)
                await pause(chance.uniform(0.0, 2.0))
                await _killed(bot)
            _is_off_for_a_while(file)
        async with forked(settings, tmp_path) as bot:
            await bot.says("Soft Start runs")  # from here on SIGTERM is heard
            await workspace.until(lambda: all(OVER in said for said in _said(workspace).values()), within=60)
            bot.signalled(signal.SIGTERM)
            assert await bot.ends() == 0
    for user, said in _said(workspace).items():
        assert said[OVER] == 1, (seed, user, said)
        assert said[BEGUN] <= 1, (seed, user, said)


def _slow(call: Call, chance: random.Random) -> Fault | None:
    """Posts take a while, before and after Slack accepted them, so that a kill falls into them."""
    return Fault.late(chance.uniform(0, 0.5)) if call.method == "chat.postMessage" else None


async def _connected(workspace: Workspace) -> None:
    await workspace.until(lambda: workspace.sockets.connected, within=30)


async def _all_begun(file: Path) -> None:
    async with asyncio.timeout(30):
        while _blocks(file) < len(PEOPLE):
            await pause(0.05)


def _blocks(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM focus_block").fetchone()[0])


async def _killed(bot: BotProcess) -> None:
    bot.signalled(signal.SIGKILL)
    assert await bot.ends() == -signal.SIGKILL


def _is_off_for_a_while(file: Path, *, moves: tuple[str, ...] = ()) -> None:
    """Nobody wants to wait a minute for an end and half of one for a lease: here they were waited for."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE outbox SET lease_until = {EARLIER.format('lease_until')} WHERE state = 'claimed'")  # noqa: S608
        for table, column in (name.split(".") for name in moves):
            connection.execute(f"UPDATE {table} SET {column} = {EARLIER.format(column)}")  # noqa: S608
        if moves:
            connection.execute(f"UPDATE outbox SET due_at = {EARLIER.format('due_at')}")  # noqa: S608


def _said(workspace: Workspace) -> dict[str, Counter[str]]:
    return {person.id: Counter(buzz.text for buzz in workspace.buzzes(person.id)) for person in PEOPLE}
