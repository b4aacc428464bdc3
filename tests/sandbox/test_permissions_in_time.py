"""What runs out: trigger ids, response URLs, rate limits."""

from typing import Any

import aiohttp
import pytest

from sandbox import Workspace, serve
from sandbox.calls import ApiError
from sandbox.limits import RateLimits
from sandbox.tickets import ResponseUrls, Triggers
from tests.sandbox.cards import actions, button, section
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp, manifest


class Time:
    """Machine time that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_trigger_works_once_within_three_seconds() -> None:
    time = Time()
    triggers = Triggers(time, "T1")
    fresh, late = triggers.issue(ANA), triggers.issue(ANA)
    assert triggers.use(fresh).user == ANA
    with pytest.raises(ApiError, match="exchanged_trigger_id"):
        triggers.use(fresh)
    time.at += 3.01
    with pytest.raises(ApiError, match="expired_trigger_id"):
        triggers.use(late)
    with pytest.raises(ApiError, match="invalid_trigger_id"):
        triggers.use("1.2.3")


def test_a_response_url_works_five_times_within_thirty_minutes() -> None:
    time = Time()
    urls = ResponseUrls(time, "T1")
    path = urls.issue("commands", GENERAL, ANA)
    for _ in range(5):
        urls.use(path)
    with pytest.raises(ApiError, match="used_url"):
        urls.use(path)
    other = urls.issue("actions", GENERAL, ANA)
    time.at += 1801
    with pytest.raises(ApiError, match="expired_url"):
        urls.use(other)


async def respond(body: dict[str, Any], **answer: Any) -> int:
    async with aiohttp.ClientSession() as session, session.post(body["response_url"], json=answer) as response:
        return response.status


async def test_an_answer_to_a_command_is_ephemeral_unless_it_says_otherwise(
    workspace: Workspace, app: SmallApp
) -> None:
    await workspace.command(ANA, GENERAL, "/do")
    assert await respond(app.last, text="for you") == 200
    assert await respond(app.last, text="for all", response_type="in_channel") == 200
    assert [(m.text, m.ephemeral) for m in workspace.messages(ANA, GENERAL)] == [("for you", True), ("for all", False)]
    assert [m.text for m in workspace.messages(BEN, GENERAL)] == ["for all"]


async def test_the_original_can_be_replaced_and_deleted(workspace: Workspace, app: SmallApp) -> None:
    dm = workspace.dm(ANA)
    posted = await app.client.chat_postMessage(channel=ANA, text="card", blocks=[actions(button())])
    await workspace.press(ANA, dm, posted["ts"], "go")
    await respond(app.last, text="replaced", replace_original=True)
    assert [(m.text, m.blocks) for m in workspace.messages(ANA, dm)] == [("replaced", None)]
    await respond(app.last, text="beside it")
    assert [m.ephemeral for m in workspace.messages(ANA, dm)] == [False, True]
    await respond(app.last, delete_original=True)
    assert [m.text for m in workspace.messages(ANA, dm)] == ["beside it"]


async def test_answers_are_checked_and_used_up(workspace: Workspace, app: SmallApp) -> None:
    await workspace.command(ANA, GENERAL, "/do")
    assert await respond(app.last, blocks=[{"type": "sektion"}]) == 400
    assert await respond(app.last, txt="x") == 400
    assert [await respond(app.last, text=str(n), blocks=[section()]) for n in range(3)] == [200] * 3
    assert await respond(app.last, text="the sixth") == 404
    assert [call.answer for call in workspace.log if call.kind == "response_url"][-1]["error"] == "used_url"


def admitted(limits: RateLimits, method: str, tier: int, channel: str | None = None) -> int | None:
    """None when admitted, else Retry-After."""
    try:
        limits.admit(method, tier, channel)
    except ApiError as error:
        return error.retry_after
    return None


@pytest.mark.parametrize(("tier", "most"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_a_tier_admits_so_many_a_minute(tier: int, most: int) -> None:
    time = Time()
    limits = RateLimits(time, on=True)
    assert [admitted(limits, "x", tier) for _ in range(most)] == [None] * most
    wait = admitted(limits, "x", tier)
    assert wait
    assert admitted(limits, "y", tier) is None
    time.at += wait
    assert admitted(limits, "x", tier) is None


def test_a_channel_takes_one_post_a_second_after_a_short_burst() -> None:
    time = Time()
    limits = RateLimits(time, on=True)
    assert [admitted(limits, "chat.postMessage", 0, "D1") for _ in range(6)] == [None] * 5 + [1]
    assert admitted(limits, "chat.postMessage", 0, "D2") is None
    for _ in range(10):
        time.at += 1
        assert admitted(limits, "chat.postMessage", 0, "D1") is None
        assert admitted(limits, "chat.postMessage", 0, "D1") == 1


async def test_a_limited_call_is_refused_with_retry_after_and_changes_nothing() -> None:
    workspace = Workspace(manifest())
    for _ in range(5):
        await workspace.call("chat.postMessage", {"channel": ANA, "text": "x"}, workspace.bot_token)
    answer = await workspace.call("chat.postMessage", {"channel": workspace.dm(ANA), "text": "x"}, workspace.bot_token)
    assert (answer.status, answer.body, answer.headers["Retry-After"]) == (
        429,
        {"ok": False, "error": "ratelimited"},
        "1",
    )
    assert len(workspace.messages(ANA, workspace.dm(ANA))) == 5


async def test_limits_can_be_switched_off_and_set() -> None:
    free = Workspace(manifest(), rate_limits=False)
    for _ in range(50):
        assert (await free.call("chat.postMessage", {"channel": ANA, "text": "x"}, free.bot_token)).status == 200
    sold = Workspace(manifest())
    sold.state.limits.per_minute["conversations.history"] = 1
    async with serve(sold):
        given = {"channel": sold.dm(ANA)}
        statuses = [(await sold.call("conversations.history", given, sold.bot_token)).status for _ in range(2)]
    assert statuses == [200, 429]
