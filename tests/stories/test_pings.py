"""What the one who knows is told: a start, a break, back, every ending alike; and never more than that."""

from typing import Any

import pytest

from bot.breaks import wording as breaks
from bot.focus import wording as focus
from bot.helpers.wording import BACK_TO_IT, TOO_MUCH
from bot.invitations import wording as invitations
from bot.ladder.wording import SMALLER
from bot.pings import wording
from tests.stories.test_care import SENTENCE
from tests.support import knowing, reading
from tests.support.people import Human, Town

DEV = "U0DEV00004"


async def agree(human: Human, buddy: Human, **more: Any) -> None:
    """The two agreed."""
    await knowing.agree(human.town.bot.database, human.id, buddy.user, human.town.clock(), buddy.zone, **more)


def pings(human: Human) -> list[str]:
    """What stands there, without buttons."""
    return [human.read(one).splitlines()[0] for one in human.messages]


async def test_a_start_a_break_back_and_done_are_two_messages_and_edits(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20 loader test")
    assert pings(dev) == ["@someone: doing a focused 20-min block, back at 14:50."]
    assert dev.buttons == [wording.THUMB, wording.STOP_THESE]
    assert dev.buzzes == [f"<@{ana.user}>: doing a focused 20-min block, back at 14:50."]
    assert reading.words_in(dev.card.blocks).count(ana.user) == 1
    await town.passes(minutes=7)
    await ana.presses(breaks.SHORT_BREAK)
    assert pings(dev) == [
        "@someone: doing a focused 20-min block.",
        "@someone: on a short break, back at 14:42.",
    ]
    assert [reading.labels(one) for one in dev.messages] == [[], [wording.THUMB, wording.STOP_THESE]]
    await town.passes(minutes=2)
    await ana.presses(breaks.BACK)
    assert pings(dev)[1] == "@someone: back to it, until 14:52."
    await town.passes(minutes=1)
    await ana.says("break")
    assert pings(dev)[1] == "@someone: on a short break, back at 14:45."
    await ana.says("back")
    await town.passes(hours=1)
    assert pings(dev)[1] == "@someone: done for now."
    assert (len(dev.messages), len(dev.buzzes)) == (2, 2)
    assert dev.buttons == [wording.STOP_THESE]
    assert "loader" not in reading.words_in([one.blocks for one in dev.messages])


@pytest.mark.parametrize("how", ["stop", "done", "done for today", "clock", SENTENCE, "leave"])
async def test_every_ending_looks_the_same_to_the_one_who_knows(town: Town, ana: Human, dev: Human, how: str) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 5 loader test")
    await town.passes(minutes=1)
    match how:
        case "clock":
            await town.passes(minutes=5)
        case "leave":
            await ana.says("break")
            await town.passes(minutes=20)
        case _:
            await ana.says(how)
    await town.passes(hours=13)
    assert pings(dev)[-1] == "@someone: done for now."
    assert len(dev.messages) == 1 + (how == "leave")
    assert dev.buttons == [wording.STOP_THESE]


async def test_undo_takes_the_ping_away(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20 loader test")
    await town.passes(seconds=30)
    await ana.presses(focus.UNDO)
    assert dev.messages == []


async def test_smaller_moves_the_time_and_the_foot_says_nothing_new(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus tiny")
    await town.passes(minutes=1)
    assert dev.messages == []
    await ana.says("/focus start 20")
    await ana.presses(SMALLER)
    assert pings(dev) == ["@someone: doing a focused 10-min block, back at 14:41."]
    await ana.presses(SMALLER)
    assert pings(dev) == ["@someone: doing a focused 10-min block, back at 14:41."]
    await town.passes(seconds=10)
    assert (pings(dev), len(dev.buzzes)) == (["@someone: done for now."], 1)


async def test_a_helper_is_nobodys_business(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    before = len(town.log)
    await ana.presses(TOO_MUCH)
    await town.passes(minutes=4)
    await ana.presses(BACK_TO_IT)
    told = [call for call in list(town.log)[before:] if dev.dm in str(call.arguments)]
    assert told == []
    await ana.says("stop")
    await ana.says("/focus ground")
    assert len(dev.messages) == 1


async def test_a_break_outside_a_block_is_told_and_its_end_and_has_no_thumb(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus break")
    assert pings(dev) == ["@someone: on a short break, back at 14:35."]
    assert dev.buttons == [wording.STOP_THESE]
    await town.passes(minutes=5)
    assert (pings(dev), len(dev.buzzes)) == (["@someone: done for now."], 1)


async def test_a_thumb_waits_for_the_card_at_the_end(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20 loader test")
    buzzes, before = len(ana.buzzes), ana.card.as_it_is()
    await dev.presses(wording.THUMB)
    assert dev.is_told == "@someone sees this at the end."
    await dev.presses(wording.THUMB)
    assert dev.is_told == "@someone sees this at the end."
    assert (len(ana.buzzes), ana.card.blocks) == (buzzes, before.blocks)
    await town.passes(minutes=19)
    assert wording.THUMB not in ana.sees
    await town.passes(minutes=1)
    assert f"@someone: {wording.THUMB}" in ana.sees
    assert reading.words_in(ana.card.blocks).count(dev.user) == 1
    await ana.presses(focus.SKIP)
    assert wording.THUMB not in ana.sees


async def test_a_thumb_at_the_end_is_drawn_there_and_one_after_it_is_told_so(
    town: Town, ana: Human, dev: Human
) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 5")
    standing = dev.card.as_it_is()
    await town.passes(minutes=5)
    buzzes = len(ana.buzzes)
    await dev.presses(wording.THUMB, on=standing)
    assert f"@someone: {wording.THUMB}" in ana.sees
    assert len(ana.buzzes) == buzzes
    await ana.says("/focus start 5")
    newer = dev.card.as_it_is()
    await ana.presses(focus.STOP_HERE)
    await town.passes(hours=13)
    await dev.presses(wording.THUMB, on=newer)
    assert dev.is_told == wording.OVER
    assert wording.THUMB not in ana.sees


async def test_stop_these_is_at_once_silent_and_can_be_taken_back_for_two_minutes(
    town: Town, ana: Human, dev: Human
) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    buzzes = len(ana.buzzes)
    await dev.presses(wording.STOP_THESE)
    assert (dev.is_told.splitlines()[0], reading.labels(dev.answer)) == (wording.STOPPED, [wording.UNDO])
    assert (pings(dev), dev.buttons) == (["Pings from @someone are off."], [])
    await ana.says("break")
    assert (len(dev.messages), len(ana.buzzes)) == (1, buzzes)
    await dev.presses(wording.UNDO, on=dev.answer)
    assert dev.is_told == wording.GOES_ON
    assert pings(dev)[0] == "@someone: on a short break, back at 14:35."
    await ana.says("back")
    assert pings(dev)[0] == "@someone: back to it, until 14:50."
    await dev.presses(wording.STOP_THESE)
    await town.passes(minutes=2)
    await dev.presses(wording.UNDO, on=dev.answer)
    assert dev.is_told == wording.TOO_LATE_TO_UNDO
    await ana.says("stop")
    await ana.says("/focus start 20")
    assert pings(dev) == ["Pings from @someone are off."]
    assert len(dev.buzzes) == 1


async def test_a_double_click_on_undo_takes_a_stop_back_once_and_says_so_twice(
    town: Town, ana: Human, dev: Human
) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    await dev.presses(wording.STOP_THESE)
    undo = dev.answer.as_it_is()
    for _ in range(2):
        await dev.presses(wording.UNDO, on=undo)
        assert dev.is_told == wording.GOES_ON
    assert dev.buttons == [wording.THUMB, wording.STOP_THESE]


async def test_stop_these_under_the_end_of_a_block_takes_its_button_too(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 5")
    await town.passes(minutes=5)
    await ana.presses(focus.SKIP)
    await dev.presses(wording.STOP_THESE)
    assert (pings(dev), dev.buttons) == (["Pings from @someone are off."], [])
    await dev.presses(wording.UNDO, on=dev.answer)
    assert (pings(dev), dev.buttons) == (["@someone: done for now."], [wording.STOP_THESE])
    assert len(dev.buzzes) == 1


async def test_whoever_asked_ends_it_and_what_stands_says_so(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    await ana.says("/focus buddy off")
    assert (pings(dev), dev.buttons, len(dev.buzzes)) == (["Pings from @someone are off."], [], 1)
    await ana.says("break")
    await town.passes(hours=1)
    assert (len(dev.messages), len(dev.buzzes)) == (1, 1)


async def test_whoever_deletes_in_a_block_looks_done_like_anybody(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    standing = dev.card.as_it_is()
    await ana.says("/focus delete")
    await ana.presses("Delete everything", on=ana.answer)
    assert (pings(dev), dev.buttons, len(dev.buzzes)) == (["@someone: done for now."], [], 1)
    await dev.presses(wording.STOP_THESE, on=standing)
    assert dev.is_told == wording.OFF
    await dev.presses(wording.THUMB, on=standing)
    assert dev.is_told == wording.OVER
    await ana.says("/focus start 20")
    assert len(dev.messages) == 1


async def test_a_reader_who_deletes_is_told_nothing_more(town: Town, ana: Human, dev: Human) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20")
    await dev.says("/focus delete")
    await dev.presses("Delete everything", on=dev.answer)
    assert (pings(dev), dev.buttons) == (["This was removed."], [])
    await ana.says("break")
    await ana.says("stop")
    assert (pings(dev), len(dev.buzzes)) == (["This was removed."], 1)


# Where and when people are: Ana in Berlin, Ben in New York, Dev in Kolkata, Chiyo in Tokyo.


async def asks(human: Human, whom: Human) -> None:
    """The two agree by every step of it."""
    await human.says(f"/focus buddy @{human.town.workspace.people[whom.user].name}")
    await human.saves()
    await human.saves()
    await whom.presses(invitations.FINE)


def buzzed(human: Human) -> int:
    """How many pings their devices showed."""
    return sum(one.startswith("<@") for one in human.buzzes)


async def test_each_reads_the_time_of_their_own_place_and_nobody_hears_outside_working_hours(
    town: Town, ana: Human, ben: Human, chiyo: Human, dev: Human
) -> None:
    for sender, reader in ((ana, dev), (dev, ben), (ben, chiyo)):
        await asks(sender, reader)
    await ana.says("/focus start 20")
    assert dev.sees.startswith("@someone: doing a focused 20-min block, back at 14:50.")
    await dev.says("/focus start 20")  # it is four in the morning in New York
    await ben.says("/focus start 20")  # and past six in the evening in Tokyo
    assert (buzzed(ben), buzzed(chiyo)) == (0, 0)
    await town.passes(hours=6)
    await ana.says("/focus start 20")  # half past eight in the evening in Kolkata
    assert buzzed(dev) == 1
    await dev.says("/focus start 20")
    assert ben.sees.startswith("@someone: doing a focused 20-min block, back at 10:20.")
    assert (buzzed(ben), buzzed(chiyo)) == (1, 0)


async def test_never_while_notifications_rest_whoever_widened_the_hours(town: Town, ana: Human, dev: Human) -> None:
    await asks(ana, dev)
    await dev.opens_home()
    await dev.presses("Whenever notifications are on", on=dev.home)
    await town.workspace.keep_hours(dev.user, "10:00", "14:00")
    await ana.says("/focus start 5")
    await town.passes(minutes=10)
    await town.workspace.keep_hours(dev.user, "10:00", "22:00")
    assert buzzed(dev) == 0
    await town.passes(hours=7)  # a quarter to ten in the evening there
    await ana.says("/focus start 5")
    assert buzzed(dev) == 1
    await town.passes(minutes=30)
    await ana.says("/focus start 5")
    assert buzzed(dev) == 1


async def test_two_who_tell_the_same_one_share_four_a_day_and_the_next_day_is_new(
    town: Town, ana: Human, chiyo: Human, dev: Human
) -> None:
    await asks(ana, dev)
    await asks(chiyo, dev)
    for sender in (ana, chiyo, ana, chiyo, ana, chiyo):
        await sender.says("/focus start 5")
        await sender.says("/focus stop")
        await town.passes(minutes=6)
    assert buzzed(dev) == 4
    await town.passes(hours=23)
    await ana.says("/focus start 5")
    await chiyo.says("/focus start 5")
    assert buzzed(dev) == 6


async def test_two_who_know_of_each_other_don_t_disturb_each_other_at_work(town: Town, ana: Human, dev: Human) -> None:
    await asks(ana, dev)
    await asks(dev, ana)
    await dev.says("/focus start 20")
    assert ana.sees.startswith("@someone: doing a focused 20-min block, back at 10:20.")
    await ana.says("/focus start 20")
    await town.passes(minutes=5)
    assert (buzzed(ana), buzzed(dev)) == (1, 0)
    await dev.says("break")
    assert buzzed(ana) == 1  # she works, so the start says it, without a buzz
    assert "@someone: on a short break, back at 10:10." in [ana.read(one).splitlines()[0] for one in ana.messages]


async def test_who_moves_is_told_in_the_hours_of_where_they_are(town: Town, ana: Human, dev: Human) -> None:
    await asks(ana, dev)
    await dev.moves_to("America/New_York")
    await ana.says("/focus start 5")
    assert buzzed(dev) == 0
    await town.passes(hours=6)
    await ana.says("/focus start 5")
    assert dev.sees.startswith("@someone: doing a focused 5-min block, back at 10:05.")
