"""The scheduler: it wakes the delivery, survives the database being away, and is built anew when it falls silent."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import wall_clock
from bot.outbox.delivery import Delivery, Moment
from bot.scheduler import SILENT_TOO_LONG, Scheduler
from sandbox.clock import pause
from tests.support.clock import VirtualClock

SOON = timedelta(seconds=2)


class Deliveries:
    """Stands for the delivery: counts turns, and does in each what it is told."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.turned = asyncio.Event()
        self.turns = 0
        self.turned_at = wall_clock()
        self.due: datetime | None = None
        self.does: Callable[[], None] = lambda: None
        self.stopped = False

    async def turn(self) -> int:
        self.turns += 1
        self.turned.set()
        self.does()
        self.turned_at = wall_clock()
        return 0

    async def next_moments(self) -> Moment:
        later = wall_clock() + timedelta(hours=1)
        return Moment(self.due or later, later)

    async def stop(self, within: timedelta) -> None:
        self.stopped = True

    async def turns_again(self, within: timedelta = SOON) -> None:
        self.turned.clear()
        async with asyncio.timeout(within.total_seconds()):
            await self.turned.wait()


async def nothing() -> None:
    """No chores."""


@pytest.fixture
def delivery() -> Deliveries:
    return Deliveries()


@pytest.fixture
async def scheduler(delivery: Deliveries) -> AsyncIterator[Scheduler]:
    made = Scheduler(cast(Delivery, delivery), nothing, wall_clock, wall_clock)
    yield made
    await made.stop(SOON)


async def test_it_delivers_at_once_and_then_every_second(delivery: Deliveries, scheduler: Scheduler) -> None:
    scheduler.start()
    await delivery.turns_again()
    await delivery.turns_again()


async def test_it_wakes_at_the_very_moment_that_something_is_due(delivery: Deliveries, scheduler: Scheduler) -> None:
    delivery.due = wall_clock() + timedelta(milliseconds=300)
    scheduler.start()
    await delivery.turns_again()
    await delivery.turns_again()
    assert timedelta() <= wall_clock() - delivery.due < timedelta(milliseconds=400)


@pytest.mark.parametrize("error", [OperationalError("SELECT", {}, Exception("away")), RuntimeError()])
async def test_it_goes_on_after_an_error(delivery: Deliveries, scheduler: Scheduler, error: Exception) -> None:
    def fails() -> None:
        if delivery.turns < 2:
            raise error

    delivery.does = fails
    scheduler.start()
    async with asyncio.timeout(6):
        while delivery.turns < 3:
            await delivery.turns_again(timedelta(seconds=5))


async def test_a_delivery_that_fell_silent_is_built_anew(delivery: Deliveries, machine: VirtualClock) -> None:
    scheduler = Scheduler(cast(Delivery, delivery), nothing, wall_clock, machine)
    delivery.turned_at = machine()
    scheduler.start()
    await delivery.turns_again()
    delivery.turned_at = machine()
    calendar: Any = scheduler._calendar
    calendar.shutdown(wait=False)
    assert scheduler._loop is not None
    scheduler._loop.cancel()
    machine.passes(SILENT_TOO_LONG + timedelta(seconds=1))
    scheduler._look_after()
    await delivery.turns_again()
    assert scheduler._calendar is not calendar
    await scheduler.stop(SOON)


async def test_chores_are_done_at_the_start_and_a_failure_stops_nothing(delivery: Deliveries) -> None:
    done = asyncio.Event()

    async def chores() -> None:
        done.set()
        raise OSError

    scheduler = Scheduler(cast(Delivery, delivery), chores, wall_clock, wall_clock)
    scheduler.start()
    async with asyncio.timeout(2):
        await done.wait()
    await delivery.turns_again()
    await scheduler.stop(SOON)


async def test_chores_for_which_the_database_was_away_are_done_when_it_is_back(delivery: Deliveries) -> None:
    troubles = [ConnectionRefusedError(), ConnectionRefusedError()]
    done: list[int] = []

    async def chores() -> None:
        if troubles:
            raise troubles.pop()
        done.append(1)

    scheduler = Scheduler(cast(Delivery, delivery), chores, wall_clock, wall_clock)
    scheduler.start()
    for _ in range(5):
        await delivery.turns_again()
        scheduler._look_after()
    await pause(0)
    await scheduler.stop(SOON)
    assert len(done) == 1


async def test_looking_after_a_delivery_that_is_well_does_no_chores(delivery: Deliveries) -> None:
    done: list[int] = []

    async def chores() -> None:
        done.append(1)

    scheduler = Scheduler(cast(Delivery, delivery), chores, wall_clock, wall_clock)
    scheduler.start()
    await delivery.turns_again()
    scheduler._look_after()
    scheduler._look_after()
    await pause(0)
    await scheduler.stop(SOON)
    assert len(done) == 1


async def test_stopping_ends_everything_it_began(delivery: Deliveries) -> None:
    before = asyncio.all_tasks()
    scheduler = Scheduler(cast(Delivery, delivery), nothing, wall_clock, wall_clock)
    scheduler.start()
    await delivery.turns_again()
    await scheduler.stop(SOON)
    assert delivery.stopped
    await pause(0)
    assert asyncio.all_tasks() == before
