"""APScheduler as clock and calendar: it wakes the outbox and runs the daily chores. Nothing durable lives in it.

An exception in its wake-up stops it without a word (DELIVERY 2.5), so a watchdog beside it, which needs nothing but
the event loop, builds it anew when no claim was made for a while.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.database import is_passing
from bot.outbox.delivery import Delivery, Moment

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=1)
WATCH_EVERY = timedelta(seconds=5)
SILENT_TOO_LONG = timedelta(seconds=15)
"""A delivery that has begun no turn for this long is taken for stopped."""


class Scheduler:
    """Keeps the delivery going, from `start` to `stop`."""

    def __init__(self, delivery: Delivery, chores: Callable[[], Awaitable[None]], clock: Clock, machine: Clock) -> None:
        self._delivery = delivery
        self._chores = chores
        self._clock = clock
        self._machine = machine
        self._calendar: AsyncIOScheduler | None = None
        self._loop: asyncio.Task[None] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._at_work: set[asyncio.Task[None]] = set()
        self._are_postponed = False
        """Whether chores are still to be done for which the database was away."""
        self._since = machine()

    def start(self) -> None:
        """Begin: starting up is the same as catching up."""
        self._begin()
        self._work_on(self._do_chores())
        self._watch_later()

    async def stop(self, within: timedelta) -> None:
        """Claim nothing more, and return when what is in flight is finished, or the time is over."""
        if self._watch is not None:
            self._watch.cancel()
        self._end()
        if self._at_work:  # a transaction under way ends before the database is let go
            await asyncio.wait(self._at_work, timeout=within.total_seconds())
        await self._delivery.stop(within)

    def _begin(self) -> None:
        self._since = self._machine()
        self._calendar = AsyncIOScheduler(timezone="UTC")
        self._calendar.add_job(self._delivery.woken.set, IntervalTrigger(seconds=LOOK_EVERY.total_seconds()))
        self._calendar.add_job(self._begin_chores, CronTrigger(hour=3, minute=17), misfire_grace_time=None)
        self._calendar.start()
        self._loop = self._work_on(self._deliver())
        self._delivery.woken.set()

    def _end(self) -> None:
        if self._calendar is not None and self._calendar.running:
            self._calendar.shutdown(wait=False)
        if self._loop is not None:
            self._loop.cancel()

    async def _deliver(self) -> None:
        """`turn` and `next_moments` raise nothing but cancellation; what else comes is logged, and the loop goes on."""
        while True:
            await self._delivery.woken.wait()
            self._delivery.woken.clear()
            try:
                await self._delivery.turn()
                self._wake_at(await self._delivery.next_moments())
            except Exception:
                log.exception("delivery_turn_failed")

    def _wake_at(self, soonest: Moment) -> None:
        """A wake-up at the moment that something comes due, or a wait is over, between the looks of every second."""
        if self._calendar is None:
            return
        now = self._machine()
        ahead = min(soonest.people - self._clock(), soonest.machine - now)
        if timedelta() < ahead < LOOK_EVERY:
            self._calendar.add_job(
                self._delivery.woken.set,
                DateTrigger(now + ahead),
                id="due",
                replace_existing=True,
                misfire_grace_time=None,
            )

    def _work_on(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        return task

    async def _begin_chores(self) -> None:
        self._work_on(self._do_chores())

    async def _do_chores(self) -> None:
        self._are_postponed = False
        try:
            await self._chores()
        except (SQLAlchemyError, OSError) as error:
            if is_passing(error):
                self._are_postponed = True
                log.warning("chores_postponed", extra={"error": type(error).__name__})
            else:
                log.exception("chores_failed")

    def _watch_later(self) -> None:
        self._watch = asyncio.get_running_loop().call_later(WATCH_EVERY.total_seconds(), self._look_after)

    def _look_after(self) -> None:
        """The watchdog: where no turn was begun for long, build calendar and loop anew."""
        silent_since = max(self._delivery.turned_at, self._since)
        if self._machine() - silent_since > SILENT_TOO_LONG:
            log.error("delivery_restarted", extra={"silent_since": silent_since.isoformat()})
            self._end()
            self._begin()
            self._are_postponed = True
        if self._are_postponed:
            self._work_on(self._do_chores())
        self._watch_later()
