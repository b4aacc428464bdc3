"""Modals: opening, typing, submitting, stacking, closing."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import View, Workspace
from tests.sandbox.cards import field, home, menu, modal, plain, section
from tests.sandbox.small_app import ANA, SmallApp


async def opened(workspace: Workspace, client: AsyncWebClient, view: dict[str, Any]) -> View:
    await client.views_open(trigger_id=workspace.state.triggers.issue(ANA), view=view)
    return workspace.views(ANA)[-1]


async def test_what_was_typed_arrives_by_block_and_action(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    extra = {"type": "input", "block_id": "size", "label": plain("Size"), "optional": True, "element": menu("size")}
    view = await opened(workspace, client, modal(field(), extra, private_metadata="7"))
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": "I sat"}})
    assert outcome.ok
    assert workspace.views(ANA) == []
    body = app.last
    assert (body["type"], body["view"]["callback_id"], body["view"]["private_metadata"]) == (
        "view_submission",
        "form",
        "7",
    )
    assert body["view"]["state"]["values"] == {
        "sentence": {"words": {"type": "plain_text_input", "value": "I sat"}},
        "size": {"size": {"type": "static_select", "selected_option": None}},
    }
    assert body["response_urls"] == []
    assert body["trigger_id"]


COMPLAINTS = [
    (field(), None, "Please complete this required field."),
    (field(), "", "Please complete this required field."),
    (field(min_length=3), "ab", "Must be at least 3 characters."),
    (field(max_length=3), "abcd", "Must be less than 4 characters."),
    (field(), "x" * 3001, "Must be less than 3001 characters."),
    (field(type="number_input", is_decimal_allowed=False), "1.5", "Must be a number."),
    (field(type="number_input", is_decimal_allowed=False, max_value="120"), "121", "Must be at most 120."),
    (field(type="email_text_input"), "ana", "Must be an email address."),
    (field(type="url_text_input"), "here", "Must be a URL."),
    (field(type="multi_users_select", max_selected_items=1), ["U1", "U2"], "Choose at most 1."),
]


@pytest.mark.parametrize(("block", "typed", "said"), COMPLAINTS)
async def test_slack_checks_the_fields_before_the_app_hears_of_them(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient, block: Any, typed: Any, said: str
) -> None:
    view = await opened(workspace, client, modal(block))
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": typed}})
    assert (outcome.error, outcome.errors) == ("invalid_input", {"sentence": said})
    assert app.bodies == []
    assert workspace.views(ANA) == [view]


async def test_errors_keep_the_modal_open_with_what_was_typed(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    app.answer = lambda _body: {"response_action": "errors", "errors": {"sentence": "Too long."}}
    view = await opened(workspace, client, modal())
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": "I sat"}})
    assert (outcome.ok, outcome.errors) == (False, {"sentence": "Too long."})
    assert workspace.views(ANA)[0].values()["sentence"]["words"]["value"] == "I sat"
    app.answer = lambda _body: {}
    assert (await workspace.submit(ANA, view.id)).ok


@pytest.mark.parametrize("errors", [{"elsewhere": "x"}, {"sentence": 7}])
async def test_errors_for_fields_that_are_not_there_are_the_apps_fault(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient, errors: Any
) -> None:
    app.answer = lambda _body: {"response_action": "errors", "errors": errors}
    view = await opened(workspace, client, modal())
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": "x"}})
    assert outcome.said == "We had some trouble connecting. Try again?"
    assert workspace.views(ANA) == [view]


async def test_a_submission_may_update_push_and_clear(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    view = await opened(workspace, client, modal())
    typed = {"sentence": {"words": "x"}}
    app.answer = lambda _body: {"response_action": "update", "view": modal(callback_id="second")}
    await workspace.submit(ANA, view.id, typed)
    assert [each.callback_id for each in workspace.views(ANA)] == ["second"]
    app.answer = lambda _body: {"response_action": "push", "view": modal(callback_id="third")}
    await workspace.submit(ANA, view.id, typed)
    assert [each.callback_id for each in workspace.views(ANA)] == ["second", "third"]
    top = workspace.views(ANA)[1]
    assert (top.root_view_id, top.previous_view_id) == (view.id, view.id)
    app.answer = lambda _body: {"response_action": "clear"}
    await workspace.submit(ANA, top.id, typed)
    assert workspace.views(ANA) == []


async def test_a_bad_view_in_an_acknowledgement_shows_trouble(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    app.answer = lambda _body: {"response_action": "update", "view": modal(title=plain("x" * 25))}
    view = await opened(workspace, client, modal())
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": "x"}})
    assert outcome.error == "invalid_arguments"
    assert workspace.views(ANA) == [view]


async def test_a_late_acknowledgement_keeps_the_modal_with_its_words(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    workspace.delivery.patience = 0.05
    app.answer = lambda _body: None
    view = await opened(workspace, client, modal())
    outcome = await workspace.submit(ANA, view.id, {"sentence": {"words": "I sat"}})
    assert outcome.error == "operation_timeout"
    assert view.values()["sentence"]["words"]["value"] == "I sat"


async def test_closing_is_told_only_to_an_app_that_asked(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    quiet = await opened(workspace, client, modal())
    await workspace.close(ANA, quiet.id)
    assert (app.bodies, workspace.views(ANA)) == ([], [])
    told = await opened(workspace, client, modal(notify_on_close=True))
    await workspace.close(ANA, told.id)
    assert (app.last["type"], app.last["is_cleared"]) == ("view_closed", False)


async def test_a_view_that_clears_on_close_takes_the_whole_stack_along(
    workspace: Workspace, app: SmallApp, client: AsyncWebClient
) -> None:
    await opened(workspace, client, modal(notify_on_close=True))
    top = modal(clear_on_close=True)
    pushed = (await client.views_push(trigger_id=workspace.state.triggers.issue(ANA), view=top))["view"]
    await workspace.close(ANA, pushed["id"])
    assert workspace.views(ANA) == []
    assert [(body["type"], body["is_cleared"]) for body in app.bodies] == [("view_closed", True)]


async def test_a_stack_holds_three_views(workspace: Workspace, client: AsyncWebClient) -> None:
    await opened(workspace, client, modal())
    for _ in range(2):
        await client.views_push(trigger_id=workspace.state.triggers.issue(ANA), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=workspace.state.triggers.issue(ANA), view=modal())


async def test_an_update_keeps_what_was_typed_where_ids_stay(workspace: Workspace, client: AsyncWebClient) -> None:
    view = await opened(workspace, client, modal(field(), field(block_id="gone")))
    view.chosen["sentence"] = {"words": {"type": "plain_text_input", "value": "kept"}}
    view.chosen["gone"] = {"words": {"type": "plain_text_input", "value": "lost"}}
    answer = await client.views_update(view_id=view.id, view=modal(section(), field()))
    assert answer["view"]["state"]["values"] == {"sentence": {"words": {"type": "plain_text_input", "value": "kept"}}}


async def test_an_update_with_an_old_hash_conflicts(workspace: Workspace, client: AsyncWebClient) -> None:
    view = await opened(workspace, client, modal())
    old = view.hash
    await client.views_update(view_id=view.id, hash=old, view=modal(section()))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=old, view=modal(section()))


async def test_a_closed_view_is_not_found(workspace: Workspace, client: AsyncWebClient) -> None:
    view = await opened(workspace, client, modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(external_id="mine"))
    await workspace.close(ANA, view.id)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view.id, view=modal())


async def test_bad_views_are_refused_with_sentences(workspace: Workspace, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await opened(workspace, client, modal(title=plain("x" * 25)))
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await opened(workspace, client, home())


async def test_the_home_tab_is_published_per_person(workspace: Workspace, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=ANA, view=home()))["view"]
    again = await client.views_publish(user_id=ANA, view=home(section(), section()), hash=first["hash"])
    assert again["view"]["id"] == first["id"]
    shown = workspace.home(ANA)
    assert shown is not None
    assert len(shown.blocks) == 2
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=ANA, view=home(), hash=first["hash"])
