"""Doing something until it is done, in virtual time."""

import asyncio
from datetime import timedelta
from itertools import islice

import pytest

from bot.insisting import Insisting, growing
from tests.support.virtual_time import VirtualLoop

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


class Deaf:
    """Hears the n-th try; notes when each was made."""

    def __init__(self, until: int) -> None:
        self._until = until
        self.tries: list[float] = []

    async def __call__(self) -> None:
        self.tries.append(asyncio.get_running_loop().time())
        if len(self.tries) < self._until:
            raise ConnectionResetError


def tries(deaf: Deaf, count: int) -> list[float]:
    """When it was tried, where at most `count` pauses follow."""

    async def insist() -> None:
        insisting = Insisting()
        insisting.begin(deaf, islice(growing(SECOND, factor=8), count))
        await insisting.finished(HOUR)

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(insist())
    return deaf.tries


def test_what_is_heard_is_not_said_again() -> None:
    assert tries(Deaf(until=1), 4) == [0]
    assert tries(Deaf(until=3), 4) == [0, 1, 9]


def test_a_response_url_is_used_five_times_and_within_thirty_minutes() -> None:
    made = tries(Deaf(until=99), 4)
    assert len(made) == 5
    assert made[-1] < 30 * 60


def test_pauses_grow_to_the_longest_and_no_further() -> None:
    pauses = list(islice(growing(SECOND, longest=5 * SECOND), 5))
    assert pauses == [SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND, 5 * SECOND]


def test_the_log_tells_neither_what_nor_for_whom(caplog: pytest.LogCaptureFixture) -> None:
    tries(Deaf(until=99), 1)
    assert [record.getMessage() for record in caplog.records] == ["postponed", "given_up"]
    assert not any(record.exc_info for record in caplog.records)
