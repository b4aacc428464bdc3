"""What the outbox asks Slack before it composes, what it does with a person's own token, and who hears of a refusal."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from bot.outbox.delivery import Turn
from bot.outbox.kinds import Content, Kind, Operation, Rank, State
from bot.outbox.tables import OutboxRow
from tests.outbox.ledger import Fault
from tests.outbox.stage import ANA, BEN, CARD, PING, SECOND, Stage, fails

STATUS = Kind("status", Operation.STATUS, rank=Rank.PING)
SNOOZE = Kind("snooze", Operation.SNOOZE, rank=Rank.PING)
WAKE = Kind("wake", Operation.WAKE, rank=Rank.PING)


async def compose(turn: Turn) -> Mapping[int, Content]:
    """A row's subject is the status, or the minutes; the token is its person's."""
    return {
        row.id or 0: Content(
            profile={"status_text": row.subject},
            minutes=int(row.subject) if row.kind == "snooze" else 0,
            token=row.user,
        )
        for row in turn.rows
    }


@pytest.fixture
def own(stage: Stage) -> Stage:
    stage.delivery.opens(compose, STATUS, SNOOZE, WAKE)
    return stage


async def test_a_persons_own_token_sets_their_status_and_their_snooze(own: Stage) -> None:
    await own.owes(STATUS, "at it")
    await own.owes(SNOOZE, "15")
    await own.owes(WAKE, "x")
    await own.later()
    assert sorted(own.slack.own, key=str) == [
        ("UANA", "dnd.endSnooze", None),
        ("UANA", "dnd.setSnooze", 15),
        ("UANA", "users.profile.set", {"status_text": "at it"}),
    ]


async def test_a_status_changes_ten_times_a_minute_at_most_and_only_their_own_waits(own: Stage) -> None:
    for number in range(3):
        await own.owes(STATUS, f"{number}")
    await own.owes(STATUS, "another", BEN)
    for seconds, changes in ((0, 2), (5.9, 2), (0.2, 3), (6.1, 4)):
        await own.later(seconds)
        assert len(own.slack.own) == changes
    assert [who for who, _, _ in own.slack.own].count("UBEN") == 1


async def test_whoever_is_limited_delays_nobody_else(own: Stage) -> None:
    own.faults += fails(Fault.LIMITED, retry_after=60)
    await own.owes(SNOOZE, "15", ANA)
    await own.later()
    await own.owes(SNOOZE, "20", BEN)
    await own.later(1)
    assert own.slack.own == [("UBEN", "dnd.setSnooze", 20)]
    await own.later(60)
    assert own.slack.own[1:] == [("UANA", "dnd.setSnooze", 15)]


async def test_what_slack_did_not_answer_is_done_once_more_since_it_changes_nothing_twice(own: Stage) -> None:
    own.faults += fails(Fault.SILENT_AFTER)
    number = await own.owes(STATUS, "at it")
    await own.later()
    await own.later(2)
    assert ((await own.row(number)).state, len(own.slack.own)) == (State.SAID, 2)


async def test_while_slack_is_asked_about_one_nobody_else_waits(stage: Stage) -> None:
    answers = asyncio.Event()
    order: list[str] = []

    async def asks(rows: Sequence[OutboxRow]) -> None:
        order.extend(f"asked about {row.subject}" for row in rows)
        await answers.wait()

    stage.delivery.opens(stage.compose, PING, asks=asks)
    await stage.owes(PING, "ping", ANA)
    await stage.owes(CARD, "card", BEN)
    quiet = asyncio.create_task(stage.delivery.until_quiet())
    while not stage.slack.messages:
        await asyncio.wait([quiet], timeout=0.01)
    assert (order, stage.slack.texts()) == (["asked about ping"], ["card"])
    answers.set()
    await quiet
    assert stage.slack.texts() == ["card", "ping"]


async def test_what_is_too_late_is_not_asked_about(stage: Stage) -> None:
    asked: list[OutboxRow] = []

    async def asks(rows: Sequence[OutboxRow]) -> None:
        asked.extend(rows)

    stage.delivery.opens(stage.compose, PING, asks=asks)
    await stage.owes(PING, "ping", due_at=stage.clock() - timedelta(minutes=2) - SECOND)
    await stage.later()
    assert (asked, await stage.states()) == ([], [State.TOO_LATE])


async def test_a_refusal_is_heard_before_everything_is_quiet_and_its_reason_stands_in_the_row(stage: Stage) -> None:
    heard: list[tuple[str, str]] = []

    async def hear(row: OutboxRow, reason: str) -> None:
        await asyncio.wait([asyncio.create_task(stage.owes(CARD, "it is off"))])
        heard.append((row.subject, reason))

    stage.delivery.opens(stage.compose, PING, refused=hear)
    stage.faults += fails(Fault.REFUSED)
    number = await stage.owes(PING, "ping")
    await stage.later()
    assert heard == [("ping", "channel_not_found")]
    assert (await stage.row(number)).reason == "channel_not_found"
    assert stage.slack.texts() == ["it is off"]


async def test_what_was_said_or_is_too_late_is_no_refusal(stage: Stage) -> None:
    heard: list[str] = []

    async def hear(row: OutboxRow, _: str) -> None:
        heard.append(row.subject)

    stage.delivery.opens(stage.compose, PING, refused=hear)
    await stage.owes(PING, "said")
    await stage.owes(PING, "late", BEN, due_at=stage.clock() - timedelta(hours=1))
    await stage.later()
    assert (heard, await stage.states()) == ([], [State.SAID, State.TOO_LATE])
