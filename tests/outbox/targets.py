"""The checker of targets: what must be true of a history when everything has been said or set aside."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bot.outbox.kinds import Kind, Operation
from bot.outbox.outcomes import POST_SPACING
from tests.outbox.ledger import Message
from tests.outbox.weather import CALM, HTTP, STORM_ENDS
from tests.outbox.world import KINDS, OWN, World, as_seconds

CALMS_DOWN = 300.0
"""Seconds after the storm within which everything comes to its end: two leases, two looks and a few retries."""
PUNCTUAL = 1.0
"""Seconds of lateness in a calm history, per message that goes before in the same place."""
SKEW = 1.0
"""Seconds by which the replicas' clocks differ in a history without clock steps."""

ROWS = """SELECT id, mark, workspace, place, kind, operation, due_at, state, reason, ts, rank, settled_at
    FROM outbox ORDER BY due_at, rank, id"""


async def missed(world: World) -> list[str]:
    """Every target that this history missed, in words."""
    rows = await world.store.query(ROWS)
    kinds = {kind.name: kind for kind in KINDS}
    found = list(world.complaints)
    for row in rows:
        posts = world.ledger.of(row.mark)
        found += (f"row {row.id} ({row.kind}): {complaint}" for complaint in _of_row(row, posts))
        if row.operation == Operation.POST:
            found += (f"row {row.id} ({row.kind}): {one}" for one in _of_post(world, row, posts, kinds[row.kind]))
    marks = {row.mark for row in rows}
    found += (f"said without a row: {post.text}" for post in world.ledger.messages if post.mark not in marks)
    return found + list(_of_places(world, rows))


def _of_row(row: Any, posts: list[Message]) -> Iterator[str]:
    if row.state in ("due", "claimed", "unknown"):
        yield f"not finished, {row.state}: {row.reason}"
    if row.state == "set_aside" and not row.reason:
        yield "set aside without a reason"
    if row.state in ("unneeded", "too_late") and posts:
        yield f"said, and yet {row.state}"
    if row.state == "unneeded" and row.operation != Operation.EDIT:
        yield "held to be unneeded"


def _of_post(world: World, row: Any, posts: list[Message], kind: Kind) -> Iterator[str]:
    due_at = as_seconds(row.due_at)
    if len(posts) > (1 if world.is_readable else 2):
        yield f"said {len(posts)} times"
    if row.state == "said" and not posts:
        yield "held to be said, and was not"
    if row.state == "said" and row.ts not in [post.ts for post in posts]:
        yield f"said at {[post.ts for post in posts]}, and kept as {row.ts}"
    if row.state == "set_aside" and posts and world.is_readable:
        yield f"said, and yet set aside: {row.reason}"
    if row.state == "set_aside" and kind == OWN and world.is_readable and not world.has_refused:
        yield f"set aside: {row.reason}"
    yield from _of_time(world, due_at, posts, kind)
    if row.settled_at is not None and as_seconds(row.settled_at) > max(due_at, STORM_ENDS) + CALMS_DOWN:
        yield f"finished only {as_seconds(row.settled_at) - due_at:.0f} s after it was due"


def _of_time(world: World, due_at: float, posts: list[Message], kind: Kind) -> Iterator[str]:
    if world.weather.odds.clock_steps:
        return
    for post in posts:
        late = post.accepted_at - world.epoch - due_at
        lives_for = kind.lives_for.total_seconds() if kind.lives_for else late
        if late < -SKEW:
            yield f"said {-late:.3f} s early"
        if late > lives_for + 2 * HTTP + SKEW:
            yield f"said {late:.3f} s late"
        if world.weather.odds == CALM and late > SKEW + PUNCTUAL * 6:
            yield f"said {late:.3f} s late in a calm"


def _of_places(world: World, rows: list[Any]) -> Iterator[str]:
    by_place: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for post in world.ledger.messages:
        by_place[post.workspace, post.place].append(post)
    order = {row.mark: number for number, row in enumerate(rows)}
    for place, posts in by_place.items():
        told = [order.get(post.mark, 0) for post in posts]
        if told != sorted(told):
            yield f"{place} heard {told}, out of order"
        apart = [later.accepted_at - sooner.accepted_at for sooner, later in pairwise(posts)]
        if not world.weather.odds.clock_steps and min(apart, default=9) < POST_SPACING.total_seconds() - 2 * SKEW:
            yield f"{place} heard two within {min(apart):.3f} s"
