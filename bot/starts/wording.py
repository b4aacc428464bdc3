"""What a start card says."""

from bot.ladder import wording as ladder
from bot.ladder.rules import MINUTES, Rung, Size
from bot.speech import minutes, number

START_A_BLOCK = "Start a block"
START = "Start"
SIT = "Sit"
TASK = "Task"
NOT_NOW = "Not now"
A_BIT_BIGGER = "A bit bigger"

HELP = (
    "I time small blocks. I'm software, not a counsellor, and no person is alerted by what you write. "
    "To talk with a person: findahelpline.com."
)
READY = "Ready when you are."
READY_FIRST = "To put ready: "
FOOT = {
    Rung.BREATH: "One slow breath, ten seconds. That's all of it.",
    Rung.WORD: "One word, typed here. That's all of it.",
}
NO_TASK = "No task needed to begin."

TITLE = "Start a block"
TASK_BOX = "One small thing, if you know it"
SIZE_BOX = "How long"
CLOSE = "Close"
LONGER = "The message is longer than a task. Its link goes with it."
SIT_FIVE = "5 minutes, sitting"
FEET = {Rung.BREATH: "One breath", Rung.WORD: "One word"}


def offer(size: Size, settling: int) -> str:
    """How long, and what it is."""
    if size.foot is not None:
        return FOOT[size.foot]
    how_long = minutes(size.minutes).capitalize()
    if settling:
        return f"{how_long}: {number(settling)} to settle, then one small thing. {NO_TASK}"
    if size.minutes == MINUTES[Rung.FIVE]:
        return f"{how_long}: sit, or one small thing. {NO_TASK}"
    if size.minutes == MINUTES[Rung.TWO]:
        return f"{how_long}: open the file, that's all of it."
    return f"{how_long} for one small thing. {NO_TASK}"


def why(size: Size) -> str:
    """One honest sentence about the size that is offered."""
    if size.foot is not None:
        return ladder.WHY[size.foot]
    return ladder.WHY_SIT if size.minutes == MINUTES[Rung.FIVE] else ladder.WHY_BLOCK


def label(size: Size) -> str:
    """A size in a menu."""
    if size.foot is not None:
        return FEET[size.foot]
    return SIT_FIVE if size.sits else f"{size.minutes} minute{'s' * (size.minutes != 1)}"
