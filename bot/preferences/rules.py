"""All that can be set: how a person begins, and the rhythm of their days."""

from dataclasses import dataclass, field, replace
from datetime import time

from bot.people.rules import Preferences, allowed, merged
from bot.streaks.rules import DAY_START, MOST_SPARES, SPARES, WEEKEND, Mode, Picture
from bot.switches.rules import NOTHING_SET, Switches

DAY_STARTS = tuple(time(hour) for hour in range(13))
"""When a day can turn over: on the hour, from midnight to noon."""
EVENINGS = tuple(time(hour, minute) for hour in range(16, 24) for minute in (0, 30))
"""When an evening card can come."""
SPARE_DAYS = tuple(range(MOST_SPARES + 1))


@dataclass(frozen=True)
class Rhythm:
    """When days begin, which ask for nothing (0 is Monday), how they are told."""

    day_start: time = DAY_START
    rest_weekdays: frozenset[int] = WEEKEND
    spares: int = SPARES
    mode: Mode = Mode.ON
    picture: Picture = Picture.MEADOW


@dataclass(frozen=True)
class Cards:
    """What comes by itself: the evening card at a time, the look-back on a weekday (0 is Monday); None where not."""

    evening: time | None = None
    look_back: int | None = None


@dataclass(frozen=True)
class Choices:
    """Everything that stands in the settings; beside it, what whoever runs it has decided for everyone."""

    own: Preferences
    rhythm: Rhythm = field(default_factory=Rhythm)
    cards: Cards = field(default_factory=Cards)
    switches: Switches = NOTHING_SET

    @property
    def as_true(self) -> "Choices":
        """What was chosen once is read as what it comes to."""
        return replace(self, own=replace(self.own, keeping=allowed(self.own.keeping, self.switches)))


def taken_over(now: Choices, shown: Choices, wished: Choices) -> Choices:
    """What is true now, with what the person changed in what they were shown."""
    return replace(
        now,
        own=merged(now.own, shown.own, wished.own),
        rhythm=merged(now.rhythm, shown.rhythm, wished.rhythm),
        cards=merged(now.cards, shown.cards, wished.cards),
    )
