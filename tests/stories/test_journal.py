"""A person's own sentences in a modal: read, looked for, changed, deleted, written for another day; posted nowhere."""

import logging
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot import kit, logs
from bot.care import wording as care_wording
from bot.focus import wording as focus_wording
from bot.journal import cards, wording
from bot.journal.tables import Sentence
from bot.patience import COMMIT_SECONDS
from bot.people.rules import Keeping
from bot.people.tables import PersonKey
from bot.sealing import Sealed
from bot.streaks.tables import DayShown
from sandbox import Fault
from tests.stories.test_care import HEAVY, SENTENCE
from tests.stories.test_removing import deletes, rows_about
from tests.support import reading
from tests.support.people import ANA, GENERAL, Human, Town
from tests.support.trouble import cared_for, database_held, without_its_database

KEEP = "Keep until I delete"
MARKER = "zanzibar"
TODAY = date(2027, 3, 1)
DAY = timedelta(days=1)


async def writes(human: Human, words: str, back: int = 0, keep: str = "") -> None:
    """A sentence for a day, from the journal."""
    await human.says("/focus okay")
    labels = reading.labels(human.modal)
    await human.presses(wording.WRITE_ONE if wording.WRITE_ONE in labels else wording.WRITE_FOR_A_DAY, on=human.modal)
    human.fills({cards.DAY: (TODAY - back * DAY).isoformat(), cards.SENTENCE: words})
    if keep:
        human.fills({cards.KEEPING: keep})
    await human.saves()


async def looks_for(human: Human, words: str) -> None:
    """Type a word to look for, and press Enter."""
    await human.chooses(cards.SEARCH, words)


async def deletes_first(human: Human) -> None:
    await human.presses(wording.DELETE, on=human.modal)
    await human.saves()


def sentences(human: Human) -> list[str]:
    """Those that stand in the open modal, in order."""
    return reading.styled(human.modal.blocks)


def depth(human: Human) -> int:
    return len(human.town.workspace.views(human.user))


async def days(town: Town) -> list[date]:
    async with town.bot.database.transaction() as session:
        return sorted(await session.scalars(select(col(DayShown.day))))


async def stored(town: Town) -> list[Sentence]:
    async with town.bot.database.transaction() as session:
        return list((await session.scalars(select(Sentence))).all())


def said(town: Town) -> str:
    """Everything that is a message, or was answered beside one."""
    posted = [call for call in town.log if call.method.startswith("chat.") or call.kind == "response_url"]
    return str([call.arguments for call in posted])


async def test_nothing_yet_is_a_kind_line_and_a_way_to_write_one(town: Town, ana: Human) -> None:
    await ana.says("/focus journal")
    assert ana.read(ana.modal) == f"{wording.NOTHING_YET}\n[{wording.WRITE_ONE}]"
    await ana.presses(wording.WRITE_ONE, on=ana.modal)
    assert ana.form[wording.DAY] == TODAY.isoformat()
    ana.fills({cards.SENTENCE: "opened the file", cards.KEEPING: KEEP})
    await ana.saves()
    assert depth(ana) == 1
    assert wording.SAVED in ana.read(ana.modal)
    assert sentences(ana) == ["opened the file"]
    assert await days(town) == [TODAY]
    await ana.presses(wording.WRITE_FOR_A_DAY, on=ana.modal)
    assert ana.form[wording.DAY] == (TODAY - DAY).isoformat()


