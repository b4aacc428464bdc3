"""What a typed line asks for: a few words and phrases, matched whole. Anything else is the person's own."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.courses.rules import Course, Phase
from bot.ladder.rules import Rung


class Meaning(StrEnum):
    """What a line asks for."""

    START = "start"
    STOP = "stop"
    DONE = "done"
    ENOUGH = "enough"
    HELP = "help"
    WHY = "why"
    SMALLER = "smaller"
    FOOT = "foot"
    ANOTHER = "another"
    ANOTHER_SMALL = "another_small"
    BREAK = "break"
    BACK = "back"
    SKIP = "skip"
    WANDERED = "wandered"
    TOO_MUCH = "too_much"
    ELSE = "else"
    PLAN = "plan"
    OWN = "own"


class Heard(NamedTuple):
    """A line as it was understood; `rest` is what stands behind its first word."""

    meaning: Meaning
    rest: str = ""

    @property
    def could_be_words(self) -> bool:
        """Whether it may as well be the line, the word or the sentence that is asked for where it was typed."""
        begins = self.meaning is Meaning.START and bool(self.rest) and not self.rest[0].isdigit()
        return begins or self.meaning in (Meaning.OWN, Meaning.WANDERED, Meaning.PLAN)


_PAUSES = re.compile(r"\.{2,}|…")
_QUOTES = str.maketrans({"’": "'", "‘": "'"})
LONGEST = 120
"""No phrase is longer; a longer line is their own, and is not looked at."""
_BEFORE = (
    r"(?:(?:please|pls|okay|ok|i don't know|i dont know|i guess|maybe|hmm|sorry|just),? |(?:can|could) (?:we|i|you) |"
    r"let's |i (?:need|want|would like) (?:to )?|i'd like (?:to )?|do |make |keep |try |take ){0,8}"
)
"""What may stand before a phrase. No two of these begin alike: a line can be read in one way, so it is read once."""
_SMALL = r"(?:really |very |even |much |too )*(?:smaller|shorter|slower|tinier|less|tiny|short|small|slow|quick)"
_ONE = r"(?:one|step|thing|breath|pause|time|word|try)"
_LOST = (
    r"(?:(?:i'?m not sure(?: i (?:follow|understand))?|i (?:don't|dont) (?:get|follow|understand)(?: it| this)?|"
    r"sorry|so|but|and)[—,;:. -]+)"
)
_AN_ACT = (
    r"(?:this|that|it|(?:(?:a|one)(?: slow| deep| small)* (?:breath|word|pause)|sit|"
    r"(?:sitt|breath|hold|squeez|look|stretch)ing)(?: \S+){0,5}?)"
)
_THIS_HELPS = r"(?:this|that|it)(?: actually| really| even| ever)? (?:helps?|works?|is good for)"
_BREATH = r"breathe|(?:a |one )?(?:slow |deep |short |quick |tiny |small |grounding )*breath"
_ANOTHER = rf"(?:one more|another)(?: {_ONE})?"
_ANOTHER_SMALL = rf"(?:one more|another) {_SMALL}(?: {_ONE})?"
_PHRASES = {
    Meaning.HELP: r"help",
    Meaning.PLAN: r"plan(?: (?:for )?tomorrow)?",
    Meaning.STOP: r"(?:to )?stop(?: here| it| now)?|(?:that's )?enough(?: for now)?|quit",
    Meaning.ENOUGH: r"(?:that's |i'?m |i am )?(?:enough|done|it) for today|(?:to )?stop for today",
    Meaning.DONE: r"(?:i'?m |i am )?done(?: here)?",
    Meaning.WHY: (
        r"why(?: this| that)?|(?:so )?what(?:'s| is) (?:the point of (?:this|that)|(?:this|that) for)|"
        rf"{_LOST}?how (?:is|does|do|would|will|can) (?:just |only )*{_AN_ACT} (?:actually |even |really )*"
        r"(?:supposed to )?(?:help|work)(?: me| right now| now)?|"
        r"(?:does|will|would|can) (?:this|that|it) (?:really |actually |even )?(?:help|work)|"
        rf"i (?:don't|dont|can't) (?:see|get|follow|understand) how {_THIS_HELPS}|"
        rf"i'?m not sure (?:i (?:follow|understand) )?(?:how |if |that )?{_THIS_HELPS}(?: right now)?"
    ),
    Meaning.FOOT: rf"tiny|{_BREATH}",
    Meaning.ANOTHER_SMALL: rf"slow(?:er)?(?: it)?(?: down)?(?: a bit| a little)?|{_ANOTHER_SMALL}",
    Meaning.ANOTHER: rf"{_ANOTHER}|(?:once more|(?:one more time )?again)",
    Meaning.SMALLER: (
        r"(?:it |this |to be |one |something |a (?:bit |little )?)*(?:really |even |much |very )*"
        r"(?:smaller|shorter|tinier|less|tiny|short|small)(?: one| step| thing| please| than (?:this|that))*"
    ),
    Meaning.BREAK: r"(?:a |take a |on a |short |quick |five[- ]minute )*(?:break|pause)",
    Meaning.BACK: r"(?:i'?m |i am )?back(?: to it| now| again| to work)?",
    Meaning.SKIP: r"skip(?: it| this| to the task)?|move on|next|start the task",
    Meaning.WANDERED: (
        r"(?:i )?(?:wandered(?: off)?|got distracted|drifted(?: off| away)?)|distracted|that's a thought|"
        r"my mind (?:wandered|drifted|wanders|drifts|(?:is|keeps) (?:wandering|drifting))(?: off| away)?"
    ),
    Meaning.TOO_MUCH: (
        r"(?:(?:it'?s|this is|that'?s|this feels) )?(?:all )?too much(?: now)?|(?:i'?m )?overwhelmed|ground(?: me)?|"
        r"(?:a |one |some )*(?:very |short |quick |small |tiny )*grounding(?: step| thing| one)?"
    ),
    Meaning.ELSE: r"(?:try )?(?:something|anything) else",
}
_AT_THE_WORD = {meaning: _PHRASES[meaning] for meaning in (Meaning.STOP, Meaning.ENOUGH, Meaning.WHY)} | {
    Meaning.FOOT: _BREATH,
    Meaning.ANOTHER: rf"{_ANOTHER}|{_ANOTHER_SMALL}",
}
"""Where one word is asked for, anything but these is the word."""
_AT_THE_END = {
    "start": Meaning.START,
    "another": Meaning.ANOTHER,
    "another one": Meaning.ANOTHER,
    "skip": Meaning.SKIP,
    "stop": Meaning.SKIP,
    "why": Meaning.WHY,
    "help": Meaning.HELP,
    "done for today": Meaning.ENOUGH,
    "enough for today": Meaning.ENOUGH,
}
"""Where one thing that went okay is asked for, anything but these is the sentence."""
Patterns: TypeAlias = Mapping[Meaning, re.Pattern[str]]


def _read_whole(phrases: Mapping[Meaning, str]) -> Patterns:
    return {
        meaning: re.compile(rf"{_BEFORE}(?:{phrase})(?:,? please)?[.!? ]*", re.IGNORECASE)
        for meaning, phrase in phrases.items()
    }


_ANYWHERE, _WORD_WAYS_OUT = _read_whole(_PHRASES), _read_whole(_AT_THE_WORD)
_BREAK_LENGTH = re.compile(r"(?:for )?\d+ ?(?:m|mins?|minutes?|h|hrs?|hours?)?", re.IGNORECASE)


def understood(text: str) -> Heard:
    """What this line asks for. `start …` and `break 10` take more words; everything else is matched whole."""
    plain = _plain(text)
    word, _, rest = plain.partition(" ")
    if word.lower() == "start" and not _ANYWHERE[Meaning.SKIP].fullmatch(plain):
        return Heard(Meaning.START, rest)
    if word.lower() == "break" and _BREAK_LENGTH.fullmatch(rest):
        return Heard(Meaning.BREAK, rest)
    return _found(plain, _ANYWHERE)


def meant(text: str, course: Course | None) -> Heard:
    """The same where a sitting stands: where words are asked for, what could be words is words; and what the cards
    there offer under another name is called so."""
    said = understood(text)
    if course is None:
        return _called(said, {Meaning.DONE: Meaning.OWN, Meaning.ANOTHER_SMALL: Meaning.SMALLER})
    if course.rung is Rung.WORD:
        return _found(_plain(text), _WORD_WAYS_OUT)
    if course.phase is Phase.CLOSING and not course.is_on_foot:
        return _beside_the_sentence(text, said)
    if (course.is_on_foot or course.phase is Phase.ON_BREAK) and said.could_be_words and course.is_block:
        return Heard(Meaning.OWN)
    return _called(said, _names_on_the_card(course))


def _beside_the_sentence(text: str, said: Heard) -> Heard:
    """At the end, where one thing that went okay is asked for."""
    if said.meaning is Meaning.START and said.rest[:1].isdigit():
        return said
    return Heard(_AT_THE_END.get(_plain(text).lower().rstrip(".!? "), Meaning.OWN))


def _names_on_the_card(course: Course) -> Mapping[Meaning, Meaning]:
    """What is offered there under another name. A breath that runs is too short for a helper."""
    if course.is_on_foot:
        breathes = {Meaning.TOO_MUCH: Meaning.HELP, Meaning.ELSE: Meaning.HELP} if course.is_running else {}
        return {Meaning.ANOTHER_SMALL: Meaning.ANOTHER, **breathes}
    is_grounding = course.helper is not None and not course.is_block
    less = Meaning.FOOT if is_grounding else Meaning.SMALLER
    return {Meaning.ANOTHER_SMALL: less, Meaning.SMALLER: less}


def _plain(text: str) -> str:
    return " ".join(_PAUSES.sub(" ", text.translate(_QUOTES)).split())


def _found(plain: str, patterns: Patterns) -> Heard:
    if len(plain) > LONGEST:
        return Heard(Meaning.OWN)
    found = (meaning for meaning, pattern in patterns.items() if pattern.fullmatch(plain))
    return Heard(next(found, Meaning.OWN))


def _called(said: Heard, otherwise: Mapping[Meaning, Meaning]) -> Heard:
    return Heard(otherwise.get(said.meaning, said.meaning), said.rest)
