"""A post whose outcome is not known is looked up, and said again only where that is right (DELIVERY 2.4)."""

import pytest

from bot.outbox.kinds import State
from tests.outbox.ledger import Call, Fault
from tests.outbox.stage import BEN, CARD, PING, Stage, fails

LOOK = 15.001
"""Seconds until a look can tell."""
LOOK_AGAIN = 3.001

BEFORE = (Fault.ERROR_BEFORE, Fault.DROPPED_BEFORE, Fault.SILENT_BEFORE)
AFTER = (Fault.ERROR_AFTER, Fault.DROPPED_AFTER, Fault.SILENT_AFTER)


@pytest.mark.parametrize("fault", AFTER)
async def test_what_the_history_shows_is_said(stage: Stage, fault: Fault) -> None:
    stage.faults = fails(fault)
    number = await stage.owes(CARD, "card")
    await stage.later()
    assert (await stage.row(number)).state == State.UNKNOWN
    await stage.later(LOOK)
    row = await stage.row(number)
    assert (row.state, row.ts, stage.slack.texts()) == (State.SAID, stage.slack.messages[0].ts, ["card"])


@pytest.mark.parametrize("fault", BEFORE)
async def test_what_is_absent_twice_is_said_again(stage: Stage, fault: Fault) -> None:
    stage.faults = fails(fault)
    number = await stage.owes(CARD, "card")
    for seconds in (0, LOOK, LOOK_AGAIN - 1):
        await stage.later(seconds)
    assert stage.slack.texts() == []
    for seconds in (1, 1.001):
        await stage.later(seconds)
    assert ((await stage.row(number)).state, stage.slack.texts()) == (State.SAID, ["card"])


async def test_nobody_looks_before_the_history_can_tell(stage: Stage) -> None:
    stage.faults = fails(Fault.ERROR_BEFORE)
    await stage.owes(CARD, "card")
    await stage.later()
    await stage.later(14.999)
    assert [method for method, *_ in stage.slack.calls] == ["chat.postMessage"]


async def test_a_post_that_shows_late_is_found_by_the_second_look(stage: Stage) -> None:
    stage.faults = fails(Fault.SILENT_AFTER, lags=17.0)
    await stage.owes(CARD, "card")
    for seconds in (0, LOOK, LOOK_AGAIN, 60, 60):
        await stage.later(seconds)
    assert (stage.slack.texts(), await stage.states()) == (["card"], [State.SAID])


async def test_a_ping_that_may_have_arrived_is_left(stage: Stage) -> None:
    stage.faults = fails(Fault.SILENT_BEFORE)
    number = await stage.owes(PING, "ping")
    for seconds in (0, LOOK, LOOK_AGAIN, 5):
        await stage.later(seconds)
    row = await stage.row(number)
    assert (row.state, stage.slack.texts()) == (State.SET_ASIDE, [])
    assert row.reason == "not known to have arrived (absent from the history); not said again"


async def test_a_history_that_cannot_be_read_leads_to_the_same_decision_later(stage: Stage) -> None:
    stage.faults = fails(Fault.ERROR_BEFORE)
    stage.looks = [Call(Fault.REFUSED), Call(Fault.REFUSED)]
    await stage.owes(CARD, "card")
    for seconds in (0, LOOK, LOOK_AGAIN):
        await stage.later(seconds)
    assert stage.slack.texts() == []
    for seconds in (30, 1.001):
        await stage.later(seconds)
    assert stage.slack.texts() == ["card"]


async def test_a_history_never_readable_brings_no_flood(stage: Stage) -> None:
    stage.faults = [Call(Fault.ERROR_AFTER) for _ in range(20)]
    stage.looks = [Call(Fault.REFUSED) for _ in range(40)]
    number = await stage.owes(CARD, "card")
    for _ in range(20):
        await stage.later(60)
    assert stage.slack.texts() == ["card", "card"]
    assert (await stage.row(number)).reason == "not known to have arrived after 2 attempts (channel_not_found)"


async def test_a_limited_history_is_waited_for_and_asked_by_nobody_else(stage: Stage) -> None:
    stage.faults = fails(Fault.SILENT_AFTER, Fault.SILENT_AFTER)
    stage.looks = [Call(Fault.LIMITED, retry_after=60), Call(Fault.LIMITED, retry_after=60)]
    await stage.owes(CARD, "card")
    await stage.owes(CARD, "another", BEN)
    for seconds in (0, LOOK, 59):
        await stage.later(seconds)
    asked = [method for method, *_ in stage.slack.calls].count("conversations.history")
    await stage.later(2)
    assert (asked, await stage.states(), len(stage.slack.messages)) == (2, [State.SAID, State.SAID], 2)


async def test_a_message_that_slack_never_takes_is_set_aside(stage: Stage) -> None:
    stage.faults = [Call(Fault.ERROR_BEFORE) for _ in range(40)]
    number = await stage.owes(CARD, "card")
    for _ in range(60):
        await stage.later(60)
    row = await stage.row(number)
    assert (row.state, row.attempts) == (State.SET_ASIDE, 8)
    assert row.reason == "not known to have arrived after 8 attempts (absent from the history)"


async def test_what_follows_in_the_same_place_waits_for_the_doubt_to_end(stage: Stage) -> None:
    stage.faults = fails(Fault.SILENT_BEFORE)
    await stage.owes(CARD, "first")
    await stage.owes(CARD, "second")
    for seconds in (0, LOOK, LOOK_AGAIN, 1.001, 1.001):
        await stage.later(seconds)
    assert stage.slack.texts() == ["first", "second"]


async def test_two_replicas_do_not_both_look(stage: Stage) -> None:
    stage.faults = fails(Fault.SILENT_AFTER)
    await stage.owes(CARD, "card")
    await stage.later()
    await stage.later(LOOK)
    await stage.replica("another").until_quiet()
    assert [method for method, *_ in stage.slack.calls] == ["chat.postMessage", "conversations.history"]
