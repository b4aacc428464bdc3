"""One simulated history from its seed."""

import asyncio

from tests.outbox import stores, targets
from tests.outbox.world import Makes, World, delivery
from tests.support.virtual_time import VirtualLoop


def missed_on_sqlite(seed: int, makes: Makes = delivery) -> list[str]:
    """The targets that the history of this seed misses, on SQLite in memory."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(_history(seed, stores.direct_sqlite, makes))


def missed_on_postgres(seed: int, url: str, makes: Makes = delivery) -> list[str]:
    """The targets that the history of this seed misses, on a PostgreSQL server."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(_history(seed, lambda: stores.postgres(url), makes))


async def _history(seed: int, opens: stores.Opens, makes: Makes) -> list[str]:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    store = opens()
    world = World(seed, store, loop, makes)
    try:
        await world.lives()
        return await targets.missed(world)
    finally:
        await store.close()
