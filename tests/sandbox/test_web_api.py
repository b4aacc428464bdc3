"""The Web API: tokens, scopes, error names, messages and their edits."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import OTHERS, Workspace, serve
from tests.sandbox.cards import actions, button, section
from tests.sandbox.small_app import ANA, BEN, GENERAL, SCOPES, manifest

METADATA = {"event_type": "card", "event_payload": {"row": "7"}}


async def test_auth_test_says_who_and_lists_the_scopes(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"], answer["bot_id"]) == (
        workspace.bot_user_id,
        workspace.team_id,
        workspace.state.app.bot_id,
    )
    assert answer.headers["x-oauth-scopes"] == ",".join(SCOPES)


async def test_json_and_forms_are_both_read(workspace: Workspace) -> None:
    url = f"{workspace.url}/api/chat.postMessage"
    async with aiohttp.ClientSession() as session:
        form = {"token": workspace.bot_token, "channel": ANA, "text": "form", "blocks": '[{"type": "divider"}]'}
        bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
        answers = [
            await (await session.post(url, data=form)).json(),
            await (await session.post(url, json={"channel": ANA, "text": "json"}, headers=bearer)).json(),
            await (await session.get(url, params={"channel": ANA, "text": "query"}, headers=bearer)).json(),
            await (await session.post(url, data="{", headers={"Content-Type": "application/json"})).json(),
        ]
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[3]["error"] == "invalid_json"
    assert answers[0]["message"]["blocks"][0]["type"] == "divider"


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("chat.sing", {}, "unknown_method"),
    ("chat.postMessage", {"channel": "C404", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": GENERAL, "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": ANA}, "no_text"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": ANA, "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": ANA, "blocks": "[{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": ANA, "blocks": [{"type": "x"}]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": ANA, "attachments": [{"blocks": [{"type": "x"}]}]}, "invalid_attachments"),
    ("chat.postMessage", {"channel": ANA, "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    (
        "chat.postMessage",
        {"channel": ANA, "text": "x", "metadata": {"event_type": "x", "event_payload": {"a": None}}},
        "invalid_metadata_schema",
    ),
    (
        "chat.postMessage",
        {"channel": ANA, "text": "x", "metadata": {"event_type": "x", "event_payload": {"a": "x" * 9000}}},
        "metadata_too_large",
    ),
    ("chat.postEphemeral", {"channel": ANA, "user": BEN, "text": "x"}, "user_not_in_channel"),
    ("chat.update", {"channel": "D00ANA00001", "ts": "1.0", "text": "x"}, "message_not_found"),
    ("chat.update", {"channel": ANA, "ts": "1.0", "text": "x"}, "channel_not_found"),
    ("conversations.history", {"channel": "D404"}, "channel_not_found"),
    ("conversations.open", {"users": "U404"}, "user_not_found"),
    ("users.info", {"user": "U404"}, "user_not_found"),
    ("views.open", {"trigger_id": "1.2.3", "view": {"type": "modal"}}, "invalid_arguments"),
    ("views.publish", {"user_id": "U404", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("team.info", {}, "missing_scope"),
]


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS)
async def test_refusals_have_slacks_names(method: str, arguments: dict[str, Any], error: str) -> None:
    workspace = Workspace(manifest())
    answer = await workspace.call(method, arguments, workspace.bot_token)
    assert (answer.body["ok"], answer.body["error"]) == (False, error)
    assert workspace.log[-1].accepted is False


async def test_tokens_are_checked_first(workspace: Workspace) -> None:
    errors = [(await workspace.call("auth.test", {}, token)).body["error"] for token in ("", "xoxb-other")]
    assert errors == ["not_authed", "invalid_auth"]


async def test_a_method_without_its_scope_says_which_one_is_needed() -> None:
    workspace = Workspace(manifest(scopes=["chat:write"]))
    needed = {"users.info": "users:read", "conversations.open": "im:write", "conversations.history": "im:history"}
    for method, scope in needed.items():
        answer = await workspace.call(method, {"channel": workspace.dm(ANA)}, workspace.bot_token)
        assert answer.body == {"ok": False, "error": "missing_scope", "needed": scope, "provided": "chat:write"}


async def test_bad_blocks_are_refused_with_their_places(workspace: Workspace, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=ANA, text="x", blocks=[section(), actions(button(), button())])
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] action_id `go` already exists in this block [json-pointer:/blocks/1/elements/1/action_id]"
    ]


async def test_a_post_to_a_person_lands_in_their_dm_and_buzzes_once(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel=ANA, text="hello", blocks=[section()])
    dm = workspace.dm(ANA)
    assert answer["channel"] == dm
    assert answer["message"]["blocks"][0]["block_id"]
    await client.chat_update(channel=dm, ts=answer["ts"], text="edited")
    await client.chat_postEphemeral(channel=dm, user=ANA, text="psst")
    assert [(buzz.text, buzz.channel) for buzz in workspace.buzzes(ANA)] == [("hello", dm)]
    assert workspace.buzzes(BEN) == []


async def test_an_edit_with_text_alone_takes_the_blocks_away(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=ANA, text="a", blocks=[section()], metadata=METADATA)
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    await workspace.call("chat.update", {**place, "blocks": [section(block_id="new")]}, workspace.bot_token)
    [message] = workspace.messages(ANA, workspace.dm(ANA))
    assert (message.text, message.blocks and message.blocks[0]["block_id"]) == ("a", "new")
    await client.chat_update(**place, text="b")
    assert (message.text, message.blocks, message.metadata) == ("b", None, METADATA)
    await client.chat_update(**place, text="b", metadata={})
    assert message.metadata is None
    assert message.edited


async def test_only_own_messages_can_be_edited_or_deleted(workspace: Workspace, client: AsyncWebClient) -> None:
    dm = workspace.dm(ANA)
    await workspace.message(ANA, dm, "mine")
    ts = workspace.messages(ANA, dm)[0].ts
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=dm, ts=ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=dm, ts=ts)


async def test_a_closed_messages_tab_takes_no_posts() -> None:
    closed = manifest()
    closed["features"]["app_home"]["messages_tab_enabled"] = False
    workspace = Workspace(closed)
    answer = await workspace.call("chat.postMessage", {"channel": ANA, "text": "x"}, workspace.bot_token)
    assert answer.body["error"] == "messages_tab_disabled"
    assert (await workspace.message(ANA, workspace.dm(ANA), "x")).ok is False


async def test_people_are_told_with_their_zones(workspace: Workspace, client: AsyncWebClient) -> None:
    members = (await client.users_list())["members"]
    zones = {member["name"]: member["tz"] for member in members if not member["is_bot"]}
    assert zones == {
        "ana": "Europe/Berlin",
        "ben": "America/New_York",
        "chiyo": "Asia/Tokyo",
        "dev": "Asia/Kolkata",
    }
    assert (await client.users_info(user=workspace.bot_user_id))["user"]["is_bot"] is True


async def test_who_joined_is_told_with_what_they_are(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.join(*OTHERS)
    flags = ("is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger")
    told = [(await client.users_info(user=one.id))["user"] for one in OTHERS]
    assert [[flag for flag in flags if user[flag]] for user in told] == [
        ["is_bot"],
        ["is_restricted"],
        ["is_ultra_restricted"],
        ["is_stranger"],
        ["deleted"],
    ]
    assert workspace.dm(OTHERS[0].id)
    gone = await workspace.call("conversations.open", {"users": OTHERS[4].id}, workspace.bot_token)
    assert gone.body["error"] == "user_disabled"


async def test_conversations_are_told_by_kind(workspace: Workspace, client: AsyncWebClient) -> None:
    opened = (await client.conversations_open(users=ANA, return_im=True))["channel"]
    assert (opened["id"], opened["is_im"], opened["user"]) == (workspace.dm(ANA), True, ANA)
    assert (await client.conversations_info(channel=opened["id"]))["channel"]["user"] == ANA
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.conversations_info(channel=GENERAL)


async def test_a_second_workspace_knows_nothing_of_the_first(workspace: Workspace) -> None:
    other = Workspace(manifest())
    async with serve(other) as url:
        client = AsyncWebClient(base_url=f"{url}/api/", token=workspace.bot_token)
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await client.auth_test()
