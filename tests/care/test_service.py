"""What happens around the card: the country is looked up without waiting, and who is still to be stopped is known."""

from datetime import date, timedelta

import pytest

from bot.care.service import CareService
from bot.database import Database
from bot.helplines.rules import Helpline
from bot.ids import PersonId
from bot.people.service import person_row
from tests.outbox.stage import FrailDatabase
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services
from tests.support.trouble import never

SOON = timedelta(seconds=20)
LINE = Helpline("LV", "A line", "call 1", "24 hours a day", date(2027, 2, 1), "https://example.org/")


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


def care_with(services: Services, clock: VirtualClock, **how: object) -> CareService:
    asked = how.get("country", services.people.country)
    more = {"streaks": services.streaks, "country": asked, "lines": [LINE]}
    return CareService(services.database, clock, services.sittings, **more)  # type: ignore[arg-type]


async def choose(services: Services, person: PersonId, country: str | None) -> None:
    async with services.database.transaction() as session:
        (await person_row(session, person)).country = country


async def test_the_lines_are_those_of_the_country_that_was_chosen_last(services: Services, clock: VirtualClock) -> None:
    care = care_with(services, clock)
    assert await care.lines(ANA) == ()
    await choose(services, ANA, "LV")
    assert await care.lines(ANA) == (LINE,)
    assert await care.lines(BEN) == ()
    await choose(services, ANA, None)
    assert await care.lines(ANA) == ()


async def test_asking_for_the_country_makes_nobody_known(services: Services) -> None:
    assert await services.people.country(ANA) is None
    assert not await services.people.is_known(ANA)


async def test_an_answer_that_does_not_come_is_not_waited_for(services: Services, clock: VirtualClock) -> None:
    assert await care_with(services, clock, country=never).lines(ANA) == ()


async def test_what_was_known_before_holds_while_the_database_is_away(
    database_url: str, clock: VirtualClock, machine: VirtualClock
) -> None:
    frail = FrailDatabase(database_url)
    services = Services(frail, clock, machine)
    care = care_with(services, clock)
    await choose(services, ANA, "LV")
    await care.lines(ANA)
    frail.is_away = True
    assert await care.lines(ANA) == (LINE,)
    assert await care.lines(BEN) == ()
    care.forget(ANA)
    assert await care.lines(ANA) == ()
    await frail.close()


async def test_somebody_whose_timer_is_not_stopped_yet_is_known_until_it_is(
    database_url: str, clock: VirtualClock, machine: VirtualClock
) -> None:
    frail = FrailDatabase(database_url)
    services = Services(frail, clock, machine)
    care = care_with(services, clock)
    frail.is_away = True
    care.stop_the_timer(ANA)
    assert care.is_stopping(ANA)
    assert not care.is_stopping(BEN)
    frail.is_away = False
    await care.stopped(within=SOON)
    assert not care.is_stopping(ANA)
    await frail.close()
