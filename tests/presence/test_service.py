"""Status and do-not-disturb through a block, on both engines, with an account that somebody else can change, too."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.database import Database
from bot.focus.rules import make_smaller
from bot.outbox.kinds import State
from bot.outbox.owing import Owed, owe
from bot.outbox.tables import OutboxRow
from bot.permissions.rules import Feature
from bot.presence.rows import LINE, STATUS, WAKE
from bot.presence.rules import NO_STATUS, Status
from bot.presence.tables import Presence
from tests.support.clock import VirtualClock
from tests.support.days import Day
from tests.support.services import ANA, Services

LUNCH, HOLIDAY = Status("Lunch", ":sandwich:"), Status("Holiday", ":palm_tree:")


@pytest.fixture
async def day(database: Database, clock: VirtualClock, machine: VirtualClock) -> Day:
    services = Services(database, clock, machine)
    await services.people.meet(ANA)
    return Day(services, clock, machine)


async def test_a_block_shows_and_what_was_there_comes_back_at_its_end(day: Day) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    await day.begins()
    assert day.account.status == Status("Focus block", ":seedling:", int(day.began.timestamp()) + 21 * 60)
    await day.passes(19.9)
    assert day.shows == "Focus block"
    await day.passes(0.1)
    assert day.account.status == HOLIDAY


async def test_without_anything_connected_nothing_is_called(day: Day) -> None:
    await day.begins()
    await day.passes(30)
    assert day.account.calls == []
    assert not [row for row in await day.services.owed() if row.kind.startswith("presence.")]


async def test_a_break_shows_as_one_and_coming_back_as_a_block(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(8)
    await day.services.focus.break_off(ANA)
    await day.settles()
    assert day.shows == "On a short break"
    await day.passes(5)
    assert day.shows == "On a short break"
    await day.services.focus.come_back(ANA)
    await day.settles()
    assert day.shows == "Focus block"
    await day.passes(12)
    assert day.account.status == NO_STATUS


async def test_a_break_that_nobody_comes_back_from_ends_like_everything(day: Day) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    await day.begins()
    await day.services.focus.break_off(ANA)
    await day.passes(14.9)
    assert day.shows == "On a short break"
    await day.passes(0.2)
    assert day.account.status == HOLIDAY


async def test_nothing_disturbs_from_the_switch_on_and_the_end_is_heard(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(4.9)
    assert day.quiet_for is None
    await day.passes(0.2)
    assert day.quiet_for == pytest.approx(13.9, abs=0.1)
    await day.passes(14.8)
    assert day.quiet_for is None
    assert [call for call in day.account.calls if call[0].startswith("dnd")] == [("dnd.setSnooze", 14)]


async def test_the_card_of_the_switch_is_said_before_it_could_be_silenced(day: Day) -> None:
    await day.connects()
    await day.begins()
    day.clock.passes(timedelta(minutes=5))
    day.services.screen.refusals = 1  # the card is to come a second later
    await day.services.delivery.until_quiet()
    assert (day.services.screen.posted, day.quiet_for) == (1, None)
    await day.passes(0.1)
    assert day.services.screen.posted == 2
    assert day.quiet_for is not None


async def test_a_break_is_heard_and_back_is_quiet_once_more(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(8)
    await day.services.focus.break_off(ANA)
    await day.passes(0.1)
    assert day.quiet_for is None
    await day.services.focus.come_back(ANA)
    await day.passes(0.1)
    assert day.quiet_for == pytest.approx(11, abs=0.6)


async def test_stop_and_smaller_take_it_along(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(6)
    await day.services.focus.shrink(ANA, None, make_smaller)
    await day.passes(0.1)
    assert day.quiet_for == pytest.approx(9, abs=0.6)
    await day.services.focus.stop(ANA)
    await day.passes(0.1)
    assert (day.quiet_for, day.shows) == (None, "")


async def test_a_snooze_of_their_own_is_neither_set_over_nor_ended(day: Day) -> None:
    day.account.snoozes_until = evening = day.clock() + timedelta(hours=8)
    await day.connects()
    await day.begins()
    await day.passes(8)
    await day.services.focus.break_off(ANA)
    await day.passes(40)
    assert day.account.snoozes_until == evening
    assert not [call for call in day.account.calls if call[0].startswith("dnd")]


async def test_one_that_they_set_over_ours_is_theirs_for_the_rest_of_the_block(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(6)
    day.account.snoozes_until = evening = day.clock() + timedelta(hours=8)
    await day.services.focus.break_off(ANA)
    await day.services.focus.come_back(ANA)
    await day.passes(40)
    assert day.account.snoozes_until == evening


async def test_one_of_ours_that_they_ended_is_not_set_once_more_in_that_block(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(6)
    day.account.snoozes_until = None
    await day.services.focus.shrink(ANA, None, make_smaller)
    await day.passes(1)
    assert day.quiet_for is None
    await day.services.focus.stop(ANA)
    await day.begins()
    await day.passes(6)
    assert day.quiet_for is not None


@pytest.mark.parametrize("theirs", [LUNCH, NO_STATUS])
async def test_a_status_that_they_set_meanwhile_stays_through_the_block(day: Day, theirs: Status) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    await day.begins()
    await day.passes(6)
    day.account.status = theirs
    await day.services.focus.break_off(ANA)
    await day.passes(1)
    await day.services.focus.come_back(ANA)
    await day.passes(40)
    assert day.account.status == theirs


async def test_a_meeting_that_is_over_does_not_come_back(day: Day) -> None:
    day.account.status = Status("In a meeting", ":spiral_calendar_pad:", int(day.began.timestamp()) + 600)
    await day.connects()
    await day.begins()
    await day.passes(25)
    assert day.account.status == NO_STATUS


async def test_after_an_outage_what_was_there_before_comes_back(day: Day) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    await day.begins()
    day.clock.passes(timedelta(hours=1))
    assert day.account.status == NO_STATUS  # Slack took ours away by itself
    await day.settles()
    assert day.account.status == HOLIDAY


async def test_what_slack_does_not_say_is_asked_later_and_nothing_is_touched_until_then(day: Day) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    day.account.silent = True
    await day.begins()
    await day.passes(1)
    assert day.account.calls == []
    day.account.silent = False
    await day.passes(2)
    assert day.shows == "Focus block"
    day.account.silent = True
    await day.passes(20)
    assert day.account.status == NO_STATUS
    day.account.silent = False
    await day.passes(6)
    assert day.account.status == HOLIDAY


@pytest.mark.parametrize("method", ["users.profile.get", "users.profile.set", "dnd.info", "dnd.setSnooze"])
async def test_a_token_that_is_revoked_turns_both_off_with_one_line_after_the_block(day: Day, method: str) -> None:
    await day.connects()
    day.account.denies[method] = "token_revoked"
    await day.begins()
    await day.passes(19)
    known = await day.known()
    assert (known.token, known.on) == (None, frozenset())
    posted = day.services.screen.posted
    await day.passes(2)
    assert len(set(await day.lines())) == 1
    await day.begins()
    await day.passes(30)
    assert set(await day.lines()) == {"snooze,status"}
    assert [row.state for row in await day.services.owed() if row.kind == LINE.name].count(State.SAID) == 1
    assert day.services.screen.posted > posted


async def test_a_scope_that_is_withdrawn_leaves_the_other_working(day: Day) -> None:
    await day.connects()
    day.account.denies["dnd.info"] = "missing_scope"
    await day.begins()
    await day.passes(6)
    assert day.shows == "Focus block"
    known = await day.known()
    assert set(known.on) == {Feature.STATUS}
    assert set(await day.lines()) == {"snooze"}


async def test_a_refusal_that_nobody_heard_is_heard_by_the_chores(day: Day) -> None:
    await day.connects()
    async with day.services.database.transaction() as session:
        number = await owe(session, Owed(STATUS, ANA, "presence", day.clock() + timedelta(days=9), slot="0-x"))
        aside = await session.get_one(OutboxRow, number)
        aside.state, aside.reason, aside.settled_at = State.SET_ASIDE, "account_inactive", day.clock()
    await day.services.presence.chores()
    await day.services.presence.chores()
    assert (await day.known()).token is None
    assert await day.lines() == ["snooze,status"]


async def test_an_emoji_that_slack_does_not_know_gives_way_to_the_usual_one(day: Day) -> None:
    await day.connects()
    async with day.services.database.transaction() as session:
        known = await session.get_one(Presence, ANA)
        looks = dict(await day.services.presence_rows.looks(session, known))
        chosen = {showing: replace(look, emoji=":nosuch:") for showing, look in looks.items()}
        await day.services.presence_rows.set_looks(session, known, chosen)
    day.account.denies["users.profile.set"] = "profile_status_set_failed_not_valid_emoji"
    await day.begins()
    day.account.denies.clear()
    await day.passes(25)
    assert await day.lines() == ["emoji", "emoji"]


async def test_an_emoji_that_slack_refused_once_is_heard_of_once(day: Day) -> None:
    await day.connects()
    rows = day.services.presence_rows
    async with day.services.database.transaction() as session:
        known = await session.get_one(Presence, ANA)
        unknown = {one: replace(look, emoji=":nosuch:") for one, look in (await rows.looks(session, known)).items()}
        await rows.set_looks(session, known, unknown)
    day.account.denies["users.profile.set"] = "profile_status_set_failed_not_valid_emoji"
    await day.begins()
    day.account.denies.clear()
    await day.passes(25)
    chosen = {one: replace(look, emoji=":tomato:") for one, look in unknown.items()}
    async with day.services.database.transaction() as session:
        await rows.set_looks(session, await session.get_one(Presence, ANA), chosen)
    await day.services.presence.chores()
    async with day.services.database.transaction() as session:
        assert await rows.looks(session, await session.get_one(Presence, ANA)) == chosen


async def test_what_slack_said_to_an_earlier_question_is_no_answer_to_the_next(day: Day) -> None:
    await day.connects()
    await day.begins()
    row = next(row for row in await day.services.owed() if row.kind == STATUS.name)
    await day.services.presence.ask([row])
    day.account.silent = True
    await day.services.presence.ask([row])
    assert day.services.presence.heard([row]) == {}


async def test_when_a_pause_of_ours_was_over_is_forgotten_in_the_night(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(6)
    await day.services.presence.chores()
    assert (await day.known()).snoozed_until is not None
    await day.passes(20)
    await day.services.presence.chores()
    known = await day.known()
    assert (known.snoozed_until, known.snoozed_in, known.sitting) == (None, "", "")


async def test_word_of_an_older_tokens_end_does_not_end_the_one_that_works(day: Day) -> None:
    await day.connects()
    await day.services.presence.revoked(ANA.workspace, [ANA.user])
    await day.begins()
    assert day.shows == "Focus block"


async def test_a_short_break_outside_a_block_shows_and_one_breath_does_not(day: Day) -> None:
    await day.connects()
    await day.services.focus.break_off(ANA)
    await day.settles()
    assert day.shows == "On a short break"
    await day.passes(6)
    assert day.account.status == NO_STATUS
    calls = len(day.account.calls)
    await day.services.focus.go_to_the_foot(ANA)
    await day.passes(1)
    assert len(day.account.calls) == calls


async def test_the_status_before_is_kept_no_longer_than_it_takes_to_come_back(day: Day) -> None:
    day.account.status = HOLIDAY
    await day.connects()
    await day.begins()
    assert (await day.known()).ours is not None
    await day.passes(20)
    await day.services.presence.chores()
    assert (await day.known()).ours is None


async def test_a_snooze_that_was_over_when_it_was_to_be_ended_is_ended(day: Day) -> None:
    await day.connects()
    await day.begins()
    await day.passes(6)

    def is_over(method: str, _: object) -> None:
        if method == "dnd.endSnooze":
            day.account.snoozes_until = None

    day.account.judges.append(is_over)
    await day.services.focus.stop(ANA)
    await day.passes(1)
    assert [row.state for row in await day.services.owed() if row.kind == WAKE.name] == [State.SAID]
