"""The plan that the product comes from (PRODUCT 1): its seven steps as one evening and one morning."""

from bot.invitations import wording as invitations
from bot.pings import wording as pings
from bot.plans import wording as plans
from bot.plans.rules import Box
from tests.support.people import Human, Town

KEEP = "Keep until I delete"
TASK, AFTER, READY, WHOM = plans.BOXES[Box.TASK], plans.BOXES[Box.AFTER], plans.BOXES[Box.READY], plans.WHOM_BOX


async def test_the_plan_from_the_night_before_to_one_sentence(town: Town, ana: Human, chiyo: Human, dev: Human) -> None:
    await the_night_before(town, ana, chiyo, dev)

    await town.passes(hours=12)  # one: the card in the morning, at nine in Berlin
    assert ana.sees == (
        "When it's 9:00 and the coffee is made: loader test, 20 minutes.\n"
        "To put ready: coin by the keyboard, mug out\nOr a chat with @someone.\n[Start] [Smaller] [Later] [Not today]"
    )
    await ana.presses("Start")  # two: one colleague knows
    assert told(dev) == ["@someone: doing a focused 20-min block, back at 13:50."]
    assert dev.buzzes[1:] == [f"<@{ana.user}>: doing a focused 20-min block, back at 13:50."]

    assert ana.sees.startswith(  # three: five quiet minutes, in their own words
        "Five quiet minutes, until 9:05. Then loader test, until 9:20. I'm here. This moment is okay."
    )
    await too_much(town, ana)
    await dev.presses(pings.THUMB)  # a colleague's check-in, which waits for the end
    await distracted(town, ana)

    await town.passes(minutes=3)  # six: it does not settle
    await ana.says("on a short break")
    assert ana.sees.startswith("Five minutes off, until 9:15.")
    assert told(dev) == [
        "@someone: doing a focused 20-min block.",
        "@someone: on a short break, back at 13:45.",
    ]
    await ana.says("the second loop")
    await town.passes(minutes=5)
    assert ana.sees.startswith("That's five. Back, or done here?")
    await ana.presses("A shorter one")
    assert ana.sees.startswith("Loader test, five minutes, until 9:20.\nYou were here: the second loop")
    assert told(dev)[-1] == "@someone: back to it, until 13:50."

    await town.passes(minutes=6)  # seven: one sentence
    assert ana.sees.startswith("That's the end. One thing that went okay? One word is plenty.")
    assert "👍" in ana.sees
    assert told(dev)[-1] == "@someone: done for now."
    await ana.presses("Write it")
    await ana.writes("read the second loop", keep=KEEP)
    assert ana.sees == "Saved."
    assert len(dev.buzzes) == 3  # an invitation, a start, a break
    assert "loader" not in " ".join(map(dev.read, dev.messages))
    ana_heard = ana.buzzes
    await town.passes(days=1)
    assert ana.buzzes == ana_heard


async def the_night_before(town: Town, ana: Human, chiyo: Human, dev: Human) -> None:
    """A coin, a phrase, one colleague who agrees to know; then one task, a time, whom to mentor, what to put ready."""
    await ana.says("/focus settings")
    ana.fills({"Something to hold": "coin", "A phrase of your own": "I'm here. This moment is okay."})
    await ana.saves()
    await ana.says("/focus buddy @dev")
    await ana.saves()
    await ana.saves()
    await dev.presses(invitations.FINE)
    await town.passes(hours=10)
    await ana.says("/focus plan")
    evening = {TASK: "loader test", AFTER: "the coffee is made", READY: "coin by the keyboard, mug out"}
    ana.fills(evening | {WHOM: chiyo.user})
    await ana.saves()
    assert ana.sees.startswith("Tomorrow, 9:00 and the coffee is made: loader test, 20 minutes")
    await town.passes(hours=1)


async def too_much(town: Town, ana: Human) -> None:
    """Four: the coin, five things, a stretch."""
    await town.passes(minutes=3)
    await ana.presses("Too much")
    assert ana.sees.startswith("OK. Hold your coin, thirty seconds.")
    await town.passes(seconds=30)
    assert ana.sees.startswith("That's thirty seconds.")
    await ana.presses("Something else")
    assert ana.sees.startswith("Look for five things in the room.")
    await town.passes(seconds=45)
    await ana.presses("Something else")
    assert ana.sees.startswith("Stand up and stretch, one minute.")
    await town.passes(minutes=1)
    assert ana.sees.startswith("That's a minute.\n[Stop here] [Back to it]")
    await ana.presses("Back to it")  # at 9:05:15, with the switch held until now


async def distracted(town: Town, ana: Human) -> None:
    """Five: the one small task; that's a thought, and back."""
    assert ana.sees.startswith("That's five. Loader test now, if you like. Until 9:20.")
    await town.passes(minutes=2)
    await ana.presses("Wandered off")
    assert ana.sees.startswith("Noted, 9:07. Loader test, until 9:20.")


def told(human: Human) -> list[str]:
    """What stands there of a block, without buttons; the first message is the invitation."""
    return [human.read(one).splitlines()[0] for one in human.messages[1:]]


async def test_the_long_way_down_to_one_word(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    for wait, line, says in (
        (20, "smaller", "Two quiet minutes, until 10:02."),
        (65, "even smaller", "Five quiet minutes, until 10:06. That's all of it."),
        (65, "can we make it smaller?", "Loader test: open the file, that's all of it. Until 10:04."),
        (65, "something even shorter", "One slow breath, ten seconds."),
    ):
        await town.passes(seconds=wait)
        await ana.says(line)
        assert ana.sees.startswith(says), line
    await town.passes(seconds=10)
    assert ana.sees.startswith("One breath. That counts.\n[Stop here] [Another] [Smaller]")
    await ana.says("how is that supposed to help?")
    assert "It's a ten-second pause. Some people feel a little looser, some don't." in ana.sees
    await ana.says("can we slow down?")
    await town.passes(seconds=10)
    assert ana.sees.startswith("One breath. That counts.")
    await ana.says("smaller")
    assert ana.sees.startswith("One word, typed here. Okay is one.")
    await ana.says("okay")
    assert ana.sees.startswith("That counts.\n[Stop here] [Another] [Enough for today]")
    await ana.presses("Enough for today")
    assert ana.sees == "Enough for today. That counts."
    assert ana.buzzes == ["Your block has begun."]
    await town.passes(hours=13)
    assert len(ana.messages) == 1
