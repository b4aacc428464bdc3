"""Reading and keeping the settings."""

from bot.clock import Clock
from bot.database import Database
from bot.ids import PersonId
from bot.ladder.service import LadderService
from bot.people.rules import Preferences, merged
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person
from bot.streaks.service import today_for


class PreferencesService:
    """How a person likes things."""

    def __init__(self, database: Database, clock: Clock, people: PeopleService) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._ladder = LadderService()

    async def now(self, person: PersonId) -> Preferences:
        """As they are; nobody becomes known by looking."""
        at = self._clock()
        async with self._database.transaction() as session:
            if (known := await session.get(Person, person)) is not None:
                await self._ladder.drafted(session, person, today_for(known, at))
            return await self._people.preferences(session, person)

    async def save(self, person: PersonId, shown: Preferences, wished: Preferences) -> None:
        """Keep what they changed in what they were shown. Raises WordsTooLongError."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            now = await self._people.preferences(session, person)
            await self._people.prefer(session, person, merged(now, shown, wished))
            await refresh_home(session, known, at)
