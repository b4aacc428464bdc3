"""The plan that the product comes from (PRODUCT 1), steps three to seven, as one morning; and the long way down."""

from tests.support.people import Human, Town

KEEP = "Keep until I delete"


async def test_the_plan_from_the_quiet_minutes_to_one_sentence(town: Town, ana: Human) -> None:
    await ana.says("/focus settings")
    ana.fills({"Something to hold": "coin", "A phrase of your own": "I'm here. This moment is okay."})
    await ana.saves()

    await ana.says("/focus start 20 loader test")
    assert ana.sees.startswith(
        "Five quiet minutes, until 10:05. Then loader test, until 10:20. I'm here. This moment is okay."
    )

    await town.passes(minutes=3)  # it gets too much
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

    await ana.presses("Back to it")  # at 10:05:15, with the switch held until now
    assert ana.sees.startswith("That's five. Loader test now, if you like. Until 10:20.")
    assert len(ana.messages) == 1

    await town.passes(minutes=2)
    await ana.presses("Wandered off")
    assert ana.sees.startswith("Noted, 10:07. Loader test, until 10:20.")

    await town.passes(minutes=3)  # it does not settle
    await ana.says("on a short break")
    assert ana.sees.startswith("Five minutes off, until 10:15.")
    await ana.says("the second loop")
    await town.passes(minutes=5)
    assert ana.sees.startswith("That's five. Back, or done here?")
    await ana.presses("A shorter one")
    assert ana.sees.startswith("Loader test, five minutes, until 10:20.\nYou were here: the second loop")

    await town.passes(minutes=6)
    assert ana.sees.startswith("That's the end. One thing that went okay? One word is plenty.")
    await ana.presses("Write it")
    await ana.writes("read the second loop", keep=KEEP)
    assert ana.sees == "Saved."
    assert ana.buzzes == ["Your block has begun.", "Your break is over.", "Your block is over."]
    await town.passes(days=1)
    assert len(ana.buzzes) == 3


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
