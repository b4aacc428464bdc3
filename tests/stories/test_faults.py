"""What people see when something of ours, or of Slack's, fails."""

import asyncio
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot.apologies import NOT_SAVED
from bot.focus import wording
from bot.patience import COMMIT_SECONDS
from bot.privacy import wording as privacy_wording
from sandbox import Fault
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import database_held

REFERENCE = re.compile(r"Reference ([0-9a-f]{6})\.")


@contextmanager
def broken_tables(town: Town) -> Iterator[None]:
    """The people's table is not there."""
    with closing(sqlite3.connect(str(town.bot.database.url.database), isolation_level=None)) as connection:
        connection.execute("ALTER TABLE focus_block RENAME TO gone")
        yield
        connection.execute("ALTER TABLE gone RENAME TO focus_block")


def references(caplog: pytest.LogCaptureFixture) -> set[str]:
    return {str(getattr(record, "reference", "")) for record in caplog.records}


@pytest.mark.parametrize("line", ["start 5", "stop", "done", "done words", "help"])
async def test_a_command_that_fails_is_answered_with_a_reference_that_is_in_the_log(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    with broken_tables(town):
        await ana.says(f"/focus {line}", where=GENERAL)
    found = REFERENCE.search(ana.is_told)
    assert found
    assert found[1] in references(caplog)


@pytest.mark.parametrize("label", [wording.SKIP_TO_THE_TASK, wording.STOP_HERE, wording.UNDO])
async def test_a_press_that_fails_is_answered_and_can_be_done_again(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture, label: str
) -> None:
    await ana.says("/focus start loader test")
    with broken_tables(town):
        await ana.presses(label)
    found = REFERENCE.search(ana.is_told)
    assert found
    assert found[1] in references(caplog)
    before = ana.sees
    await ana.presses(label)
    assert ana.sees != before


async def test_a_deletion_that_fails_says_so_and_removes_nothing(town: Town, ana: Human) -> None:
    await ana.says("/focus start")
    await ana.says("/focus delete")
    with broken_tables(town):
        await ana.presses(privacy_wording.DELETE, on=ana.answer)
    assert "my side" in ana.is_told
    await ana.says("/focus")
    assert "Five quiet minutes" in ana.is_told


async def test_a_modal_that_can_not_be_saved_stays_open_with_its_words_and_a_sentence(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(wording.WRITE_IT)
    with broken_tables(town):
        await ana.writes("okay", keep="Keep for 7 days")
    said = ana.outcome.errors["sentence"]
    assert said.startswith(NOT_SAVED.format(button="Save", reference="")[:-1].removesuffix(" "))
    assert ana.modal.values()["sentence"]["sentence"]["value"] == "okay"
    await ana.writes("okay")
    assert ana.sees == "Saved."


@pytest.mark.held
@pytest.mark.parametrize("modal_patience", [COMMIT_SECONDS])
async def test_a_modal_is_answered_in_time_while_the_database_is_held(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    await ana.presses(wording.WRITE_IT)
    with database_held(town):
        state = {"sentence": {"sentence": "okay"}, "keeping": {"keeping": "7"}}
        ana.outcome = await town.workspace.submit(ana.user, ana.modal.id, state)
    assert "my side" in ana.outcome.errors["sentence"]
    assert ana.has_modal
    await ana.writes("okay")
    assert ana.sees == "Saved."


async def test_a_modal_that_slack_will_not_open_is_answered(town: Town, ana: Human) -> None:
    await ana.says("/focus start 1")
    await town.passes(minutes=1)
    town.workspace.faults = lambda call: Fault.error("expired_trigger_id") if call.method == "views.open" else None
    await ana.presses(wording.WRITE_IT)
    assert "my side" in ana.is_told


async def test_a_start_does_not_need_slack_to_know_the_zone(town: Town, ana: Human) -> None:
    town.workspace.faults = lambda call: Fault.server_error(500) if call.method == "users.info" else None
    await ana.says("/focus start 5")
    assert ana.sees.startswith("One small thing, until 10:05.")
    town.workspace.faults = lambda _: None
    await ana.presses(wording.STOP_HERE)
    await ana.says("/focus start 5")
    assert "'fallback': '10:05'" in str(ana.card.blocks)


async def test_a_wrong_signature_is_refused(town: Town) -> None:
    url = town.workspace.request_url or ""
    headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=0"}
    async with aiohttp.ClientSession() as session, session.post(url, data="command=/focus", headers=headers) as answer:
        assert answer.status == 401


async def test_a_request_signed_with_another_secret_is_refused(town: Town, ana: Human) -> None:
    town.workspace.state.identity = replace(town.workspace.state.identity, signing_secret="0" * 32)
    outcome = await town.workspace.command(ana.user, ana.dm, "/focus start")
    assert outcome.error == "dispatch_failed"
    assert not ana.messages


async def test_many_people_at_once_are_all_answered(either_town: Town) -> None:
    people = [either_town.person(user) for user in either_town.workspace.people]
    lines = ("/focus start 5 x", "/focus", "/focus stop", "/focus start 7", "/focus done", "hello", "start 3", "stop")
    acts = []
    for line in lines:
        for human in people:
            do = either_town.workspace.command if line.startswith("/") else either_town.workspace.message
            acts.append(do(human.user, human.dm, line))
    outcomes = await asyncio.gather(*acts)
    await either_town.settles()
    assert all(outcome.ok for outcome in outcomes)
    for human in people:
        assert len(human.cards_with_buttons) >= 1
        assert not any("my side" in human.read(answer) for answer in human.answers)


async def test_the_log_of_a_failure_is_one_event_with_its_reference(
    town: Town, ana: Human, caplog: pytest.LogCaptureFixture
) -> None:
    with broken_tables(town), caplog.at_level(logging.ERROR):
        await ana.says("/focus start loader")
    failed = [record for record in caplog.records if record.getMessage() == "listener_failed"]
    assert len(failed) == 1
