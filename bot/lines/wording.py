"""The one kind answer to a line that asks for nothing known, or for something that can't be done now."""

from bot.breaks.rules import BreakLengthError
from bot.breaks.wording import break_length
from bot.errors import Refusal
from bot.focus.rules import NothingRunningError
from bot.ladder.rules import LengthOutsideError, TaskTooLongError
from bot.ladder.wording import TASK_HAS_ROOM, length_outside
from bot.speech import Line

HELLO = "What I read here"
DM = "Here I read *start*, *smaller*, *too much*, *break*, *back*, *plan*, *why* and *stop*."

PLAN = "One small thing for tomorrow, and a time if you want one."

WITHOUT_WORDS: dict[type[Refusal], Line] = {
    LengthOutsideError: length_outside(LengthOutsideError()),
    BreakLengthError: break_length(BreakLengthError()),
    TaskTooLongError: (TASK_HAS_ROOM,),
    NothingRunningError: ("Nothing is running.",),
}
"""A row holds no words of a person's, so these are the refusals without them."""
