"""Buttons and menus on messages and in views: the block_actions that the app gets."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NoSuchThing, Workspace
from tests.sandbox.cards import actions, button, home, menu, modal, option, section
from tests.sandbox.small_app import ANA, BEN, SmallApp


async def post(client: AsyncWebClient, *blocks: Any) -> str:
    answer = await client.chat_postMessage(channel=ANA, text="card", blocks=list(blocks))
    return str(answer["ts"])


async def test_a_pressed_button_arrives_with_its_message(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    dm = workspace.dm(ANA)
    ts = await post(client, actions(button(value="7", style="danger"), block_id="row"))
    outcome = await workspace.press(ANA, dm, ts, "go")
    assert outcome.ok
    body = await workspace.until(lambda: app.bodies and app.last)
    assert body["type"] == "block_actions"
    assert body["user"] == {"id": ANA, "username": "ana", "name": "ana", "team_id": workspace.team_id}
    assert body["team"] == {"id": workspace.team_id, "domain": "sandbox"}
    assert body["channel"] == {"id": dm, "name": "directmessage"}
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": dm, "is_ephemeral": False}
    assert body["message"]["ts"] == ts
    assert body["message"]["blocks"][0]["block_id"] == "row"
    [action] = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"], action["style"]) == ("go", "row", "7", "danger")
    assert action["text"]["text"] == "Go"
    assert action["action_ts"]
    assert body["state"] == {"values": {}}
    assert body["response_url"]
    assert body["trigger_id"]


async def test_equal_action_ids_are_told_apart_by_block_or_value(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(button(value="1"), block_id="one"), actions(button(value="2"), block_id="two"))
    for more, value in (({}, "1"), ({"block_id": "two"}, "2"), ({"value": "2"}, "2")):
        await workspace.press(ANA, workspace.dm(ANA), ts, "go", **more)
        assert app.last["actions"][0]["value"] == value


CHOICES = [
    (menu("pick"), "b", {"selected_option": option("b")}),
    (menu("pick", kind="overflow"), "a", {"selected_option": option("a")}),
    (menu("pick", kind="radio_buttons"), "a", {"selected_option": option("a")}),
    (menu("pick", kind="checkboxes"), ["a", "b"], {"selected_options": [option("a"), option("b")]}),
    ({"type": "datepicker", "action_id": "pick"}, "2026-11-23", {"selected_date": "2026-11-23"}),
    ({"type": "timepicker", "action_id": "pick"}, "09:00", {"selected_time": "09:00"}),
    ({"type": "users_select", "action_id": "pick"}, BEN, {"selected_user": BEN}),
]


@pytest.mark.parametrize(("element", "value", "expected"), CHOICES)
async def test_a_choice_arrives_under_the_key_of_its_element(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient, element: Any, value: Any, expected: Any
) -> None:
    ts = await post(client, actions(element, block_id="row"))
    await workspace.press(ANA, workspace.dm(ANA), ts, "pick", value=value)
    action = app.last["actions"][0]
    [(key, chosen)] = expected.items()
    assert without_defaults(action[key]) == chosen
    if element["type"] == "overflow":
        assert app.last["state"]["values"] == {}
    else:
        assert without_defaults(app.last["state"]["values"]["row"]["pick"][key]) == chosen


def without_defaults(value: Any) -> Any:
    """Without the `emoji` that Slack adds to plain_text."""
    if isinstance(value, list):
        return [without_defaults(each) for each in value]
    if isinstance(value, dict):
        return {key: without_defaults(each) for key, each in value.items() if key != "emoji"}
    return value


async def test_what_was_chosen_on_a_message_is_in_the_state_of_the_next_press(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(menu("pick"), button(), block_id="row"))
    await workspace.press(ANA, workspace.dm(ANA), ts, "go", state={"row": {"pick": "b"}})
    assert app.last["state"]["values"]["row"]["pick"]["selected_option"]["value"] == "b"


async def test_an_ephemeral_message_is_not_sent_along(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    answer = await client.chat_postEphemeral(channel=workspace.dm(ANA), user=ANA, text="x", blocks=[actions(button())])
    await workspace.press(ANA, workspace.dm(ANA), answer["message_ts"], "go")
    assert app.last["container"]["is_ephemeral"] is True
    assert "message" not in app.last


async def test_a_press_in_a_modal_arrives_with_its_view(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    trigger = workspace.state.triggers.issue(ANA)
    view = (await client.views_open(trigger_id=trigger, view=modal(section(accessory=button()))))["view"]
    await workspace.press(ANA, None, None, "go", view_id=view["id"])
    assert app.last["container"] == {"type": "view", "view_id": view["id"]}
    assert app.last["view"]["hash"] == view["hash"]
    assert "channel" not in app.last
    assert "response_url" not in app.last


async def test_a_press_on_the_home_tab_arrives_with_its_view(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    view = (await client.views_publish(user_id=ANA, view=home(actions(button()))))["view"]
    await workspace.press(ANA, None, None, "go", view_id=view["id"])
    assert app.last["view"]["type"] == "home"


async def test_only_what_is_on_the_screen_can_be_pressed(workspace: Workspace, client: AsyncWebClient) -> None:
    ts = await post(client, actions(button()))
    with pytest.raises(NoSuchThing, match="no 'stop' to press; there is: go"):
        await workspace.press(ANA, workspace.dm(ANA), ts, "stop")
    with pytest.raises(NoSuchThing, match="no option 'c'"):
        await workspace.press(ANA, workspace.dm(ANA), await post(client, actions(menu())), "pick", value="c")
    await client.chat_update(channel=workspace.dm(ANA), ts=ts, text="done")
    with pytest.raises(NoSuchThing, match="there is: nothing"):
        await workspace.press(ANA, workspace.dm(ANA), ts, "go")


async def test_a_press_on_what_stood_there_a_moment_ago_arrives_as_it_was_drawn(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(button(value="first"), block_id="before"))
    await client.chat_update(channel=workspace.dm(ANA), ts=ts, text="x", blocks=[actions(button(value="second"))])
    await workspace.press(ANA, workspace.dm(ANA), ts, "go", block_id="before", value="first")
    assert app.last["actions"][0]["value"] == "first"


async def test_a_press_that_nobody_acknowledges_shows_trouble(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    workspace.delivery.patience = 0.05
    app.answer = lambda _body: None
    outcome = await workspace.press(ANA, workspace.dm(ANA), await post(client, actions(button())), "go")
    assert (outcome.error, outcome.said) == ("operation_timeout", "We had some trouble connecting. Try again?")


async def test_a_screen_that_has_not_caught_up_still_shows_the_old_button(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(button(value="old")))
    before = workspace.messages(ANA, workspace.dm(ANA))[0].as_it_is()
    await client.chat_update(channel=workspace.dm(ANA), ts=ts, text="done")
    assert (await workspace.press(ANA, None, None, "go", shown=before)).ok
    assert app.last["actions"][0]["value"] == "old"
