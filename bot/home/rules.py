"""Which command someone may have meant."""

from difflib import get_close_matches

COMMANDS = (
    "start", "tiny", "break", "back", "stop", "done", "plan", "chat", "ground", "help", "settings", "person", "privacy",
    "delete",
)  # fmt: skip
"""What `/focus` knows now."""
NEAR = 0.6
"""How alike a word must be to be offered; difflib's ratio."""


def nearest(word: str) -> str | None:
    """The known command that is most like this word, if any is."""
    close = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=NEAR)
    return close[0] if close else None
