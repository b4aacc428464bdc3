"""What can begin now: values that a start card is drawn from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.ladder.rules import USUAL, Size
from bot.sittings.rules import Shown

Step: TypeAlias = Callable[[Size], Size]


@dataclass(frozen=True)
class Offer:
    """What a start card shows: a size, its quiet minutes, and what the person puts ready before."""

    size: Size = USUAL
    settling: int = 5
    ready_list: str = ""


@dataclass(frozen=True)
class Now:
    """What a person can do now: a block that is open, or an offer. `counts`: days are counted for them."""

    shown: Shown | None
    offer: Offer
    counts: bool = True
