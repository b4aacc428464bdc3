"""What is said where whoever runs it has switched something off, or limited it."""

from collections.abc import Iterator

from bot.phrasebook.saying import Saying, plain
from bot.switches import rules, wording


def switched() -> Iterator[Saying]:
    """In the order a person may meet it."""
    yield plain("refusal, SwitchedOff", wording.switched_off(rules.SwitchedOffError()))
