"""Socket Mode as the real client lives it: tickets, several connections, refreshes, cuts."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, serve
from tests.sandbox.small_app import ANA, GENERAL, SmallApp, manifest


async def ticket(workspace: Workspace, client: AsyncWebClient) -> str:
    return str((await client.apps_connections_open(app_token=workspace.app_token))["url"])


async def test_hello_tells_how_many_are_connected(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket(workspace, client)) as first:
        assert (await first.receive_json())["num_connections"] == 1
        async with session.ws_connect(await ticket(workspace, client)) as second:
            hello = await second.receive_json()
    assert (hello["type"], hello["num_connections"]) == ("hello", 2)
    assert hello["connection_info"] == {"app_id": workspace.state.app.id}
    await workspace.until(lambda: workspace.sockets.connected == 0)


async def test_a_ticket_works_once(workspace: Workspace, client: AsyncWebClient) -> None:
    url = await ticket(workspace, client)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url.replace("ticket=", "ticket=x"))


async def test_a_good_ticket_may_be_refused_too(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.sockets.refuses = True
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(await ticket(workspace, client))


async def test_the_eleventh_connection_is_sent_away(workspace: Workspace, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await ticket(workspace, client)) for _ in range(10)]
        for socket in sockets:
            await socket.receive_json()
        late = await session.ws_connect(await ticket(workspace, client))
        goodbye = await late.receive_json()
        assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "too_many_websockets")
        assert workspace.sockets.connected == 10


async def test_envelopes_name_their_kind_and_go_to_the_connections_in_turn(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.delivery.patience = 0.05
    workspace.delivery.retry_after = (60.0, 60.0, 60.0)
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await ticket(workspace, client)) for _ in range(2)]
        for socket in sockets:
            await socket.receive_json()
        await workspace.command(ANA, GENERAL, "/do")
        await workspace.open_home(ANA)
        envelopes = [await socket.receive_json() for socket in sockets]
    by_kind = {envelope["type"]: envelope for envelope in envelopes}
    assert by_kind["slash_commands"]["accepts_response_payload"] is True
    assert by_kind["slash_commands"]["payload"]["command"] == "/do"
    assert by_kind["events_api"]["accepts_response_payload"] is False
    assert by_kind["events_api"]["retry_attempt"] == 0
    assert by_kind["events_api"]["payload"]["event"]["type"] == "app_home_opened"


async def test_an_acknowledgement_counts_only_with_its_envelope(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.delivery.patience = 0.2
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket(workspace, client)) as socket:
        await socket.receive_json()
        for noise in ("hello?", "[]", '{"envelope_id": {}}', '{"envelope_id": "another", "payload": {"text": "hi"}}'):
            await socket.send_str(noise)
        assert (await workspace.command(ANA, GENERAL, "/do")).error == "operation_timeout"


async def test_the_real_client_comes_back_after_a_refresh(workspace: Workspace, app: SmallApp) -> None:
    await workspace.sockets.refresh()
    await workspace.until(lambda: [c.method for c in workspace.log if c.kind == "socket"][-1:] == ["connected"])
    await workspace.until(lambda: sum(c.method == "connected" for c in workspace.log if c.kind == "socket") == 2)
    assert (await workspace.command(ANA, GENERAL, "/do")).ok


async def test_a_cut_is_not_announced(workspace: Workspace, app: SmallApp) -> None:
    await workspace.sockets.cut()
    assert (await workspace.command(ANA, GENERAL, "/do")).error == "dispatch_failed"


async def test_two_handlers_share_the_work(workspace: Workspace, app: SmallApp) -> None:
    async with app.over_socket_mode():
        assert workspace.sockets.connected == 2
        for _ in range(4):
            assert (await workspace.command(ANA, GENERAL, "/do")).ok
    assert len(app.bodies) == 4


async def test_connections_need_the_app_token(workspace: Workspace, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=workspace.bot_token)


async def test_without_socket_mode_there_are_no_tickets() -> None:
    workspace = Workspace(manifest(socket_mode_enabled=False))
    async with serve(workspace) as url:
        client = AsyncWebClient(base_url=f"{url}/api/")
        with pytest.raises(SlackApiError, match="forbidden_request_mode"):
            await client.apps_connections_open(app_token=workspace.app_token)
