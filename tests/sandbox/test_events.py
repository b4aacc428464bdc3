"""Events: their envelope, which ones the manifest lets through, and how they are sent again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, serve
from tests.sandbox.cards import home
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp, manifest


@asynccontextmanager
async def listening(workspace: Workspace, *statuses: int) -> AsyncIterator[list[tuple[dict[str, str], bytes]]]:
    """A plain server that answers with these statuses in turn, then 200, and keeps what it got."""
    got: list[tuple[dict[str, str], bytes]] = []
    left = list(statuses)

    async def take(request: web.Request) -> web.Response:
        got.append(({key.lower(): value for key, value in request.headers.items()}, await request.read()))
        return web.Response(status=left.pop(0) if left else 200)

    served = web.Application()
    served.router.add_post("/events", take)
    runner = web.AppRunner(served)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    workspace.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/events"
    try:
        yield got
    finally:
        workspace.request_url = None
        await runner.cleanup()


async def test_a_typed_line_becomes_a_message_event(workspace: Workspace, app: SmallApp) -> None:
    assert (await workspace.message(ANA, workspace.dm(ANA), "okay & <fine> @ben")).ok
    body = await workspace.until(lambda: app.bodies and app.last)
    assert (body["type"], body["team_id"], body["api_app_id"]) == (
        "event_callback",
        workspace.team_id,
        workspace.state.app.id,
    )
    assert body["event_id"].startswith("Ev")
    assert isinstance(body["event_time"], int)
    assert body["authorizations"][0]["user_id"] == workspace.bot_user_id
    event = body["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", workspace.dm(ANA))
    assert event["text"] == f"okay &amp; &lt;fine&gt; <@{BEN}>"
    assert (event["user"], event["team"]) == (ANA, workspace.team_id)
    assert event["ts"] == event["event_ts"] == workspace.messages(ANA, workspace.dm(ANA))[0].ts
    assert event["blocks"][0]["type"] == "rich_text"
    assert "bot_id" not in event


async def test_opening_the_home_tab_carries_what_is_published(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    await workspace.open_home(ANA)
    body = await workspace.until(lambda: app.bodies and app.last)
    assert (body["event"]["type"], body["event"]["tab"], body["event"]["user"]) == ("app_home_opened", "home", ANA)
    assert "view" not in body["event"]
    view = (await client.views_publish(user_id=ANA, view=home()))["view"]
    await workspace.open_home(ANA)
    await workspace.until(lambda: len(app.bodies) == 2)
    assert app.last["event"]["view"]["id"] == view["id"]


async def test_a_moved_zone_is_told_and_shows_in_users_info(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    await workspace.move_zone(ANA, "Asia/Tokyo")
    body = await workspace.until(lambda: app.bodies and app.last)
    assert body["event"]["type"] == "user_change"
    assert body["event"]["user"]["tz"] == "Asia/Tokyo"
    user = (await client.users_info(user=ANA))["user"]
    assert (user["tz"], user["tz_offset"], user["tz_label"]) == ("Asia/Tokyo", 32400, "Japan Standard Time")


async def test_the_apps_own_messages_come_back_as_events(workspace: Workspace, client: AsyncWebClient) -> None:
    async with listening(workspace) as got:
        answer = await client.chat_postMessage(channel=ANA, text="hello")
        await client.chat_update(channel=answer["channel"], ts=answer["ts"], text="edited")
        await client.chat_delete(channel=answer["channel"], ts=answer["ts"])
        await workspace.until(lambda: len(events(workspace)) == 3)
    posted, changed, deleted = events(workspace)
    assert (posted["bot_id"], posted["user"], posted.get("subtype")) == (
        workspace.state.app.bot_id,
        workspace.bot_user_id,
        None,
    )
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "edited")
    assert changed["previous_message"]["text"] == "hello"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", answer["ts"])
    assert len(got) <= 3


def events(workspace: Workspace) -> list[dict[str, Any]]:
    return [call.arguments["event"] for call in workspace.log if call.kind == "event"]


async def test_only_events_of_the_manifest_are_sent() -> None:
    quiet = Workspace(manifest(event_subscriptions={"bot_events": ["message.im"]}))
    async with serve(quiet), listening(quiet) as got:
        await quiet.open_home(ANA)
        await quiet.move_zone(ANA, "Asia/Tokyo")
        await quiet.message(ANA, GENERAL, "the app is not in here")
        assert got == []
        await quiet.message(ANA, quiet.dm(ANA), "okay")
        assert len(got) == 1


async def test_an_event_over_http_is_sent_again_until_it_is_taken(workspace: Workspace) -> None:
    workspace.delivery.retry_after = (0.0, 0.0, 0.0)
    async with listening(workspace, 500, 500) as got:
        outcome = await workspace.message(ANA, workspace.dm(ANA), "okay")
        assert outcome.error == "dispatch_failed"
        await workspace.until(lambda: [call.accepted for call in workspace.log] == [False, False, True])
    numbers = [headers.get("x-slack-retry-num") for headers, _ in got]
    assert numbers == [None, "1", "2"]
    assert got[1][0]["x-slack-retry-reason"] == "http_error"
    assert len({call.arguments["event_id"] for call in workspace.log}) == 1


async def test_requests_are_signed_as_the_sdk_checks(workspace: Workspace) -> None:
    verifier = SignatureVerifier(workspace.signing_secret)
    async with listening(workspace) as got:
        await workspace.message(ANA, workspace.dm(ANA), "größe ☕")
        await workspace.command(ANA, GENERAL, "/do größe")
    for headers, body in got:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
    assert got[1][0]["content-type"] == "application/x-www-form-urlencoded"


async def test_bolt_takes_the_url_verification(workspace: Workspace, http_app: SmallApp) -> None:
    assert await workspace.delivery.verify_url()


async def test_everything_also_goes_over_http(workspace: Workspace, http_app: SmallApp) -> None:
    assert (await workspace.command(ANA, GENERAL, "/do it")).ok
    assert (await workspace.message(ANA, workspace.dm(ANA), "okay")).ok
    assert (await workspace.shortcut(ANA, "do")).ok
    ts = workspace.messages(ANA, workspace.dm(ANA))[0].ts
    assert (await workspace.message_shortcut(ANA, "keep", workspace.dm(ANA), ts)).ok
    await workspace.until(lambda: len(http_app.bodies) == 4)
    kinds = {body.get("type") or body.get("command") for body in http_app.bodies}
    assert kinds == {"/do", "event_callback", "shortcut", "message_action"}


async def test_an_event_may_come_twice_with_the_same_id(workspace: Workspace, app: SmallApp) -> None:
    await workspace.message(ANA, workspace.dm(ANA), "okay")
    await workspace.delivery.send_again(next(call for call in workspace.log if call.kind == "event"))
    await workspace.until(lambda: len(app.bodies) == 2)
    assert app.bodies[0]["event_id"] == app.bodies[1]["event_id"]


async def test_an_uninstalled_app_is_told_and_its_tokens_end() -> None:
    workspace = Workspace(manifest(event_subscriptions={"bot_events": ["app_uninstalled", "tokens_revoked"]}))
    async with serve(workspace), listening(workspace):
        await workspace.uninstall()
        assert [event["type"] for event in events(workspace)] == ["tokens_revoked", "app_uninstalled"]
        assert (await workspace.call("auth.test", {}, workspace.bot_token)).body["error"] == "account_inactive"
