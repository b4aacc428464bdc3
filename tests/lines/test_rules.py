"""What a typed line asks for: a few words and phrases, matched whole; and lines that stay the person's own."""

from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.breaks.rules import MINUTE, take_break
from bot.courses.rules import Course, catch_up
from bot.focus import rules
from bot.ladder.rules import Rung, Size
from bot.lines.rules import LONGEST, Heard, Meaning, meant, understood
from tests.support.clock import MONDAY_AT_NINE as NINE
from tests.support.exploring import up_to

ASKED = {
    Meaning.HELP: ("help", "Help.", "please help"),
    Meaning.PLAN: ("plan", "Plan tomorrow", "please plan"),
    Meaning.STOP: ("stop", "Stop here", "can we stop", "I need to stop now.", "that's enough", "please stop", "quit"),
    Meaning.ENOUGH: ("enough for today", "I’m done for today", "that's it for today", "can we stop for today?"),
    Meaning.DONE: ("done", "I'm done", "Done here."),
    Meaning.WHY: (
        "why",
        "Why?",
        "why this",
        "what is this for?",
        "how does this help",
        "How is just sitting for five minutes supposed to help?",
        "I'm not sure I follow—how is that supposed to help?",
        "how does it work?",
        "so how does one slow breath help",
        "does this even work?",
        "I don't see how this helps",
        "I'm not sure I follow how that actually helps right now",
        "I'm not sure it helps.",
    ),
    Meaning.SMALLER: (
        "smaller",
        "Smaller.",
        "even smaller",
        "can we make it smaller?",
        "something even shorter",
        "can we... maybe keep it shorter",
        "maybe something smaller",
        "I need it to be even smaller",
        "a bit less",
        "a tiny step please",
    ),
    Meaning.FOOT: (
        "tiny",
        "one breath",
        "one slow breath",
        "just one slow breath",
        "a quick grounding breath",
        "breathe",
    ),
    Meaning.ANOTHER: (
        "another",
        "one more",
        "again",
        "one more time",
        "Another one, please",
        "can we do one more breath",
    ),
    Meaning.ANOTHER_SMALL: (
        "one more tiny pause",
        "maybe do one more really short one?",
        "just one more tiny step",
        "can we slow down?",
        "Can we slow down a bit",
    ),
    Meaning.BREAK: (
        "break",
        "take a break",
        "I need a break",
        "on a short break",
        "can we pause",
        "a five-minute break",
    ),
    Meaning.BACK: ("back", "I'm back", "back to it", "Back to work."),
    Meaning.SKIP: ("skip", "skip to the task", "next", "start the task"),
    Meaning.WANDERED: ("wandered off", "I got distracted", "that’s a thought", "my mind keeps drifting"),
    Meaning.TOO_MUCH: ("too much", "it's too much", "I'm overwhelmed", "ground", "a short grounding thing"),
    Meaning.ELSE: ("something else", "can we try something else?"),
}
OWN = (
    "okay",
    "wrote one test",
    "it was too much at first and then it went fine",
    "stop by the shop later",
    "I stopped at line forty",
    "a break in the clouds",
    "the break handler in loader.py",
    "break 2 tests into four",
    "smaller batches fixed it",
    "help Ben with his slides",
    "why the loader skips row one",
    "how does the loader work",
    "how is that loader supposed to work?",
    "the parser, how does it work",
    "for today",
    "more",
    "how to make the help text work in French",
    "back end of the loader",
    "done with the first test",
    "enough rows now",
    "another test for the loader, then lunch",
    "more rows than before",
    "next the parser, then the docs",
    "tiny bug in the loader",
    "a breath of fresh air in that code",
    "grounding wire on the board",
    "one more test passes",
    "I'm tired",
    "kind of worn out",
    "what's the point",
    "you're useless, you always mess up",
    "",
)


@pytest.mark.parametrize(("meaning", "line"), [(meaning, line) for meaning, lines in ASKED.items() for line in lines])
def test_a_line_is_understood_when_all_of_it_says_one_thing(meaning: Meaning, line: str) -> None:
    assert understood(line).meaning is meaning


