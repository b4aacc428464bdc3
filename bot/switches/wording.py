"""What is said of something that whoever runs it switched off."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import Refusal
from bot.speech import Line
from bot.switches import rules

SWITCHED_OFF = "That's switched off here. Whoever runs this bot decided so, and blocks work without it."


def switched_off(_: rules.SwitchedOffError) -> Line:
    return (SWITCHED_OFF,)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {rules.SwitchedOffError: switched_off}
