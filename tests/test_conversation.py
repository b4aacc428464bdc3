"""docs/conversation.md, lived through from top to bottom: every answer on the page is really said."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from bot.care.rules import needs_person
from bot.settings import ROOT
from tests.support.clock import MONDAY_AT_NINE, VirtualClock
from tests.support.people import ANA, Human, Town
from tests.support.statements import directly
from tests.support.towns import town_on

PAGE = ROOT / "docs" / "conversation.md"
ACT = re.compile(
    r"at (?P<hour>\d+):(?P<minute>\d+)|press \*(?P<label>[^*]+)\*|type `(?P<line>[^`]+)`"
    r"|fill \*(?P<box>[^*]+)\* with `(?P<words>[^`]+)`"
)
MARKS = str.maketrans(dict.fromkeys("*`"))


class Turn(NamedTuple):
    """One row of the table."""

    number: int
    asks: str
    form: str
    answer: str


def turns() -> list[Turn]:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if re.match(r"\| \d", line)]
    return [Turn(int(number), asks, form, answer) for number, asks, form, answer in rows]


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    """The town, where it is soon nine o'clock in Berlin."""
    machine = VirtualClock(MONDAY_AT_NINE - timedelta(hours=1, minutes=10))
    async with town_on(directly(sqlite_url), VirtualClock(machine(), machine), machine) as made:
        yield made


async def seen_while(town: Town, human: Human, form: str) -> str:
    """Do all that stands in the second column, and note all that is to be seen on the way."""
    seen = []
    for act in ACT.finditer(form):
        answered = len(human.answers)
        await does(town, human, act)
        seen.append(human.sees)
        seen += [human.is_told] if len(human.answers) > answered else []
    return "\n".join(seen).translate(MARKS)


async def does(town: Town, human: Human, act: re.Match[str]) -> None:
    if act["hour"]:
        there = town.clock().astimezone(ZoneInfo(human.zone))
        then: datetime = there.replace(hour=int(act["hour"]), minute=int(act["minute"]), second=0)
        await town.passes(seconds=(then - there).total_seconds())
    elif act["box"]:
        human.fills({act["box"]: act["words"]})
    elif act["label"] == "Save":
        await human.saves()
        assert human.outcome.ok
    elif act["label"]:
        await human.presses(act["label"])
    else:
        await human.says(act["line"])


async def test_every_turn_is_answered_as_the_page_says(town: Town) -> None:
    ana = town.person(ANA)
    for turn in turns():
        seen = await seen_while(town, ana, turn.form)
        for said in turn.answer.translate(MARKS).split("<br>"):
            assert said in seen, f"turn {turn.number}: {said!r} is not in:\n{seen}"
        assert "That sounds heavy" not in seen, turn.number
    buzzed = len(ana.buzzes)
    await town.passes(days=2)
    assert len(ana.buzzes) == buzzed


def test_every_form_is_all_acts_that_the_test_performs() -> None:
    for turn in turns():
        assert not re.sub(r"[\s,]", "", ACT.sub("", turn.form)), turn


def test_there_are_26_turns_in_order() -> None:
    assert [turn.number for turn in turns()] == list(range(1, 27))


PARAPHRASES = (
    "Since my partner died I'm sad all day, my work suffers and so do the people around me.",
    "I avoid what I used to like, and I can't concentrate long enough to solve anything.",
    "If I lose the thread again I'll feel useless, and that makes the sadness worse.",
    "I'm scared that it takes over and doesn't stop when I look at it.",
    "I'm ashamed, it's the same old mess-ups, I prove that I can't stick to anything.",
    "In my head it says you're useless, you always mess up, what's the point, not cut out for this.",
    "The voice is flat and disappointed and I want to escape from it.",
    "My chest is tight, there's a knot in my stomach and I want to look away.",
    "It's okay to fail, I said, and then the shame came back.",
    "I squeezed the coin and took a breath and it was looser for a second.",
    "I wrote okay on a scrap of paper, I'm shaky and worn out.",
)


@pytest.mark.parametrize("words", [*PARAPHRASES, *(turn.asks for turn in turns()), *(turn.form for turn in turns())])
def test_none_of_it_meets_the_support_card(words: str) -> None:
    assert not needs_person(words)
