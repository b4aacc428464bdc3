"""A life in the town, told in chapters: when it is where they are, and every message that the bot sent anybody."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.focus.wording import THE_END, WELCOME
from bot.people.service import person_row
from bot.prompts.rows import prompting_of
from bot.streaks.service import today_for
from sandbox.state import Buzz
from tests.support.clock import VirtualClock
from tests.support.databases import SqliteFiles
from tests.support.people import ANA, BEN, GENERAL, Human, Town
from tests.support.reading import text_of
from tests.support.statements import directly
from tests.support.towns import town_on

DAY = timedelta(days=1)
NIGHT = time(4)
"""A day turns over."""
WORKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
PLANNED = "Monday to Friday, 9:00 and the coffee is made: loader test, 20 minutes."
EVENING = f"20:00 {PLANNED}"
CARD = "9:00 When it's 9:00 and the coffee is made: loader test, 20 minutes."
QUIET = "9:00 Five quiet minutes, until 9:05. Then loader test, until 9:20. The room, the chair, the light."
TASK_NOW = "9:05 That's five. Loader test now, if you like. Until 9:20."
END = f"9:20 {THE_END}"
"""What comes at nine and at eight on such days, and after Start."""


class Diary:
    """One person's, with a look at what everybody else was sent. Each message is told of once, and none is left out."""

    def __init__(self, town: Town, human: Human) -> None:
        self.town = town
        self.human = human
        self._told: list[Buzz] = []

    @property
    def now(self) -> datetime:
        """What their wall clock shows."""
        return self.town.clock().astimezone(ZoneInfo(self.human.zone))

    async def at(self, clock: str) -> None:
        """It gets as late as this, where they are."""
        hour, minute = map(int, clock.split(":"))
        await self._until(time(hour, minute))

    async def ends(self) -> None:
        """The day ends, and all that was said in it was told of."""
        await self._until(NIGHT)
        untold = [(buzz.user, self._line(buzz)) for buzz in self._untold()]
        assert untold == [], untold

    async def is_silent_until(self, day: date) -> None:
        """Days pass without a word to anybody, and this one begins."""
        while self.now.date() < day or self.now.time() < NIGHT:
            await self.ends()
        assert self.now.date() == day

    def said(self, *lines: str, to: Human | None = None) -> None:
        """They, or somebody else, were sent these messages since the last time, and no other: when, and what they
        said. An edit is none."""
        human = to or self.human
        found = [buzz for buzz in self._untold() if buzz.user == human.user]
        told = [self._line(buzz) for buzz in found]
        assert told == list(lines), told
        self._told += found

    def _untold(self) -> list[Buzz]:
        return [buzz for buzz in self.town.workspace.state.buzzes if buzz not in self._told]

    def _line(self, buzz: Buzz) -> str:
        """As it stood there when it came, without its buttons."""
        posts = (call for call in self.town.log if call.method == "chat.postMessage" and call.answer.get("ok"))
        (blocks,) = [call.arguments["blocks"] for call in posts if call.answer["ts"] == buzz.ts]
        zone = self.town.workspace.people[buzz.user].tz
        lines = [line for line in text_of(blocks, zone).splitlines() if line not in ("", WELCOME) and line[0] != "["]
        at = buzz.at.astimezone(ZoneInfo(zone))
        return f"{at.hour}:{at.minute:02} {' / '.join(lines)}"

    async def _until(self, wall: time) -> None:
        """To the next moment at which their clock shows this."""
        here = self._moment(self.now.date(), wall)
        if here <= self.town.clock():
            here = self._moment(self.now.date() + DAY, wall)
        await self.town.passes(seconds=(here - self.town.clock()).total_seconds())

    def _moment(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, ZoneInfo(self.human.zone)).astimezone(UTC)


class Life:
    """Ana's, in which Ben has a part; each chapter goes on where the one before it ended."""

    def __init__(self, town: Town, chapters: Iterable["Chapter"]) -> None:
        self.town = town
        self.ana = town.person(ANA)
        self.ben = town.person(BEN)
        self.diary = Diary(town, self.ana)
        self._ahead = iter(chapters)
        self._lived: list[Chapter] = []

    async def is_at(self, wanted: "Chapter") -> None:
        """Everything up to the end of this chapter was lived, each chapter once."""
        while wanted not in self._lived:
            chapter = next(self._ahead)
            await chapter(self, self.ana, self.diary)
            self._lived.append(chapter)

    async def came_today(self) -> int:
        """How many messages came by themselves on this focus day."""
        async with self.town.bot.database.transaction() as session:
            today = today_for(await person_row(session, self.ana.id), self.town.clock())
            return (await prompting_of(session, self.ana.id)).budget.said_on(today)


Chapter: TypeAlias = Callable[[Life, Human, Diary], Awaitable[None]]


@asynccontextmanager
async def a_life(sqlite_files: SqliteFiles, begins_at: datetime, chapters: Iterable[Chapter]) -> AsyncIterator[Life]:
    """One that begins at this moment."""
    machine = VirtualClock(begins_at)
    with sqlite_files.fresh() as url:
        async with town_on(directly(url), VirtualClock(begins_at, machine), machine) as town:
            yield Life(town, chapters)


async def days(human: Human) -> str:
    """What `/focus days` says first."""
    await human.says("/focus days", where=GENERAL)
    return human.is_told.splitlines()[0]


def standing(human: Human) -> list[str]:
    """The first lines of the cards on which something can be pressed."""
    return [human.read(card).splitlines()[0] for card in human.cards_with_buttons]


def on_home(human: Human) -> list[str]:
    """The Home tab, from what comes next to the last sentences."""
    home = human.read(human.home)
    return home[home.index("Next") : home.index("[What went okay]")].splitlines()


def all_words(town: Town) -> str:
    """Every line that the bot ever sent anybody, of messages, edits, answers, modals and the Home tab."""
    sent = [call.arguments for call in town.log if call.kind in ("api", "response_url")]
    blocks = [said.get("blocks") or (said.get("view") or {}).get("blocks") for said in sent]
    return "\n".join(text_of(each, "UTC") for each in blocks)
