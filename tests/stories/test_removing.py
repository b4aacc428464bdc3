"""Deleting everything, before, during and after a block; and nothing of a person's words anywhere."""

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot import logs
from bot.focus import wording
from bot.people.tables import PersonKey
from bot.privacy import wording as privacy_wording
from bot.switches.rules import NOTHING_SET
from sandbox import Fault
from tests.support.people import ANA, Human, Town

MARKER = "zanzibar"


async def rows_about(town: Town, human: Human) -> dict[str, list[Any]]:
    """Every row in which this person's id stands anywhere, by table."""
    found: dict[str, list[Any]] = {}
    async with town.bot.database.transaction() as session:
        for name, table in SQLModel.metadata.tables.items():
            rows = (await session.execute(table.select())).all()
            if about := [row for row in rows if any(human.user in str(value) for value in row)]:
                found[name] = about
    return found


async def deletes(human: Human) -> None:
    await human.says("/focus delete")
    await human.presses(privacy_wording.DELETE, on=human.answer)


async def test_delete_asks_once_and_keep_it_keeps(town: Town, ana: Human) -> None:
    await ana.says("/focus start 5")
    await ana.says("/focus delete")
    await ana.presses(privacy_wording.KEEP, on=ana.answer)
    assert ana.is_told == privacy_wording.KEPT
    assert await rows_about(town, ana)


