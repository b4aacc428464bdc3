"""conversations.history: order, windows, pages, metadata, lag."""

import itertools
from typing import Any

from sandbox import Workspace
from tests.sandbox.small_app import ANA, manifest


def made(seconds: float = 1000.0) -> tuple[Workspace, list[float]]:
    """A workspace whose machine time is the one number in the list."""
    now = [seconds]
    return Workspace(manifest(), machine=lambda: now[0], rate_limits=False), now


async def said(workspace: Workspace, text: str) -> str:
    metadata = {"event_type": "card", "event_payload": {"row": text}}
    given = {"channel": ANA, "text": text, "metadata": metadata}
    return str((await workspace.call("chat.postMessage", given, workspace.bot_token)).body["ts"])


async def history(workspace: Workspace, **given: Any) -> dict[str, Any]:
    answer = await workspace.call("conversations.history", {"channel": workspace.dm(ANA), **given}, workspace.bot_token)
    return answer.body


async def texts(workspace: Workspace, **given: Any) -> list[str]:
    return [message["text"] for message in (await history(workspace, **given))["messages"]]


async def test_the_newest_comes_first_and_windows_are_open_unless_inclusive() -> None:
    workspace, now = made()
    stamps = []
    for text in "abc":
        stamps.append(await said(workspace, text))
        now[0] += 1
    assert await texts(workspace) == ["c", "b", "a"]
    assert await texts(workspace, oldest=stamps[0], latest=stamps[2]) == ["b"]
    assert await texts(workspace, oldest=stamps[0], latest=stamps[2], inclusive=True) == ["c", "b", "a"]
    assert await texts(workspace, oldest=stamps[1]) == ["c"]


async def test_ts_stays_unique_when_machine_time_stands_still() -> None:
    workspace, _ = made()
    stamps = [await said(workspace, text) for text in "abc"]
    assert stamps == ["1000.000000", "1000.000001", "1000.000002"]


async def test_pages_cover_everything_once() -> None:
    workspace, _ = made()
    for number in range(7):
        await said(workspace, str(number))
    found: list[str] = []
    cursor = ""
    for _ in itertools.count():
        page = await history(workspace, limit=3, cursor=cursor)
        found += [message["text"] for message in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert found == ["6", "5", "4", "3", "2", "1", "0"]
    assert (await history(workspace, cursor="nonsense"))["error"] == "invalid_cursor"
    assert (await history(workspace, limit=1000))["error"] == "invalid_limit"
    assert (await history(workspace, oldest="soon"))["error"] == "invalid_ts_oldest"


async def test_metadata_comes_only_when_asked_for() -> None:
    workspace, _ = made()
    await said(workspace, "a")
    [plain] = (await history(workspace))["messages"]
    [full] = (await history(workspace, include_all_metadata="1"))["messages"]
    assert "metadata" not in plain
    assert full["metadata"]["event_payload"] == {"row": "a"}


async def test_ephemerals_are_in_no_history() -> None:
    workspace, _ = made()
    given = {"channel": workspace.dm(ANA), "user": ANA, "text": "psst"}
    await workspace.call("chat.postEphemeral", given, workspace.bot_token)
    assert await texts(workspace) == []
    assert [message.text for message in workspace.ephemerals(ANA, workspace.dm(ANA))] == ["psst"]


async def test_history_may_lag_behind() -> None:
    workspace, now = made()
    workspace.state.history_lag = 2.0
    await said(workspace, "a")
    assert await texts(workspace) == []
    now[0] += 2
    assert await texts(workspace) == ["a"]
