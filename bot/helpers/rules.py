"""Which helper comes next, and how long its clock runs (PRODUCT 3, Helpers)."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

ENOUGH_OF_THEM = 2
"""After so many helpers in one sitting, Stop here is the first button."""


class Helper(StrEnum):
    """A kind of helper, in the order in which they are offered."""

    HOLD = "hold"
    LOOK = "look"
    STRETCH = "stretch"
    BREATH = "breath"
    FIVE_OFF = "five_off"


CLOCKS = {
    Helper.HOLD: timedelta(seconds=30),
    Helper.LOOK: None,
    Helper.STRETCH: timedelta(seconds=60),
    Helper.BREATH: timedelta(seconds=10),
    Helper.FIVE_OFF: None,
}
"""How long each runs from when it appears; None has no clock (five minutes off is a short break, with its own)."""


def next_helper(last: Helper | None, unwelcome: Collection[Helper]) -> Helper | None:
    """The next in the order after the last one of this sitting, leaving out what made it worse today.

    None where only the last one itself is left.
    """
    order = list(Helper)
    start = order.index(last) + 1 if last is not None else 0
    following = (order[(start + step) % len(order)] for step in range(len(order)))
    return next((one for one in following if one is not last and one not in unwelcome), None)


def held(own_object: str) -> str:
    """What they named, so that "your" can stand before it: "my coin" is "coin"."""
    first, _, rest = own_object.partition(" ")
    return rest if rest and first.lower() in ("my", "a", "an", "the", "your") else own_object
