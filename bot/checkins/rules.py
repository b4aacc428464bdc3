"""What keeps a sentence from being taken."""

from dataclasses import dataclass

from bot.errors import Refusal

SENTENCE_CHARACTERS = 1000


@dataclass
class SentenceTooLongError(Refusal):
    """A sentence of more than 1,000 characters; its `words` are shown back, unless they still stand in a box."""

    words: str
    in_a_box: bool = False


class BlockGoneError(Refusal):
    """The block a modal was opened for is no longer there."""


class AlreadyWrittenError(Refusal):
    """The block has its sentence."""


@dataclass
class NotAskedError(Refusal):
    """The box for a first sentence could not be opened, so `words` were not kept; the block is over."""

    words: str


class LineGoneError(Refusal):
    """The line that was to be kept can't be read any more."""


def checked_sentence(words: str, *, in_a_box: bool = False) -> str:
    """The sentence, if it is short enough. Raises SentenceTooLongError."""
    if len(words) > SENTENCE_CHARACTERS:
        raise SentenceTooLongError(words, in_a_box)
    return words
