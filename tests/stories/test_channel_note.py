"""The channel note: picked and read first, one message a block, gone with Undo, off where Slack won't have it."""

import pytest

from bot.breaks import wording as breaks
from bot.focus import wording as focus
from bot.ladder.wording import SMALLER
from bot.notes import wording
from tests.support import reading
from tests.support.people import BEN, Human, Town


@pytest.fixture
async def room(town: Town, ana: Human) -> str:
    """A closed channel with Ana and Ben in it, and not yet the bot."""
    return await town.workspace.create_channel(ana.user, "small-blocks", BEN, private=True)


async def invite(human: Human, room: str) -> None:
    """Bring the bot in."""
    assert (await human.town.workspace.invite(human.user, room, human.town.workspace.bot_user_id)).ok


async def takes_it_away(human: Human, room: str, how: str) -> None:
    """The bot can't post there any more."""
    workspace = human.town.workspace
    if how == "archived":
        assert (await workspace.archive(human.user, room)).ok
    else:
        assert (await workspace.kick(human.user, room, workspace.bot_user_id)).ok


async def turns_on(human: Human, room: str, name: str = "Ana K.") -> None:
    await human.opens_home()
    await human.presses(wording.CHANNEL_NOTE, on=human.home)
    human.fills({wording.CHANNEL_BOX: room, wording.NAME_BOX: name})
    await human.saves()


def there(human: Human, room: str) -> list[str]:
    """What the bot said in the channel."""
    messages = human.town.workspace.messages(human.user, room)
    return [human.read(one) for one in messages if one.bot and not one.ephemeral]


async def test_all_of_it_is_read_before_it_goes_and_nothing_goes_before(town: Town, ana: Human, room: str) -> None:
    await ana.opens_home()
    await ana.presses(wording.CHANNEL_NOTE, on=ana.home)
    assert ana.form[wording.NAME_BOX] == "ana"
    for line in ("doing a focused 20-min block, back at 9:20", "on a short break", "back to it", "done for now"):
        assert f"ana: {line}" in ana.read(ana.modal)
    assert "/invite @Soft Start" in ana.read(ana.modal)
    await ana.says("/focus start 5")
    assert there(ana, room) == []


async def test_one_message_a_block_that_is_edited_and_calls_nobody(
    town: Town, ana: Human, room: str, ben: Human
) -> None:
    await invite(ana, room)
    await turns_on(ana, room)
    assert "/invite" in ana.read(ana.modal)
    await ana.says("/focus start 20 loader test")
    assert there(ben, room) == ["Ana K.: doing a focused 20-min block, back at 4:20."]
    await ana.says("break")
    assert there(ben, room) == ["Ana K.: on a short break, back at 4:05."]
    await ana.presses(breaks.BACK)
    assert there(ben, room) == ["Ana K.: back to it, until 4:20."]
    await town.passes(minutes=20)
    assert there(ben, room) == ["Ana K.: done for now."]
    blocks = [one.blocks for one in town.workspace.messages(ana.user, room)]
    assert reading.words_in(blocks).count(ana.user) == 0
    assert "loader" not in reading.words_in(blocks)


async def test_turned_on_in_a_block_it_begins_with_the_next_one(town: Town, ana: Human, room: str) -> None:
    await invite(ana, room)
    await ana.says("/focus start 20")
    await turns_on(ana, room)
    assert wording.ON in ana.read(ana.modal)
    for line in ("break", "back", "stop"):
        await ana.says(line)
    assert there(ana, room) == []
    await ana.says("/focus ground")
    await ana.says("break")
    assert len(there(ana, room)) == 1


async def test_undo_takes_it_away_and_the_foot_says_nothing(town: Town, ana: Human, room: str) -> None:
    await invite(ana, room)
    await turns_on(ana, room)
    await ana.says("/focus tiny")
    await town.passes(minutes=1)
    await ana.says("/focus start 20")
    assert len(there(ana, room)) == 1
    await ana.presses(SMALLER)
    await ana.presses(focus.UNDO)
    assert there(ana, room) == []


@pytest.mark.parametrize("how", ["never there", "kicked", "archived"])
async def test_a_channel_that_slack_refuses_turns_it_off_with_one_line_after_the_block(
    town: Town, ana: Human, room: str, how: str
) -> None:
    if how != "never there":
        await invite(ana, room)
        await turns_on(ana, room)
        await takes_it_away(ana, room, how)
    else:
        await turns_on(ana, room)
    await ana.says("/focus start 5")
    buzzes = len(ana.buzzes)
    await town.passes(minutes=4, seconds=59)
    assert len(ana.buzzes) == buzzes
    assert "A note goes to" not in ana.read(ana.home)
    await town.passes(minutes=16)
    assert ana.buzzes.count(wording.TOLD_OFF) == 1
    assert ana.sees == "The note in #a channel is off: I can't post there. Your block is as it was."
    await town.passes(days=3)
    await ana.says("/focus start 5")
    await town.passes(days=1)
    assert ana.buzzes.count(wording.TOLD_OFF) == 1


@pytest.mark.parametrize("how", ["kicked", "archived"])
async def test_an_edit_that_is_refused_turns_it_off_too(town: Town, ana: Human, room: str, how: str) -> None:
    await invite(ana, room)
    await turns_on(ana, room)
    await ana.says("/focus start 5")
    await takes_it_away(ana, room, how)
    await ana.says("break")
    assert "A note goes to" not in ana.read(ana.home)
    await town.passes(minutes=30)
    assert ana.buzzes.count(wording.TOLD_OFF) == 1


async def test_it_is_turned_off_where_it_was_turned_on_and_what_stands_goes(town: Town, ana: Human, room: str) -> None:
    await invite(ana, room)
    await turns_on(ana, room)
    assert "A note goes to #a channel." in ana.read(ana.home)
    await ana.says("/focus start 20")
    await ana.says("/focus settings")
    await ana.presses(wording.CHANNEL_NOTE, on=ana.modal)
    assert ana.form == {wording.CHANNEL_BOX: room, wording.NAME_BOX: "Ana K."}
    await ana.presses(wording.TURN_OFF, on=ana.modal)
    assert ana.read(ana.modal) == wording.OFF
    assert there(ana, room) == []
    await town.passes(hours=1)
    assert "A note goes to" not in ana.read(ana.home)
    assert there(ana, room) == []


async def test_another_name_goes_for_what_stands_too(town: Town, ana: Human, room: str) -> None:
    await invite(ana, room)
    await turns_on(ana, room)
    await ana.says("/focus start 20")
    await turns_on(ana, room, "*A*")
    await ana.says("/focus stop")
    assert there(ana, room) == ["*A*: done for now."]
    assert "*A*" not in reading.marked_up([one.blocks for one in town.workspace.messages(ana.user, room)])


async def test_a_name_that_has_no_room_stays_in_its_box(ana: Human, room: str) -> None:
    await turns_on(ana, room, "x" * 41)
    assert ana.outcome.errors == {"name": wording.name_too_long(41)}
    assert ana.has_modal
