"""The SQL of the outbox's hot path, read alike by both engines.

States and ranks stand in it as literals, since only then do the partial indexes serve. Each condition on other rows is
a scalar subquery, which either engine answers with one probe of an index, whatever its statistics say: a claim costs
the same with 20 and with 20,000 due. A moment counts as still to come only within the HORIZON; anything farther was
written by a clock that ran ahead.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Executable, Integer, TextClause, bindparam, select, text

from bot.database import Utc
from bot.outbox.doubt import HISTORY
from bot.outbox.kinds import METHODS, Rank, State
from bot.outbox.tables import OutboxRow

HORIZON = timedelta(hours=1)
"""No lease, retry or quiet lasts longer than this."""

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]

_WAITS = "BETWEEN :machine AND :horizon"
_THERE = "other.workspace = o.workspace AND other.place = o.place"
_IN_HAND = "state IN ('claimed', 'unknown')"

_POST_GOES_FIRST = f"""
    (SELECT 1 FROM outbox AS other WHERE {_THERE} AND other.operation = 'post' AND other.{_IN_HAND} LIMIT 1) IS NOT NULL
 OR (SELECT 1 FROM outbox AS other WHERE {_THERE} AND other.operation = 'post' AND other.state = 'due'
        AND other.due_at <= :people LIMIT 1) IS NOT NULL"""
"""An edit waits for the posts of its place: the card that it changes stands by then, and a new card is not held up."""

_METHOD = f"CASE o.operation {' '.join(f'''WHEN '{one}' THEN '{method}' ''' for one, method in METHODS.items())} END"

_IS_READY = f"""
    o.due_at <= :people
AND (o.retry_at IS NULL OR NOT o.retry_at {_WAITS})
AND (SELECT 1 FROM outbox AS other WHERE {_THERE} AND other.operation = o.operation
        AND other.{_IN_HAND} LIMIT 1) IS NULL
AND (SELECT 1 FROM outbox AS other WHERE {_THERE} AND other.operation = o.operation AND other.state = 'due'
        AND (other.due_at, other.rank, other.id) < (o.due_at, o.rank, o.id) LIMIT 1) IS NULL
AND (o.operation NOT IN ('edit', 'delete') OR NOT ({_POST_GOES_FIRST}))
AND (SELECT 1 FROM rate_window AS quiet WHERE quiet.workspace = o.workspace AND quiet.method = {_METHOD}
        AND quiet.place IN ('', o.place) AND quiet.until {_WAITS} LIMIT 1) IS NULL"""

_OF_RANK = """
SELECT id FROM (SELECT o.id FROM outbox AS o WHERE o.state = 'due' AND o.rank = '{rank}' AND {ready}
                ORDER BY o.due_at, o.id LIMIT :limit {lock}) AS rank_{rank}"""

_READY = " UNION ALL ".join(_OF_RANK.format(rank=rank.value, ready=_IS_READY, lock="{lock}") for rank in Rank)

_DOUBTFUL = f"""
SELECT id FROM (SELECT o.id FROM outbox AS o
    WHERE o.{_IN_HAND} AND o.state = 'unknown'
    AND (o.retry_at IS NULL OR NOT o.retry_at {_WAITS})
    AND (o.lease_until IS NULL OR NOT o.lease_until {_WAITS})
    AND (SELECT 1 FROM rate_window AS quiet WHERE quiet.workspace = o.workspace AND quiet.method = '{HISTORY}'
            AND quiet.place = '' AND quiet.until {_WAITS} LIMIT 1) IS NULL
    ORDER BY o.retry_at LIMIT :limit {{lock}}) AS doubtful"""

_TAKE = """
WITH chosen AS ({chosen})
UPDATE outbox SET state = '{state}', fence = fence + 1, lease_until = :until
WHERE id IN (SELECT id FROM chosen LIMIT :limit) AND state = '{before}'
RETURNING {columns}"""

_HAD_BEGUN = "operation = 'post' AND attempt_at IS NOT NULL"

_REAP = f"""
UPDATE outbox SET lease_until = NULL, fence = fence + 1,
    state = CASE WHEN {_HAD_BEGUN} THEN 'unknown' ELSE 'due' END,
    retry_at = CASE WHEN {_HAD_BEGUN} THEN :look_at END
WHERE {_IN_HAND} AND state = 'claimed' AND NOT lease_until {_WAITS} AND id NOT IN :ours"""

_BEGIN = """
UPDATE outbox SET attempt_at = :machine, first_attempt_at = coalesce(first_attempt_at, :machine),
    attempts = attempts + 1
WHERE id IN :ids AND fence = :fence AND state = 'claimed' AND lease_until > :beyond
RETURNING id"""

_SETTLE = f"""
UPDATE outbox SET state = :state, settled_at = :settled_at, reason = :reason, channel = :channel, ts = :ts,
    retry_at = :retry_at, absences = :absences, attempt_at = :attempt_at, lease_until = NULL
WHERE id = :id AND fence = :fence AND {_IN_HAND}"""

NEXT_DUE_SQL = " UNION ALL ".join(
    f"SELECT min(due_at) AS due_at FROM outbox WHERE state = 'due' AND rank = '{rank.value}' AND due_at > :people"
    for rank in Rank
)


_ROW = ", ".join(f'"{column.name}"' for column in OUTBOX.columns)
"""Quoted, since a bare `user` is PostgreSQL's word for its own account."""
_TYPES = (
    {column.name: column.type for column in OUTBOX.columns}
    | dict.fromkeys(("people", "machine", "horizon", "until", "beyond", "look_at"), Utc())
    | dict.fromkeys(("limit", "ids", "ours"), Integer())
)


def bound(sql: str) -> TextClause:
    """The statement, its parameters typed by their names."""
    names = set(re.findall(r":(\w+)", sql))
    return text(sql).bindparams(
        *(bindparam(name, type_=_TYPES[name], expanding=name in ("ids", "ours")) for name in sorted(names))
    )


LOCK = "FOR UPDATE OF o SKIP LOCKED"
"""What PostgreSQL is told about the rows that it chooses; SQLite has one writer anyhow."""


def take_sql(what: str, lock: str) -> str:
    """The statement that takes `due` or `doubtful` rows."""
    if what == "due":
        chosen, before, after = _READY, State.DUE, State.CLAIMED
    else:
        chosen, before, after = _DOUBTFUL, State.UNKNOWN, State.UNKNOWN
    return _TAKE.format(chosen=chosen.format(lock=lock), before=before.value, state=after.value, columns=_ROW)


def _take(what: str, lock: str) -> Executable:
    return select(OutboxRow).from_statement(bound(take_sql(what, lock)).columns(*OUTBOX.columns))


TAKES: Mapping[tuple[str, str], Executable] = {
    (engine, what): _take(what, lock)
    for engine, lock in (("sqlite", ""), ("postgresql", LOCK))
    for what in ("due", "doubtful")
}
"""By engine, and by what is taken."""
REAP = bound(_REAP)
BEGIN = bound(_BEGIN)
SETTLE = bound(_SETTLE)
NEXT_DUE = bound(NEXT_DUE_SQL).columns(OUTBOX.c.due_at)
