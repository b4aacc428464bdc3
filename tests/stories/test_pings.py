"""What the one who knows is told: a start, a break, back, every ending alike; and never more than that."""

import pytest

from bot.breaks import wording as breaks
from bot.buddies.tables import Buddy
from bot.invitations.rules import Answer
from bot.pings import wording
from tests.support import reading
from tests.support.people import Human, Town

DEV = "U0DEV00004"


@pytest.fixture
def dev(town: Town) -> Human:
    """In Kolkata, where it is half past two in the afternoon."""
    return town.person(DEV)


async def agree(human: Human, buddy: Human, *, any_hour: bool = False) -> None:
    """The two agreed."""
    now = human.town.clock()
    async with human.town.bot.database.transaction() as session:
        session.add(
            Buddy(
                workspace=human.id.workspace,
                user=human.user,
                buddy=buddy.user,
                invited_at=now,
                answer=Answer.YES,
                answered_at=now,
                any_hour=any_hour,
            )
        )


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
