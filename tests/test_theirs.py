"""What Slack says to a person's own token, as it is understood: a status, a do-not-disturb, a refusal, or no answer."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.connecting.rules import Granted
from bot.presence.rules import NO_STATUS, Status, Told
from bot.settings import Settings
from bot.theirs import FOR_EVER, Theirs
from tests.support.clock import MONDAY_AT_NINE as NOW
from tests.support.serving import served


class Slack:
    """Answers every method with one answer, and remembers what it was sent."""

    def __init__(self) -> None:
        self.answer: Response = JSONResponse({"ok": True})
        self.asked: list[tuple[str, str, str]] = []

    async def method(self, request: Request) -> Response:
        name, sent = request.path_params["name"], (await request.body()).decode()
        self.asked.append((name, request.headers.get("authorization", ""), sent))
        return self.answer

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/api/{name}", self.method, methods=["GET", "POST"])])


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
async def theirs(slack: Slack) -> AsyncIterator[Theirs]:
    async with served(slack.app) as url:
        yield Theirs(settings(url))


def settings(url: str, **more: Any) -> Settings:
    own: dict[str, Any] = {
        "slack_client_id": "1.2",
        "slack_client_secret": SecretStr("s3cret"),
        "softstart_url": "https://f.example",
    }
    return Settings(_env_file=None, slack_api_url=f"{url}/api/", **(own | more))


@pytest.mark.parametrize(
    ("profile", "status"),
    [
        (
            {"status_text": "On a train", "status_emoji": ":train:", "status_expiration": 9},
            ("On a train", ":train:", 9),
        ),
        ({"status_text": "", "status_emoji": "", "status_expiration": 0}, ("", "", 0)),
        ({"status_text": None, "status_emoji": None, "status_expiration": None}, ("", "", 0)),
        ({}, ("", "", 0)),
    ],
)
async def test_a_status(theirs: Theirs, slack: Slack, profile: dict[str, Any], status: tuple[str, str, int]) -> None:
    slack.answer = JSONResponse({"ok": True, "profile": profile})
    assert await theirs.status("xoxp-1") == Told(Status(*status))
    assert slack.asked == [("users.profile.get", "Bearer xoxp-1", "")]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"snooze_enabled": False}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 2}, None),
        ({"snooze_enabled": True, "snooze_endtime": 1, "snooze_remaining": 60}, timedelta(minutes=1)),
        ({"snooze_enabled": True, "snooze_is_indefinite": True, "snooze_remaining": 0}, FOR_EVER),
        ({"snooze_enabled": True, "snooze_is_indefinite": True, "snooze_remaining": 60}, FOR_EVER),
        ({"snooze_enabled": True}, FOR_EVER),
    ],
)
async def test_a_do_not_disturb(theirs: Theirs, slack: Slack, said: dict[str, Any], left: timedelta | None) -> None:
    slack.answer = JSONResponse({"ok": True} | said)
    assert await theirs.snooze("xoxp-1", NOW) == Told(snoozes_until=NOW + left if left else None)


async def test_a_refusal_is_told_with_slacks_word(theirs: Theirs, slack: Slack) -> None:
    slack.answer = JSONResponse({"ok": False, "error": "token_revoked"})
    assert await theirs.status("xoxp-1") == await theirs.snooze("xoxp-1", NOW) == Told(denied="token_revoked")
    assert await theirs.exchanged("code") is None


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": "30"}),
        JSONResponse({"ok": False, "error": "fatal_error"}),
        PlainTextResponse("<html>busy</html>", 503),
        PlainTextResponse("<html>busy</html>"),
        PlainTextResponse("{", media_type="application/json"),
        PlainTextResponse("[1]", media_type="application/json"),
        JSONResponse({"ok": False}),
    ],
)
async def test_what_passes_is_no_answer(theirs: Theirs, slack: Slack, answer: Response) -> None:
    slack.answer = answer
    assert await theirs.status("xoxp-1") is None
    assert await theirs.snooze("xoxp-1", NOW) is None
    assert await theirs.exchanged("code") is None
    await theirs.put("xoxp-1", NO_STATUS)
    await theirs.wake("xoxp-1")
    await theirs.revoke("xoxp-1")


async def test_where_nobody_listens_there_is_no_answer() -> None:
    assert await Theirs(settings("http://127.0.0.1:9")).status("xoxp-1") is None


async def test_a_code_is_exchanged_for_what_was_allowed(theirs: Theirs, slack: Slack) -> None:
    authed = {"id": "U1", "scope": "dnd:read,dnd:write", "access_token": "xoxp-1", "token_type": "user"}
    slack.answer = JSONResponse({"ok": True, "authed_user": authed, "team": {"id": "T1"}, "enterprise": None})
    granted = Granted("U1", frozenset({"T1"}), frozenset({"dnd:read", "dnd:write"}), "xoxp-1")
    assert await theirs.exchanged("c0de") == granted
    ((name, authorization, sent),) = slack.asked
    assert (name, authorization) == ("oauth.v2.access", "")
    assert parse_qs(sent) == {
        "client_id": ["1.2"],
        "client_secret": ["s3cret"],
        "code": ["c0de"],
        "redirect_uri": ["https://f.example/slack/connected"],
    }


async def test_where_nothing_was_allowed_there_is_no_token(theirs: Theirs, slack: Slack) -> None:
    slack.answer = JSONResponse({"ok": True, "authed_user": {"id": "U1"}, "team": {"id": "T1"}})
    assert await theirs.exchanged("c0de") == Granted("U1", frozenset({"T1"}))


def test_slacks_page_is_asked_for_what_is_a_persons_own_and_nothing_else() -> None:
    url = urlsplit(Theirs(settings("https://slack.com")).authorize_url("st", "T1"))
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://slack.com/oauth/v2/authorize"
    assert parse_qs(url.query) == {
        "client_id": ["1.2"],
        "user_scope": ["dnd:read,dnd:write,users.profile:read,users.profile:write"],
        "redirect_uri": ["https://f.example/slack/connected"],
        "state": ["st"],
        "team": ["T1"],
    }
    assert "team" not in Theirs(settings("https://slack.com")).authorize_url("st", "E1")
    assert Theirs(settings("https://slack.com", softstart_url="")).authorize_url("st", "T1") == ""
