"""What a typed line asks for: a few words and phrases, matched whole. Anything else is the person's own."""

import re
from enum import StrEnum
from typing import NamedTuple


class Meaning(StrEnum):
    """What a line asks for."""

    START = "start"
    STOP = "stop"
    DONE = "done"
    ENOUGH = "enough"
    HELP = "help"
    WHY = "why"
    SMALLER = "smaller"
    BREAK = "break"
    BACK = "back"
    SKIP = "skip"
    WANDERED = "wandered"
    TOO_MUCH = "too_much"
    ELSE = "else"
    OWN = "own"


class Heard(NamedTuple):
    """A line as it was understood; `rest` is what stands behind its first word."""

    meaning: Meaning
    rest: str = ""


_QUOTES = str.maketrans({"’": "'", "‘": "'"})
_PLEASE = r"(?:(?:please|pls|okay|ok|i don't know|i dont know|i guess|maybe),? )*"
_CAN_WE = r"(?:(?:can|could) (?:we|i|you) (?:please |maybe )?|maybe |let's |i need |i want |i'd like |do |make |try )*"
_PHRASES = {
    Meaning.HELP: r"help",
    Meaning.STOP: r"stop(?: here| it| now)?|enough|quit",
    Meaning.ENOUGH: r"(?:that's )?(?:i'?m |i am )?(?:enough|done|it) for today",
    Meaning.DONE: r"(?:i'?m |i am )?done(?: here)?",
    Meaning.WHY: (
        r"why(?: this| that)?|(?:so )?what(?:'s| is) (?:the point of (?:this|that)|(?:this|that) for)|"
        r"(?:.{0,40}[—,;:.-]\s*)?how (?:is|does|do|would|will|are|can) (?:\S+ ){1,6}?(?:supposed to )?"
        r"(?:help|work)(?: me| right now| now)?"
    ),
    Meaning.SMALLER: (
        r"(?:it |this |one |something |one more |do |a (?:bit |little )?)*(?:really |even |much )?"
        r"(?:smaller|shorter|tinier|less|tiny|short|small)(?: one| step| thing| please| than (?:this|that))*"
    ),
    Meaning.BREAK: r"(?:a |take a |on a |short |quick )*break",
    Meaning.BACK: r"(?:i'?m |i am )?back(?: to it| now| again| to work)?",
    Meaning.SKIP: r"skip(?: it| this| to the task)?|move on|next|start the task",
    Meaning.WANDERED: r"(?:i )?(?:wandered(?: off)?|got distracted|drifted(?: off| away)?)|distracted",
    Meaning.TOO_MUCH: r"(?:(?:it'?s|this is|that'?s) )?(?:all )?too much(?: now)?|(?:i'?m )?overwhelmed|ground(?: me)?",
    Meaning.ELSE: r"(?:try )?(?:something|anything) else",
}
_MEANINGS = {
    meaning: re.compile(rf"(?:{_PLEASE}{_CAN_WE})(?:{phrase})(?:,? please)?[.!?… ]*", re.IGNORECASE)
    for meaning, phrase in _PHRASES.items()
}
_TAKES_MORE = {"start": Meaning.START, "break": Meaning.BREAK}


def understood(text: str) -> Heard:
    """What this line asks for. `start …` and `break 10` take more words; everything else is matched whole."""
    plain = " ".join(text.translate(_QUOTES).split())
    word, _, rest = plain.partition(" ")
    meaning = _TAKES_MORE.get(word.lower())
    if meaning is Meaning.START or (meaning is Meaning.BREAK and re.fullmatch(r"\d[\w ]*", rest)):
        return Heard(meaning, rest)
    found = next((meaning for meaning, phrase in _MEANINGS.items() if phrase.fullmatch(plain)), Meaning.OWN)
    return Heard(found)
