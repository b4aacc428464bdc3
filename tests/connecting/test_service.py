"""A token comes and goes on both engines: links, two browsers at once, and what is left when Slack does not answer."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from bot.connecting.rules import LINK_FOR, Ending, Granted
from bot.database import Database
from bot.ids import PersonId
from bot.permissions.rules import NEEDS, Feature
from bot.presence.rules import Status
from bot.presence.tables import Presence
from bot.privacy.service import Left
from tests.support.accounts import TOKEN
from tests.support.clock import VirtualClock
from tests.support.days import Day
from tests.support.services import ANA, BEN, Services

EVERYTHING = frozenset(scope for needed in NEEDS.values() for scope in needed)
HOLIDAY = Status("Holiday", ":palm_tree:")


@pytest.fixture
async def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    made = Services(database, clock, machine)
    made.screen.account.granted["good"] = Granted(ANA.user, frozenset({ANA.workspace}), EVERYTHING, TOKEN)
    await made.people.meet(ANA)
    return made


async def state(services: Services, person: PersonId = ANA) -> str:
    """The state of a fresh link."""
    link = (await services.connecting.connection(person)).link
    return parse_qs(urlsplit(link).query)["state"][0]


async def kept(services: Services) -> list[Presence]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Presence))).all())


async def test_a_token_is_kept_sealed(services: Services) -> None:
    assert await services.connecting.returned("good", await state(services), "") is Ending.CONNECTED
    (known,) = await kept(services)
    assert known.on == set(Feature)
    assert known.token is not None
    assert TOKEN.encode() not in bytes(known.token)


@pytest.mark.held
async def test_one_link_opened_in_two_browsers_is_good_once(services: Services) -> None:
    made = await state(services)
    ends = await asyncio.gather(*(services.connecting.returned("good", made, "") for _ in range(3)))
    assert sorted(ends) == [Ending.CONNECTED, Ending.STALE, Ending.STALE]


async def test_a_state_that_was_changed_or_made_for_somebody_else_or_is_old_connects_nothing(
    services: Services, clock: VirtualClock
) -> None:
    made, bens = await state(services), await state(services, BEN)
    returned = services.connecting.returned
    assert await returned("good", made[:-4] + "AAA=", "") is Ending.STALE
    assert await returned("good", bens, "") is Ending.SOMEBODY_ELSE
    clock.passes(LINK_FOR)
    assert await returned("good", made, "") is Ending.STALE
    assert await kept(services) == []
    assert services.screen.account.revoked == [TOKEN]


async def test_where_slack_does_not_answer_nothing_is_connected(services: Services) -> None:
    assert await services.connecting.returned("unknown", await state(services), "") is Ending.NO_ANSWER
    assert await kept(services) == []


async def test_looking_makes_nobody_known(services: Services) -> None:
    await services.connecting.connection(BEN)
    assert not await services.people.is_known(BEN)


async def test_connecting_once_more_keeps_what_was_switched_off(services: Services) -> None:
    await services.connecting.returned("good", await state(services), "")
    now = await services.connecting.connection(ANA)
    async with services.database.transaction() as session:
        (await session.get_one(Presence, ANA)).switch(frozenset({Feature.SNOOZE}))
    await services.connecting.returned("good", await state(services), "")
    (known,) = await kept(services)
    assert now.wanted == set(Feature)
    assert known.wanted == {Feature.SNOOZE}


async def test_disconnected_the_token_is_gone_and_how_it_looks_is_not(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    day = Day(services, clock, machine)
    services.screen.account.status = HOLIDAY
    await services.connecting.returned("good", await state(services), "")
    await day.begins()
    assert day.shows == "Focus block"
    await services.connecting.disconnect(ANA)
    (known,) = await kept(services)
    assert (known.token, known.scopes, known.ours, known.snoozed_until) == (None, "", None, None)
    assert services.screen.account.revoked == [TOKEN]
    assert services.screen.account.status == HOLIDAY
    await services.presence.revoked(ANA.workspace, [ANA.user])  # Slack tells of it afterwards
    await day.passes(30)
    assert await day.lines() == []


async def test_deleting_everything_does_not_wait_for_a_slack_that_is_silent(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    day = Day(services, clock, machine)
    await services.connecting.returned("good", await state(services), "")
    await day.begins()
    services.screen.account.silent = True
    left = await services.privacy.delete(ANA)
    assert await kept(services) == []
    await services.privacy.part(left)
    assert services.screen.account.revoked == [TOKEN]
    assert TOKEN not in repr(left)
    await services.privacy.part(Left())


async def test_a_key_that_does_not_open_the_token_touches_nothing(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    await services.connecting.returned("good", await state(services), "")
    async with services.database.transaction() as session:
        known = await session.get_one(Presence, ANA)
        known.token = await services.people.seal(session, ANA, TOKEN, "another purpose")
    day = Day(services, clock, machine)
    await day.begins()
    await day.passes(30)
    assert services.screen.account.calls == []
