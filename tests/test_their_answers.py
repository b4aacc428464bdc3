"""Slack, asked with a person's own token, where its answer is none that can be read."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.presence.rules import NO_STATUS
from bot.settings import Settings
from bot.theirs import Theirs
from tests.support.clock import VirtualClock

INDEFINITE = (
    '{"ok": true, "snooze_enabled": true, "snooze_is_indefinite": true, "snooze_endtime": 0, "snooze_remaining": 0}'
)


class Answer:
    """What Slack says to anything."""

    def __init__(self) -> None:
        self.body, self.content_type = "", "application/json"

    async def say(self, _: web.Request) -> web.Response:
        return web.Response(text=self.body, content_type=self.content_type)


@pytest.fixture
def answer() -> Answer:
    return Answer()


@pytest.fixture
async def theirs(answer: Answer) -> AsyncIterator[Theirs]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer.say)
    async with TestServer(app) as server:
        yield Theirs(Settings(_env_file=None, slack_api_url=f"{server.make_url('/')}api/"))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [("{", "application/json"), ("[1]", "application/json"), ("gone", "text/plain"), ("<p>", "text/html")],
)
async def test_an_answer_that_cant_be_read_is_none(
    theirs: Theirs, answer: Answer, clock: VirtualClock, body: str, content_type: str
) -> None:
    answer.body, answer.content_type = body, content_type
    assert await theirs.status("xoxp-x") is None
    assert await theirs.snooze("xoxp-x", clock()) is None
    assert await theirs.exchanged("code") is None
    await theirs.put("xoxp-x", NO_STATUS)
    await theirs.wake("xoxp-x")
    await theirs.revoke("xoxp-x")


async def test_a_pause_without_an_end_is_one(theirs: Theirs, answer: Answer, clock: VirtualClock) -> None:
    answer.body = INDEFINITE
    told = await theirs.snooze("xoxp-x", clock())
    assert told is not None
    assert told.snoozes_until is not None
    assert told.snoozes_until > clock()
