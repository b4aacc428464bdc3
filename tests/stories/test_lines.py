"""What can be typed in the messages, in every phase; and what becomes of a line of one's own."""

import pytest
from sqlmodel import select

from bot.breaks import wording as break_wording
from bot.focus import wording
from bot.helpers import wording as helper_wording
from bot.journal.tables import Sentence
from bot.journal.wording import DONT_KEEP, keep_as
from bot.ladder import wording as ladder_wording
from bot.lines import wording as line_wording
from bot.people.rules import CHOICES
from bot.people.tables import Person
from bot.sittings import wording as sittings
from sandbox import Fault
from tests.support.people import Human, Town

HOLD = "OK. Hold something small, thirty seconds."
OFF = "Five minutes off, until"
STANDS = "Nothing is running."
ANYTHING = "my desk is by the window"

SETTLING = ("/focus start 20 loader test", 3)
WORKING = ("/focus start 20 loader test", 6)
ENDED = ("/focus start 1 loader test", 1)
FOOT = ("/focus tiny", 1)
PAUSE = ("/focus break", 1)
NOTHING = ("", 0)

SAID = {
    SETTLING: {
        "okay": wording.HINT,
        ANYTHING: wording.HINT,
        "help": wording.HINT,
        "why": "It's practice at beginning, with nothing to finish. It may do nothing today.",
        "back": wording.HINT,
        "start slides": wording.HINT,
        "too much": HOLD,
        "break": OFF,
        "back ": "Five quiet minutes, until 10:05. Then loader test",
        "skip": "Loader test, until 10:20.",
        "smaller": "Loader test, until 10:13.",
        "stop": wording.STOPPED,
    },
    WORKING: {
        "okay": wording.HINT,
        ANYTHING: wording.HINT,
        "help": wording.HINT,
        "skip": wording.HINT,
        "why": ladder_wording.WHY_BLOCK,
        "wandered off": "Noted, 10:06. Loader test, until 10:20.",
        "why ": sittings.WHY_NOTED,
        "back to it": "Loader test, until 10:20.",
        "something else": HOLD,
        "why?": "It gives your hands a job while the rest passes or doesn't.",
        "i'm back": "Loader test, until 10:20.",
        "smaller": "Loader test, until 10:16.",
        "tiny": ladder_wording.ONE_BREATH,
        "okay ": ladder_wording.COUNTS,
        "done": ladder_wording.COUNTS,
    },
    ENDED: {
        "help": wording.HINT_AT_THE_END,
        "start 999": ladder_wording.LENGTHS,
        "why": "Small things are hard to recall by evening. This keeps one.",
        "another": "Loader test, until 10:02.",
        "enough for today": wording.STOPPED_FOR_TODAY,
        "stop": "A block, 10:01.",
    },
    FOOT: {
        "why": "It's a ten-second pause. Some people feel a little looser, some don't.",
        "smaller": ladder_wording.ONE_WORD,
        "smaller ": ladder_wording.COUNTS,
        "another": ladder_wording.ONE_WORD,
        "too much": ladder_wording.COUNTS,
        "why ": "It may do nothing, and the word is kept nowhere.",
        "breathe": ladder_wording.ONE_BREATH,
        "too much ": ladder_wording.HINT,
        "enough for today": ladder_wording.ENOUGH_COUNTS,
    },
    PAUSE: {
        "okay": break_wording.HINT_OUTSIDE,
        "smaller": break_wording.HINT_OUTSIDE,
        "why": sittings.WHY_BREAK,
        "too much": HOLD,
        "something else": "Look for five things in the room.",
        "back": "A short break, 10:00 to 10:01.",
    },
    NOTHING: {
        ANYTHING: line_wording.DM.replace("*", ""),
        "stop": STANDS,
        "enough for today": STANDS,
        "why": ladder_wording.WHY_BLOCK,
        "break 999": "A break is 1 to 60 minutes long",
        "ground": HOLD,
        "stop ": "A short break, 10:00.",
        "on a short break": OFF,
        "done": "A short break, 10:00.",
        "start 5 slides": "Slides, until 10:05.",
    },
}


@pytest.mark.parametrize("place", SAID, ids=["settling", "working", "ended", "foot", "pause", "nothing"])
async def test_every_word_is_answered_where_it_is_typed(town: Town, ana: Human, place: tuple[str, int]) -> None:
    command, minutes = place
    if command:
        await ana.says(command)
    await town.passes(minutes=minutes)
    for line, answer in SAID[place].items():
        await ana.says(line)
        assert answer.replace("*", "") in ana.sees.replace("*", ""), line
        assert len(ana.cards_with_buttons) <= (1 if command else 9), line


async def test_while_working_no_line_buzzes_and_the_card_stays_the_newest(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=6)
    lines = (
        ANYTHING,
        "help",
        "why",
        "skip",
        "start 999",
        "break 999",
        "x" * 3000,
        "too much",
        "why",
        "back",
        "smaller",
    )
    for line in lines:
        await ana.says(line)
        assert "[Stop here]" in ana.sees
    assert len(ana.buzzes) == len(ana.messages) == 2


