"""Reading and keeping the settings."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database
from bot.evenings.service import EveningService
from bot.ids import PersonId
from bot.ladder.service import LadderService
from bot.people.service import PeopleService, person_row, refresh_home
from bot.people.tables import Person
from bot.preferences.rules import Cards, Choices, Rhythm, taken_over
from bot.streaks.rules import Mode, Picture
from bot.streaks.service import StreakService, day_start, today_for
from bot.switches.rules import NOTHING_SET, Switches


class PreferencesService:
    """How a person likes things."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: PeopleService,
        *,
        streaks: StreakService,
        evenings: EveningService,
        switches: Switches = NOTHING_SET,
    ) -> None:
        self._switches = switches
        self._database = database
        self._clock = clock
        self._people = people
        self._streaks = streaks
        self._evenings = evenings
        self._ladder = LadderService()

    async def now(self, person: PersonId) -> Choices:
        """As they are; nobody becomes known by looking."""
        at = self._clock()
        async with self._database.transaction() as session:
            if (known := await session.get(Person, person)) is not None:
                await self._ladder.drafted(session, person, today_for(known, at))
            return (await self._choices(session, person)).as_true

    async def save(self, person: PersonId, shown: Choices, wished: Choices) -> None:
        """Keep what they changed in what they were shown. Raises WordsTooLongError."""
        at = self._clock()
        async with self._database.transaction() as session:
            known = await person_row(session, person, holding=True)
            now = await self._choices(session, person)
            chosen = taken_over(now, shown, wished)
            await self._people.prefer(session, person, chosen.own)
            await self._keep_rhythm(session, known, now.rhythm, chosen.rhythm, at)
            await self._keep_cards(session, known, now.cards, chosen.cards, at)
            await refresh_home(session, known, at)

    async def _choices(self, session: AsyncSession, person: PersonId) -> Choices:
        known = await session.get(Person, person) or Person(workspace=person.workspace, user=person.user)
        rhythm = Rhythm(
            day_start=day_start(known),
            rest_weekdays=await self._streaks.rest_weekdays(session, person),
            spares=known.spares_per_week,
            mode=Mode(known.days_mode),
            picture=Picture(known.days_picture),
        )
        cards = Cards(
            await self._evenings.evening(session, person),
            await self._evenings.look_back(session, person),
        )
        return Choices(await self._people.preferences(session, person), rhythm, cards, self._switches)

    async def _keep_cards(self, session: AsyncSession, known: Person, now: Cards, chosen: Cards, at: datetime) -> None:
        """What is to come by itself from now on, where that differs."""
        if chosen.evening != now.evening:
            await self._evenings.set_evening(session, known, chosen.evening, at)
        if chosen.look_back != now.look_back:
            await self._evenings.set_look_back(session, known, chosen.look_back, at)

    async def _keep_rhythm(
        self, session: AsyncSession, known: Person, now: Rhythm, chosen: Rhythm, at: datetime
    ) -> None:
        """What differs from now; a day that begins at another time is another today."""
        known.day_start_minutes = chosen.day_start.hour * 60 + chosen.day_start.minute
        known.days_picture = chosen.picture
        today, person = today_for(known, at), PersonId(known.workspace, known.user)
        if chosen.rest_weekdays != now.rest_weekdays:
            await self._streaks.rest_on(session, person, chosen.rest_weekdays, today)
        if chosen.spares != now.spares:
            await self._streaks.spare(session, known, chosen.spares)
        if chosen.mode is not now.mode:
            await self._streaks.tell(session, known, chosen.mode, today)
