"""The shortcuts: a block or a break from anywhere in Slack, and a message that becomes the task."""

import pytest

from bot.focus import wording as focus_wording
from bot.starts import wording
from tests.support import reading
from tests.support.people import GENERAL, Human, Town


async def shortcut(town: Town, human: Human, name: str) -> None:
    """Use a global shortcut."""
    assert (await town.workspace.shortcut(human.user, name)).ok
    await town.settles()


async def makes_task(town: Town, human: Human, text: str) -> str:
    """Say something in a channel and make it the task. Where the message stands."""
    await human.says(text, where=GENERAL)
    said = town.workspace.messages(human.user, GENERAL)[-1]
    assert (await town.workspace.message_shortcut(human.user, "make_task", GENERAL, said.ts)).ok
    await town.settles()
    return f"/archives/{GENERAL}/p{said.ts.replace('.', '')}"


async def test_start_a_block_drafts_everything_and_changes_nothing_before_start(town: Town, ana: Human) -> None:
    await shortcut(town, ana, "start_block")
    assert ana.form == {wording.TASK_BOX: "", wording.SIZE_BOX: "20 minutes"}
    assert "No person is alerted by this." in ana.read(ana.modal)
    assert not ana.messages
    ana.fills({wording.TASK_BOX: "loader test", wording.SIZE_BOX: "10 minutes"})
    await ana.saves()
    assert ana.sees.startswith("Two quiet minutes, until 10:02. Then loader test, until 10:10.")


@pytest.mark.parametrize(
    ("size", "begins"),
    [(wording.SIT_FIVE, "Five quiet minutes, until 10:05. That's all of it."), ("One word", "One word, typed here.")],
)
async def test_start_a_block_reaches_every_size(town: Town, ana: Human, size: str, begins: str) -> None:
    await shortcut(town, ana, "start_block")
    ana.fills({wording.SIZE_BOX: size})
    await ana.saves()
    assert ana.sees.startswith(begins)


async def test_while_a_block_runs_the_shortcuts_say_how_it_stands(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    await shortcut(town, ana, "start_block")
    assert ana.read(ana.modal) == "Quiet until 10:05. Loader test, until 10:20."
    await makes_task(town, ana, "another thing")
    assert ana.read(ana.modal) == "Quiet until 10:05. Loader test, until 10:20."
    assert len(ana.messages) == 1
    await shortcut(town, ana, "short_break")
    assert ana.read(ana.modal) == "On a short break, until 10:05. The card is in my messages."
    assert ana.sees.startswith("Five minutes off, until 10:05.")
    await shortcut(town, ana, "short_break")
    assert ana.read(ana.modal) == "Five minutes off, until 10:05."
    assert len(ana.messages) == 1


async def test_short_break_outside_a_block_is_the_clock_and_one_line(town: Town, ana: Human) -> None:
    await shortcut(town, ana, "short_break")
    await town.passes(minutes=5)
    assert ana.sees == "That's five."
    assert len(ana.buzzes) == 2


async def test_a_message_becomes_the_task_with_its_link(town: Town, ana: Human) -> None:
    place = await makes_task(town, ana, "review with @ben in #general, see https://example.org/?a=1&b=2")
    words = "review with @someone in #a channel, see https://example.org/?a=1&b=2"
    assert ana.form[wording.TASK_BOX] == words
    await ana.saves()
    assert reading.styled(ana.card.blocks) == [words]
    assert f"Then {words}, until 10:20." in ana.sees
    assert place in str(ana.card.blocks)
    assert not [text for text in ana.buzzes if "review" in text]


async def test_a_long_message_is_shortened_and_its_link_holds_the_rest(town: Town, ana: Human) -> None:
    place = await makes_task(town, ana, "look at the loader " * 30)
    task = ana.form[wording.TASK_BOX]
    assert len(task) <= 150
    assert task.endswith("…")
    assert wording.LONGER in ana.read(ana.modal)
    await ana.saves()
    assert ana.outcome.ok
    assert place in str(ana.card.blocks)


async def test_an_emptied_box_begins_without_a_task_and_without_a_link(town: Town, ana: Human) -> None:
    place = await makes_task(town, ana, "look at the loader")
    ana.fills({wording.TASK_BOX: ""})
    await ana.saves()
    assert "Then one small thing" in ana.sees
    assert place not in str(ana.card.blocks)


async def test_too_long_a_task_in_the_box_keeps_it_open_with_its_words(town: Town, ana: Human) -> None:
    await shortcut(town, ana, "start_block")
    ana.fills({wording.TASK_BOX: "x" * 151})
    await ana.saves()
    assert "A task has room for 150 characters and this is 151" in str(ana.outcome.errors)
    assert ana.has_modal
    assert not ana.messages


async def test_saving_while_a_block_runs_changes_nothing(town: Town, ana: Human) -> None:
    await shortcut(town, ana, "start_block")
    await ana.says("/focus start 5 slides")
    await ana.saves()
    assert ana.outcome.ok
    assert "Slides, until 10:05" in ana.read(ana.modal) or "slides, until 10:05" in ana.read(ana.modal)
    assert ana.sees.startswith("Slides, until 10:05.")
    await ana.presses(focus_wording.STOP_HERE)
    assert len(ana.messages) == 1
