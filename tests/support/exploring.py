"""How far the searching tests look: at the same histories in every run of the suite, and at new ones when exploring.

What fails in the suite fails again. `make explore` looks at other histories each time, at many more, and without hurry.
"""

import os
from collections.abc import Sequence

import pytest
from hypothesis import Phase, settings

TIMES = int(os.environ.get("SOFTSTART_EXPLORE", "0"))
"""How many times as much as the suite; 0 is the suite."""
QUICK = (Phase.explicit, Phase.generate)
"""A history that fails is told as it was found: making it shorter takes minutes, and is done when exploring."""


def choose_histories() -> None:
    """The same each time, or others. A machine that is busy fails nothing."""
    settings.register_profile("suite", derandomize=True, deadline=None)
    settings.register_profile("exploring", max_examples=up_to(100), deadline=None)
    settings.load_profile("exploring" if TIMES else "suite")


def take_time(items: Sequence[pytest.Item]) -> None:
    """Nothing is timed out when exploring."""
    for item in items if TIMES else ():
        item.add_marker(pytest.mark.timeout(0), append=False)


def up_to(number: int) -> int:
    """So many histories in the suite."""
    return number * max(1, TIMES)
