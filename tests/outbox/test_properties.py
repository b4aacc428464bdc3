"""Whatever is owed, and however Slack answers: it comes to an end, once, and in order."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ids import PersonId
from bot.outbox.kinds import Kind, State
from tests.outbox import stores
from tests.outbox.ledger import Call, Fault
from tests.outbox.stage import CARD, PING, PLAN, FrailDatabase, Stage
from tests.support.clock import VirtualClock
from tests.support.exploring import up_to
from tests.support.virtual_time import VirtualLoop

FINAL = {State.SAID, State.UNNEEDED, State.TOO_LATE, State.SET_ASIDE}
ANSWERS = st.lists(st.sampled_from([None, *Fault]), max_size=12)
READABLE = st.lists(st.sampled_from([None, Fault.LIMITED]), max_size=6)
OWED = st.lists(
    st.tuples(st.sampled_from([CARD, PING, PLAN]), st.sampled_from(["U1", "U2"]), st.integers(0, 3)),
    min_size=1,
    max_size=8,
)


@given(kind=st.sampled_from([CARD, PING, PLAN]), answers=ANSWERS, looks=ANSWERS)
@settings(max_examples=up_to(20))
def test_any_sequence_of_answers_ends_in_a_final_state(
    kind: Kind, answers: list[Fault | None], looks: list[Fault | None]
) -> None:
    states, texts = told([(kind, "U1", 0)], answers, looks)
    assert states[0] in FINAL
    assert len(texts) <= 2


@given(owed=OWED, answers=ANSWERS, looks=READABLE)
@settings(max_examples=up_to(20))
def test_with_a_history_that_can_be_read_nothing_is_said_twice_and_all_in_order(
    owed: list[tuple[Kind, str, int]], answers: list[Fault | None], looks: list[Fault | None]
) -> None:
    _, texts = told(owed, answers, looks)
    for place in ("U1", "U2"):
        heard = [int(number) for number in texts if owed[int(number)][1] == place]
        assert heard == sorted(set(heard), key=lambda number: (owed[number][2], owed[number][0].rank, number))


def told(
    owed: Sequence[tuple[Kind, str, int]], answers: Sequence[Fault | None], looks: Sequence[Fault | None]
) -> tuple[list[str], list[str]]:
    """The rows' states and what Slack took up, after nearly an hour."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(_told(owed, answers, looks))


async def _told(
    owed: Sequence[tuple[Kind, str, int]], answers: Sequence[Fault | None], looks: Sequence[Fault | None]
) -> tuple[list[str], list[str]]:
    machine = VirtualClock()
    store = stores.direct_sqlite()
    database = cast("FrailDatabase", stores.SimulatedDatabase(store, _nothing_happens))
    stage = Stage(database, VirtualClock(machine(), machine), machine, list(map(Call, answers)), list(map(Call, looks)))
    for number, (kind, user, seconds) in enumerate(owed):
        await stage.owes(kind, str(number), PersonId("T1", user), stage.clock() + timedelta(seconds=seconds))
    await _nearly_an_hour(stage)
    states = await stage.states()
    await store.close()
    return states, stage.slack.texts()


async def _nearly_an_hour(stage: Stage) -> None:
    """Often at first, then in steps; once everything is final, which nothing may change, the rest at a time."""
    waits = [1.001] * 30 + [15.001, 3.001, 60.0] * 40
    while waits and not set(await stage.states()) <= FINAL:
        for wait in waits[:3]:
            await stage.later(wait)
        del waits[:3]
    for wait in (1.001, 15.001, 60.0, sum(waits)):
        await stage.later(wait)


async def _nothing_happens(_: str) -> None:
    return
