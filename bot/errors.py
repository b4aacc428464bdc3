"""What the rules answer when something can't be done now: values; each feature's wording has the sentence."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Something a person asked for can't be done now, and nothing was changed."""
