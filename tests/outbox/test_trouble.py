"""The database goes away, a process stops, code of ours is wrong: nothing is lost, and nobody else is held up."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.database import Database
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content, Kind, Operation, State
from bot.outbox.outcomes import Settlement
from bot.outbox.speaking import NotInstalledError
from tests.outbox.ledger import Fault
from tests.outbox.stage import ANA, BEN, CARD, PING, Stage, fails

BROKEN = Kind("broken", Operation.POST)
BRIEFLY = timedelta(seconds=1)


async def test_outcomes_are_kept_while_the_database_is_away(stage: Stage) -> None:
    number = await stage.owes(CARD, "card")
    async with stage.database.transaction() as session:
        row = (await stage.delivery._claims.claim(session, stage.delivery._now(), 1))[0]
    stage.database.is_away = True
    stage.delivery.settler.put(Settlement.of(row, State.SAID, ts="1.0"))
    for _ in range(20):
        await stage.delivery.turn()
        await asyncio.wait([asyncio.ensure_future(asyncio.to_thread(int))])
    stage.database.is_away = False
    await stage.delivery.settler.drain()
    assert ((await stage.row(number)).state, (await stage.row(number)).ts) == (State.SAID, "1.0")


async def test_a_turn_survives_the_database_and_goes_on_a_second_after_it_is_back(stage: Stage) -> None:
    await stage.owes(CARD, "card")
    stage.database.is_away = True
    assert await stage.delivery.turn() == 0
    stage.database.is_away = False
    assert await stage.delivery.turn() == 0
    stage.clock.passes(BRIEFLY)
    assert await stage.delivery.turn() == 1
    await stage.later()
    assert stage.slack.texts() == ["card"]


async def test_a_composer_that_raises_sets_its_row_aside_and_no_other(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(turn: Turn) -> Mapping[int, Content]:
        raise KeyError(turn.rows[0].subject)

    stage.delivery.opens(breaks, BROKEN)
    broken, card = await stage.owes(BROKEN, "x"), await stage.owes(CARD, "card", BEN)
    await stage.later()
    assert (await stage.row(broken)).reason == "composing failed: KeyError"
    assert ((await stage.row(card)).state, stage.slack.texts()) == (State.SAID, ["card"])
    assert [record.levelno for record in caplog.records if record.message == "composing_failed"] == [logging.ERROR]


async def test_a_composer_whose_sql_is_wrong_is_not_tried_for_ever(stage: Stage) -> None:
    async def breaks(turn: Turn) -> Mapping[int, Content]:
        await turn.session.execute(text("SELECT nothing FROM nowhere"))
        return {}

    stage.delivery.opens(breaks, BROKEN)
    number = await stage.owes(BROKEN, "x")
    await stage.later()
    assert (await stage.row(number)).state == State.SET_ASIDE


async def test_a_kind_nobody_knows_waits_for_a_newer_replica_and_is_then_set_aside(stage: Stage) -> None:
    waits = await stage.owes(BROKEN, "x")
    await stage.later()
    assert (await stage.row(waits)).state == State.DUE
    await stage.later(601)
    assert (await stage.row(waits)).reason == "nobody here knows this kind"


async def test_a_workspace_that_is_not_installed_is_set_aside(stage: Stage) -> None:
    async def no_client(workspace: str) -> Any:
        raise NotInstalledError(workspace)

    stage.delivery._clients = no_client
    number = await stage.owes(CARD, "card")
    await stage.later()
    assert ((await stage.row(number)).state, (await stage.row(number)).reason) == (State.SET_ASIDE, "not_installed")


async def test_clients_that_are_broken_are_tried_eight_times(stage: Stage) -> None:
    async def broken(workspace: str) -> Any:
        raise KeyError(workspace)

    stage.delivery._clients = broken
    number = await stage.owes(CARD, "card")
    for _ in range(10):
        await stage.later(121)
    assert (await stage.row(number)).reason == "no client: KeyError, 8 times"


async def test_a_reason_no_database_can_hold_does_not_stop_the_settling_of_others(stage: Stage) -> None:
    await stage.owes(CARD, "first", ANA)
    await stage.owes(CARD, "second", BEN)
    async with stage.database.transaction() as session:
        rows = await stage.delivery._claims.claim(session, stage.delivery._now(), 2)
    poison: Any = object()
    for row, reason in zip(rows, (poison, "fine"), strict=True):
        stage.delivery.settler.put(Settlement.of(row, State.SET_ASIDE, reason=reason))
    await stage.delivery.settler.drain()
    assert await stage.states() == [State.CLAIMED, State.SET_ASIDE]


async def test_stopping_gives_back_what_was_never_attempted(stage: Stage) -> None:
    composing = asyncio.Event()

    async def forever(turn: Turn) -> Mapping[int, Content]:
        composing.set()
        await asyncio.Event().wait()
        return {}

    stage.delivery.opens(forever, CARD)
    number = await stage.owes(CARD, "card")
    await stage.delivery.turn()
    await composing.wait()
    await stage.delivery.stop(timedelta())
    assert ((await stage.row(number)).state, (await stage.row(number)).retry_at) == (State.DUE, None)
    await stage.replica().until_quiet()
    assert stage.slack.texts() == ["card"]


async def test_stopping_leaves_a_post_in_flight_in_doubt(stage: Stage) -> None:
    posting = asyncio.Event()

    async def hangs(_: float) -> None:
        posting.set()
        await asyncio.Event().wait()

    stage.slack.passes = hangs
    number = await stage.owes(CARD, "card")
    await stage.delivery.turn()
    await posting.wait()
    await stage.delivery.stop(timedelta())
    assert ((await stage.row(number)).state, len(stage.slack.messages)) == (State.UNKNOWN, 1)


async def test_stopping_finishes_what_is_in_flight_and_claims_no_more(stage: Stage) -> None:
    await stage.owes(CARD, "card")
    await stage.delivery.turn()
    await stage.delivery.stop(timedelta(seconds=10))
    await stage.owes(CARD, "later", BEN)
    assert await stage.delivery.turn() == 0
    assert await stage.states() == [State.SAID, State.DUE]


async def test_one_slow_call_holds_up_nobody_else(stage: Stage) -> None:
    slow = asyncio.Event()

    async def first_is_slow(_: float) -> None:
        if len(stage.slack.messages) == 1:
            await slow.wait()

    stage.slack.passes = first_is_slow
    for number in range(500):
        await stage.owes(PING, str(number), ANA._replace(user=f"U{number}"))
    saying = asyncio.create_task(stage.delivery.until_quiet())
    while len(stage.slack.messages) < 500:
        await asyncio.wait([asyncio.ensure_future(asyncio.to_thread(int))])
    slow.set()
    await saying
    assert set(await stage.states()) == {State.SAID}


async def test_replicas_side_by_side_say_everything_once(stage: Stage) -> None:
    people = [ANA._replace(user=f"U{number}") for number in range(150)]
    for number, person in enumerate(people):
        await stage.owes(CARD, str(number), person)
    replicas = [Database(stage.database.url.render_as_string(hide_password=False)) for _ in range(3)]
    deliveries = [Delivery(one, stage.slack.client, stage.clock, stage.machine) for one in replicas]
    for delivery in deliveries:
        delivery.opens(stage.compose, CARD)
    await asyncio.gather(*(delivery.until_quiet() for delivery in deliveries))
    assert sorted(stage.slack.texts(), key=int) == [str(number) for number in range(150)]
    await asyncio.gather(*(one.close() for one in replicas))


async def test_connections_cut_in_the_middle_lose_and_double_nothing(stage: Stage, database_url: str) -> None:
    if not database_url.startswith("postgresql"):
        return  # SQLite has no connection to cut
    for number in range(300):
        await stage.owes(CARD, str(number), ANA._replace(user=f"U{number}"))
    for _ in range(40):
        await stage.delivery.turn()
        await _cut(database_url)
        stage.clock.passes(timedelta(seconds=20))
    await stage.later(60)
    await stage.later(60)
    assert sorted(stage.slack.texts(), key=int) == [str(number) for number in range(300)]


async def _cut(url: str) -> None:
    other = Database(url)
    async with other.transaction() as session:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        await session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608
    await other.close()


async def test_what_was_limited_is_not_forgotten_by_a_restart(stage: Stage) -> None:
    stage.faults = fails(Fault.LIMITED, retry_after=30)
    await stage.owes(CARD, "card")
    await stage.later()
    await stage.delivery.stop(BRIEFLY)
    stage.clock.passes(timedelta(seconds=31))
    await stage.replica().until_quiet()
    assert stage.slack.texts() == ["card"]
