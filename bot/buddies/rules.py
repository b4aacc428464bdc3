"""What a buddy agreed to: what became of the invitation, and for how long what is over is shown."""

from enum import StrEnum


class Answer(StrEnum):
    """What became of an invitation. `waits` is not stored, and `lapsed` (nobody answered in seven days) not at once."""

    WAITS = "waits"
    LAPSED = "lapsed"
    YES = "yes"
    NO = "no"
    ENDED = "ended"
