"""The rhythm of days in the settings, and a time zone where Slack says none, on both engines."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database import Database
from bot.people.rules import FromSlack, ZoneUnknownError, is_zone, near_zones
from bot.preferences.rules import Cards, Rhythm
from bot.preferences.service import PreferencesService
from bot.streaks.rules import Mode, Picture
from bot.streaks.service import today_for
from tests.support.clock import VirtualClock
from tests.support.services import ANA, Services

RHYTHM = Rhythm(time(12), frozenset({2}), 0, Mode.TOTAL, Picture.DOTS)


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


@pytest.fixture
def settings(services: Services, clock: VirtualClock) -> PreferencesService:
    return services.preferences


async def choose(settings: PreferencesService, **changes: Any) -> None:
    now = await settings.now(ANA)
    await settings.save(ANA, now, replace(now, rhythm=replace(now.rhythm, **changes)))


async def test_what_was_chosen_stands_there(settings: PreferencesService) -> None:
    now = await settings.now(ANA)
    await settings.save(ANA, now, replace(now, rhythm=RHYTHM))
    assert (await settings.now(ANA)).rhythm == RHYTHM


async def test_what_changed_meanwhile_and_was_left_alone_stays(settings: PreferencesService) -> None:
    before = await settings.now(ANA)
    await choose(settings, spares=5)
    await settings.save(ANA, before, replace(before, rhythm=replace(before.rhythm, picture=Picture.NUMBER)))
    assert (await settings.now(ANA)).rhythm == Rhythm(spares=5, picture=Picture.NUMBER)


async def test_a_day_that_begins_at_noon_makes_the_morning_part_of_the_day_before(
    services: Services, settings: PreferencesService, clock: VirtualClock
) -> None:
    await services.people.meet(ANA)
    today = today_for(await services.known(ANA), clock())
    await choose(settings, day_start=time(12))
    assert (today - today_for(await services.known(ANA), clock())).days == 1


async def test_days_not_counted_are_rest_when_they_are_counted_again(
    services: Services, settings: PreferencesService, clock: VirtualClock
) -> None:
    await services.people.meet(ANA)
    await choose(settings, mode=Mode.OFF)
    assert (await services.known(ANA)).days_off_since == today_for(await services.known(ANA), clock())
    await choose(settings, mode=Mode.ON)
    assert (await services.known(ANA)).days_off_since is None


async def test_a_zone_is_asked_only_of_those_of_whom_slack_says_none(
    services: Services, settings: PreferencesService
) -> None:
    await services.people.meet(ANA)
    assert (await settings.now(ANA)).own.zone is None
    await services.people.moved(ANA, FromSlack(zone=""))
    assert (await settings.now(ANA)).own.zone == "Europe/Berlin"


async def test_the_zone_that_they_said_holds_until_slack_says_one(
    services: Services, settings: PreferencesService
) -> None:
    await services.people.moved(ANA, FromSlack(zone=""))
    now = await settings.now(ANA)
    assert now.own.zone == ""
    await settings.save(ANA, now, replace(now, own=replace(now.own, zone="Asia/Tokyo")))
    assert (await services.known(ANA)).profile.zone == "Asia/Tokyo"
    await services.people.moved(ANA, FromSlack(zone=""))
    assert (await services.known(ANA)).profile.zone == "Asia/Tokyo"
    await services.people.moved(ANA, FromSlack(zone="Europe/Paris"))
    assert ((await services.known(ANA)).profile.zone, (await settings.now(ANA)).own.zone) == ("Europe/Paris", None)


async def test_a_name_that_is_no_zone_changes_nothing(services: Services, settings: PreferencesService) -> None:
    await services.people.moved(ANA, FromSlack(zone=""))
    now = await settings.now(ANA)
    with pytest.raises(ZoneUnknownError):
        await settings.save(ANA, now, replace(now, own=replace(now.own, zone="Berlin")))
    assert await settings.now(ANA) == now


@pytest.mark.parametrize(
    ("words", "near"),
    [("berlin", "Europe/Berlin"), ("New York", "America/New_York"), ("Europe/Berln", "Europe/Berlin")],
)
def test_a_city_finds_its_zone(words: str, near: str) -> None:
    assert near in near_zones(words)


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_only_zones(words: str) -> None:
    assert all(is_zone(name) for name in near_zones(words))


async def test_an_evening_card_and_a_look_back_come_when_they_are_wanted_and_not_when_they_are_not(
    services: Services, settings: PreferencesService
) -> None:
    now = await settings.now(ANA)
    wanted = Cards(time(21, 30), 4)
    await settings.save(ANA, now, replace(now, cards=wanted))
    assert (await settings.now(ANA)).cards == wanted
    assert {row.kind for row in await services.owed() if row.state == "due"} >= {"prompts.evening", "prompts.look_back"}
    await settings.save(ANA, replace(now, cards=wanted), now)
    assert (await settings.now(ANA)).cards == Cards()
    assert not {row.kind for row in await services.owed() if row.state == "due"} & {
        "prompts.evening",
        "prompts.look_back",
    }