async def test_a_sentence_after_a_block_stands_there_under_the_day_of_its_block(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1 loader test")
    await town.passes(minutes=1)
    await ana.presses(focus_wording.WRITE_IT)
    await ana.writes("*wrote* one <test>", KEEP)
    await ana.says("/focus okay", where=GENERAL)
    assert sentences(ana) == ["*wrote* one <test>"]
    assert "Monday 1 March 2027" in ana.read(ana.modal)
    assert "wrote" not in reading.marked_up(ana.modal.blocks)


async def test_sentences_stand_by_month_the_newest_first(town: Town, ana: Human) -> None:
    for back, words in enumerate(["today", "yesterday", "before"]):
        await writes(ana, words, back, KEEP if back == 0 else "")
    await ana.says("/focus okay")
    assert sentences(ana) == ["today"]
    await ana.chooses(cards.MONTH, "2027-02")
    assert sentences(ana) == ["yesterday", "before"]
    await ana.chooses(cards.MONTH, "2027-03")
    assert sentences(ana) == ["today"]


async def test_a_long_month_has_pages(ana: Human) -> None:
    for number in range(23):
        await writes(ana, f"number {number}", keep=KEEP if number == 0 else "")
    await ana.says("/focus okay")
    first = sentences(ana)
    assert (len(first), wording.NEWER in reading.labels(ana.modal)) == (20, False)
    await ana.presses(wording.OLDER, on=ana.modal)
    assert len(sentences(ana)) == 3
    assert set(sentences(ana)).isdisjoint(first)
    for _ in range(3):
        await deletes_first(ana)
    assert sentences(ana) == first


async def test_a_word_is_looked_for_in_all_of_them(ana: Human) -> None:
    for back, words in enumerate(["Wrote one Test", "opened the file", "a test,\nand tea"]):
        await writes(ana, words, back, KEEP if back == 0 else "")
    await looks_for(ana, "TEST")
    assert sentences(ana) == ["Wrote one Test", "a test,\nand tea"]
    await looks_for(ana, "test, and")
    assert sentences(ana) == ["a test,\nand tea"]
    await looks_for(ana, "tests")
    assert (sentences(ana), wording.NOTHING_FOUND in ana.read(ana.modal)) == ([], True)
    await ana.presses(wording.ALL, on=ana.modal)
    assert (sentences(ana), ana.form[wording.SEARCH_BOX]) == (["Wrote one Test"], "")


async def test_search_does_the_same_by_its_button_and_says_when_a_term_is_too_long(ana: Human) -> None:
    await writes(ana, "wrote one test", keep=KEEP)
    ana.fills({wording.SEARCH_BOX: "ONE"})
    await ana.saves()
    assert (sentences(ana), ana.form[wording.SEARCH_BOX]) == (["wrote one test"], "ONE")
    ana.fills({wording.SEARCH_BOX: "x" * 151})
    await ana.saves()
    assert "room for 150 characters" in next(iter(ana.outcome.errors.values()))
    await looks_for(ana, "x" * 151)
    assert "room for 150 characters" in ana.read(ana.modal)
    await ana.town.workspace.close(ana.user, ana.modal.id)
    ana.fills({wording.SEARCH_BOX: ""})
    await ana.saves()
    assert (sentences(ana), ana.form[wording.SEARCH_BOX]) == (["wrote one test"], "")


async def test_a_sentence_is_edited_where_it_was_found(town: Town, ana: Human) -> None:
    await writes(ana, "wrote one test", 3, keep=KEEP)
    await writes(ana, "another", 3)
    before = await days(town)
    await looks_for(ana, "wrote")
    await ana.presses(wording.EDIT, on=ana.modal)
    assert list(ana.form.values()) == ["wrote one test"]
    await ana.presses("Talk to a person", on=ana.modal)
    assert depth(ana) == 3
    await town.workspace.close(ana.user, ana.modal.id)
    ana.fills({cards.SENTENCE: "wrote two tests"})
    await ana.saves()
    assert (depth(ana), sentences(ana)) == (1, ["wrote two tests"])
    assert ana.read(ana.modal).startswith(wording.SAVED)
    assert await days(town) == before


@pytest.mark.parametrize(("words", "told"), [("  ", wording.EMPTY), ("x" * 1001, "room for 1,000 characters")])
async def test_a_box_that_does_not_fit_stays_open_with_a_sentence(ana: Human, words: str, told: str) -> None:
    await writes(ana, "okay", keep=KEEP)
    await ana.presses(wording.EDIT, on=ana.modal)
    ana.fills({cards.SENTENCE: words})
    await ana.saves()
    assert told in ana.outcome.errors[cards.SENTENCE]
    await writes(ana, words)
    assert told in ana.outcome.errors[cards.SENTENCE]
    await ana.says("/focus okay")
    assert sentences(ana) == ["okay"]


async def test_deleting_asks_once_and_changes_no_day(town: Town, ana: Human) -> None:
    await writes(ana, "okay", 2, keep=KEEP)
    await ana.presses(wording.DELETE, on=ana.modal)
    assert sentences(ana) == ["okay"]
    await town.workspace.close(ana.user, ana.modal.id)
    assert len(await stored(town)) == 1
    await deletes_first(ana)
    assert ana.read(ana.modal) == f"{wording.DELETED}\n{wording.NOTHING_YET}\n[{wording.WRITE_ONE}]"
    assert (depth(ana), await stored(town), await days(town)) == (1, [], [TODAY - 2 * DAY])


async def test_a_sentence_that_is_gone_meanwhile_is_answered_and_does_not_come_back(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep="Keep for 7 days")
    await ana.presses(wording.EDIT, on=ana.modal)
    ana.fills({cards.SENTENCE: "other words"})
    await town.passes(days=8)
    await ana.saves()
    assert "no longer here" in ana.outcome.errors[cards.SENTENCE]
    await town.workspace.close(ana.user, ana.modal.id)
    await ana.presses(wording.EDIT, on=ana.modal)
    assert "no longer here" in ana.read(ana.modal)
    await town.workspace.close(ana.user, ana.modal.id)
    assert await stored(town) == []


async def test_how_long_to_keep_is_asked_the_first_time_and_not_after(town: Town, ana: Human) -> None:
    await writes(ana, "okay")
    assert not ana.outcome.ok
    assert await stored(town) == []
    await writes(ana, "okay", keep="Keep for 30 days")
    await ana.presses(wording.WRITE_FOR_A_DAY, on=ana.modal)
    assert wording.kept_as(Keeping.MONTH) in ana.read(ana.modal)
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(focus_wording.WRITE_IT)
    assert wording.kept_as(Keeping.MONTH) in ana.read(ana.modal)


async def test_what_is_not_kept_is_said_so_and_counts_its_day(town: Town, ana: Human) -> None:
    await writes(ana, "okay", 4, keep="Don't keep it")
    assert ana.read(ana.modal) == f"{wording.NOT_KEPT}\n{wording.NOTHING_KEPT}\n[{wording.WRITE_ONE}]"
    assert (await stored(town), await days(town)) == ([], [TODAY - 4 * DAY])


@pytest.mark.parametrize("back", [15, -1])
async def test_a_day_too_far_away_gets_a_sentence_under_its_box(town: Town, ana: Human, back: int) -> None:
    await writes(ana, "okay", back, keep=KEEP)
    assert "Choose a day from Monday 15 February 2027 to Monday 1 March 2027." in ana.outcome.errors[cards.DAY]
    assert (await stored(town), await days(town)) == ([], [])
    ana.fills({cards.DAY: (TODAY - 14 * DAY).isoformat(), cards.SENTENCE: "okay", cards.KEEPING: KEEP})
    await ana.saves()
    assert await days(town) == [TODAY - 14 * DAY]


async def test_the_day_of_whoever_is_elsewhere_is_theirs(town: Town, chiyo: Human) -> None:
    await chiyo.says("/focus start 1")
    await town.passes(hours=11)
    await chiyo.says("/focus okay")
    await chiyo.presses(wording.WRITE_ONE, on=chiyo.modal)
    chiyo.fills({cards.DAY: "2027-03-02", cards.SENTENCE: "okay", cards.KEEPING: KEEP})
    await chiyo.saves()
    assert sentences(chiyo) == ["okay"]


async def test_the_look_back_opens_the_last_seven_days_and_posts_nothing(town: Town, ana: Human) -> None:
    await writes(ana, "this week", 1, keep=KEEP)
    await writes(ana, "before", 7)
    blocks = [kit.actions(kit.button("Look back", cards.LOOK_BACK), cards.open_button())]
    arguments = {"channel": ana.dm, "text": "A card", "blocks": blocks}
    await town.workspace.call("chat.postMessage", arguments, town.workspace.bot_token)
    before = len(ana.messages)
    await ana.presses("Look back")
    assert ana.modal.given["title"]["text"] == wording.WEEK_TITLE
    assert sentences(ana) == ["this week"]
    await ana.presses(wording.EDIT, on=ana.modal)
    ana.fills({cards.SENTENCE: "other words"})
    await ana.saves()
    assert (ana.modal.given["title"]["text"], sentences(ana)) == (wording.WEEK_TITLE, ["other words"])
    await ana.presses(wording.TITLE)
    assert ana.modal.given["title"]["text"] == wording.TITLE
    assert len(ana.messages) == before


async def test_writing_one_from_a_card_turns_the_box_into_the_journal(town: Town, ana: Human) -> None:
    blocks = [kit.actions(kit.button("Write one", cards.WRITE))]
    arguments = {"channel": ana.dm, "text": "A card", "blocks": blocks}
    await town.workspace.call("chat.postMessage", arguments, town.workspace.bot_token)
    await ana.presses("Write one")
    ana.fills({cards.SENTENCE: "okay", cards.KEEPING: KEEP})
    await ana.saves()
    assert (depth(ana), sentences(ana)) == (1, ["okay"])
    assert ana.read(ana.modal).startswith(wording.SAVED)


async def test_sentences_that_do_not_open_are_left_out_with_a_line(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    async with town.bot.database.transaction() as session:
        (await session.get_one(PersonKey, ana.id)).wrapped = Sealed(b"\x01" + bytes(60))
    await ana.says("/focus okay")
    assert wording.SOME_CLOSED in ana.read(ana.modal)
    assert sentences(ana) == []


@pytest.mark.held
async def test_an_explicit_term_is_met_with_the_card_in_place_of_the_modal(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    await ana.says("/focus start 20 loader test")
    with without_its_database(town):
        await town.workspace.press(ana.user, None, None, cards.SEARCH, view_id=ana.modal.id, value=SENTENCE)
        await town.workspace.until(lambda: HEAVY in ana.read(ana.modal))
    await cared_for(town)
    assert care_wording.KEEP not in reading.labels(ana.modal)
    assert HEAVY not in said(town)
    assert ana.sees.startswith("A block, ")
    await ana.presses(care_wording.SOMETHING_ELSE, on=ana.modal)
    await ana.says("/focus okay")
    await looks_for(ana, SENTENCE)
    assert wording.NOTHING_FOUND in ana.read(ana.modal)


async def test_an_explicit_term_from_a_modal_that_was_closed_is_met_in_the_messages(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    gone = Fault.error("not_found")
    town.workspace.faults = lambda call: gone if call.method == "views.update" else None
    await looks_for(ana, SENTENCE)
    await cared_for(town)
    assert HEAVY in ana.sees


async def test_words_beside_a_button_that_is_pressed_are_not_read(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    box = next(block for block in ana.modal.blocks if block["type"] == "input")
    state = {box["block_id"]: {cards.SEARCH: SENTENCE}}
    await town.workspace.press(ana.user, None, None, cards.WRITE, view_id=ana.modal.id, state=state)
    await cared_for(town)
    assert ana.modal.given["title"]["text"] == wording.WRITE_TITLE


@pytest.mark.parametrize("door", [cards.EDIT, cards.WRITE])
async def test_an_explicit_sentence_is_not_saved_unless_she_presses_keep(town: Town, ana: Human, door: str) -> None:
    await writes(ana, "okay", keep=KEEP)
    label = wording.EDIT if door == cards.EDIT else wording.WRITE_FOR_A_DAY
    await ana.presses(label, on=ana.modal)
    ana.fills({cards.SENTENCE: SENTENCE})
    await ana.saves()
    await cared_for(town)
    assert HEAVY in ana.read(ana.modal)
    await ana.presses(care_wording.KEEP, on=ana.modal)
    assert ana.read(ana.modal) == "Saved."
    await ana.says("/focus okay")
    await ana.chooses(cards.MONTH, "2027-03" if door == cards.EDIT else "2027-02")
    assert sentences(ana) == [SENTENCE]


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
async def test_a_database_that_is_held_is_answered_and_nothing_is_lost(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    await ana.presses(wording.DELETE, on=ana.modal)
    with database_held(town):
        await ana.submits()
        assert "my side" in ana.read(ana.modal)
        await town.workspace.close(ana.user, ana.modal.id)
    await ana.saves()
    assert (depth(ana), await stored(town)) == (1, [])


async def test_what_was_done_is_done_whatever_slack_says_to_the_drawing(town: Town, ana: Human) -> None:
    await writes(ana, "okay", keep=KEEP)
    await ana.presses(wording.EDIT, on=ana.modal)
    ana.fills({cards.SENTENCE: "other words"})
    town.workspace.faults = lambda call: Fault.error("not_found") if call.method == "views.update" else None
    await ana.saves()
    assert (ana.outcome.ok, depth(ana)) == (True, 1)
    await ana.says("/focus okay")
    assert sentences(ana) == ["other words"]


async def test_the_home_tab_is_drawn_after_each_change(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await writes(ana, "okay", keep=KEEP)
    drawn = [call for call in town.log if call.method == "views.publish"]
    await deletes_first(ana)
    assert len([call for call in town.log if call.method == "views.publish"]) == len(drawn) + 1


async def test_delete_takes_every_sentence_also_those_of_other_days(either_town: Town) -> None:
    ana = either_town.person(ANA)
    await writes(ana, "okay", keep=KEEP)
    await writes(ana, "for another day", 9)
    await ana.presses(wording.WRITE_FOR_A_DAY, on=ana.modal)
    await deletes(ana)
    assert await rows_about(either_town, ana) == {}
    ana.fills({cards.SENTENCE: "after all"})
    await ana.saves()
    assert "How long to keep it isn't chosen" in next(iter(ana.outcome.errors.values()))
    assert await rows_about(either_town, ana) == {}


async def test_no_sentence_and_no_term_is_posted_logged_or_owed(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await ana.opens_home()
    await writes(ana, MARKER, keep=KEEP)
    await looks_for(ana, MARKER)
    await ana.presses(wording.EDIT, on=ana.modal)
    ana.fills({cards.SENTENCE: f"{MARKER} two"})
    await ana.saves()
    town.workspace.faults = lambda call: Fault.error("invalid_blocks") if call.method == "views.update" else None
    await looks_for(ana, MARKER)
    assert caplog.records
    assert not [line for record in caplog.records if MARKER in (line := logs.OneLine().format(record))]
    assert MARKER not in said(town)
    assert MARKER not in str([row.model_dump() for row in await town.rows()])
