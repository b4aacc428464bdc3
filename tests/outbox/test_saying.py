"""What is owed is said once, in order, on time, and not more often than Slack likes."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ids import PersonId
from bot.outbox.claims import Moment
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Content, State
from bot.outbox.owing import Owed, owe
from tests.outbox.ledger import Fault
from tests.outbox.stage import ANA, BEN, CARD, PING, PLAN, REDRAW, SECOND, VIEW, Stage, fails

CLEO = PersonId("T1", "UCLEO")
OTHER_TEAM = PersonId("T2", "UANA")


async def test_what_is_due_is_said_once_and_where_it_stands_is_kept(stage: Stage) -> None:
    number = await stage.owes(CARD, "hello")
    await stage.later()
    await stage.later(60)
    row = await stage.row(number)
    assert stage.slack.texts() == ["hello"]
    assert (row.state, row.channel, row.ts) == (State.SAID, "DUANA", stage.slack.messages[0].ts)


async def test_whoever_composes_a_row_is_told_whose_it_is(stage: Stage) -> None:
    whose: list[PersonId] = []

    async def compose(turn: Turn) -> Mapping[int, Content]:
        whose.extend(PersonId(row.workspace, row.user) for row in turn.rows)
        return {}

    stage.delivery.opens(compose, CARD)
    await stage.owes(CARD, "hello", BEN)
    await stage.later()
    assert whose == [BEN]


async def test_everyone_is_held_at_once_before_anything_of_theirs_is_composed(stage: Stage) -> None:
    happened: list[object] = []

    async def hold(_: AsyncSession, people: Collection[PersonId]) -> None:
        happened.append(set(people))

    async def compose(turn: Turn) -> Mapping[int, Content]:
        happened.append("composed")
        return await stage.compose(turn)

    stage.delivery.holds(hold)
    stage.delivery.opens(compose, CARD)
    await stage.owes(PLAN, "plan", ANA)
    await stage.owes(CARD, "card", BEN)
    await stage.later()
    assert happened == [{ANA, BEN}, "composed"]


async def test_nothing_is_said_early(stage: Stage) -> None:
    await stage.owes(CARD, "later", due_at=stage.clock() + 10 * SECOND)
    await stage.later(9.999)
    assert stage.slack.texts() == []
    await stage.later(0.001)
    assert stage.slack.texts() == ["later"]


async def test_owing_twice_is_owing_once(stage: Stage) -> None:
    assert await stage.owes(CARD, "hello") == await stage.owes(CARD, "hello")
    await stage.later()
    assert await stage.owes(CARD, "hello") == 1
    await stage.later(5)
    assert stage.slack.texts() == ["hello"]


async def test_one_person_hears_one_message_a_second_in_order(stage: Stage) -> None:
    for subject in ("first", "second", "third"):
        await stage.owes(CARD, subject)
    heard = []
    for _ in range(3):
        await stage.later(1.001)
        heard.append(stage.slack.texts())
    assert heard == [["first"], ["first", "second"], ["first", "second", "third"]]


async def test_own_cards_go_before_pings_and_pings_before_plans(stage: Stage) -> None:
    await stage.owes(PLAN, "plan", ANA)
    await stage.owes(PING, "ping", BEN)
    await stage.owes(CARD, "card", CLEO)
    await stage.later()
    assert stage.slack.texts() == ["card", "ping", "plan"]


async def test_a_ping_is_said_for_two_minutes_and_not_a_microsecond_longer(stage: Stage) -> None:
    await stage.owes(PING, "in time", due_at=stage.clock() - timedelta(minutes=2))
    await stage.owes(PING, "too late", BEN, due_at=stage.clock() - timedelta(minutes=2, microseconds=1))
    await stage.later()
    assert stage.slack.texts() == ["in time"]
    assert await stage.states() == [State.SAID, State.TOO_LATE]


async def test_a_row_with_nothing_left_to_say_is_unneeded(stage: Stage) -> None:
    stage.silent.add("over")
    await stage.owes(CARD, "over")
    await stage.later()
    assert (stage.slack.calls, await stage.states()) == ([], [State.UNNEEDED])


async def test_a_new_card_goes_before_the_old_ones_edit(stage: Stage) -> None:
    old = await stage.owes(CARD, "old card")
    await stage.later()
    await stage.owes(REDRAW, str(old))
    await stage.owes(CARD, "new card")
    await stage.later(2)
    assert [method for method, *_ in stage.slack.calls] == ["chat.postMessage", "chat.postMessage", "chat.update"]
    assert stage.slack.edits == [(stage.slack.messages[0].ts, str(old))]


async def test_an_edit_waits_for_its_card_and_is_unneeded_without_one(stage: Stage) -> None:
    refused = await stage.owes(CARD, "refused")
    edit = await stage.owes(REDRAW, str(refused))
    stage.faults = fails(Fault.REFUSED)
    await stage.later()
    assert (await stage.row(edit)).state == State.UNNEEDED
    assert (await stage.row(refused)).reason == "channel_not_found"


async def test_a_view_waits_for_no_message(stage: Stage) -> None:
    stage.faults = fails(Fault.LIMITED)
    await stage.owes(CARD, "card")
    await stage.owes(VIEW, "home")
    await stage.later()
    assert stage.slack.views == [("UANA", {"of": "home"})]


async def test_a_limited_place_waits_and_keeps_its_order(stage: Stage) -> None:
    stage.faults = fails(Fault.LIMITED, retry_after=30)
    await stage.owes(CARD, "first")
    await stage.owes(CARD, "second")
    await stage.later()
    await stage.later(29)
    assert stage.slack.texts() == []
    await stage.later(1.001)
    await stage.later(1.001)
    assert stage.slack.texts() == ["first", "second"]


async def test_a_limited_workspace_delays_no_other(stage: Stage) -> None:
    stage.faults = fails(Fault.LIMITED, Fault.LIMITED, retry_after=30)
    for person in (ANA, BEN):
        await stage.owes(CARD, "limited", person)
    await stage.later()
    await stage.owes(CARD, "waits too", CLEO)
    await stage.owes(CARD, "goes", OTHER_TEAM)
    await stage.later(1)
    assert stage.slack.texts() == ["goes"]
    await stage.later(31)
    assert sorted(stage.slack.texts()) == ["goes", "limited", "limited", "waits too"]


async def test_every_replica_honours_a_limit(stage: Stage) -> None:
    stage.faults = fails(Fault.LIMITED, retry_after=30)
    await stage.owes(CARD, "card")
    await stage.later()
    await stage.replica("another").until_quiet()
    assert len(stage.slack.calls) == 1


async def test_what_never_reached_slack_is_tried_again(stage: Stage) -> None:
    stage.faults = fails(Fault.NO_CONNECTION, Fault.NO_CONNECTION)
    await stage.owes(CARD, "card")
    for seconds in (0, 1.001, 2.001):
        await stage.later(seconds)
    assert stage.slack.texts() == ["card"]


async def test_an_edit_is_repeated_safely_and_set_aside_in_the_end(stage: Stage) -> None:
    card = await stage.owes(CARD, "card")
    await stage.later()
    stage.faults = fails(Fault.ERROR_AFTER, *[Fault.SILENT_BEFORE] * 20)
    edit = await stage.owes(REDRAW, str(card))
    for _ in range(12):
        await stage.later(121)
    row = await stage.row(edit)
    assert (row.state, row.attempts, row.reason) == (State.SET_ASIDE, 8, "TimeoutError, 8 times")


async def test_the_next_moment_is_when_something_comes_due_or_a_wait_ends(stage: Stage) -> None:
    now = stage.clock()
    await stage.owes(CARD, "now")
    await stage.owes(CARD, "soon", due_at=now + SECOND / 4)
    await stage.later()
    assert await stage.delivery.next_moments() == Moment(now + SECOND / 4, now + SECOND)
    await stage.later(0.9)
    assert await stage.delivery.next_moments() == Moment(now + 1.9 * SECOND, now + SECOND)


async def test_nothing_is_said_to_somebody_who_is_held_and_then_what_is_still_true(stage: Stage) -> None:
    stage.delivery.is_held = lambda person: person == ANA
    await stage.owes(CARD, "over")
    await stage.owes(CARD, "still true")
    await stage.owes(CARD, "to ben", BEN)
    await stage.later(5)
    assert stage.slack.texts() == ["to ben"]
    stage.delivery.is_held = lambda _: False
    stage.silent.add("over")
    await stage.later(60)
    assert stage.slack.texts() == ["to ben", "still true"]


async def test_a_ping_to_somebody_who_is_held_waits_and_one_for_them_too(stage: Stage) -> None:
    stage.delivery.is_held = lambda person: person == ANA
    async with stage.database.transaction() as session:
        await owe(session, Owed(PING, BEN, "to ana", stage.clock(), place=ANA.user))
        await owe(session, Owed(PING, ANA, "for ana", stage.clock(), place=BEN.user))
    await stage.later(5)
    assert stage.slack.texts() == []
    stage.delivery.is_held = lambda _: False
    await stage.later(60)
    assert stage.slack.texts() == ["to ana", "for ana"]
