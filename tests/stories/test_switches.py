"""What whoever runs it switches off or limits: true for everyone and at once, and told before anybody writes."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.focus import wording as focus_wording
from bot.home import wording as home_wording
from bot.journal import cards, wording
from bot.journal.tables import Sentence
from bot.people.tables import Person
from bot.preferences import wording as preferences_wording
from bot.privacy import wording as privacy_wording
from bot.sittings.tables import FocusBlock
from bot.streaks.tables import DayShown
from bot.switches import wording as switches_wording
from bot.switches.rules import Switches
from tests.stories.test_care import SENTENCE as EXPLICIT
from tests.stories.test_pings import agree, pings
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

FOR_GOOD = "Keep until I delete"
OFF = {"softstart_sentences": "off"}


def at_most(days: int) -> dict[str, int]:
    return {"softstart_keep_at_most_days": days}


async def ends_a_block(town: Town, human: Human) -> None:
    await human.says("/focus start 1 loader test")
    await town.passes(minutes=1)


async def keeps(town: Town, human: Human, words: str, keep: str = "") -> None:
    await ends_a_block(town, human)
    await human.presses(focus_wording.WRITE_IT)
    await human.writes(words, keep)
    assert human.sees == "Saved."


async def stored(town: Town) -> list[Sentence]:
    async with town.bot.database.transaction() as session:
        return list(await session.scalars(select(Sentence)))


async def choice(town: Town) -> str | None:
    async with town.bot.database.transaction() as session:
        return (await session.scalars(select(Person))).one().keeping


async def look(human: Human) -> str:
    await human.says("/focus okay")
    return human.read(human.modal)


def options(human: Human, box: str) -> list[str]:
    """What can be chosen in this box of the open modal."""
    element = reading.box(human.modal, box)["element"]
    return [option["text"]["text"] for option in element["options"]]


# How long anything is kept at most.


@pytest.mark.parametrize(
    ("days", "offered"),
    [
        (1, ["Keep for 1 day"]),
        (3, ["Keep for 3 days"]),
        (7, ["Keep for 7 days"]),
        (14, ["Keep for 7 days", "Keep for 14 days"]),
        (30, ["Keep for 7 days", "Keep for 30 days"]),
        (60, ["Keep for 7 days", "Keep for 30 days", "Keep for 60 days"]),
    ],
)
async def test_the_question_offers_what_the_limit_allows(town: Town, ana: Human, days: int, offered: list[str]) -> None:
    await town.restarts(**at_most(days))
    await ends_a_block(town, ana)
    await ana.presses(focus_wording.WRITE_IT)
    assert options(ana, "keeping") == ["Don't keep it", *offered]
    await ana.writes("okay", offered[-1])
    assert ana.sees == "Saved."
    (kept,) = await stored(town)
    assert kept.forget_at == kept.written_at + timedelta(days=days)


async def test_a_first_sentence_typed_as_a_line_is_asked_about_within_the_limit(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(14))
    await ends_a_block(town, ana)
    await ana.says("opened the file")
    assert ana.buttons == ["Don't keep it", "7 days", "14 days", focus_wording.SKIP, focus_wording.UNDO]
    await ana.presses("14 days")
    assert ana.sees == "Saved."
    await town.passes(days=13)
    assert "opened the file" in await look(ana)
    await town.passes(days=1)
    assert "opened the file" not in await look(ana)


async def test_what_was_chosen_before_is_read_as_the_limit_at_once_after_a_restart(town: Town, ana: Human) -> None:
    await keeps(town, ana, "an old one", FOR_GOOD)
    await town.passes(days=10)
    await keeps(town, ana, "a newer one")
    await town.passes(days=6)
    assert len(await stored(town)) == 2
    await town.restarts(**at_most(14))
    assert len(await stored(town)) == 1
    assert "an old one" not in await look(ana)
    assert "a newer one" in await look(ana)
    assert "No sentence is kept here for longer than 14 days." in await look(ana)
    await ends_a_block(town, ana)
    await ana.presses(focus_wording.WRITE_IT)
    assert "Kept for 14 days, the longest there is here." in ana.read(ana.modal)


async def test_what_is_over_is_not_shown_before_the_night_has_removed_it(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(3))
    await keeps(town, ana, "opened the file", "Keep for 3 days")
    await town.sleeps(days=3)
    assert len(await stored(town)) == 1
    assert "opened the file" not in await look(ana)
    await ana.opens_home()
    assert "opened the file" not in ana.read(ana.home)


async def test_the_home_tab_and_what_is_kept_say_the_limit(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(14))
    await ana.opens_home()
    assert "No sentence is kept here for longer than 14 days." in ana.read(ana.home)
    await ana.says("/focus privacy", where=GENERAL)
    assert ana.is_told == privacy_wording.privacy(Switches(14))
    assert "its size: 14 days." in ana.is_told
    assert "and 14 days at most." in ana.is_told


async def test_settings_show_a_choice_from_before_as_the_limit_and_leave_it_until_it_is_changed(
    town: Town, ana: Human
) -> None:
    await keeps(town, ana, "okay", FOR_GOOD)
    await town.restarts(**at_most(14))
    await ana.says("/focus settings")
    assert ana.form[preferences_wording.KEEPING] == "Keep for 14 days"
    assert options(ana, preferences_wording.KEEPING) == ["Don't keep it", "Keep for 7 days", "Keep for 14 days"]
    await ana.saves()
    assert await choice(town) == "always"
    await town.restarts(**at_most(10))
    await ana.says("/focus settings")
    ana.fills({preferences_wording.KEEPING: "Keep for 7 days"})
    await ana.saves()
    assert await choice(town) == "7"


async def test_a_choice_made_under_a_limit_is_no_longer_one_when_the_limit_goes(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(14))
    await keeps(town, ana, "okay", "Keep for 14 days")
    await town.restarts(softstart_keep_at_most_days=None)
    await ana.says("/focus settings")
    assert ana.form[preferences_wording.KEEPING] == "Keep for 14 days"
    assert "Keep for 14 days" in options(ana, preferences_wording.KEEPING)
    await keeps(town, ana, "opened the file")
    assert {one.forget_at - one.written_at for one in await stored(town) if one.forget_at} == {timedelta(days=14)}
    assert len(await stored(town)) == 2


async def test_what_is_kept_of_a_block_goes_with_the_limit_and_the_days_stay(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.presses(focus_wording.SKIP)
    await town.passes(days=3)
    await town.restarts(**at_most(2))
    async with town.bot.database.transaction() as session:
        assert list(await session.scalars(select(FocusBlock))) == []
        assert len(list(await session.scalars(select(col(DayShown.day))))) == 1
    assert [row for row in await town.rows() if row.settled_at and row.settled_at < town.clock()] == []


async def test_a_limit_of_a_day_leaves_a_whole_day_to_be_lived(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(1))
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=20)
    await town.passes(hours=11)
    await ana.presses(focus_wording.WRITE_IT)
    await ana.writes("okay", "Keep for 1 day")
    assert ana.sees == "Saved."
    await town.passes(days=3)
    assert await stored(town) == []
    await ana.says("/focus start 20 loader test")
    assert focus_wording.STOP_HERE in ana.buttons


async def test_after_a_weekend_without_the_bot_a_card_is_laid_down_before_its_rows_go(town: Town, ana: Human) -> None:
    await town.restarts(**at_most(1))
    await ana.says("/focus start 20 loader test")
    assert "loader test" in ana.sees.lower()
    await town.passes(minutes=20)
    await town.sleeps(days=2)
    await town.restarts()
    assert ana.cards_with_buttons == []
    assert "loader test" not in "".join(map(ana.read, ana.messages)).lower()
    await town.restarts()
    async with town.bot.database.transaction() as session:
        assert list(await session.scalars(select(FocusBlock))) == []
    day_ago = town.clock() - timedelta(days=1)
    assert [row for row in await town.rows() if row.settled_at and row.settled_at <= day_ago] == []


async def test_nobody_looks_back_on_what_the_limit_took(town: Town, ana: Human) -> None:
    await ana.says("/focus settings")
    ana.fills({preferences_wording.LOOK_BACK: "Friday"})
    await ana.saves()
    await keeps(town, ana, "on Monday", FOR_GOOD)
    await town.restarts(**at_most(3))
    before = len(ana.buzzes)
    await town.passes(days=6)
    assert len(ana.buzzes) == before


# No sentence at all.


async def test_before_anybody_writes_it_is_said_that_nothing_is_kept(town: Town, ana: Human) -> None:
    await town.restarts(**OFF)
    await ends_a_block(town, ana)
    assert wording.NOT_KEPT_HERE in ana.sees
    await ana.presses(focus_wording.WRITE_IT)
    assert wording.NOBODY_CHOSE in ana.read(ana.modal)
    assert wording.KEEP not in ana.read(ana.modal)
    await ana.writes("okay")
    assert ana.sees == "Not kept."
    assert await stored(town) == []
    assert await choice(town) is None


@pytest.mark.parametrize("line", ["opened the file", "/focus done opened the file"])
async def test_a_typed_sentence_is_not_kept_and_asked_about_by_nobody(town: Town, ana: Human, line: str) -> None:
    await town.restarts(**OFF)
    await ends_a_block(town, ana)
    await ana.says(line)
    assert ana.sees == "Not kept."
    assert not ana.has_modal
    assert await stored(town) == []


async def test_whoever_chose_to_keep_theirs_is_told_too_and_none_is_kept(town: Town, ana: Human) -> None:
    await keeps(town, ana, "from before", FOR_GOOD)
    await town.restarts(**OFF)
    for words in ("in the box", "typed", "/focus done with words"):
        await ends_a_block(town, ana)
        assert wording.NOT_KEPT_HERE in ana.sees
        if words == "in the box":
            await ana.presses(focus_wording.WRITE_IT)
            assert wording.NOBODY_CHOSE in ana.read(ana.modal)
            await ana.writes(words)
        else:
            await ana.says(words)
        assert ana.sees == "Not kept."
    assert len(await stored(town)) == 1


async def test_what_was_kept_before_can_be_read_and_deleted_and_nothing_is_written(town: Town, ana: Human) -> None:
    await keeps(town, ana, "from before", FOR_GOOD)
    await town.restarts(**OFF)
    shown = await look(ana)
    assert "from before" in shown
    assert wording.THESE_STAY in shown
    assert not {wording.EDIT, wording.WRITE_ONE, wording.WRITE_FOR_A_DAY} & set(reading.labels(ana.modal))
    await ana.presses(wording.DELETE, on=ana.modal)
    await ana.saves()
    assert await stored(town) == []
    assert wording.NOBODY_CHOSE in ana.read(ana.modal)


async def test_boxes_that_stood_open_over_the_restart_keep_nothing(town: Town, ana: Human) -> None:
    await keeps(town, ana, "from before", FOR_GOOD)
    await look(ana)
    await ana.presses(wording.WRITE_FOR_A_DAY, on=ana.modal)
    await town.restarts(**OFF)
    ana.fills({cards.SENTENCE: "another"})
    await ana.saves()
    assert wording.NOT_KEPT in ana.read(ana.modal)
    assert len(await stored(town)) == 1


async def test_other_words_for_an_old_sentence_are_refused_and_stay_in_their_box(town: Town, ana: Human) -> None:
    await keeps(town, ana, "from before", FOR_GOOD)
    (before,) = await stored(town)
    await look(ana)
    await ana.chooses(cards.MORE, f"{cards.EDIT}.{before.block_id}")
    await town.restarts(**OFF)
    ana.fills({cards.SENTENCE: "other words"})
    await ana.saves()
    assert wording.NOT_KEPT_HERE in str(ana.outcome)
    (after,) = await stored(town)
    assert after.words == before.words


async def test_a_card_that_asked_how_long_over_the_restart_keeps_nothing(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.says("opened the file")
    assert "30 days" in ana.buttons
    await town.restarts(**OFF)
    await ana.presses("30 days")
    assert ana.sees == "Not kept."
    assert await stored(town) == []


async def test_a_further_line_after_the_restart_is_the_sentence_and_not_kept(town: Town, ana: Human) -> None:
    await ends_a_block(town, ana)
    await ana.says("opened the file")
    await town.restarts(**OFF)
    await ana.says("and read a cell")
    assert ana.sees == "Not kept."
    assert await stored(town) == []


async def test_beside_a_support_card_there_is_no_way_to_keep_the_sentence(town: Town, ana: Human) -> None:
    await town.restarts(**OFF)
    await ends_a_block(town, ana)
    await ana.presses(focus_wording.WRITE_IT)
    await ana.writes(EXPLICIT)
    assert "Keep my sentence" not in reading.labels(ana.modal)
    assert "Open findahelpline.com" in reading.labels(ana.modal)


async def test_the_settings_home_and_help_offer_nothing_that_is_off(town: Town, ana: Human) -> None:
    await keeps(town, ana, "from before", FOR_GOOD)
    await town.restarts(**OFF)
    await ana.says("/focus settings")
    assert not {preferences_wording.KEEPING, preferences_wording.LOOK_BACK} & set(ana.form)
    assert wording.NOBODY_CHOSE in ana.read(ana.modal)
    await ana.saves()
    assert await choice(town) == "always"
    await ana.opens_home()
    assert wording.THESE_STAY in ana.read(ana.home)
    assert wording.WRITE_ONE not in reading.labels(ana.home)
    await ana.says("/focus help", where=GENERAL)
    assert ana.is_told.count("sentence") == 1
    await ana.says("/focus privacy", where=GENERAL)
    assert "New sentences: not at all" in ana.is_told


async def test_nobody_looks_back_while_none_is_kept_and_the_choice_is_there_afterwards(town: Town, ana: Human) -> None:
    await ana.says("/focus settings")
    ana.fills({preferences_wording.LOOK_BACK: "Friday"})
    await ana.saves()
    await keeps(town, ana, "from before", FOR_GOOD)
    await town.restarts(**OFF)
    before = len(ana.buzzes)
    await town.passes(days=6)
    assert len(ana.buzzes) == before
    await town.restarts(softstart_sentences="on")
    await ana.says("/focus settings")
    assert ana.form[preferences_wording.LOOK_BACK] == "Friday"


async def test_with_nothing_kept_before_home_says_so_in_one_line(town: Town, ana: Human) -> None:
    await town.restarts(**OFF)
    await ana.opens_home()
    assert wording.NOBODY_CHOSE in ana.read(ana.home)
    assert home_wording.NO_SENTENCES not in ana.read(ana.home)
    assert await look(ana) == wording.NOBODY_CHOSE


# No buddies.


async def test_buddies_are_off_in_one_kind_line(town: Town, ana: Human) -> None:
    await town.restarts(softstart_buddies="off")
    assert not town.bot.services.offers_buddies
    await ana.says("/focus buddy <@U0BEN00002>", where=GENERAL)
    assert ana.is_told == switches_wording.SWITCHED_OFF


async def test_with_buddies_off_the_one_who_agreed_hears_nothing_and_hears_again_when_they_are_back(
    town: Town, ana: Human, dev: Human
) -> None:
    await agree(ana, dev)
    await town.restarts(softstart_buddies="off")
    await ends_a_block(town, ana)
    assert dev.messages == []
    await town.restarts(softstart_buddies="on")
    await ana.says("/focus start 20 loader test")
    assert len(dev.messages) == 1


async def test_a_block_that_a_colleague_knows_of_ends_for_them_after_buddies_were_switched_off(
    town: Town, ana: Human, dev: Human
) -> None:
    await agree(ana, dev)
    await ana.says("/focus start 20 loader test")
    await town.restarts(softstart_buddies="off")
    await town.passes(minutes=7)
    await ana.presses("Short break")
    await town.passes(hours=1)
    assert pings(dev) == ["@someone: done for now."]
    await dev.presses("Stop these")
    await town.restarts(softstart_buddies="on")
    await ends_a_block(town, ana)
    assert len(dev.messages) == 1
