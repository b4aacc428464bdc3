"""Which short names are emoji: those of the page's table, and those that are a character's name."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_TABLE = re.compile(r"TABLE = `(.*?)`", re.DOTALL)
_SYMBOLS = {"So", "Sk", "Sm"}


@cache
def _table() -> dict[str, str]:
    words = _TABLE.findall(Path(__file__).with_name("page").joinpath("emoji.js").read_text(encoding="utf-8"))[0].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def picture(name: str) -> str:
    """The characters of an emoji, or "" when there is none of that name (without colons)."""
    plain, _, _tone = name.partition("::")
    if plain in _table():
        return _table()[plain]
    try:
        found = unicodedata.lookup(plain.replace("_", " ").upper())
    except KeyError:
        return ""
    return found if unicodedata.category(found) in _SYMBOLS else ""


def codes(name: str) -> str:
    """The code points of an emoji as Slack writes them, for instance "1f331"."""
    return "-".join(f"{ord(character):x}" for character in picture(name))
