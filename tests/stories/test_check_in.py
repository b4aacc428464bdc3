"""One sentence after a block: asked once how long to keep it, kept so long, and never said back."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.checkins import wording as checkin_wording
from bot.focus import wording
from bot.journal import wording as journal_wording
from bot.journal.tables import Sentence
from bot.ladder import wording as ladder_wording
from bot.sittings.tables import FocusBlock
from tests.support.people import ANA, Human, Town

KEEP = "Keep until I delete"


async def sentences(town: Town) -> int:
    async with town.bot.database.transaction() as session:
        return len((await session.scalars(select(col(Sentence.block_id)))).all())


async def ends_a_block(town: Town, human: Human) -> None:
    await human.says("/focus start 1 loader test")
    await town.passes(minutes=1)


async def writes_after_a_block(town: Town, human: Human, words: str, keep: str = "") -> None:
    await ends_a_block(town, human)
    await human.presses(wording.WRITE_IT)
    await human.writes(words, keep)


async def test_the_question_how_long_to_keep_is_asked_once(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "okay", keep=KEEP)
    await ends_a_block(town, ana)
    await ana.presses(wording.WRITE_IT)
    assert journal_wording.KEEP not in ana.read(ana.modal)
    assert "Kept until you delete, as you chose." in ana.read(ana.modal)
    await ana.writes("opened the file")
    assert ana.sees == "Saved."
    assert await sentences(town) == 2


async def test_the_question_has_to_be_answered(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.presses(wording.WRITE_IT)
    await ana.writes("okay")
    assert not ana.outcome.ok
    assert ana.has_modal
    assert await sentences(town) == 0


@pytest.mark.parametrize(
    ("keep", "days", "said"),
    [("Keep for 7 days", 7, "Saved."), ("Keep for 30 days", 30, "Saved."), ("Don't keep it", 0, "Not kept.")],
)
async def test_a_sentence_is_kept_as_long_as_was_chosen(
    town: Town, ana: Human, keep: str, days: int, said: str
) -> None:
    await writes_after_a_block(town, ana, "okay", keep=keep)
    assert ana.sees == said
    assert await sentences(town) == bool(days)
    await town.passes(days=days - 1 if days else 0)
    assert await sentences(town) == bool(days)
    await town.passes(days=2)
    assert await sentences(town) == 0


async def test_a_sentence_kept_until_deleted_is_there_after_a_year(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "okay", keep=KEEP)
    await town.sleeps(days=365)
    await town.bot.services.chores()
    assert await sentences(town) == 1


async def test_tasks_go_after_a_week_and_blocks_after_a_month(town: Town, ana: Human) -> None:
    async def blocks_with_a_task() -> list[bool]:
        async with town.bot.database.transaction() as session:
            return [block.task is not None for block in (await session.scalars(select(FocusBlock))).all()]

    await ends_a_block(town, ana)
    await town.passes(days=6)
    assert await blocks_with_a_task() == [True]
    await town.passes(days=2)
    assert await blocks_with_a_task() == [False]
    await town.passes(days=23)
    assert await blocks_with_a_task() == []


async def test_an_empty_box_keeps_the_modal_open(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "   \n ", keep=KEEP)
    assert ana.outcome.errors == {"sentence": journal_wording.EMPTY}
    await ana.writes("okay", keep=KEEP)
    assert not ana.has_modal


async def test_a_thousand_and_one_characters_keep_the_modal_open_with_a_sentence(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "x" * 1001, keep=KEEP)
    assert "room for 1,000 characters and this is 1,001" in ana.outcome.errors["sentence"]
    assert "xxx" not in ana.outcome.errors["sentence"]
    assert ana.has_modal
    await ana.writes("x" * 1000, keep=KEEP)
    assert ana.sees == "Saved."


async def test_done_with_words_opens_the_modal_with_them_the_first_time(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=3)
    await ana.says("/focus done wrote one test")
    assert ana.modal.values()["sentence"]["sentence"]["value"] == "wrote one test"
    await ana.writes("wrote one test", keep=KEEP)
    assert ana.sees == "Saved."
    assert await sentences(town) == 1


async def test_done_with_words_saves_them_at_once_when_the_answer_is_known(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "okay", keep=KEEP)
    await ana.says("/focus start 20 loader test")
    await ana.says("/focus done wrote one test")
    assert ana.is_told == "Saved."
    assert ana.sees == "Saved."
    await ana.says("/focus done wrote two tests")
    assert ana.is_told == "Nothing is running, so this wasn't kept: wrote two tests"
    assert await sentences(town) == 2


async def test_done_with_words_that_are_not_kept_says_so(town: Town, ana: Human) -> None:
    await writes_after_a_block(town, ana, "okay", keep="Don't keep it")
    await ana.says("/focus start")
    await ana.says("/focus done wrote one test")
    assert (ana.is_told, ana.sees) == ("Not kept.", "Not kept.")
    assert await sentences(town) == 0


async def test_done_without_words_ends_the_block(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await ana.says("/focus done")
    assert ana.is_told == checkin_wording.STOPPED
    assert ana.sees.startswith(wording.STOPPED)
    await ana.presses(wording.SKIP)
    await ana.says("/focus done")
    assert ana.is_told == "Nothing is running. Ready when you are."


async def test_done_after_the_end_says_that_the_card_has_room(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.says("/focus done")
    assert ana.is_told == checkin_wording.ENDED


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (["/focus break"], "A short break, 10:00 to 10:01."),
        (["/focus ground"], "A short break, 10:00 to 10:01."),
        (["/focus tiny"], ladder_wording.COUNTS),
        (["breathe", "smaller"], ladder_wording.COUNTS),
    ],
)
async def test_done_outside_a_block_says_what_it_ended(town: Town, ana: Human, before: list[str], said: str) -> None:
    for line in before:
        await ana.says(line)
    await town.passes(minutes=1)
    await ana.says("/focus done")
    assert ana.is_told == said
    assert ana.sees == said


async def test_done_while_the_card_asks_about_a_sentence_says_that(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.says("opened the file")
    await ana.says("/focus done")
    assert ana.is_told == wording.KEEP_ASKED


async def test_done_with_words_and_nothing_running_gives_the_words_back(ana: Human) -> None:
    await ana.says("/focus done wrote one test")
    assert ana.is_told == "Nothing is running, so this wasn't kept: wrote one test"


async def test_done_with_a_novel_gives_it_back_and_ends_nothing(ana: Human) -> None:
    await ana.says("/focus start loader test")
    await ana.says(f"/focus done {'word ' * 300}")
    assert "room for 1,000 characters" in ana.is_told
    assert "word word word" in ana.is_told
    assert "loader test" in ana.sees


async def test_stop_with_nothing_running_is_answered(ana: Human) -> None:
    await ana.says("/focus stop")
    assert ana.is_told == "Nothing is running. Ready when you are."


async def test_a_modal_left_open_while_a_new_block_starts_still_takes_the_sentence(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    first = ana.card
    await ana.presses(wording.WRITE_IT)
    await ana.says("/focus start 20 other")
    await ana.writes("okay", keep=KEEP)
    assert ana.outcome.ok
    assert ana.read(first) == "Saved."
    assert "other, until" in ana.sees
    assert await sentences(town) == 1


async def test_a_modal_left_open_over_undo_says_that_the_block_is_gone(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await ana.presses(wording.STOP_HERE)
    await ana.presses(wording.WRITE_IT)
    await ana.presses(wording.UNDO)
    await ana.writes("okay", keep=KEEP)
    assert "no longer here" in ana.outcome.errors["sentence"]
    assert await sentences(town) == 0


async def test_saving_twice_at_once_keeps_one_sentence(either_town: Town) -> None:
    ana = either_town.person(ANA)
    await ends_a_block(either_town, ana)
    await ana.presses(wording.WRITE_IT)
    state = {"sentence": {"sentence": "okay"}, "keeping": {"keeping": "always"}}
    submit = either_town.workspace.acts.submit
    first, second = await asyncio.gather(*(submit(ana.user, ana.modal.id, state) for _ in range(2)))
    assert first.ok
    assert second.ok
    await either_town.settles()
    assert ana.sees == "Saved."
    assert await sentences(either_town) == 1


async def test_a_sentence_saved_while_the_block_is_closed_by_a_new_start_shows_as_saved(either_town: Town) -> None:
    ana = either_town.person(ANA)
    for number in range(3):
        await ends_a_block(either_town, ana)
        first = ana.card
        await ana.presses(wording.WRITE_IT)
        keep = {} if number else {"keeping": {"keeping": "always"}}
        state = {"sentence": {"sentence": "okay"}} | keep
        start = either_town.workspace.command(ana.user, ana.dm, "/focus start 1")
        saved, started = await asyncio.gather(either_town.workspace.submit(ana.user, ana.modal.id, state), start)
        await either_town.settles()
        assert (saved.ok, started.ok, ana.read(first)) == (True, True, "Saved.")
        await ana.presses(wording.STOP_HERE)
    assert await sentences(either_town) == 3
