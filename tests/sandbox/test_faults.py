"""Faults put into Web API calls: before acceptance nothing happened, afterwards it did."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Call, Fault, Workspace
from tests.sandbox.small_app import ANA


class Once:
    """One fault for the first chat.postMessage, before or after it was accepted."""

    def __init__(self, fault: Fault, *, accepted: bool) -> None:
        self.fault: Fault | None = fault
        self.accepted = accepted

    def __call__(self, call: Call) -> Fault | None:
        if call.method != "chat.postMessage" or call.accepted is not self.accepted:
            return None
        fault, self.fault = self.fault, None
        return fault


FAULTS: list[tuple[Fault, type[Exception], int]] = [
    (Fault.rate_limited(7), SlackApiError, 429),
    (Fault.server_error(503), SlackApiError, 503),
    (Fault.error("internal_error"), SlackApiError, 200),
    (Fault.drop(), aiohttp.ServerDisconnectedError, 0),
]


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize(("fault", "raised", "status"), FAULTS)
async def test_a_fault_hides_whether_the_message_is_there(
    workspace: Workspace,
    client: AsyncWebClient,
    fault: Fault,
    raised: type[Exception],
    status: int,
    accepted: bool,
) -> None:
    workspace.faults = Once(fault, accepted=accepted)
    with pytest.raises(raised) as caught:
        await client.chat_postMessage(channel=ANA, text="hello")
    assert len(workspace.messages(ANA, workspace.dm(ANA))) == int(accepted)
    call = next(call for call in workspace.log if call.method == "chat.postMessage")
    assert (call.accepted, call.http_status) == (accepted, status)
    if status == 429:
        assert error_headers(caught.value)["Retry-After"] == "7"


def error_headers(error: Any) -> Any:
    return error.response.headers


async def test_a_client_that_retries_a_dropped_connection_posts_twice(workspace: Workspace) -> None:
    workspace.faults = Once(Fault.drop(), accepted=True)
    retrying = AsyncWebClient(base_url=f"{workspace.url}/api/", token=workspace.bot_token)
    await retrying.chat_postMessage(channel=ANA, text="hello")
    assert [message.text for message in workspace.messages(ANA, workspace.dm(ANA))] == ["hello", "hello"]


async def test_a_late_answer_comes_after_the_work_is_done(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.faults = Once(Fault.late(0.02), accepted=True)
    assert (await client.chat_postMessage(channel=ANA, text="hello"))["ok"]


async def test_a_client_that_gives_up_leaves_the_message_behind(workspace: Workspace) -> None:
    workspace.faults = Once(Fault.late(0.6), accepted=True)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.3)) as session:
        impatient = AsyncWebClient(
            base_url=f"{workspace.url}/api/", token=workspace.bot_token, session=session, retry_handlers=[]
        )
        with pytest.raises(TimeoutError):
            await impatient.chat_postMessage(channel=ANA, text="hello")
    assert [message.text for message in workspace.messages(ANA, workspace.dm(ANA))] == ["hello"]
