"""Menus of conversations: what stands in them, for whom, and what an app is told was picked."""

from typing import Any

import pytest

from sandbox import NoSuchThing, Workspace
from tests.sandbox.cards import actions, modal, plain
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp


def picker(kind: str = "conversations_select", **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "where", **more}


def field(**more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": "place", "label": plain("Where"), "element": picker(**more)}


async def opened(workspace: Workspace, app: SmallApp, where: str, **more: Any) -> str:
    """Open a modal with a menu from a command that Ana typed there."""
    await workspace.command(ANA, where, "/do")
    answer = await app.client.views_open(trigger_id=app.last["trigger_id"], view=modal(field(**more)))
    return str(answer["view"]["id"])


async def picks(workspace: Workspace, view_id: str, channel: str) -> bool:
    """Whether Ana can pick it and submit."""
    try:
        return (await workspace.submit(ANA, view_id, {"place": {"where": channel}})).ok
    except NoSuchThing:
        return False


async def test_what_was_picked_is_told_with_the_submission(workspace: Workspace, app: SmallApp) -> None:
    channel = await workspace.create_channel(ANA, "quiet", private=True)
    view_id = await opened(workspace, app, GENERAL)
    assert await picks(workspace, view_id, channel)
    stated = app.last["view"]["state"]["values"]["place"]["where"]
    assert stated == {"type": "conversations_select", "selected_conversation": channel}


async def test_a_filter_holds_by_kind_and_by_bots(workspace: Workspace, app: SmallApp) -> None:
    private = await workspace.create_channel(ANA, "quiet", private=True)
    places = {"public": GENERAL, "private": private, "im": workspace.dm(ANA)}
    for allowed in (["public"], ["private", "im"], ["public", "private"], ["mpim"]):
        for kind, channel in places.items():
            view_id = await opened(workspace, app, GENERAL, filter={"include": allowed})
            assert await picks(workspace, view_id, channel) == (kind in allowed)
    view_id = await opened(workspace, app, GENERAL, filter={"exclude_bot_users": True})
    assert not await picks(workspace, view_id, workspace.dm(ANA))
    assert await picks(workspace, view_id, GENERAL)


async def test_nobody_picks_what_they_cannot_see(workspace: Workspace, app: SmallApp) -> None:
    theirs = await workspace.create_channel(BEN, "theirs", private=True)
    public = await workspace.create_channel(BEN, "public")
    old = await workspace.create_channel(ANA, "old")
    await workspace.archive(ANA, old)
    for channel, is_seen in ((theirs, False), (old, False), ("C404", False), (public, True)):
        assert await picks(workspace, await opened(workspace, app, GENERAL), channel) is is_seen


async def test_a_menu_of_channels_holds_public_ones(workspace: Workspace, app: SmallApp) -> None:
    private = await workspace.create_channel(ANA, "quiet", private=True)
    for channel, is_there in ((private, False), (workspace.dm(ANA), False), (GENERAL, True)):
        view_id = await opened(workspace, app, GENERAL, kind="channels_select")
        assert await picks(workspace, view_id, channel) is is_there


@pytest.mark.parametrize("kind", ["conversations_select", "multi_conversations_select"])
async def test_the_conversation_it_was_opened_from_stands_there_at_first(
    workspace: Workspace, app: SmallApp, kind: str
) -> None:
    wanted = {"kind": kind, "default_to_current_conversation": True}
    view_id = await opened(workspace, app, GENERAL, **wanted, filter={"include": ["public", "private"]})
    assert (await workspace.submit(ANA, view_id)).ok
    [picked] = [value for key, value in app.last["view"]["state"]["values"]["place"]["where"].items() if key != "type"]
    assert picked in (GENERAL, [GENERAL])
    view_id = await opened(workspace, app, workspace.dm(ANA), **wanted, filter={"include": ["public", "private"]})
    assert (await workspace.submit(ANA, view_id)).errors == {"place": "Please complete this required field."}


async def test_a_menu_in_a_message_is_picked_from_as_well(workspace: Workspace, app: SmallApp) -> None:
    card = [actions(picker(filter={"include": ["private"]}))]
    posted = await app.client.chat_postMessage(channel=ANA, text="x", blocks=card)
    with pytest.raises(NoSuchThing, match="There is no conversation"):
        await workspace.press(ANA, posted["channel"], posted["ts"], "where", value=GENERAL)
    private = await workspace.create_channel(ANA, "quiet", private=True)
    await workspace.press(ANA, posted["channel"], posted["ts"], "where", value=private)
    assert app.last["actions"][0]["selected_conversation"] == private


async def test_an_empty_filter_is_refused(workspace: Workspace, app: SmallApp) -> None:
    await workspace.command(ANA, GENERAL, "/do")
    view = modal(field(filter={}))
    answer = await workspace.call(
        "views.open", {"trigger_id": app.last["trigger_id"], "view": view}, workspace.bot_token
    )
    assert answer.body["error"] == "invalid_arguments"
