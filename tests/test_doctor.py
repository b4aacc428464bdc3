"""What the doctor finds, against a Slack on this machine."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr
from sqlmodel import SQLModel
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import sealing
from bot.clock import wall_clock
from bot.database import Database
from bot.doctor import examine
from bot.manifest import bot_scopes
from bot.settings import MANIFEST, Settings
from bot.trying import settings_for
from sandbox import Fault, Workspace, serve
from tests.support.clock import VirtualClock
from tests.support.people import ANA
from tests.support.serving import served
from tests.support.towns import town_on


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    made = Workspace(MANIFEST)
    async with serve(made):
        yield made


@pytest.fixture
def settings(workspace: Workspace, migrated_url: str) -> Settings:
    return settings_for(workspace, workspace.url, migrated_url)


@pytest.fixture
def migrated_url(sqlite_url: str) -> str:
    """Tables that know which migration made them."""
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    return sqlite_url


async def said(settings: Settings) -> tuple[str, bool]:
    """Everything found, and whether it stops the bot."""
    findings = await examine(settings)
    return "\n".join(finding.sentence for finding in findings), any(finding.stops_it for finding in findings)


async def test_where_all_is_well_nothing_stops_it(settings: Settings) -> None:
    text, stops = await said(settings)
    assert not stops, text
    for sentence in ("bot token is good", "app token is good", "scopes are those", "database answers"):
        assert sentence in text


async def test_a_scope_that_is_missing_is_named(migrated_url: str) -> None:
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    workspace = Workspace(manifest)
    async with serve(workspace) as url:
        text, stops = await said(settings_for(workspace, url, migrated_url))
    assert stops
    assert "The token lacks im:history." in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slack_bot_token": SecretStr("xoxb-wrong")}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."),
        ({"slack_app_token": SecretStr("xapp-wrong")}, "Slack refuses SLACK_APP_TOKEN (invalid_auth)."),
        ({"slack_bot_token": SecretStr("")}, "SLACK_BOT_TOKEN is missing"),
        ({"softstart_key": SecretStr("")}, "SOFTSTART_KEY is not set."),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "Slack can't be reached"),
    ],
)
async def test_what_is_wrong_is_said_in_one_sentence(settings: Settings, wrong: dict[str, Any], sentence: str) -> None:
    text, stops = await said(settings.model_copy(update=wrong))
    assert stops
    assert text.count(sentence) == 1


@pytest.mark.parametrize(
    ("switched", "sentence"),
    [
        ({"softstart_keep_at_most_days": 1}, "is 1: no sentence is kept for longer than 1 day, whatever people chose"),
        ({"softstart_keep_at_most_days": 14}, "SOFTSTART_KEEP_AT_MOST_DAYS is 14: no sentence is kept for longer"),
        ({"softstart_sentences": "off"}, "SOFTSTART_SENTENCES is off: no sentence is kept any more"),
        ({"softstart_buddies": "off"}, "SOFTSTART_BUDDIES is off: nobody can ask a colleague to know"),
    ],
)
async def test_what_is_set_for_everyone_is_said_with_what_it_means(
    settings: Settings, switched: dict[str, Any], sentence: str
) -> None:
    before, _ = await said(settings)
    text, stops = await said(settings.model_copy(update=switched))
    assert not stops
    assert text.count(sentence) == 1
    assert not [name for name in ("KEEP_AT_MOST", "SENTENCES", "BUDDIES") if f"SOFTSTART_{name}" in before]


async def test_whether_people_can_connect_their_status_is_said_beforehand(settings: Settings) -> None:
    own = {"slack_client_id": "", "slack_client_secret": SecretStr("")}
    text, stops = await said(settings.model_copy(update=own))
    assert (stops, "an https address that their browsers reach" in text) == (False, True)
    text, stops = await said(settings.model_copy(update={"softstart_url": "https://focus.example.org"}))
    assert (stops, "SOFTSTART_PORT is not set" in text) == (False, True)
    whole = {"softstart_url": "https://focus.example.org", "softstart_port": 3000}
    text, stops = await said(settings.model_copy(update=whole))
    assert (stops, "back to https://focus.example.org/slack/connected" in text) == (False, True)


async def test_the_wrong_key_is_noticed(migrated_url: str, clock: VirtualClock, machine: VirtualClock) -> None:
    async with town_on(migrated_url, clock, machine) as town:
        await town.person(ANA).says("/focus start loader test")
        text, stops = await said(town.bot.settings)
        assert not stops
        assert "SOFTSTART_KEY opens what the database holds." in text
        other = SecretStr(sealing.key_as_text(sealing.new_key()))
        text, stops = await said(town.bot.settings.model_copy(update={"softstart_key": other}))
    assert stops
    assert "not the key that this database was written with" in text


async def test_a_database_that_is_not_there_is_not_made_by_looking(settings: Settings, tmp_path: Path) -> None:
    text, stops = await said(settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'none.db'}"}))
    assert not stops
    assert "no tables yet" in text
    assert not (tmp_path / "none.db").exists()


async def test_a_file_that_is_no_database_stops_it(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"noise" * 1000)
    text, stops = await said(settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'noise.db'}"}))
    assert stops
    assert "The database can't be read" in text


@pytest.mark.parametrize(("off", "stops"), [(timedelta(seconds=5), False), (timedelta(minutes=6), True)])
async def test_a_clock_that_is_off_is_noticed(settings: Settings, off: timedelta, *, stops: bool) -> None:
    async def answers(_: Any) -> JSONResponse:
        date = format_datetime(wall_clock() - off, usegmt=True)
        headers = {"date": date, "x-oauth-scopes": ",".join(bot_scopes())}
        return JSONResponse({"ok": True, "team": "Stub", "url": "wss://127.0.0.1/"}, headers=headers)

    async with served(Starlette(routes=[Route("/api/{method}", answers, methods=["POST"])])) as url:
        text, stopped = await said(settings.model_copy(update={"slack_api_url": f"{url}/api/"}))
    assert stopped is stops, text
    assert ("Switch on time synchronisation" in text) is stops


async def test_set_aside_messages_are_counted_with_their_reason(
    migrated_url: str, clock: VirtualClock, machine: VirtualClock
) -> None:
    async with town_on(migrated_url, clock, machine) as town:
        ana = town.person(ANA)
        town.workspace.faults = lambda call: Fault.error("is_archived") if call.method == "chat.postMessage" else None
        await ana.says("/focus start")
        town.workspace.faults = lambda _: None
        text, _ = await said(town.bot.settings)
    assert "1 messages were set aside: is_archived." in text


async def test_the_doctor_changes_nothing(settings: Settings, migrated_url: str) -> None:
    await examine(settings)
    database = Database(migrated_url)
    async with database.transaction() as session:
        for table in SQLModel.metadata.tables.values():
            assert (await session.execute(table.select())).all() == []
    await database.close()
