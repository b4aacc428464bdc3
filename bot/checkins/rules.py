"""What keeps a sentence from being taken."""

from dataclasses import dataclass

from bot.errors import Refusal


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