async def sentences(town: Town) -> int:
    async with town.bot.database.transaction() as session:
        return len((await session.scalars(select(Sentence))).all())


async def test_a_first_sentence_is_not_stored_before_the_card_was_answered(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("opened the file")
    assert ana.sees.startswith(wording.KEEP_THAT)
    assert "opened" not in ana.sees
    assert ana.buttons == [*map(keep_as, CHOICES), wording.SKIP, wording.UNDO]
    assert await sentences(town) == 0
    await ana.presses("30 days")
    assert ana.sees == "Saved."
    assert await sentences(town) == 1
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("read a cell")
    assert ana.sees == "Saved."
    assert await sentences(town) == 2
    assert len(ana.messages) == 4


async def test_a_first_sentence_can_be_left_unkept_or_skipped(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("okay")
    await ana.presses(wording.SKIP)
    assert ana.sees == "A block, 10:00 to 10:01."
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("okay")
    await ana.presses(DONT_KEEP)
    assert ana.sees == "Not kept."
    assert await sentences(town) == 0


async def test_too_long_lines_are_refused_on_the_card_and_stand_where_they_were_typed(town: Town, ana: Human) -> None:
    await ana.says("/focus start 5 loader test")
    await ana.says("break")
    await ana.says("x" * 301)
    assert break_wording.LINE_HAS_ROOM in ana.sees
    assert "xx" not in ana.sees
    await ana.says("back")
    await town.passes(minutes=5)
    await ana.says("word " * 201)
    assert wording.SENTENCE_HAS_ROOM in ana.sees
    assert await sentences(town) == 0
    assert len(ana.messages) == 2


async def test_a_line_is_parked_from_the_menu_shown_at_the_end_and_then_forgotten(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=6)
    await ana.presses(wording.WANDERED_OFF)
    await ana.presses(wording.WRITE_IT_DOWN)
    ana.fills({break_wording.LINE_BOX: "x" * 301})
    await ana.saves()
    assert "There's room for 300 characters" in str(ana.outcome.errors)
    ana.fills({break_wording.LINE_BOX: "answer *Ben*"})
    await ana.saves()
    assert wording.PARKED in ana.sees
    assert len(ana.buzzes) == 2
    await town.passes(minutes=14)
    assert "Written down for later: answer *Ben*" in ana.sees
    await ana.presses(wording.SKIP)
    assert ana.sees == "A block, 10:00 to 10:20."
    assert helper_wording.TOO_MUCH not in ana.buttons


async def test_a_sentence_that_begins_like_a_command_is_a_sentence(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("start was hard, the rest went fine")
    assert ana.sees.startswith(wording.KEEP_THAT)
    assert len(ana.messages) == 2


async def test_while_the_card_asks_how_long_a_further_line_changes_nothing(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("opened the file")
    await ana.says("yes, 30 days")
    assert ana.sees.startswith(wording.KEEP_THAT)
    assert wording.KEEP_HINT.replace("*", "") in ana.sees.replace("*", "")
    assert ana.buttons == [*map(keep_as, CHOICES), wording.SKIP, wording.UNDO]
    await ana.presses("30 days")
    assert ana.sees == "Saved."
    assert await sentences(town) == 1


async def test_a_line_that_is_gone_brings_the_box_back(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.says("opened the file")
    gone = Fault.error("channel_not_found")
    town.workspace.faults = lambda call: gone if call.method == "conversations.history" else None
    await ana.presses("30 days")
    assert "Write it opens a box for it." in ana.is_told
    assert wording.WRITE_IT in ana.buttons
    assert await sentences(town) == 0


@pytest.mark.parametrize("words", ["a slow breath", "one more step", "a break", "too much", "smaller"])
async def test_what_went_okay_is_asked_about_and_not_done(town: Town, ana: Human, words: str) -> None:
    await ana.says("/focus start 1 loader test")
    await town.passes(minutes=1)
    await ana.says(words)
    assert ana.sees.startswith(wording.KEEP_THAT)
    assert len(ana.messages) == 2


async def test_too_much_during_a_breath_leaves_the_breath(town: Town, ana: Human) -> None:
    await ana.says("breathe")
    await ana.says("too much")
    assert ana.sees.startswith(ladder_wording.ONE_BREATH)
    assert ladder_wording.HINT in ana.sees
    await town.passes(seconds=10)
    assert ana.sees.startswith(ladder_wording.BREATH_COUNTS)
    await ana.says("too much")
    assert HOLD in ana.sees


@pytest.mark.parametrize("line", ["start", "tiny", "breathe", "break", "too much", "something else", "smaller"])
async def test_whoever_begins_with_a_line_begins_in_their_own_zone(town: Town, ana: Human, line: str) -> None:
    await ana.says(line)
    async with town.bot.database.transaction() as session:
        assert (await session.get_one(Person, ana.id)).zone == ana.zone
    assert len(ana.messages) == 1
