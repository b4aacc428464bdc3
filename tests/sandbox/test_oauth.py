"""Consent: what the page asks, what it answers with, and the tokens that come of it."""

import base64
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import OTHERS, NoSuchThing, Workspace, serve
from sandbox.calls import ApiError
from tests.sandbox.small_app import ANA, BEN, EVENTS, SCOPES, SmallApp, manifest

BACK = "http://127.0.0.1:3000/slack/oauth_redirect"
HTTPS = "https://app.example.org/slack"
USER = ["users.profile:write", "users.profile:read", "dnd:read", "dnd:write"]


class Time:
    """Machine time that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def with_user_scopes() -> dict[str, Any]:
    """An app that asks people for their profile, and for two more things that they may leave out."""
    made = manifest(SCOPES)
    made["oauth_config"]["scopes"] |= {"user": USER, "user_optional": ["dnd:read", "dnd:write"]}
    made["oauth_config"]["redirect_urls"] = [HTTPS]
    made["settings"]["event_subscriptions"]["bot_events"] = [*EVENTS, "tokens_revoked"]
    return made


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def workspace(time: Time) -> AsyncIterator[Workspace]:
    made = Workspace(with_user_scopes(), machine=time)
    async with serve(made):
        yield made


@pytest.fixture
async def browser(workspace: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(workspace.url) as session:
        yield session


def authorize(workspace: Workspace, **more: str) -> str:
    """An authorize address that asks for all that the manifest lists for people."""
    asked = {"client_id": workspace.client_id, "user_scope": ",".join(USER), "state": "s t", "redirect_uri": BACK}
    return f"{workspace.url}/oauth/v2/authorize?{urlencode(asked | more)}"


def told(address: str) -> dict[str, str]:
    """What an address carries."""
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


async def exchanged(workspace: Workspace, address: str, redirect_uri: str = BACK) -> dict[str, Any]:
    """The answer of oauth.v2.access, with the id and the secret in the header, as Slack wants them."""
    header = base64.b64encode(f"{workspace.client_id}:{workspace.client_secret}".encode()).decode()
    fields = {"code": told(address)["code"], "redirect_uri": redirect_uri}
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Basic {header}"}) as session,
        session.post(f"{workspace.url}/api/oauth.v2.access", data=fields) as response,
    ):
        found: dict[str, Any] = await response.json()
    return found


async def test_a_person_allows_what_is_theirs_and_the_bots_token_stays_where_it_is(workspace: Workspace) -> None:
    address = workspace.allow(ANA, authorize(workspace))
    assert (address.partition("?")[0], told(address)["state"]) == (BACK, "s t")
    answer = await exchanged(workspace, address)
    authed = answer["authed_user"]
    assert (authed["id"], authed["scope"], authed["token_type"]) == (ANA, ",".join(USER), "user")
    assert authed["access_token"].startswith("xoxp-")
    assert not {"access_token", "bot_user_id", "scope", "token_type"} & set(answer)
    assert (answer["app_id"], answer["team"]) == (workspace.state.app.id, {"id": workspace.team_id})


async def test_a_persons_token_says_whose_it_is(workspace: Workspace) -> None:
    authed = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]
    client = AsyncWebClient(base_url=f"{workspace.url}/api/", token=authed["access_token"])
    answer = await client.auth_test()
    assert (answer["user_id"], answer["user"], "bot_id" in answer) == (ANA, "ana", False)
    assert answer.headers["x-oauth-scopes"] == ",".join(USER)
    assert (await client.users_profile_set(profile={"status_text": "here", "status_emoji": ":tea:"}))["ok"]


async def test_what_is_left_out_is_refused_later_with_what_is_needed(workspace: Workspace) -> None:
    authed = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace), ["dnd:write"])))["authed_user"]
    assert "dnd:write" not in authed["scope"].split(",")
    refused = await workspace.call("dnd.setSnooze", {"num_minutes": 5}, authed["access_token"])
    assert refused.body == {
        "ok": False,
        "error": "missing_scope",
        "needed": "dnd:write",
        "provided": "users.profile:write,users.profile:read,dnd:read",
    }
    with pytest.raises(ApiError, match="invalid_scope"):
        workspace.allow(ANA, authorize(workspace), ["users.profile:write"])


async def test_consenting_again_adds_to_the_same_token(workspace: Workspace) -> None:
    first = await exchanged(workspace, workspace.allow(ANA, authorize(workspace), ["dnd:write", "dnd:read"]))
    second = await exchanged(workspace, workspace.allow(ANA, authorize(workspace, user_scope="dnd:write")))
    assert first["authed_user"]["access_token"] == second["authed_user"]["access_token"]
    assert second["authed_user"]["scope"] == "users.profile:write,users.profile:read,dnd:write"


async def test_cancelling_is_told_and_gives_nothing(workspace: Workspace) -> None:
    assert told(workspace.decline(authorize(workspace))) == {"error": "access_denied", "state": "s t"}
    assert workspace.user_token(ANA) is None


async def test_an_installation_gives_the_bots_token(workspace: Workspace) -> None:
    url = authorize(workspace, scope="chat:write,im:write", user_scope="")
    answer = await exchanged(workspace, workspace.allow(ANA, url))
    assert (answer["access_token"], answer["token_type"]) == (workspace.bot_token, "bot")
    assert (answer["bot_user_id"], answer["authed_user"]) == (workspace.bot_user_id, {"id": ANA})
    assert answer["team"] == {"id": workspace.team_id, "name": "Sandbox"}


async def test_after_an_uninstallation_everything_is_new(workspace: Workspace) -> None:
    before = workspace.bot_token
    mine = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]["access_token"]
    await workspace.uninstall()
    errors = [(await workspace.call("auth.test", {}, token)).body["error"] for token in (before, mine)]
    assert errors == ["account_inactive", "token_revoked"]
    url = authorize(workspace, scope=",".join(SCOPES))
    answer = await exchanged(workspace, workspace.allow(BEN, url))
    assert answer["access_token"] == workspace.bot_token != before
    assert answer["authed_user"]["access_token"] != mine
    assert (await workspace.call("auth.test", {}, workspace.bot_token)).body["ok"]


WRONG: list[tuple[dict[str, str], str]] = [
    ({"client_id": "1.2"}, "invalid_client_id"),
    ({"client_secret": "x"}, "bad_client_secret"),
    ({"code": "x"}, "invalid_code"),
    ({"redirect_uri": "http://127.0.0.1:3000/other"}, "bad_redirect_uri"),
    ({"redirect_uri": ""}, "bad_redirect_uri"),
    ({"grant_type": "refresh_token"}, "invalid_grant_type"),
]


@pytest.mark.parametrize(("more", "error"), WRONG)
async def test_a_wrong_exchange_has_slacks_name(workspace: Workspace, more: dict[str, str], error: str) -> None:
    address = workspace.allow(ANA, authorize(workspace))
    names = {"client_id": workspace.client_id, "client_secret": workspace.client_secret, "redirect_uri": BACK}
    answer = await workspace.call("oauth.v2.access", {**names, "code": told(address)["code"], **more})
    assert answer.body["error"] == error


async def test_a_code_works_once_within_ten_minutes(workspace: Workspace, time: Time) -> None:
    address = workspace.allow(ANA, authorize(workspace))
    assert (await exchanged(workspace, address))["ok"]
    assert (await exchanged(workspace, address))["error"] == "invalid_code"
    late = workspace.allow(ANA, authorize(workspace))
    time.at += 601
    assert (await exchanged(workspace, late))["error"] == "invalid_code"


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"client_id": "1.2"}, "invalid_client_id"),
    ({"user_scope": "users.profile:burn"}, "invalid_scope"),
    ({"user_scope": ""}, "no_scopes"),
    ({"team": "T404"}, "invalid_team"),
    ({"redirect_uri": "https://evil.example/slack"}, "bad_redirect_uri"),
    ({"redirect_uri": "http://app.example.org/slack"}, "bad_redirect_uri"),
    ({"redirect_uri": "https://app.example.org/slackers"}, "bad_redirect_uri"),
    ({"redirect_uri": "https://app.example.org/slack/../admin"}, "bad_redirect_uri"),
    ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
]


@pytest.mark.parametrize(("more", "error"), REFUSED)
async def test_what_cannot_be_asked_sends_nobody_anywhere(
    workspace: Workspace, browser: aiohttp.ClientSession, more: dict[str, str], error: str
) -> None:
    async with browser.get(authorize(workspace, **more), allow_redirects=False) as response:
        assert (response.status, error in await response.text()) == (400, True)
    with pytest.raises(ApiError, match=error):
        workspace.allow(ANA, authorize(workspace, **more))


@pytest.mark.parametrize("back", [HTTPS, f"{HTTPS}/deeper", f"{HTTPS}?a=b", "http://localhost:3000/x"])
async def test_the_manifests_addresses_and_this_machines_are_gone_back_to(workspace: Workspace, back: str) -> None:
    address = workspace.allow(ANA, authorize(workspace, redirect_uri=back))
    assert address.startswith(back)
    assert (await exchanged(workspace, address, redirect_uri=back))["ok"]


async def test_without_an_address_the_manifests_first_is_meant(workspace: Workspace) -> None:
    address = workspace.allow(ANA, authorize(workspace, redirect_uri=""))
    assert address.startswith(f"{HTTPS}?code=")
    assert (await exchanged(workspace, address, redirect_uri=""))["ok"]


async def test_only_who_can_be_asked_is_asked(workspace: Workspace, browser: aiohttp.ClientSession) -> None:
    workspace.join(*OTHERS)
    bot, guest, _, stranger, gone = (one.id for one in OTHERS)
    for user in (bot, stranger, gone, "U404"):
        with pytest.raises((ApiError, NoSuchThing)):
            workspace.allow(user, authorize(workspace))
    assert "code=" in workspace.allow(guest, authorize(workspace))
    with pytest.raises(ApiError, match="not_allowed"):
        workspace.allow(guest, authorize(workspace, scope="chat:write"))
    async with browser.get(authorize(workspace, scope="chat:write")) as response:
        page = await response.text()
    assert (ANA in page, guest in page) == (True, False)


async def test_the_page_lists_what_is_asked_in_words_with_a_box_for_what_may_be_left_out(
    workspace: Workspace, browser: aiohttp.ClientSession
) -> None:
    async with browser.get(authorize(workspace), cookies={"sandbox_window": BEN}) as response:
        page = await response.text()
        assert "form-action" not in response.headers["Content-Security-Policy"]  # it would stop the way back
    assert f'<option value="{BEN}" selected>' in page
    assert "Change a profile and its status" in page
    assert page.count('type="checkbox"') == 2
    assert 'name="user" value="dnd:write" checked' in page


async def pressed(browser: aiohttp.ClientSession, url: str, *ticked: str, answer: str = "allow", **headers: str) -> Any:
    fields = [*told(url).items(), ("person", ANA), ("answer", answer), *(("user", scope) for scope in ticked)]
    async with browser.post("/oauth/v2/authorize", data=fields, headers=headers, allow_redirects=False) as response:
        return response


async def test_the_form_is_answered_with_the_way_back(workspace: Workspace, browser: aiohttp.ClientSession) -> None:
    response = await pressed(browser, authorize(workspace), "dnd:read")
    assert response.status == 303
    authed = (await exchanged(workspace, response.headers["Location"]))["authed_user"]
    assert authed["scope"] == "users.profile:write,users.profile:read,dnd:read"
    response = await pressed(browser, authorize(workspace), answer="cancel")
    assert told(response.headers["Location"]) == {"error": "access_denied", "state": "s t"}


async def test_another_site_cannot_allow_in_somebodys_name(
    workspace: Workspace, browser: aiohttp.ClientSession
) -> None:
    response = await pressed(browser, authorize(workspace), Origin="http://evil.example")
    assert response.status == 403


async def test_a_token_is_revoked_by_hand_and_the_app_is_told_whose(workspace: Workspace) -> None:
    app = SmallApp(workspace)
    async with app.over_socket_mode():
        mine = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]["access_token"]
        assert (await workspace.revoke(ANA)).ok
        assert app.last["event"]["tokens"] == {"oauth": [ANA], "bot": []}
        assert (await workspace.call("auth.test", {}, mine)).body["error"] == "token_revoked"
        assert (await workspace.revoke(ANA)).error == "not_connected"


async def test_an_app_revokes_a_token_itself(workspace: Workspace) -> None:
    mine = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]["access_token"]
    assert (await workspace.call("auth.revoke", {"test": "1"}, mine)).body == {"ok": True, "revoked": False}
    assert (await workspace.call("auth.revoke", {}, mine)).body == {"ok": True, "revoked": True}
    assert (await workspace.call("auth.revoke", {}, mine)).body["error"] == "token_revoked"


async def test_a_scope_is_withdrawn_and_nothing_is_told(workspace: Workspace) -> None:
    mine = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]["access_token"]
    await workspace.withdraw(ANA, "dnd:write")
    answer = await workspace.call("dnd.setSnooze", {"num_minutes": 5}, mine)
    assert (answer.body["error"], answer.body["needed"]) == ("missing_scope", "dnd:write")
    assert (await workspace.call("dnd.info", {}, mine)).body["ok"]


async def test_whoever_is_deactivated_takes_their_token_along(workspace: Workspace) -> None:
    app = SmallApp(workspace)
    async with app.over_socket_mode():
        mine = (await exchanged(workspace, workspace.allow(ANA, authorize(workspace))))["authed_user"]["access_token"]
        await workspace.deactivate(ANA)
        assert (app.last["event"]["type"], app.last["event"]["user"]["deleted"]) == ("user_change", True)
        assert (await workspace.call("auth.test", {}, mine)).body["error"] == "token_revoked"
