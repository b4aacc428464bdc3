"""What whoever runs it can set: environment variables and `.env`, read once and handed down."""

import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic import AliasChoices as Either
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from bot import sealing
from bot.database import with_driver
from bot.switches.rules import LONGEST_DAYS, Switches

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "app-manifest.yml"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CONNECTED_PATH = "/slack/connected"
"""Where a browser comes back to from Slack's page."""


def _known_database(url: str) -> str:
    try:
        with_driver(url)
    except ArgumentError:
        raise ValueError("DATABASE_URL is no address such as sqlite:///softstart.db") from None
    return url


def _reached_by_browsers(url: str) -> str:
    """Slack sends nobody back to an address without https, save on the machine itself."""
    parts = urlsplit(url)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    if url and not (parts.netloc and (parts.scheme == "https" or is_here)):
        raise ValueError("SOFTSTART_URL is no address such as https://focus.example.org")
    return url.rstrip("/")


def _small(word: str) -> str:
    return word.lower()


def _on_or_off(word: str) -> str:
    """One of the two, on where nothing is said; anything else might be meant as either, and stops the start."""
    if (said := word.strip().lower() or "on") not in ("on", "off"):
        raise ValueError("it is neither on nor off")
    return said


def _days(text: str | int | None) -> int | None:
    """A whole number of days; None for an empty one."""
    if not (said := str("" if text is None else text).strip()):
        return None
    if not (
        said.isascii() and said.isdigit() and len(said) <= len(str(LONGEST_DAYS)) and 0 < int(said) <= LONGEST_DAYS
    ):
        raise ValueError(f"it is no whole number of days from 1 to {LONGEST_DAYS:,}")
    return int(said)


class Settings(BaseSettings):
    """Every setting, with its environment variable in capitals. `.env.sample` lists them with a sentence each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True)

    # `slack run` hands its tokens down under its own names.
    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias=Either("slack_bot_token", "slack_cli_xoxb"))
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias=Either("slack_app_token", "slack_cli_xapp"))
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    database_url: Annotated[str, AfterValidator(_known_database)] = "sqlite:///softstart.db"
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    softstart_url: Annotated[str, AfterValidator(_reached_by_browsers)] = ""
    softstart_key: SecretStr = SecretStr("")
    softstart_port: int | None = Field(default=None, ge=0, le=65535)
    softstart_host: str = "127.0.0.1"
    softstart_log: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_small)] = "info"
    softstart_keep_at_most_days: Annotated[int | None, BeforeValidator(_days)] = None
    softstart_sentences: Annotated[str, BeforeValidator(_on_or_off)] = "on"
    softstart_buddies: Annotated[str, BeforeValidator(_on_or_off)] = "on"

    @property
    def http_port(self) -> int:
        """Where Slack's requests are expected in HTTP mode: 3000, if SOFTSTART_PORT does not say."""
        return 3000 if self.softstart_port is None else self.softstart_port

    @property
    def is_served(self) -> bool:
        """Whether anything listens for browsers."""
        return not self.uses_sockets or self.softstart_port is not None

    @property
    def return_to(self) -> str:
        """Where Slack sends a browser back to; empty where people can't connect their own status."""
        return "" if self.lacks_for_status() else f"{self.softstart_url}{CONNECTED_PATH}"

    @property
    def wants_own_status(self) -> bool:
        """Whether any of what that takes is set."""
        return bool(self.slack_client_id or self.slack_client_secret.get_secret_value() or self.softstart_url)

    def lacks_for_status(self) -> list[str]:
        """What is missing before people can connect their own status, each one sentence."""
        lacks = []
        if not self.slack_client_id:
            lacks.append("SLACK_CLIENT_ID is not set (Basic Information, on the app's page).")
        if not self.slack_client_secret.get_secret_value():
            lacks.append("SLACK_CLIENT_SECRET is not set (Basic Information, on the app's page).")
        if not self.softstart_url:
            lacks.append("SOFTSTART_URL is not set, the https address that their browsers reach.")
        if not self.is_served:
            lacks.append("SOFTSTART_PORT is not set, so nothing listens for browsers (a proxy in front speaks https).")
        return lacks

    @property
    def uses_sockets(self) -> bool:
        """Socket Mode, if there is an app-level token; else signed HTTP."""
        return bool(self.slack_app_token.get_secret_value())

    @property
    def master_key(self) -> bytes:
        """Raises ValueError, with a sentence, where SOFTSTART_KEY is missing or damaged."""
        return sealing.key_from_text(self.softstart_key.get_secret_value())

    @property
    def switches(self) -> Switches:
        """What is limited or off for everyone."""
        return Switches(
            keep_at_most_days=self.softstart_keep_at_most_days,
            keeps_sentences=self.softstart_sentences == "on",
            offers_buddies=self.softstart_buddies == "on",
        )

    def missing_key(self) -> str | None:
        """The sentence about SOFTSTART_KEY, where it is missing or damaged."""
        if not self.softstart_key.get_secret_value():
            return "SOFTSTART_KEY is not set. `make run` makes one on its first run, in .env."
        try:
            sealing.key_from_text(self.softstart_key.get_secret_value())
        except ValueError as error:
            return str(error)
        return None

    def missing(self) -> list[str]:
        """What the bot can't run without, each one sentence with what to do."""
        missing = []
        if not self.slack_bot_token.get_secret_value().startswith("xoxb-"):
            missing.append("SLACK_BOT_TOKEN is missing: the Bot User OAuth Token (xoxb-…) of the app's page, in .env.")
        if self.slack_app_token.get_secret_value() and not self.slack_app_token.get_secret_value().startswith("xapp-"):
            missing.append("SLACK_APP_TOKEN does not begin with xapp-: it is the App-Level Token of the app's page.")
        if not self.slack_app_token.get_secret_value() and not self.slack_signing_secret.get_secret_value():
            missing.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing in .env.")
        if key := self.missing_key():
            missing.append(key)
        return missing


def what_is_wrong(error: ValidationError) -> list[str]:
    """Settings that can't be read, each one sentence with its name; never with its value, which may be a secret."""
    return [
        f"{str(found['loc'][0]).upper()} can't be read: {found['msg'].removeprefix('Value error, ').removesuffix('.')}."
        for found in error.errors(include_input=False, include_url=False)
    ]


def ensure_key(env_file: Path = Path(".env")) -> str | None:
    """Make SOFTSTART_KEY on first run: into `.env`, mode 600. Returns the sentence to say, or None if one is set."""
    if Settings(_env_file=env_file).softstart_key.get_secret_value():
        return None
    line = f"SOFTSTART_KEY={sealing.key_as_text(sealing.new_key())}\n"
    before = env_file.read_text() if env_file.exists() else ""
    kept = [old for old in before.splitlines(keepends=True) if not old.startswith("SOFTSTART_KEY=")]
    _write_private(env_file, "".join(kept) + ("\n" if kept and not kept[-1].endswith("\n") else "") + line)
    return (
        f"A key was made and written to {env_file} (readable by you alone). It opens people's words: "
        "back it up apart from the database. Without it they stay closed for good."
    )


def _write_private(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old one or the new one, readable by its owner alone."""
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)  # also where a file of that name was left behind
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
