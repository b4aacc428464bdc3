"""A block from start to check-in."""

from bot.focus import wording
from tests.support.people import GENERAL, Human, Town


async def test_ana_lives_a_whole_block(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    assert "Five quiet minutes, until 10:05. Then loader test, until 10:20." in ana.sees
    await town.passes(minutes=5)
    assert "That's five. Loader test now, if you like. Until 10:20." in ana.sees
    await town.passes(minutes=15)
    assert "That's the end." in ana.sees
    await ana.presses(wording.WRITE_IT)
    await ana.writes("wrote one test", keep="Keep until I delete")
    assert ana.sees == "Saved."
    assert len(ana.buzzes) == 3


async def test_ana_skips_to_the_task_when_she_is_ready(town: Town, ana: Human) -> None:
    await ana.says("/focus start tidy my notes")
    await town.passes(minutes=1)
    await ana.presses(wording.SKIP_TO_THE_TASK)
    assert ana.sees.startswith("Tidy my notes, until 10:20.")
    await town.passes(minutes=18)
    assert len(ana.buzzes) == 1


async def test_wandering_off_twice_shows_the_time_of_the_second(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=6)
    await ana.presses(wording.WANDERED_OFF)
    assert "Noted, 10:06. Loader test, until 10:20." in ana.sees
    await town.passes(minutes=3)
    await ana.presses(wording.WANDERED_OFF)
    assert "Noted, 10:09. Loader test, until 10:20." in ana.sees
    assert len(ana.buzzes) == 2


async def test_stopping_ends_the_block_at_once_and_counts(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await town.passes(minutes=3)
    await ana.presses(wording.STOP_HERE)
    assert ana.sees.startswith(f"{wording.STOPPED}\n[Write it] [Skip]")
    await town.passes(hours=1)
    assert ana.buzzes == ["Your block has begun."]


async def test_a_start_typed_in_a_channel_is_answered_there_and_the_card_is_in_the_messages(ana: Human) -> None:
    await ana.says("/focus start 5", where=GENERAL)
    assert ana.is_told == "Started, until 10:05. The card is in my messages."
    assert ana.answer.channel == GENERAL
    assert ana.sees.startswith("One small thing, until 10:05.")


async def test_a_start_typed_in_the_messages_is_answered_by_the_card_alone(ana: Human) -> None:
    await ana.says("/focus start 5")
    assert ana.answers == []
    assert len(ana.messages) == 1
