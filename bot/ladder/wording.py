"""What the ladder says: its labels, its foot, and lengths that can't be."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import Refusal
from bot.ladder.rules import TASK_CHARACTERS, LengthOutsideError, Rung, TaskTooLongError
from bot.speech import Line, Words

SMALLER = "Smaller"
ANOTHER = "Another"
ENOUGH = "Enough for today"

ONE_BREATH = "One slow breath, ten seconds."
BREATH_COUNTS = "One breath. That counts."
ONE_WORD = "One word, typed here. Okay is one."
COUNTS = "That counts."
HINT = "Any word typed here counts. *stop* ends it."
ENOUGH_COUNTS = "Enough for today. That counts."

WHY = {
    Rung.BREATH: "It's a ten-second pause. Some people feel a little looser, some don't.",
    Rung.WORD: "It's something with an end. It may do nothing, and the word is kept nowhere.",
}
WHY_BLOCK = "Short enough to begin, long enough to do a small thing. Any length works."
WHY_SIT = "It's practice at beginning, with nothing to finish. It may do nothing today."
LENGTHS = "A block is 1 to 120 minutes long, so nothing was started."
TASK_HAS_ROOM = f"A task has room for {TASK_CHARACTERS} characters, so nothing was started."


def length_outside(_: LengthOutsideError) -> Line:
    return (f"{LENGTHS} For 20 minutes: /focus start 20",)


def task_too_long(refusal: TaskTooLongError) -> Line:
    count = f"{len(refusal.words):,}"
    said = f"A task has room for {TASK_CHARACTERS} characters and this is {count}, so nothing was started. "
    return (f"{said}Your words: ", Words(refusal.words))


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    LengthOutsideError: length_outside,
    TaskTooLongError: task_too_long,
}
