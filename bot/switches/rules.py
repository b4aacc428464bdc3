"""The three switches of whoever runs it: how long anything is kept at most, whether sentences are, whether buddies."""

from dataclasses import dataclass
from datetime import timedelta

from bot.errors import Refusal

LONGEST_DAYS = 36_500
"""A hundred years. A limit beyond it is a slip of the finger, and dates do not reach back any further."""


class SwitchedOffError(Refusal):
    """Whoever runs it switched this off for everyone."""


@dataclass(frozen=True)
class Switches:
    """How they stand, read once from the settings. `keep_at_most_days` is None where there is no such limit."""

    keep_at_most_days: int | None = None
    keeps_sentences: bool = True
    offers_buddies: bool = True

    def at_most(self, time: timedelta) -> timedelta:
        """This long, or as long as anything may be kept."""
        return time if self.keep_at_most_days is None else min(time, timedelta(days=self.keep_at_most_days))


NOTHING_SET = Switches()
"""Nothing is limited, and nothing is off."""
