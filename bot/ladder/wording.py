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
ANY_WORD = "Any word does here. *stop* ends it."
DONE = {Rung.BREATH: "One breath.", Rung.WORD: "One word."}
"""What is said of them where days are not counted."""

WHY = {
    Rung.BREATH: "It's a ten-second pause. Some people feel a little looser, some don't.",
    Rung.WORD: "It's something with an end. It may do nothing, and the word is kept nowhere.",
}
WHY_BLOCK = "Short enough to begin, long enough to do a small thing. Any length works."
WHY_SIT = "It's practice at beginning, with nothing to finish. It may do nothing today."
LENGTHS = "A block is 1 to 120 minutes long, so nothing was started."
TASK_HAS_ROOM = f"A task has room for {TASK_CHARACTERS} characters, so nothing was started."


def told(words: str, *, counts: bool) -> str:
    """The words; where days are not counted, their first sentence alone, since the others say that it counts."""
    return words if counts else f"{words.partition('.')[0]}."


def waiting(rung: Rung | None, *, is_written: bool, counts: bool) -> str:
    """What the card says at the foot of the ladder, after a breath, or before a word and after it."""
    if is_written:
        return COUNTS if counts else DONE[rung or Rung.WORD]
    return told(BREATH_COUNTS, counts=counts) if rung is Rung.BREATH else ONE_WORD


def closed(rung: Rung | None, *, for_today: bool, counts: bool) -> str:
    """The plain line that stays of it."""
    return told(ENOUGH_COUNTS, counts=counts) if for_today else waiting(rung, is_written=True, counts=counts)


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
