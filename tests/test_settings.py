"""What can be set, what is said where something is wrong, and the key that is made once."""

import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot import sealing
from bot.settings import Settings, ensure_key, what_is_wrong
from bot.switches.rules import Switches

KEY = sealing.key_as_text(bytes(range(32)))
GOOD = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1", "softstart_key": KEY}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has set is not seen."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_two_tokens_and_a_key_are_all_that_is_needed() -> None:
    assert settings(**GOOD).missing() == []
    assert settings(**GOOD).uses_sockets


def test_over_http_a_signing_secret_stands_for_the_app_token() -> None:
    over_http = settings(**(GOOD | {"slack_app_token": "", "slack_signing_secret": "s"}))
    assert over_http.missing() == []
    assert not over_http.uses_sockets


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slack_bot_token": ""}, "SLACK_BOT_TOKEN is missing"),
        ({"slack_bot_token": "xoxp-1"}, "SLACK_BOT_TOKEN is missing"),
        ({"slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN does not begin with xapp-"),
        ({"slack_app_token": ""}, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing"),
        ({"softstart_key": ""}, "SOFTSTART_KEY is not set"),
        ({"softstart_key": KEY[:-4]}, "SOFTSTART_KEY is not a key of 32 bytes"),
        ({"softstart_key": "schlüssel"}, "SOFTSTART_KEY is not a key of 32 bytes"),
    ],
)
def test_what_is_missing_is_one_sentence(wrong: dict[str, str], sentence: str) -> None:
    (said,) = settings(**(GOOD | wrong)).missing()
    assert said.startswith(sentence)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"database_url": "mysql://root:secret@here/there"}, "DATABASE_URL"),
        ({"database_url": "secret"}, "DATABASE_URL"),
        ({"softstart_port": "secret"}, "SOFTSTART_PORT"),
        ({"softstart_port": "70000"}, "SOFTSTART_PORT"),
        ({"softstart_log": "secret"}, "SOFTSTART_LOG"),
        ({"softstart_sentences": "secret"}, "SOFTSTART_SENTENCES"),
        ({"softstart_buddies": "secret"}, "SOFTSTART_BUDDIES"),
        ({"softstart_keep_at_most_days": "secret"}, "SOFTSTART_KEEP_AT_MOST_DAYS"),
    ],
)
def test_what_can_not_be_read_is_one_sentence_without_its_value(wrong: dict[str, str], name: str) -> None:
    with pytest.raises(ValidationError) as error:
        settings(**(GOOD | wrong))
    (said,) = what_is_wrong(error.value)
    assert said.startswith(f"{name} can't be read: ")
    assert "secret" not in said


DAYS_WRONG = "SOFTSTART_KEEP_AT_MOST_DAYS can't be read: it is no whole number of days from 1 to 36,500."


@pytest.mark.parametrize("wrong", ["0", "-7", "+7", "7.0", "1_0", "1e3", "²", "7 days", "36501", "9" * 5000])
def test_a_limit_that_is_no_whole_number_of_days_stops_the_start(wrong: str) -> None:
    with pytest.raises(ValidationError) as error:
        settings(softstart_keep_at_most_days=wrong)
    assert what_is_wrong(error.value) == [DAYS_WRONG]


@pytest.mark.parametrize("wrong", ["no", "false", "0", "of", "on off"])
def test_a_switch_is_on_or_off_and_nothing_in_between(wrong: str) -> None:
    with pytest.raises(ValidationError) as error:
        settings(softstart_sentences=wrong)
    assert what_is_wrong(error.value) == ["SOFTSTART_SENTENCES can't be read: it is neither on nor off."]


def test_switches_that_are_not_set_or_empty_limit_nothing() -> None:
    empty = dict.fromkeys(("softstart_keep_at_most_days", "softstart_sentences", "softstart_buddies"), " ")
    assert settings().switches == settings(**empty).switches == Switches()


def test_switches_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"KEEP_AT_MOST_DAYS": " 14 ", "SENTENCES": "Off", "BUDDIES": "off "}.items():
        monkeypatch.setenv(f"SOFTSTART_{name}", value)
    assert settings().switches == Switches(14, keeps_sentences=False, offers_buddies=False)


OWN = {"slack_client_id": "1.2", "slack_client_secret": "s", "softstart_url": "https://focus.example.org"}
OVER_HTTP = GOOD | {"slack_app_token": "", "slack_signing_secret": "s"}


def test_people_can_connect_their_status_where_a_browser_can_come_back() -> None:
    over_http = settings(**OVER_HTTP, **OWN)
    assert over_http.return_to == "https://focus.example.org/slack/connected"
    assert settings(**GOOD, **OWN, softstart_port=3000).return_to == over_http.return_to
    assert over_http.missing() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (OVER_HTTP | OWN | {"slack_client_id": ""}, "SLACK_CLIENT_ID is not set"),
        (OVER_HTTP | OWN | {"slack_client_secret": ""}, "SLACK_CLIENT_SECRET is not set"),
        (OVER_HTTP | OWN | {"softstart_url": ""}, "SOFTSTART_URL is not set"),
        (GOOD | OWN, "SOFTSTART_PORT is not set"),
    ],
)
def test_what_is_missing_for_that_stops_nothing_else(values: dict[str, str], sentence: str) -> None:
    made = settings(**values)
    assert made.missing() == []
    assert made.return_to == ""
    (lack,) = made.lacks_for_status()
    assert sentence in lack


@pytest.mark.parametrize("url", ["http://127.0.0.1:3000", "http://localhost:3000/", "https://focus.example.org/bot"])
def test_browsers_come_back_over_https_or_on_the_machine_itself(url: str) -> None:
    assert settings(softstart_url=url).softstart_url == url.rstrip("/")


@pytest.mark.parametrize("url", ["http://focus.example.org", "focus.example.org", "https://", "ftp://127.0.0.1"])
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="SOFTSTART_URL is no address"):
        settings(softstart_url=url)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    shown = repr(settings(**GOOD, slack_signing_secret="s3cret"))
    assert not [secret for secret in (KEY, "xoxb-1", "xapp-1", "s3cret") if secret in shown]


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    said = ensure_key(env) or ""
    assert "back it up apart from the database" in said
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    made = env.read_text()
    assert Settings(_env_file=env).missing_key() is None
    assert ensure_key(env) is None
    assert env.read_text() == made


@pytest.mark.parametrize("before", ["SLACK_BOT_TOKEN=xoxb-1", "# SOFTSTART_KEY=\nA=b\n", "SOFTSTART_KEY=\nA=b\n"])
def test_making_a_key_keeps_every_other_line(tmp_path: Path, before: str) -> None:
    env = tmp_path / ".env"
    env.write_text(before)
    env.chmod(0o644)
    assert ensure_key(env)
    kept = [line for line in before.splitlines() if line != "SOFTSTART_KEY="]
    assert env.read_text().splitlines()[:-1] == kept
    assert stat.S_IMODE(env.stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [f"SOFTSTART_KEY={KEY}", "SOFTSTART_KEY=cut-off", f"export SOFTSTART_KEY='{KEY}'"])
def test_a_key_that_is_there_is_never_overwritten(tmp_path: Path, kept: str) -> None:
    env = tmp_path / ".env"
    env.write_text(kept)
    assert ensure_key(env) is None
    assert env.read_text() == kept


def test_a_file_left_behind_by_a_crash_does_not_open_the_new_one_to_others(tmp_path: Path) -> None:
    left = tmp_path / ".env.new"
    left.write_text("half")
    left.chmod(0o644)
    assert ensure_key(tmp_path / ".env")
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert not left.exists()
