"""A person's words: shown exactly, never read as markup, never in a notification, refused kindly when too long."""

import pytest

from bot.focus import wording
from bot.starts import wording as start_wording
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

STRANGE = "*stars* _lines_ ~no~ `ticks` :tada: <b> & &amp; > quote"
LENGTHS = ("0", "-5", "9999", "121", "0m", "9999h", "9" * 400, "9" * 400 + "h")


@pytest.mark.parametrize("length", LENGTHS)
async def test_a_length_outside_starts_nothing(ana: Human, length: str) -> None:
    await ana.says(f"/focus start {length} loader test", where=GENERAL)
    assert ana.is_told.startswith("A block is 1 to 120 minutes long")
    assert not ana.messages


async def test_a_novel_as_a_task_starts_nothing_and_is_given_back(ana: Human) -> None:
    novel = "read " * 40
    await ana.says(f"/focus start {novel}")
    assert "A task has room for 150 characters" in ana.is_told
    assert novel.strip() in ana.is_told
    assert not ana.messages


async def test_strange_words_are_shown_exactly_as_they_were_typed(town: Town, ana: Human) -> None:
    await ana.says(f"/focus start 20 {STRANGE}")
    assert reading.styled(ana.card.blocks) == [STRANGE]
    await town.passes(minutes=5)
    assert reading.styled(ana.card.blocks) == [STRANGE]
    assert "stars" not in reading.marked_up(ana.card.blocks)


async def test_a_mention_becomes_a_name_and_notifies_nobody(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 review with @ben in #general, see https://example.org/?a=1&b=2")
    assert reading.styled(ana.card.blocks) == ["review with @ben in #general, see https://example.org/?a=1&b=2"]
    assert "<@" not in reading.words_in(ana.card.blocks)


async def test_something_that_looks_like_markup_calls_nobody(ana: Human) -> None:
    await ana.says("/focus start 20 ask <@U1> and <!here>")
    assert reading.styled(ana.card.blocks) == ["ask @U1 and <!here>"]


async def test_a_task_begins_a_sentence_with_a_capital_and_nothing_else_of_it_changes(town: Town, ana: Human) -> None:
    for typed, shown in {"tidy My notes": "Tidy My notes", "iPhone test": "iPhone test", "3 tests": "3 tests"}.items():
        await ana.says(f"/focus start 5m {typed}")
        assert ana.sees.startswith(f"{shown}, until")
        await ana.presses(wording.STOP_HERE)


async def test_the_task_is_in_no_notification(town: Town, ana: Human) -> None:
    task = "zanzibar"
    await ana.opens_home()
    await ana.says(f"/focus start 20 {task}")
    await ana.says("/focus start")
    await town.passes(minutes=6)
    await ana.presses(wording.WANDERED_OFF)
    await town.passes(minutes=14)
    await ana.says(f"/focus start {task * 30}")
    await ana.says(f"/focus {task}")
    texts = [str(call.arguments.get("text", "")) for call in town.log if call.kind in ("api", "response_url")]
    assert texts
    assert not [text for text in texts if task in text.lower()]


async def test_an_unknown_word_gets_the_nearest_command_and_a_button_with_the_words(ana: Human) -> None:
    await ana.says("/focus strat Loader Test")
    assert "I don't know strat. The nearest I know is /focus start." in ana.is_told
    await ana.presses(start_wording.START_A_BLOCK, on=ana.answer)
    assert "Then strat Loader Test, until 10:20." in ana.sees


async def test_words_that_are_no_command_keep_their_capitals_and_signs(ana: Human) -> None:
    await ana.says(f"/focus Tidy {STRANGE}")
    await ana.presses(start_wording.START_A_BLOCK, on=ana.answer)
    assert reading.styled(ana.card.blocks) == [f"Tidy {STRANGE}"]


async def test_an_unknown_novel_gets_a_button_without_it(ana: Human) -> None:
    await ana.says(f"/focus {'x' * 2900} {'word ' * 100}")
    await ana.presses(start_wording.START_A_BLOCK, on=ana.answer)
    assert "Then one small thing" in ana.sees


async def test_times_are_in_the_zone_of_whoever_reads(ana: Human, ben: Human, chiyo: Human) -> None:
    for human, ends in ((ana, "10:05"), (ben, "4:05"), (chiyo, "18:05")):
        await human.says("/focus start 5")
        assert f"until {ends}." in human.sees
        assert f"'fallback': '{ends}'" in str(human.card.blocks)
