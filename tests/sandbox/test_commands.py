"""Slash commands: what the app gets, what the person sees, and what happens when nobody answers."""

import pytest

from sandbox import NoSuchThing, Workspace
from tests.sandbox.cards import section
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp


async def test_a_command_reaches_the_app_with_every_field(workspace: Workspace, app: SmallApp) -> None:
    outcome = await workspace.command(ANA, workspace.dm(ANA), "/do  it well")
    assert outcome.ok
    body = app.last
    assert (body["command"], body["text"], body["user_id"], body["user_name"]) == ("/do", "it well", ANA, "ana")
    assert (body["channel_id"], body["channel_name"]) == (workspace.dm(ANA), "directmessage")
    assert (body["team_id"], body["api_app_id"]) == (workspace.team_id, workspace.state.app.id)
    assert body["is_enterprise_install"] == "false"
    assert "enterprise_id" not in body
    assert body["trigger_id"]
    assert body["response_url"].startswith(f"{workspace.url}/hooks/commands/")


async def test_mentions_channels_and_links_are_escaped_where_the_manifest_says_so(
    workspace: Workspace, app: SmallApp
) -> None:
    await workspace.command(ANA, GENERAL, "/do ask @ben in #general <now> & see https://example.com @nobody")
    assert app.last["text"] == (
        f"ask <@{BEN}|ben> in <#{GENERAL}|general> &lt;now&gt; &amp; see <https://example.com> @nobody"
    )
    await workspace.command(ANA, GENERAL, "/raw ask @ben <now>")
    assert app.last["text"] == "ask @ben <now>"
    assert app.last["channel_name"] == "general"


async def test_the_acknowledgement_shows_to_the_person_alone(workspace: Workspace, app: SmallApp) -> None:
    app.answer = lambda _body: {"text": "Hello", "blocks": [section()]}
    await workspace.command(ANA, GENERAL, "/do")
    assert [message.text for message in workspace.ephemerals(ANA, GENERAL)] == ["Hello"]
    assert workspace.messages(BEN, GENERAL) == []


async def test_an_acknowledgement_in_the_channel_shows_to_everybody(workspace: Workspace, app: SmallApp) -> None:
    app.answer = lambda _body: {"text": "Hello", "response_type": "in_channel"}
    await workspace.command(ANA, GENERAL, "/do")
    assert [message.text for message in workspace.messages(BEN, GENERAL)] == ["Hello"]


async def test_blocks_in_an_acknowledgement_are_checked(workspace: Workspace, app: SmallApp) -> None:
    app.answer = lambda _body: {"blocks": [{"type": "sektion"}]}
    outcome = await workspace.command(ANA, GENERAL, "/do")
    assert (outcome.ok, outcome.error) == (False, "invalid_blocks")
    assert workspace.messages(ANA, GENERAL) == []


async def test_an_app_that_stays_silent_shows_as_a_timeout(workspace: Workspace, app: SmallApp) -> None:
    workspace.delivery.patience = 0.05
    app.answer = lambda _body: None
    outcome = await workspace.command(ANA, GENERAL, "/do")
    assert outcome.error == "operation_timeout"
    assert outcome.said == "/do failed because the app did not respond"
    assert [call.accepted for call in workspace.log if call.kind == "command"] == [False]


async def test_without_an_app_a_command_fails_at_once(workspace: Workspace) -> None:
    outcome = await workspace.command(ANA, GENERAL, "/do")
    assert outcome.said == '/do failed with the error "dispatch_failed"'


async def test_a_command_that_no_app_has_is_not_sent(workspace: Workspace, app: SmallApp) -> None:
    outcome = await workspace.command(ANA, GENERAL, "/undo it")
    assert outcome.said == "/undo is not a valid command."
    assert app.bodies == []


async def test_people_type_only_where_they_are(workspace: Workspace) -> None:
    with pytest.raises(NoSuchThing, match="is not in"):
        await workspace.command(ANA, workspace.dm(BEN), "/do")


async def test_an_error_status_over_http_shows_as_dispatch_failed(workspace: Workspace, http_app: SmallApp) -> None:
    http_app.bolt._async_listeners.clear()
    outcome = await workspace.command(ANA, GENERAL, "/do")
    assert outcome.error == "dispatch_failed"
    assert [call.http_status for call in workspace.log if call.kind == "command"] == [404]