async def test_what_is_kept_and_its_end_can_be_reached_from_the_home_tab(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start 5")
    await ana.presses(privacy_wording.OPEN, on=ana.home)
    assert "Who can read it" in ana.read(ana.modal)
    await ana.presses(privacy_wording.DELETE, on=ana.modal)
    await ana.saves()
    assert ana.read(ana.modal) == privacy_wording.DELETED
    assert await rows_about(town, ana) == {}


async def test_delete_leaves_no_row_in_any_table_and_nobody_elses_is_touched(either_town: Town) -> None:
    ana, ben = either_town.person(ANA), either_town.person("U0BEN00002")
    for human in (ana, ben):
        await human.opens_home()
        await human.says("/focus start 1 loader test")
    await either_town.passes(minutes=1)
    await ana.presses(wording.WRITE_IT)
    await ana.writes("okay", keep="Keep until I delete")
    before = await rows_about(either_town, ben)
    await deletes(ana)
    assert ana.is_told == privacy_wording.DELETED
    assert await rows_about(either_town, ana) == {}
    assert (await rows_about(either_town, ben)).keys() == before.keys()


async def test_after_delete_none_of_the_words_are_in_the_file(town: Town, ana: Human) -> None:
    await ana.says(f"/focus start 20 {MARKER}")
    async with town.bot.database.transaction() as session:
        key = (await session.get_one(PersonKey, ana.id)).wrapped
    await deletes(ana)
    await town.bot.close()
    path = Path(str(town.bot.database.url.database))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    held = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert held
    assert MARKER.encode() not in held
    assert bytes(key) not in held


async def test_delete_during_a_block_takes_the_words_off_its_card_and_says_nothing_at_its_end(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus start 20 loader test")
    old = ana.card.as_it_is()
    await deletes(ana)
    assert ana.sees == privacy_wording.CARD_LEFT
    assert len(ana.buzzes) == 1
    await town.passes(days=1)
    assert len(ana.buzzes) == 1
    for label in (wording.SKIP_TO_THE_TASK, wording.STOP_HERE, wording.UNDO):
        await ana.presses(label, on=old)
        assert ana.is_told == "Nothing is running. Ready when you are."
    assert await rows_about(town, ana) == {}


async def test_the_end_card_of_someone_who_deleted_is_answered_when_pressed(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    old = ana.card.as_it_is()
    await deletes(ana)
    for label in (wording.SKIP, wording.ANOTHER_ONE, wording.WRITE_IT):
        before = len(ana.answers)
        await ana.presses(label, on=old)
        assert len(ana.answers) == before + 1
        assert "my side" not in ana.is_told
    assert not ana.has_modal
    assert await rows_about(town, ana) == {}


async def test_delete_while_a_modal_is_open_saves_nothing(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(wording.WRITE_IT)
    await deletes(ana)
    await ana.writes("okay", keep="Keep until I delete")
    assert "no longer here" in ana.outcome.errors["sentence"]
    assert await rows_about(town, ana) == {}


async def test_delete_twice_and_delete_by_someone_unknown_are_answered(town: Town, ana: Human) -> None:
    await deletes(ana)
    assert ana.is_told == privacy_wording.DELETED
    await deletes(ana)
    assert ana.is_told == privacy_wording.DELETED


async def test_a_deletion_is_one_even_if_slack_refuses_to_edit_the_card(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    town.workspace.faults = lambda call: Fault.error("cant_update_message") if call.method == "chat.update" else None
    await deletes(ana)
    assert ana.is_told == privacy_wording.DELETED
    assert await rows_about(town, ana) == {}


async def test_after_delete_everything_begins_anew(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1 loader test")
    await deletes(ana)
    await ana.says("/focus start 1 other")
    assert "I'm software that times small blocks." in ana.sees
    await town.passes(minutes=1)
    await ana.presses(wording.WRITE_IT)
    await ana.writes("okay", keep="Keep for 7 days")
    assert ana.sees == "Saved."


async def test_delete_and_everything_else_at_once_leave_nothing_or_a_whole_person(either_town: Town) -> None:
    ana = either_town.person(ANA)
    await ana.opens_home()
    for _ in range(3):
        await ana.says("/focus start 20 loader test")
        await ana.says("/focus delete")
        card, question = ana.card.as_it_is(), ana.answer
        await asyncio.gather(
            ana.presses(wording.SKIP_TO_THE_TASK, on=card),
            ana.presses(privacy_wording.DELETE, on=question),
            ana.presses(wording.STOP_HERE, on=card),
            ana.opens_home(),
        )
        assert not any("my side" in ana.read(answer) for answer in ana.answers)
        assert "focus_block" not in await rows_about(either_town, ana)


async def test_privacy_says_what_is_kept(ana: Human) -> None:
    await ana.says("/focus privacy")
    assert ana.is_told == privacy_wording.privacy(NOTHING_SET)


async def test_a_marker_is_found_in_no_log_and_no_plain_column(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await ana.opens_home()
    await ana.says(f"/focus start 20 {MARKER}")
    await ana.says(f"start {MARKER}")
    await ana.says(f"/focus {MARKER}")
    await ana.says(f"/focus start {MARKER * 50}")
    await ana.says(f"/focus done {MARKER}")
    await ana.writes(MARKER, keep="Keep until I delete")
    await ana.says(f"/focus done {MARKER}")
    assert MARKER in ana.is_told
    town.bot.database.when_owed = _breaks
    await ana.says(f"/focus start {MARKER}")
    assert "my side" in ana.is_told
    lines = [logs.OneLine().format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if MARKER in line.lower()]
    async with town.bot.database.transaction() as session:
        for table in SQLModel.metadata.tables.values():
            assert MARKER not in str((await session.execute(table.select())).all()).lower()


def _breaks() -> None:
    raise RuntimeError


async def test_a_card_that_slack_takes_while_everything_is_deleted_is_removed(town: Town, ana: Human) -> None:
    await ana.says("/focus delete")
    town.workspace.faults = lambda call: Fault.late(0.5) if call.method == "chat.postMessage" else None
    await town.workspace.command(ana.user, ana.dm, "/focus start 20 secret")
    saying = asyncio.create_task(town.settles())
    await town.workspace.until(lambda: any(call.method == "chat.postMessage" for call in town.log))
    await town.bot.services.privacy.delete(ana.id)
    await saying
    await town.workspace.until(lambda: any(call.method == "chat.delete" and call.accepted for call in town.log))
    assert ana.messages == []
    assert await town.rows() == []


async def test_a_card_that_is_drawn_again_while_everything_is_deleted_does_not_get_its_words_back(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus start 20 secret")
    town.workspace.faults = lambda call: Fault.late(0.5) if call.method == "chat.update" else None
    await town.workspace.message(ana.user, ana.dm, "smaller")
    saying = asyncio.create_task(town.settles())
    await town.workspace.until(lambda: any(call.method == "chat.update" for call in town.log))
    await town.bot.services.privacy.delete(ana.id)
    await saying
    await town.workspace.until(lambda: any(call.method == "chat.delete" and call.accepted for call in town.log))
    assert not any("ecret" in ana.read(card) for card in ana.messages)


async def test_somebody_who_was_deactivated_is_removed(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")
    gone = {"type": "user_change", "user": {"id": ana.user, "deleted": True}}
    await town.workspace.event(gone)
    await town.settles()
    assert await rows_about(town, ana) == {}


async def test_the_home_tab_shows_nothing_of_theirs_after_deleting(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start 20 loader test")
    assert "loader test" in ana.read(ana.home)
    await ana.says("/focus delete")
    await ana.presses(privacy_wording.DELETE, on=ana.answer)
    assert "loader test" not in ana.read(ana.home).split("/focus start 20 loader test")[0]
