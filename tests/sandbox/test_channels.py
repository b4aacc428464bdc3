"""Channels: making them, bringing the app in and taking it out, what it may say there, and whom a mention buzzes."""

from typing import Any

import pytest

from sandbox import NoSuchThing, Workspace
from tests.sandbox.small_app import ANA, BEN, CHIYO, DEV, GENERAL, SCOPES, SmallApp, manifest

JOINS = ["member_joined_channel", "member_left_channel", "channel_archive", "message.groups", "message.channels"]


def town(*scopes: str) -> Workspace:
    return Workspace(manifest([*SCOPES, *scopes])).at_any_hour()


async def post(workspace: Workspace, channel: str, text: str = "hello", **more: Any) -> dict[str, Any]:
    given = {"channel": channel, "text": text, **more}
    return (await workspace.call("chat.postMessage", given, workspace.bot_token)).body


async def errors(workspace: Workspace, channel: str, ts: str) -> list[str]:
    """What the app gets that posts there, and edits and deletes what it said before."""
    place = {"channel": channel, "ts": ts}
    calls = [("chat.postMessage", {}), ("chat.update", place), ("chat.delete", place)]
    given = {"channel": channel, "text": "again"}
    answers = [await workspace.call(method, {**given, **more}, workspace.bot_token) for method, more in calls]
    return [str(answer.body.get("error")) for answer in answers]


@pytest.fixture
def here() -> Workspace:
    return town()


