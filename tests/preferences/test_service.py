"""The settings on both engines: read, kept, and nothing taken back that changed meanwhile."""

import asyncio
import logging
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from bot import sealing
from bot.database import Database
from bot.people.rules import Keeping, Preferences, WordsTooLongError
from bot.people.service import PeopleService
from bot.people.tables import Person, PersonKey
from bot.preferences.rules import Choices
from bot.preferences.service import PreferencesService
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services

AT_FIRST = Choices(Preferences(20, 5))
WORDS = Choices(Preferences(20, 5, phrase="slow is fine", own_object="coin", ready_list="water\nnotebook, open"))


def but(choices: Choices, **changes: Any) -> Choices:
    """The same, with something else of how a person begins."""
    return Choices(replace(choices.own, **changes), choices.rhythm)


ALL = but(WORDS, usual_minutes=10, settling_minutes=2, keeping=Keeping.WEEK, country="NZ")


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


@pytest.fixture
def settings(services: Services, clock: VirtualClock) -> PreferencesService:
    return services.preferences


@pytest.fixture
def with_another_key(services: Services, clock: VirtualClock) -> PreferencesService:
    """As after SOFTSTART_KEY was mixed up."""
    people = PeopleService(services.database, clock, sealing.new_key(), services.about)
    return services.preferences_with(people)


async def row(services: Services) -> Person:
    async with services.database.transaction() as session:
        return await session.get_one(Person, ANA)


async def change(services: Services, **changes: object) -> None:
    async with services.database.transaction() as session:
        known = await session.get_one(Person, ANA)
        for name, value in changes.items():
            setattr(known, name, value)


async def test_nobody_becomes_known_by_looking(services: Services, settings: PreferencesService) -> None:
    assert await settings.now(ANA) == AT_FIRST
    async with services.database.transaction() as session:
        assert not (await session.scalars(select(Person))).all()
        assert not (await session.scalars(select(PersonKey))).all()


async def test_what_was_set_is_there_and_is_nobody_elses(services: Services, settings: PreferencesService) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    assert await settings.now(ANA) == ALL
    assert await settings.now(BEN) == AT_FIRST
    stored = await row(services)
    assert (stored.usual_minutes, stored.settling_minutes, stored.keeping, stored.country) == (10, 2, "7", "NZ")


async def test_words_are_sealed_each_under_its_own_purpose(services: Services, settings: PreferencesService) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    stored = await row(services)
    assert not [word for word in (b"slow", b"coin", b"water") if word in repr(stored).encode()]
    async with services.database.transaction() as session:
        assert stored.own_phrase is not None
        assert await services.people.unseal(session, ANA, stored.own_phrase, "phrase") == "slow is fine"
        with pytest.raises(sealing.WrongKeyError):
            await services.people.unseal(session, ANA, stored.own_phrase, "object")


async def test_an_emptied_box_removes_its_words_and_no_others(services: Services, settings: PreferencesService) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    before = await row(services)
    await settings.save(ANA, ALL, but(ALL, own_object=""))
    after = await row(services)
    assert after.own_object is None
    assert (after.own_phrase, after.ready_list) == (before.own_phrase, before.ready_list)


async def test_other_quiet_minutes_begin_the_counting_of_skips_anew(
    services: Services, settings: PreferencesService
) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    await change(services, skips=1)
    await settings.save(ANA, ALL, but(ALL, usual_minutes=30))
    assert (await row(services)).skips == 1
    await settings.save(ANA, ALL, but(ALL, settling_minutes=1))
    assert (await row(services)).skips == 0


async def test_a_length_that_was_chosen_is_the_next_that_is_offered(
    services: Services, settings: PreferencesService
) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    yesterday = date(2027, 2, 28)
    await change(services, smaller_on=yesterday, offered="5", offered_on=yesterday)
    await settings.save(ANA, ALL, but(ALL, country=None))
    assert (await row(services)).smaller_on == yesterday
    await settings.save(ANA, ALL, but(ALL, usual_minutes=30))
    stored = await row(services)
    assert (stored.smaller_on, stored.offered, stored.offered_on) == (None, None, None)


async def test_what_changed_while_the_modal_was_open_stays(services: Services, settings: PreferencesService) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    await change(services, settling_minutes=0, usual_minutes=5)
    await settings.save(ANA, ALL, but(ALL, phrase="one line"))
    assert await settings.now(ANA) == but(ALL, settling_minutes=0, usual_minutes=5, phrase="one line")


async def test_words_that_are_too_long_change_nothing(services: Services, settings: PreferencesService) -> None:
    with pytest.raises(WordsTooLongError):
        await settings.save(ANA, AT_FIRST, but(ALL, ready_list="x" * 301))
    assert await settings.now(ANA) == AT_FIRST


async def test_a_wrong_key_takes_the_words_and_nothing_else(
    settings: PreferencesService, with_another_key: PreferencesService, caplog: pytest.LogCaptureFixture
) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    with caplog.at_level(logging.ERROR):
        seen = await with_another_key.now(ANA)
    assert seen == but(ALL, phrase="", own_object="", ready_list="")
    assert {record.getMessage() for record in caplog.records} == {"words_not_opened"}


async def test_words_that_did_not_open_are_there_when_the_right_key_is_back(
    settings: PreferencesService, with_another_key: PreferencesService
) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    seen = await with_another_key.now(ANA)
    await with_another_key.save(ANA, seen, but(seen, country="ES"))
    assert await settings.now(ANA) == but(ALL, country="ES")


@pytest.mark.held
async def test_two_saves_at_once_keep_what_each_changed(settings: PreferencesService) -> None:
    first, second = but(AT_FIRST, phrase="slow is fine"), but(AT_FIRST, country="LV")
    await asyncio.gather(settings.save(ANA, AT_FIRST, first), settings.save(ANA, AT_FIRST, second))
    assert await settings.now(ANA) == but(AT_FIRST, phrase="slow is fine", country="LV")


async def test_deleting_everything_takes_the_settings_along(services: Services, settings: PreferencesService) -> None:
    await settings.save(ANA, AT_FIRST, ALL)
    await services.privacy.delete(ANA)
    assert await settings.now(ANA) == AT_FIRST