@pytest.mark.parametrize("line", OWN)
def test_a_line_that_says_something_of_its_own_stays_the_persons(line: str) -> None:
    assert understood(line) == Heard(Meaning.OWN)


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("start", Heard(Meaning.START)),
        ("Start 10 loader test", Heard(Meaning.START, "10 loader test")),
        ("start loader test", Heard(Meaning.START, "loader test")),
        ("break 10", Heard(Meaning.BREAK, "10")),
        ("break for 10 minutes", Heard(Meaning.BREAK, "for 10 minutes")),
    ],
)
def test_start_and_break_take_more_words(line: str, heard: Heard) -> None:
    assert understood(line) == heard


@pytest.mark.parametrize("meaning", [meaning for meaning in ASKED if meaning is not Meaning.WHY])
def test_no_command_is_heard_inside_a_longer_line(meaning: Meaning) -> None:
    for line in ASKED[meaning]:
        bare = line.rstrip(".?")
        assert understood(f"I told Ben about it, {bare}, and then the loader").meaning is Meaning.OWN
        assert understood(f"{bare} of the loader was on my list all week").meaning in (Meaning.OWN, Meaning.START)


PLAIN = "wrote one honest test of the loader, and then lunch came"
SAID_IN_LINES = (
    "please |pls, |okay |i don't know |i guess |maybe |hmm, |sorry, |just |can we |could you |can we just |let's |"
    "i need |i want to |i'd like to |do |keep |try |take |it |this |to be |one |something |a |a bit |very |even |too |"
    "short |slow |small |grounding |some |one more |another |step |breath |than this |stop |sorry, so |but - |how is |"
    "i'm not sure |does this |one slow breath |sitting |actually |help |work |. . |?"
)
PIECES = SAID_IN_LINES.split("|")


def cost(line: str) -> float:
    """How much reading it takes; the least of a few, since the machine does other things."""
    costs = []
    for _ in range(4):
        began = thread_time()
        understood(line)
        costs.append(thread_time() - began)
    return min(costs)


@given(first=st.sampled_from(PIECES), again=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4))
@settings(max_examples=up_to(300))
def test_no_line_is_much_harder_to_read_than_a_plain_one(first: str, again: list[str]) -> None:
    is_not_much_harder(first, "".join(again))


@pytest.mark.parametrize("again", PIECES)
def test_nor_is_one_that_says_the_same_again_and_again(again: str) -> None:
    is_not_much_harder("", again)


def is_not_much_harder(first: str, again: str) -> None:
    line = (first + again * LONGEST)[: LONGEST - 1].rstrip() + "x"
    assert cost(line) < 200 * cost(PLAIN)


@pytest.mark.parametrize("line", ["can we just " * 18 + "x", "maybe " * 2000, "maybe " * 30 + "stop", "a " * 5000])
def test_a_line_longer_than_any_phrase_is_the_persons_own(line: str) -> None:
    assert understood(line) == Heard(Meaning.OWN)
    assert understood("  stop " + " " * 500) == Heard(Meaning.STOP)
    assert understood("start " + line) == Heard(Meaning.START, " ".join(line.split()))


WORKING = catch_up(rules.begin(Size(20), 5, NINE), NINE + 6 * MINUTE)
ON_BREAK = take_break(WORKING, 5, NINE + 6 * MINUTE)
OUTSIDE = take_break(rules.begin_pause(NINE), 5, NINE)
GROUNDING = rules.open_helper(rules.begin_pause(NINE), NINE)
ENDED = catch_up(WORKING, NINE + 20 * MINUTE)
ON_FOOT = rules.begin(Size(0, foot=Rung.WORD), 5, NINE)
BREATHING = rules.begin(Size(0, foot=Rung.BREATH), 5, NINE)
AFTER_A_BREATH = catch_up(BREATHING, NINE + MINUTE)
WENT_OKAY = (
    "a slow breath",
    "one breath",
    "breathe",
    "one more step",
    "one more thing",
    "again",
    "another try",
    "a break",
    "pause",
    "too much",
    "something else",
    "smaller",
    "tiny",
    "back",
    "next",
    "done",
    "enough",
    "stop by the shop later",
    "start was hard",
    "maybe a quick pause",
    "slow down",
    "I got distracted",
    "",
)
ONE_WORD = (
    *("pause", "break", "too much", "next", "short", "back", "help", "skip", "smaller", "tiny", "slower", "again"),
    *("start", "start 5", "done", "distracted", "something else", "quick", "skip it", "slow down"),
)


