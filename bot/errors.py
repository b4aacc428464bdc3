"""What the rules answer when something can't be done now: values; each feature's wording has the sentence."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Something a person asked for can't be done now, and nothing was changed."""

    def __str__(self) -> str:
        """Nothing: what a refusal carries may be a person's words, and tracebacks print this."""
        return ""