async def test_the_app_is_brought_in_speaks_and_is_taken_out(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models", BEN)
    assert (await post(here, channel))["error"] == "not_in_channel"
    assert (await here.command(ANA, channel, "/invite @Small App")).ok
    ts = (await post(here, channel))["ts"]
    assert here.messages(BEN, channel)[-1].text == "hello"
    assert (await here.command(BEN, channel, "/kick @small app")).ok
    assert await errors(here, channel, ts) == ["not_in_channel"] * 3


async def test_a_private_channel_is_none_to_an_app_that_is_not_in_it(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "quiet", here.bot_user_id, private=True)
    ts = (await post(here, channel))["ts"]
    await here.kick(ANA, channel, here.bot_user_id)
    assert await errors(here, channel, ts) == ["channel_not_found"] * 3


async def test_nothing_is_said_in_a_channel_that_was_archived(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models", here.bot_user_id)
    ts = (await post(here, channel))["ts"]
    assert (await here.command(ANA, channel, "/archive")).ok
    assert await errors(here, channel, ts) == ["is_archived", "is_inactive", "is_inactive"]
    assert (await here.message(ANA, channel, "x")).error == "is_archived"
    assert (await here.invite(ANA, channel, BEN)).error == "is_archived"
    await here.unarchive(ANA, channel)
    assert (await post(here, channel))["ok"]


async def test_a_scope_lets_an_app_speak_in_public_channels_it_is_not_in() -> None:
    here = town("chat:write.public")
    public, private = [
        await here.create_channel(ANA, name, private=name == "private") for name in ("public", "private")
    ]
    assert (await post(here, public))["ok"]
    assert (await post(here, private))["error"] == "channel_not_found"


async def test_people_come_and_go(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models")
    assert (await here.command(BEN, GENERAL, "/join #models")).ok
    await here.invite(BEN, channel, CHIYO, DEV)
    await here.kick(ANA, channel, DEV)
    assert (await here.command(CHIYO, channel, "/leave")).ok
    assert here.state.room(channel).members == {ANA, BEN}
    with pytest.raises(NoSuchThing):
        await here.message(CHIYO, channel, "x")


async def test_a_private_channel_is_joined_by_invitation_alone(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "quiet", private=True)
    with pytest.raises(NoSuchThing):
        await here.join_channel(BEN, channel)
    assert (await here.invite(ANA, channel, BEN)).ok
    assert here.channel("quiet") == channel


async def test_what_slack_would_not_do_is_said(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models")
    said = [
        await here.command(ANA, channel, "/invite"),
        await here.command(ANA, channel, "/invite @nobody"),
        await here.command(ANA, channel, "/invite @ana"),
        await here.command(ANA, channel, "/kick @ben"),
        await here.command(ANA, GENERAL, "/leave"),
        await here.command(ANA, GENERAL, "/archive"),
        await here.command(ANA, GENERAL, "/kick @ben"),
        await here.command(ANA, channel, "/join"),
        await here.invite(ANA, channel, "U404"),
    ]
    assert [one.ok for one in said] == [False] * len(said)
    assert all(one.said.endswith((".", "name.", "#channel.")) for one in said)
    for name in ("models", "Models", "two words", ""):
        with pytest.raises(ValueError, match="channel"):
            await here.create_channel(ANA, name)
    with pytest.raises(NoSuchThing):
        await here.command(ANA, here.dm(ANA), "/invite @ben")


async def test_the_app_hears_of_whoever_comes_and_goes_and_of_what_is_said(workspace: Workspace) -> None:
    workspace.state.app.manifest["settings"]["event_subscriptions"]["bot_events"] = JOINS
    app = SmallApp(workspace)
    async with app.over_socket_mode():
        channel = await workspace.create_channel(ANA, "models", workspace.bot_user_id)
        await workspace.message(ANA, channel, "hello @small app")
        await workspace.message(ANA, GENERAL, "not heard")
        await workspace.kick(ANA, channel, workspace.bot_user_id)
    events = [body["event"] for body in app.bodies]
    assert [event["type"] for event in events] == ["member_joined_channel", "message", "member_left_channel"]
    assert (events[0]["inviter"], events[0]["channel_type"]) == (ANA, "C")
    assert (events[1]["channel_type"], events[1]["text"]) == ("channel", f"hello <@{workspace.bot_user_id}>")


async def test_whoever_is_mentioned_in_a_channel_is_buzzed_and_nobody_else(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models", BEN, here.bot_user_id)
    await post(here, channel, f"for <@{BEN}> and <@{CHIYO}>")
    await post(here, channel, "for nobody")
    person = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": ANA}]}
    await post(here, channel, "in blocks", blocks=[{"type": "rich_text", "elements": [person]}])
    await here.message(ANA, channel, "@ben and @ana")
    assert [buzz.channel for buzz in here.buzzes(BEN)] == [channel, channel]
    assert [buzz.text for buzz in here.buzzes(ANA)] == ["in blocks"]
    assert here.buzzes(CHIYO) == []


async def test_an_edit_with_a_mention_buzzes_nobody(here: Workspace) -> None:
    channel = await here.create_channel(ANA, "models", here.bot_user_id)
    place = {"channel": channel, "ts": (await post(here, channel))["ts"]}
    await here.call("chat.update", {**place, "text": f"for <@{ANA}>"}, here.bot_token)
    assert here.buzzes(ANA) == []


async def listed(workspace: Workspace, method: str, **given: Any) -> list[str]:
    answer = await workspace.call(method, given, workspace.bot_token)
    return [room.get("name", "dm") for room in answer.body["channels"]]


async def test_lists_hold_what_the_app_can_see_by_the_scope_of_each_kind() -> None:
    here = town("channels:read", "groups:read")
    mine = await here.create_channel(ANA, "mine", here.bot_user_id)
    await here.create_channel(ANA, "secret", private=True)
    await here.create_channel(ANA, "shared", here.bot_user_id, private=True)
    await here.archive(ANA, mine)
    both = "public_channel,private_channel"
    assert await listed(here, "conversations.list", types=both) == ["general", "mine", "shared"]
    assert await listed(here, "conversations.list", exclude_archived=True) == ["general"]
    assert await listed(here, "users.conversations", types=both) == ["mine", "shared"]
    assert await listed(here, "users.conversations", types=both, user=BEN) == ["general"]
    assert await listed(here, "users.conversations", types="im") == ["dm"] * 4
    refused = await here.call("conversations.list", {"types": "mpim,im"}, here.bot_token)
    assert (refused.body["error"], refused.body["needed"]) == ("missing_scope", "mpim:read")


async def test_a_channel_is_told_with_what_it_is() -> None:
    here = town("channels:read", "groups:read", "groups:history")
    channel = await here.create_channel(ANA, "quiet", here.bot_user_id, private=True)
    told = (await here.call("conversations.info", {"channel": channel}, here.bot_token)).body["channel"]
    flags = ("is_private", "is_archived", "is_member", "is_general")
    assert [told[flag] for flag in flags] == [True, False, True, False]
    members = (await here.call("conversations.members", {"channel": channel}, here.bot_token)).body["members"]
    assert members == sorted([ANA, here.bot_user_id])
    history = (await here.call("conversations.history", {"channel": channel}, here.bot_token)).body["messages"]
    assert [message["subtype"] for message in history] == ["channel_join"]
    await here.kick(ANA, channel, here.bot_user_id)
    for method in ("conversations.info", "conversations.members", "conversations.history"):
        assert (await here.call(method, {"channel": channel}, here.bot_token)).body["error"] == "channel_not_found"
