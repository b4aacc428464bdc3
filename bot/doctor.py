"""What would keep the bot from working, each finding one sentence with what to do."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from bot import sealing
from bot.clock import wall_clock
from bot.database import Database
from bot.helplines.rules import Helplines, shipped, stale
from bot.manifest import bot_scopes
from bot.outbox.kinds import State
from bot.outbox.pulse import last_beat
from bot.outbox.tables import OutboxRow
from bot.people.tables import PersonKey
from bot.settings import Settings
from bot.speech import days
from bot.switches.rules import Switches

CLOCK_OFF = timedelta(seconds=60)
"""Slack refuses signatures five minutes off (SLACK.md 1); a minute is worth a word."""
PULSE_OLD = timedelta(seconds=30)
NO_TABLE = ("no such table", 'relation "alembic_version"')
"""How SQLite and PostgreSQL say that nothing was migrated yet."""


@dataclass(frozen=True)
class Finding:
    """One sentence; `stops_it` if the bot would not work, `is_refusal` if trying for longer would not help."""

    sentence: str
    stops_it: bool = False
    is_refusal: bool = False


NO_OWN_STATUS = (
    "People can't connect their Slack status and do-not-disturb. That takes SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and "
    "SOFTSTART_URL, an https address that their browsers reach. Blocks are whole without it."
)
NO_TABLES_YET = Finding("The database has no tables yet. The first `make run` makes them.")


async def examine(settings: Settings) -> list[Finding]:
    """Tokens, scopes against the manifest, key, database, clock, helplines."""
    missing = [Finding(sentence, stops_it=True) for sentence in settings.missing()]
    slack = await examine_slack(settings) if settings.slack_bot_token.get_secret_value() else []
    numbers = old_numbers(shipped(), wall_clock().date())
    found = [*missing, *slack, *await _database(settings), *own_status(settings)]
    return [*found, *numbers, *set_for_everyone(settings.switches)]


def set_for_everyone(switches: Switches) -> list[Finding]:
    """Which switches are set, and what that means."""
    found = []
    if most := switches.keep_at_most_days:
        found.append(
            f"SOFTSTART_KEEP_AT_MOST_DAYS is {most}: no sentence is kept for longer than {days(most)}, whatever people "
            "chose, nor what is kept about a block. What is older goes when the bot starts, and every night."
        )
    if not switches.keeps_sentences:
        found.append(
            "SOFTSTART_SENTENCES is off: no sentence is kept any more, and people are told before they write one. "
            "Those from before can be read and deleted by whoever wrote them."
        )
    if not switches.offers_buddies:
        found.append(
            "SOFTSTART_BUDDIES is off: nobody can ask a colleague to know, and nothing about a block goes to anybody "
            "else, nor into a channel. Whoever agreed to know before can still end it."
        )
    return list(map(Finding, found))


def own_status(settings: Settings) -> list[Finding]:
    """Whether people can connect their own Slack status, and what is missing for it. Everything else works without."""
    if settings.return_to:
        back = f"Slack sends their browsers back to {settings.return_to}, which is one of the app's Redirect URLs"
        return [Finding(f"People can connect their Slack status: {back}.")]
    if not settings.wants_own_status:
        return [Finding(NO_OWN_STATUS)]
    return [Finding(f"Nobody is offered to connect their Slack status: {lack}") for lack in settings.lacks_for_status()]


def old_numbers(lines: Helplines, today: date) -> list[Finding]:
    """Helplines whose number is no longer shown, because nobody checked it for too long."""
    return [
        Finding(
            f"The number of {line.name} ({line.country}) was last checked on {line.checked_on}, so people see "
            "findahelpline.com in its place. Check it, and write the day into bot/helplines/numbers.toml."
        )
        for line in stale(lines, today)
    ]


async def examine_slack(settings: Settings) -> list[Finding]:
    """What Slack says to the tokens."""
    token = settings.slack_bot_token.get_secret_value()
    client = AsyncWebClient(token=token, base_url=settings.slack_api_url, timeout=10)
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        said = error.response["error"]
        sentence = f"Slack refuses SLACK_BOT_TOKEN ({said}). Copy it again from the app's page."
        return [Finding(sentence, stops_it=True, is_refusal=True)]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        problem = type(error).__name__
        return [Finding(f"Slack can't be reached ({problem}). Look at this machine's network.", stops_it=True)]
    found = [Finding(f"The bot token is good, for the workspace {answer['team']}.")]
    found += _scopes(answer.headers) + _clock(answer.headers)
    if settings.uses_sockets:
        found.append(await _app_token(settings, client))
    return found


async def _app_token(settings: Settings, client: AsyncWebClient) -> Finding:
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as error:
        said = error.response["error"]
        fix = "Make one with the scope connections:write on the app's page."
        return Finding(f"Slack refuses SLACK_APP_TOKEN ({said}). {fix}", stops_it=True, is_refusal=True)
    return Finding("The app token is good: Socket Mode will connect.")


def _scopes(headers: Any) -> list[Finding]:
    granted = {str(name).lower(): value for name, value in dict(headers).items()}.get("x-oauth-scopes", "")
    lacking = sorted(bot_scopes() - {scope.strip() for scope in str(granted).split(",")})
    if not lacking:
        return [Finding("The scopes are those of the manifest.")]
    names = ", ".join(lacking)
    return [Finding(f"The token lacks {names}. Update the app's manifest and install it once more.", stops_it=True)]


def _clock(headers: Any) -> list[Finding]:
    date = {str(name).lower(): value for name, value in dict(headers).items()}.get("date")
    if not date:
        return []
    off = abs(wall_clock() - _moment(str(date)))
    if off < CLOCK_OFF:
        return [Finding("The clock agrees with Slack's.")]
    seconds = round(off.total_seconds())
    return [Finding(f"This machine's clock is {seconds} seconds off. Switch on time synchronisation.", stops_it=True)]


def _moment(date: str) -> datetime:
    return parsedate_to_datetime(date).astimezone(UTC)


async def _database(settings: Settings) -> list[Finding]:
    database = Database(settings.database_url)
    if _has_no_file(database):
        return [NO_TABLES_YET]
    try:
        async with database.transaction() as session:
            await session.execute(text("SELECT version_num FROM alembic_version"))
            beat = await last_beat(session)
            set_aside = select(col(OutboxRow.reason)).where(col(OutboxRow.state) == State.SET_ASIDE)
            aside = Counter((await session.scalars(set_aside)).all())
            key = await session.scalar(select(PersonKey).limit(1))
            return [Finding("The database answers."), _pulse(beat), *_aside(aside), *_key(settings, key)]
    except (SQLAlchemyError, OSError) as error:
        if any(words in str(error) for words in NO_TABLE):
            return [NO_TABLES_YET]
        problem = type(error).__name__
        return [Finding(f"The database can't be read ({problem}). Look at DATABASE_URL in .env.", stops_it=True)]
    finally:
        await database.close()


def _has_no_file(database: Database) -> bool:
    """A SQLite file that is not there yet; looking into it would make it."""
    return database.is_sqlite and not Path(database.url.database or "").exists()


def _pulse(beat: datetime | None) -> Finding:
    if beat is None:
        return Finding("Nothing has looked for due messages yet. Start the bot with: make run")
    age = wall_clock() - beat
    if age < PULSE_OLD:
        return Finding(f"The outbox was looked through {max(0, round(age.total_seconds()))} seconds ago.")
    return Finding(f"The outbox was last looked through at {beat:%Y-%m-%d %H:%M} UTC. If it should run, look there.")


def _aside(reasons: Counter[str | None]) -> list[Finding]:
    """Why messages were not said; one line a reason, most frequent first."""
    return [Finding(f"{count} messages were set aside: {reason}.") for reason, count in reasons.most_common(5)]


def _key(settings: Settings, kept: PersonKey | None) -> list[Finding]:
    if kept is None or settings.missing_key():
        return []
    try:
        sealing.unwrap(settings.master_key, kept.wrapped, f"{kept.workspace}/{kept.user}")
    except sealing.WrongKeyError:
        sentence = "SOFTSTART_KEY is not the key that this database was written with. Put the old one back."
        return [Finding(sentence, stops_it=True, is_refusal=True)]
    return [Finding("SOFTSTART_KEY opens what the database holds.")]
