"""Planning a morning, and the morning: the modal, the card that says it is saved, the card at its time, and its end."""

from bot.plans import wording
from bot.plans.rules import Box
from tests.support.people import Human, Town

TASK = wording.BOXES[Box.TASK]
AFTER, READY = wording.BOXES[Box.AFTER], wording.BOXES[Box.READY]


async def plans(human: Human, **boxes: str | list[str]) -> None:
    """Open the modal and save it with these in its boxes."""
    await human.says("/focus plan")
    human.fills(boxes)
    await human.saves()


async def test_the_night_before_and_the_morning(town: Town, ana: Human) -> None:
    await ana.says("/focus plan")
    assert ana.form == {
        TASK: "",
        wording.DONT_KNOW_BOX: "",
        wording.DATE_BOX: "2027-03-02",
        wording.TIME_BOX: "09:00",
        wording.SIZE_BOX: "20 minutes",
        wording.WHOM_BOX: "",
        AFTER: "",
        READY: "",
        wording.DAYS_BOX: "",
    }
    ana.fills({TASK: "loader test", AFTER: "the coffee is made", READY: "coin by the keyboard"})
    await ana.saves()
    assert not ana.has_modal
    assert ana.sees.startswith(
        "Tomorrow, 9:00 and the coffee is made: loader test, 20 minutes.\n"
        "To put ready: coin by the keyboard\n[Change] [No plan]\nI'm software that times small blocks."
    )
    await town.passes(hours=23, minutes=5)
    assert len(ana.messages) == 1
    assert ana.sees == (
        "When it's 9:00 and the coffee is made: loader test, 20 minutes.\n"
        "To put ready: coin by the keyboard\n[Start] [Smaller] [Later] [Not today]"
    )
    assert "loader" not in " ".join(ana.buzzes)
    await ana.presses("Start")
    assert ana.sees.startswith("Five quiet minutes, until 9:10. Then loader test, until 9:25.")
    assert [ana.read(card) for card in ana.messages[:-1]] == ["Begun."]
    await town.passes(hours=1)
    assert "Begun." not in [ana.read(card) for card in ana.messages]