@pytest.mark.parametrize(
    ("line", "course", "meaning"),
    [
        ("one more tiny pause", None, Meaning.SMALLER),
        ("done", None, Meaning.OWN),
        ("done", WORKING, Meaning.DONE),
        ("done", ENDED, Meaning.OWN),
        ("stop", ENDED, Meaning.SKIP),
        ("stop", ON_FOOT, Meaning.STOP),
        ("distracted", WORKING, Meaning.WANDERED),
        ("distracted", ENDED, Meaning.OWN),
        ("That's a thought", WORKING, Meaning.WANDERED),
        ("got distracted", ON_BREAK, Meaning.OWN),
        ("start was hard, then fine", ENDED, Meaning.OWN),
        ("start of the parser", ON_BREAK, Meaning.OWN),
        ("start 5 slides", ENDED, Meaning.START),
        ("start", ENDED, Meaning.START),
        ("start loader test", OUTSIDE, Meaning.START),
        ("slow down", WORKING, Meaning.SMALLER),
        ("slow down", AFTER_A_BREATH, Meaning.ANOTHER),
        ("one more tiny pause", ON_FOOT, Meaning.ANOTHER),
        ("smaller", AFTER_A_BREATH, Meaning.SMALLER),
        ("too much", AFTER_A_BREATH, Meaning.TOO_MUCH),
        ("too much", BREATHING, Meaning.HELP),
        ("can we try something else?", BREATHING, Meaning.HELP),
        ("smaller", GROUNDING, Meaning.FOOT),
        ("smaller", OUTSIDE, Meaning.SMALLER),
    ],
)
def test_where_words_are_asked_for_what_could_be_words_is_words(
    line: str, course: Course | None, meaning: Meaning
) -> None:
    assert meant(line, course).meaning is meaning


@pytest.mark.parametrize("line", WENT_OKAY)
def test_what_went_okay_is_the_persons_own_sentence(line: str) -> None:
    assert meant(line, ENDED).meaning is Meaning.OWN
    assert meant(line, rules.stop(WORKING, NINE + 7 * MINUTE)).meaning is Meaning.OWN


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("Start.", Heard(Meaning.START)),
        ("start 10 loader test", Heard(Meaning.START, "10 loader test")),
        ("another", Heard(Meaning.ANOTHER)),
        ("Another one", Heard(Meaning.ANOTHER)),
        ("skip", Heard(Meaning.SKIP)),
        (" stop ", Heard(Meaning.SKIP)),
        ("Why?", Heard(Meaning.WHY)),
        ("help", Heard(Meaning.HELP)),
        ("done for today", Heard(Meaning.ENOUGH)),
        ("enough for today", Heard(Meaning.ENOUGH)),
    ],
)
def test_where_the_sentence_is_asked_for_a_few_exact_words_are_none(line: str, heard: Heard) -> None:
    assert meant(line, ENDED) == heard


@pytest.mark.parametrize("line", ONE_WORD)
def test_where_one_word_is_asked_for_it_is_the_word(line: str) -> None:
    assert meant(line, ON_FOOT).meaning is Meaning.OWN


@pytest.mark.parametrize(
    ("meaning", "line"),
    [
        (Meaning.STOP, "stop"),
        (Meaning.STOP, "can we stop here?"),
        (Meaning.STOP, "enough"),
        (Meaning.ENOUGH, "I'm done for today"),
        (Meaning.ENOUGH, "enough for today"),
        (Meaning.WHY, "why?"),
        (Meaning.WHY, "how does this help"),
        (Meaning.FOOT, "breathe"),
        (Meaning.FOOT, "one slow breath"),
        (Meaning.ANOTHER, "another"),
        (Meaning.ANOTHER, "Another one, please"),
        (Meaning.ANOTHER, "one more tiny pause"),
    ],
)
def test_where_one_word_is_asked_for_there_are_ways_out(meaning: Meaning, line: str) -> None:
    assert meant(line, ON_FOOT).meaning is meaning
