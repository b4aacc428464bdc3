"""The one kind answer to a line that asks for nothing known, or for something that can't be done now."""

from bot.breaks.rules import LINE_CHARACTERS, BreakLengthError, LineTooLongError
from bot.breaks.wording import break_length
from bot.checkins.rules import SENTENCE_CHARACTERS, SentenceTooLongError
from bot.errors import Refusal
from bot.focus.rules import NothingRunningError
from bot.focus.wording import standing
from bot.ladder.rules import LengthOutsideError, TaskTooLongError
from bot.ladder.wording import TASK_HAS_ROOM, length_outside
from bot.speech import Line

HELLO = "What I read here"
DM = (
    "Here I read *start*, *smaller*, *too much*, *break*, *back*, *why* and *stop*. "
    "Anything longer goes with `/focus`, or press a button."
)
LINE_HAS_ROOM = f"There's room for {LINE_CHARACTERS} characters, so that line was not written down."
SENTENCE_HAS_ROOM = f"There's room for {SENTENCE_CHARACTERS:,} characters, so that was not saved. It stands above."

WITHOUT_WORDS: dict[type[Refusal], Line] = {
    LengthOutsideError: length_outside(LengthOutsideError()),
    BreakLengthError: break_length(BreakLengthError()),
    TaskTooLongError: (TASK_HAS_ROOM,),
    LineTooLongError: (LINE_HAS_ROOM,),
    SentenceTooLongError: (SENTENCE_HAS_ROOM,),
    NothingRunningError: standing(None),
}
"""A row holds no words of a person's, so these are the refusals without them."""
