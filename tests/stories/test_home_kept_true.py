"""The Home tab is what is true: after whatever changes it, once a second, and in the largest of lives."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from bot import standing
from bot.focus import wording as focus
from bot.home import cards
from bot.home.rules import Seen
from bot.journal import wording as journal
from bot.journal.rules import SENTENCE_CHARACTERS, Entry
from bot.ladder import wording as ladder
from bot.outbox.kinds import HOME
from bot.people.rules import Keeping
from bot.phrasebook.staying import look
from bot.preferences import wording as preferences
from bot.rests import wording as rests
from bot.starts import wording as starts
from bot.starts.rules import Now, Offer
from bot.streaks import wording as streaks
from sandbox.blocks import faults_in_view
from tests.support import reading
from tests.support.people import GENERAL, Human, Town

COUNTING = ("counts", "counted", "counting", "stretch", "in all", "so far", "/focus days", "Also delete")


async def is_true(ana: Human) -> bool:
    """Whether the Home tab shows what it would show if it were drawn now."""
    services = ana.town.bot.services
    async with services.database.transaction() as session:
        seen = await services.home.seen(session, ana.id, ana.town.clock())
    now = reading.text_of(cards.home(seen)["blocks"], ana.zone)
    return ana.read(ana.home) == now


async def changes(ana: Human, before: str) -> str:
    """The Home tab looks otherwise than before, and is true."""
    seen = ana.read(ana.home)
    assert seen != before
    assert await is_true(ana)
    return seen


async def lives_through_a_block(human: Human) -> None:
    await human.says("/focus start 1")
    await human.town.passes(minutes=1)


async def test_it_is_drawn_again_after_a_day_told_of_its_undo_and_time_off(town: Town, ana: Human) -> None:
    await ana.opens_home()
    before = ana.read(ana.home)
    await ana.presses(streaks.EARLIER, on=ana.home)
    await ana.saves()
    before = await changes(ana, before)
    await ana.presses(streaks.UNDO, on=ana.modal)
    before = await changes(ana, before)
    await ana.says("/focus rest until Friday")
    before = await changes(ana, before)
    await ana.presses(rests.IM_BACK, on=ana.home)
    before = await changes(ana, before)
    await ana.presses(streaks.REST_DAYS, on=ana.home)
    await ana.saves()
    before = await changes(ana, before)
    await ana.presses(rests.END_IT, on=ana.modal)
    await changes(ana, before)


async def test_it_is_drawn_again_after_the_ways_in_which_days_are_told(ana: Human) -> None:
    await ana.opens_home()
    before = ana.read(ana.home)
    await ana.says("/focus days off")
    before = await changes(ana, before)
    await ana.says("/focus days total")
    before = await changes(ana, before)
    await lives_through_a_block(ana)
    before = await changes(ana, before)
    await ana.says("/focus days on")
    before = await changes(ana, before)
    await ana.presses(streaks.HOW, on=ana.home)
    ana.fills({streaks.PICTURE: streaks.PICTURES["dots"]})
    await ana.saves()
    before = await changes(ana, before)
    await ana.presses(preferences.SETTINGS, on=ana.home)
    ana.fills({preferences.USUAL: "5 minutes"})
    await ana.saves()
    await ana.presses(focus.SKIP)
    await changes(ana, before)


async def test_it_is_drawn_again_after_a_sentence_is_kept_changed_and_deleted(ana: Human) -> None:
    await ana.opens_home()
    before = ana.read(ana.home)
    await ana.presses(journal.WRITE_ONE, on=ana.home)
    ana.fills({"sentence": "Opened the file.", "keeping": journal.keep_for(Keeping.WEEK)})
    await ana.saves()
    before = await changes(ana, before)
    assert "Opened the file." in before
    for act, saved in (("Edit", {"sentence": "It ran."}), ("Delete", {})):
        await ana.presses(journal.TITLE, on=ana.home)
        await ana.presses(act, on=ana.modal)
        ana.fills(saved)
        await ana.saves()
        before = await changes(ana, before)


async def test_a_sentence_whose_time_is_over_leaves_it_by_itself(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(journal.WRITE_ONE, on=ana.home)
    ana.fills({"sentence": "Opened the file.", "keeping": journal.keep_for(Keeping.WEEK)})
    await ana.saves()
    await town.passes(days=8)
    assert "Opened the file." not in ana.read(ana.home)


async def test_it_is_drawn_again_where_another_zone_makes_it_another_day(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await lives_through_a_block(ana)
    await ana.presses(focus.SKIP)
    drawn = len(await drawings(town))
    await ana.moves_to("Pacific/Auckland")
    assert len(await drawings(town)) == drawn + 1
    assert await is_true(ana)


async def drawings(town: Town) -> list[datetime]:
    return sorted(row.settled_at for row in await town.rows() if row.kind == HOME.name and row.settled_at)


async def test_however_fast_it_changes_it_is_drawn_once_a_second(town: Town, ana: Human) -> None:
    await ana.opens_home()
    for _ in range(6):
        is_first = "Twenty" in ana.read(ana.home)
        await ana.presses(ladder.SMALLER if is_first else starts.A_BIT_BIGGER, on=ana.home)
    assert await is_true(ana)
    assert all(after - before >= timedelta(seconds=1) for before, after in pairwise(await drawings(town)))


async def test_the_evening_card_is_wanted_from_it_and_answered_there(ana: Human) -> None:
    await ana.opens_home()
    await lives_through_a_block(ana)
    await lives_through_a_block(ana)
    await ana.presses(focus.EVENING_CARD, on=ana.home)
    assert ana.read(ana.modal).startswith("From now on a card comes in the evening")
    assert ana.answers == []
    assert focus.EVENING_CARD not in reading.labels(ana.home)


async def test_where_days_are_off_no_word_of_counting_is_left_and_nothing_leads_back(ana: Human) -> None:
    await ana.opens_home()
    await lives_through_a_block(ana)
    await ana.says("/focus days off")
    await ana.says("/focus help", where=GENERAL)
    seen = [ana.read(ana.home), ana.is_told]
    await ana.says("/focus days", where=GENERAL)
    assert reading.labels(ana.answer) == [streaks.REST_DAYS]
    await ana.says("/focus rest until Friday", where=GENERAL)
    seen += [ana.is_told, ana.read(ana.home)]
    await ana.says("/focus settings")
    hints = " ".join(block.get("hint", {}).get("text", "") for block in ana.modal.blocks)
    seen.append(hints.replace(streaks.MODE_HINT, ""))
    for word in COUNTING:
        assert not [one for one in seen if word in one], word


async def test_a_person_to_talk_to_is_one_press_away_with_the_line_of_their_country(ana: Human) -> None:
    await ana.opens_home()
    await ana.presses(preferences.SETTINGS, on=ana.home)
    ana.fills({preferences.COUNTRY: "New Zealand"})
    await ana.saves()
    await ana.presses(standing.TALK_TO_A_PERSON, on=ana.home)
    assert "1737" in ana.read(ana.modal)


async def test_where_days_are_off_time_off_is_still_had_from_it(ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus days off")
    await ana.presses(streaks.REST_DAYS, on=ana.home)
    await ana.saves()
    assert rests.IM_BACK in reading.labels(ana.home)


@pytest.mark.parametrize("letter", ["w", "語", "𝒘", "\\"])
def test_slack_takes_the_fullest_there_can_be(letter: str) -> None:
    words = letter * SENTENCE_CHARACTERS
    entries = [Entry(f"{n:032}", date(2026, 6, 1), words) for n in range(3)]
    now = Now(None, Offer(ready_list=letter * 300))
    seen = Seen(now, rests_until=date(2027, 1, 1), look=look(*range(3650)), sentences=entries)
    assert faults_in_view(cards.home(seen)) == []
