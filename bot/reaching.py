"""When somebody's notifications rest, as Slack said it a moment ago: asked before one composes, kept minutes."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.clock import Clock
from bot.ids import PersonId
from bot.pings.rules import Rest

FRESH_FOR = timedelta(minutes=5)
REMEMBERED = 1000
"""People held in memory at most; the oldest go first."""

AskRest: TypeAlias = Callable[[PersonId], Awaitable[Rest | None]]
"""Asks Slack; None where it does not say soon."""


class Reach:
    """What is known of people who are told something. It goes with the process."""

    def __init__(self, clock: Clock, ask: AskRest) -> None:
        self._clock = clock
        self._ask = ask
        self._known: OrderedDict[PersonId, tuple[datetime, Rest]] = OrderedDict()

    async def learn(self, people: Collection[PersonId]) -> None:
        """Ask about those of whom nothing is known that is new enough."""
        await asyncio.gather(*(self._learn(person) for person in set(people) if not self._is_fresh(person)))

    def rest_of(self, person: PersonId) -> Rest | None:
        """What is known of them."""
        return self._known[person][1] if person in self._known else None

    def forget(self, person: PersonId) -> None:
        """Everything about them was deleted."""
        self._known.pop(person, None)

    async def _learn(self, person: PersonId) -> None:
        said = await self._ask(person)
        if said is None:  # what was known before is likelier than nothing
            return
        self._known[person] = (self._clock(), said)
        self._known.move_to_end(person)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _is_fresh(self, person: PersonId) -> bool:
        asked_at = self._known[person][0] if person in self._known else None
        return asked_at is not None and timedelta() <= self._clock() - asked_at < FRESH_FOR
