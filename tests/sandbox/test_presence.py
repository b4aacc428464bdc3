"""Statuses, snoozes and notification hours: who may set them, who is told, when they end, what they silence."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import MovableClock, Workspace
from sandbox.web_api import Answer
from tests.sandbox.small_app import ANA, BEN, CHIYO, SmallApp, manifest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SCOPES = ("users.profile:read", "users.profile:write", "dnd:read", "dnd:write")
DND = ["chat:write", "dnd:read"]


class Office:
    """A workspace on a clock that stands, in which Ana allowed everything."""

    def __init__(self) -> None:
        self.clock = MovableClock(lambda: NOON)
        self.workspace = Workspace(manifest(DND), movable=self.clock)
        self.token = self.workspace.state.grants.give(ANA, SCOPES).text

    async def call(self, method: str, token: str = "", **arguments: Any) -> dict[str, Any]:
        return (await self.answer(method, token, **arguments)).body

    async def answer(self, method: str, token: str = "", **arguments: Any) -> Answer:
        return await self.workspace.call(method, arguments, token or self.token)

    async def status(self, text: str, emoji: str = "", ends: int = 0) -> dict[str, Any]:
        profile = {"status_text": text, "status_emoji": emoji, "status_expiration": ends}
        return await self.call("users.profile.set", profile=json.dumps(profile))

    @property
    def bot(self) -> str:
        return self.workspace.bot_token

    @property
    def shown(self) -> tuple[str, str]:
        ana = self.workspace.people[ANA]
        return ana.status_text, ana.status_emoji


@pytest.fixture
def office() -> Office:
    return Office()


async def test_a_status_is_set_read_and_cleared(office: Office) -> None:
    answer = await office.status("Focus block", ":seedling:")
    assert (answer["username"], answer["profile"]["status_text"]) == ("ana", "Focus block")
    profile = (await office.call("users.profile.get"))["profile"]
    assert (profile["status_emoji"], profile["status_emoji_display_info"][0]["unicode"]) == (":seedling:", "1f331")
    await office.status("", "")
    assert office.shown == ("", "")


async def test_a_status_ends_by_the_clock_that_people_see(office: Office) -> None:
    await office.status("Focus block", ":seedling:", int(NOON.timestamp()) + 1200)
    office.clock.advance(timedelta(minutes=19))
    assert office.shown == ("Focus block", ":seedling:")
    office.clock.advance(timedelta(minutes=1))
    assert office.shown == ("", "")
    assert (await office.call("users.profile.get"))["profile"]["status_expiration"] == 0


async def test_a_text_without_an_emoji_gets_slacks_own_and_signs_become_entities(office: Office) -> None:
    await office.status("R&D <deep>")
    assert office.shown == ("R&amp;D &lt;deep&gt;", ":speech_balloon:")
    await office.call("users.profile.set", name="status_emoji", value=":tea:")
    assert office.shown == ("R&amp;D &lt;deep&gt;", ":tea:")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"profile": {"status_text": "x" * 101, "status_emoji": ""}}, "too_long"),
    ({"profile": {"status_text": "x", "status_emoji": "seedling"}}, "profile_status_set_failed_not_emoji_syntax"),
    ({"profile": {"status_text": "x", "status_emoji": ":no_such_thing:"}}, "profile_status_set_failed_not_valid_emoji"),
    ({"profile": {"status_text": ""}}, "must_clear_both_status_text_and_status_emoji"),
    ({"profile": {"status_text": "x", "status_expiration": "soon"}}, "invalid_profile"),
    ({"profile": {"title": "x"}}, "invalid_profile"),
    ({"profile": "{"}, "invalid_profile"),
    ({}, "invalid_profile"),
    ({"profile": {"status_text": "x"}, "user": BEN}, "not_admin"),
    ({"profile": {"status_text": "x"}, "user": "U404"}, "user_not_found"),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
async def test_a_status_that_slack_would_not_take_changes_nothing(
    office: Office, arguments: dict[str, Any], error: str
) -> None:
    await office.status("here", ":tea:")
    assert (await office.call("users.profile.set", **arguments))["error"] == error
    assert office.shown == ("here", ":tea:")


async def test_a_hundred_signs_fit_into_a_status(office: Office) -> None:
    assert (await office.status("&" * 100))["ok"]


async def test_a_bot_sets_nobodys_status_and_ends_nobodys_snooze(office: Office) -> None:
    for method in ("users.profile.set", "dnd.setSnooze", "dnd.endSnooze", "dnd.endDnd"):
        assert (await office.call(method, office.bot))["error"] == "not_allowed_token_type"
    assert (await office.call("users.profile.get", office.bot, user=ANA))["needed"] == "users.profile:read"


async def test_ten_statuses_a_minute_are_one_persons_and_not_anothers(office: Office) -> None:
    for _ in range(10):
        assert (await office.status("here"))["ok"]
    refused = await office.answer("users.profile.set", profile={"status_text": "x"})
    assert (refused.status, refused.headers["Retry-After"]) == (429, "6")
    bens = office.workspace.state.grants.give(BEN, SCOPES).text
    assert (await office.call("users.profile.set", bens, profile={"status_text": "x"}))["ok"]


async def test_a_snooze_is_set_moved_and_ended(office: Office) -> None:
    end = int(NOON.timestamp()) + 600
    told = {"snooze_enabled": True, "snooze_endtime": end, "snooze_remaining": 600, "snooze_is_indefinite": False}
    assert await office.call("dnd.setSnooze", num_minutes=30)
    assert await office.call("dnd.setSnooze", num_minutes="10") == {"ok": True, **told}
    assert told.items() <= (await office.call("dnd.info")).items()
    assert (await office.call("dnd.endSnooze"))["snooze_enabled"] is False
    assert (await office.call("dnd.endSnooze"))["error"] == "snooze_not_active"
    assert (await office.call("dnd.info"))["snooze_enabled"] is False


async def test_a_snooze_ends_by_the_clock_that_people_see(office: Office) -> None:
    await office.call("dnd.setSnooze", num_minutes=10)
    office.clock.advance(timedelta(minutes=10))
    assert (await office.call("dnd.info"))["snooze_enabled"] is False


async def test_a_snooze_needs_its_minutes(office: Office) -> None:
    wrong: tuple[dict[str, Any], ...] = ({}, {"num_minutes": 0}, {"num_minutes": 10**6}, {"num_minutes": "ten"})
    errors = [(await office.call("dnd.setSnooze", **given))["error"] for given in wrong]
    assert errors == ["missing_duration", "snooze_failed", "too_long", "invalid_arguments"]


async def test_nobody_else_is_told_of_a_snooze(office: Office) -> None:
    await office.call("dnd.setSnooze", num_minutes=10)
    bens = office.workspace.state.grants.give(BEN, SCOPES).text
    for token in (office.bot, bens):
        told = await office.call("dnd.info", token, user=ANA)
        assert set(told) == {"ok", "dnd_enabled", "next_dnd_start_ts", "next_dnd_end_ts"}


def at(day: int, hour: int) -> int:
    """A moment of November 2026 in Berlin, where it is winter, in seconds."""
    return int(datetime(2026, 11, day, hour - 1, tzinfo=UTC).timestamp())


async def window(office: Office) -> tuple[int, int]:
    told = await office.call("dnd.info", office.bot, user=ANA)
    return told["next_dnd_start_ts"], told["next_dnd_end_ts"]


async def test_the_schedule_is_slacks_own_until_somebody_changes_it(office: Office) -> None:
    assert await window(office) == (at(23, 22), at(24, 8))
    office.clock.advance(timedelta(hours=10))
    assert await window(office) == (at(23, 22), at(24, 8))
    office.clock.advance(timedelta(hours=10))
    assert await window(office) == (at(24, 22), at(25, 8))


async def test_a_weekend_off_is_one_long_window(office: Office) -> None:
    await office.workspace.keep_hours(ANA, "09:00", "17:00", days=range(5))
    assert await window(office) == (at(23, 17), at(24, 9))
    office.clock.advance(timedelta(days=4, hours=5))
    assert await window(office) == (at(27, 17), at(30, 9))
    await office.workspace.always_notified(ANA)
    assert await window(office) == (1, 1)
    assert (await office.workspace.keep_hours(ANA, "09:00", "17:00", days=())).ok is False


async def test_hours_over_midnight_are_a_night_workers(office: Office) -> None:
    await office.workspace.keep_hours(ANA, "20:00", "04:00")
    assert await window(office) == (at(23, 4), at(23, 20))


async def test_a_team_is_told_of_fifty_at_most(office: Office) -> None:
    told = (await office.call("dnd.teamInfo", office.bot, users=f"{ANA},{BEN},U404"))["users"]
    assert list(told) == [ANA, BEN]
    assert told[ANA]["next_dnd_start_ts"] == at(23, 22)
    assert (await office.call("dnd.teamInfo", office.bot, users=""))["error"] == "no_users_provided"
    many = ",".join(f"U{number}" for number in range(51))
    assert (await office.call("dnd.teamInfo", office.bot, users=many))["error"] == "too_many_users"


async def say(office: Office, user: str, text: str) -> None:
    await office.call("chat.postMessage", office.bot, channel=user, text=text)


async def test_nothing_buzzes_while_somebody_is_snoozed_or_past_their_hours(office: Office) -> None:
    await office.call("dnd.setSnooze", num_minutes=10)
    await say(office, ANA, "while snoozed")
    office.clock.advance(timedelta(minutes=10))
    await say(office, ANA, "after the snooze")
    await say(office, CHIYO, "at nine in the evening")
    office.clock.advance(timedelta(hours=1))
    await say(office, CHIYO, "at ten in the evening")
    assert [buzz.text for buzz in office.workspace.buzzes(ANA)] == ["after the snooze"]
    assert [buzz.text for buzz in office.workspace.buzzes(CHIYO)] == ["at nine in the evening"]


async def test_ending_do_not_disturb_ends_the_night_that_runs_and_not_the_next(office: Office) -> None:
    assert (await office.call("dnd.endDnd"))["error"] == "not_in_dnd"
    office.clock.advance(timedelta(hours=10))
    await say(office, ANA, "asleep")
    assert (await office.call("dnd.endDnd"))["ok"]
    await say(office, ANA, "awake")
    assert await window(office) == (at(24, 22), at(25, 8))
    office.clock.advance(timedelta(days=1))
    await say(office, ANA, "asleep again")
    assert [buzz.text for buzz in office.workspace.buzzes(ANA)] == ["awake"]


async def test_the_app_hears_of_a_status_and_of_its_end(workspace: Workspace, app: SmallApp) -> None:
    ends = workspace.state.clock() + timedelta(seconds=1.1)
    await workspace.set_status(ANA, "Walking", ":tea:", ends)
    await workspace.until(lambda: len(app.bodies) == 2)
    first, then = (body["event"]["user"]["profile"] for body in app.bodies)
    assert (first["status_text"], first["status_expiration"]) == ("Walking", int(ends.timestamp()))
    assert (then["status_text"], then["status_expiration"]) == ("", 0)


async def test_a_status_by_hand_is_checked_as_well(workspace: Workspace) -> None:
    assert (await workspace.set_status(ANA, "x", ":no_such_thing:")).said == "There is no emoji of that name."
    assert (await workspace.snooze(ANA, 0)).ok is False
    assert (await workspace.snooze(ANA, 5)).ok
    assert workspace.people[ANA].is_quiet(workspace.state.clock())
    assert (await workspace.end_snooze(ANA)).ok
    assert (await workspace.end_snooze(ANA)).said == "Notifications are not paused."
