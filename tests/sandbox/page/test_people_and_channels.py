"""By hand on the real server: statuses and pauses in two windows, consent and its end, channels and menus of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from sandbox import MovableClock, Workspace, serve
from tests.sandbox.cards import actions, button, modal, plain
from tests.sandbox.small_app import ANA, BEN, GENERAL, SmallApp, manifest
from tests.support.browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER
USER = ["users.profile:write", "users.profile:read", "dnd:read", "dnd:write"]


@pytest_asyncio.fixture(loop_scope="session")
async def clock() -> MovableClock:
    return MovableClock()


@pytest_asyncio.fixture(loop_scope="session")
async def workspace(clock: MovableClock) -> AsyncIterator[Workspace]:
    """A workspace whose app asks people for their profile, and for do-not-disturb if they like."""
    asking = manifest()
    asking["oauth_config"]["scopes"] |= {"user": USER, "user_optional": ["dnd:read", "dnd:write"]}
    made = Workspace(asking, movable=clock).at_any_hour()
    async with serve(made):
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def back() -> AsyncIterator[str]:
    """An address of the app's own, to which the consent page leads."""

    async def landed(_request: web.Request) -> web.Response:
        return web.Response(text="Connected.")

    app = web.Application()
    app.router.add_get("/back", landed)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/back"
    finally:
        await runner.cleanup()


async def window(browser: Browser, workspace: Workspace, user: str, channel: str = "") -> Page:
    """A window of this person's, in the browser that they all share."""
    context = browser.contexts[0] if browser.contexts else await browser.new_context(reduced_motion="reduce")
    page = await context.new_page()
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.goto(f"{workspace.url}/?{urlencode({'user': user, 'channel': channel})}")
    await expect(page.get_by_role("heading", level=1)).not_to_have_text("")
    return page


async def test_a_status_and_a_pause_by_hand_are_seen_in_the_other_window(
    browser: Browser, workspace: Workspace, clock: MovableClock
) -> None:
    of_ana, of_ben = await window(browser, workspace, ANA), await window(browser, workspace, BEN)
    await of_ana.get_by_role("button", name="Set a status").click()
    dialog = of_ana.get_by_role("dialog", name="Set a status")
    await dialog.get_by_label("What is your status?").fill("Focus & tea")
    await dialog.get_by_label("Emoji").fill(":no_such_thing:")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("There is no emoji of that name.")
    await dialog.get_by_label("Emoji").fill(":tea:")
    await dialog.get_by_label("Clear it").select_option("In 30 minutes")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await of_ana.get_by_role("button", name="Pause notifications").click()
    await of_ana.get_by_role("menuitem", name="One hour").click()
    await expect(of_ana.get_by_test_id("notifications")).to_contain_text("Nothing buzzes you until")

    seen = of_ben.get_by_test_id(f"person-{ANA}")
    await expect(seen).to_contain_text("🍵 Focus & tea")
    await expect(seen.get_by_role("img", name="Notifications are paused")).to_be_visible()
    clock.advance(timedelta(minutes=30))
    await expect(seen).not_to_contain_text("tea")
    clock.advance(timedelta(minutes=30))
    await expect(seen.get_by_role("img", name="Notifications are paused")).to_have_count(0)
    await expect(of_ana.get_by_test_id("notifications")).to_have_text("Notifications come through.")


async def test_notification_hours_by_hand_silence_what_is_outside_them(browser: Browser, workspace: Workspace) -> None:
    page = await window(browser, workspace, ANA)
    await page.get_by_role("button", name="Notification hours").click()
    dialog = page.get_by_role("dialog", name="Notification hours")
    await expect(dialog.get_by_label("At any hour")).to_be_checked()
    await dialog.get_by_label("At any hour").uncheck()
    today = workspace.state.clock().weekday()
    for number, day in enumerate(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]):
        if number in {(today - 1) % 7, today, (today + 1) % 7}:
            await dialog.get_by_label(day).uncheck()
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_test_id("notifications")).to_contain_text("outside your hours")
    await workspace.call("chat.postMessage", {"channel": ANA, "text": "hello"}, workspace.bot_token)
    await expect(page.get_by_test_id("message")).to_contain_text("hello")
    assert workspace.buzzes(ANA) == []


async def test_who_deactivates_their_account_is_somebody_else_at_this_window(
    browser: Browser, workspace: Workspace
) -> None:
    page = await window(browser, workspace, BEN)
    await page.get_by_role("button", name="More about you").click()
    await page.get_by_role("menuitem", name="Deactivate this account").click()
    await page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    await expect(page.get_by_test_id(f"person-{BEN}")).to_have_count(0)
    await expect(page.get_by_test_id(f"person-{ANA}")).to_have_attribute("aria-current", "true")
    assert workspace.people[BEN].deleted


async def test_consent_begins_with_whose_window_it_is_and_is_taken_back_by_hand(
    browser: Browser, workspace: Workspace, back: str
) -> None:
    asked = {"client_id": workspace.client_id, "user_scope": ",".join(USER), "state": "s", "redirect_uri": back}
    url = f"{workspace.url}/oauth/v2/authorize?{urlencode(asked)}"
    card = [actions(button(url=url, text=plain("Connect")))]
    for user in (ANA, BEN):
        await workspace.call("chat.postMessage", {"channel": user, "text": "x", "blocks": card}, workspace.bot_token)
    of_ana, of_ben = await window(browser, workspace, ANA), await window(browser, workspace, BEN)
    await of_ana.get_by_label("Message Small App").fill("first")
    async with of_ben.context.expect_page() as opened:
        await of_ben.get_by_role("link", name="Connect").click()
    consent = await opened.value
    await expect(consent.get_by_label("Signed in as")).to_have_value(BEN)
    assert await consent.get_by_role("checkbox").count() == 2
    await consent.get_by_label("Pause notifications").uncheck()
    await consent.get_by_role("button", name="Allow").click()
    await expect(consent.get_by_text("Connected.")).to_be_visible()
    told = parse_qs(urlsplit(consent.url).query)
    assert told["state"] == ["s"]
    secrets = {"client_id": workspace.client_id, "client_secret": workspace.client_secret, "redirect_uri": back}
    answer = await workspace.call("oauth.v2.access", {**secrets, "code": told["code"][0]})
    assert answer.body["authed_user"]["scope"] == "users.profile:write,users.profile:read,dnd:read"

    await of_ben.get_by_text("What Small App may in your name").click()
    await expect(of_ana.get_by_text("What Small App may in your name")).to_be_hidden()
    await of_ben.get_by_role("button", name="Take back: See when people are in do-not-disturb").click()
    await expect(of_ben.get_by_text("See when people are in do-not-disturb")).to_have_count(0)
    await of_ben.get_by_role("button", name="Take back everything").click()
    await expect(of_ben.get_by_text("What Small App may in your name")).to_be_hidden()
    assert workspace.user_token(BEN) is None


async def test_cancelling_a_consent_leads_back_as_well(browser: Browser, workspace: Workspace, back: str) -> None:
    page = await window(browser, workspace, ANA)
    asked = {"client_id": workspace.client_id, "user_scope": "dnd:read", "state": "s", "redirect_uri": back}
    await page.goto(f"{workspace.url}/oauth/v2/authorize?{urlencode(asked)}")
    await page.get_by_role("button", name="Cancel").click()
    await expect(page).to_have_url(f"{back}?error=access_denied&state=s")


async def test_a_channel_is_made_filled_and_put_away_by_hand(browser: Browser, workspace: Workspace) -> None:
    of_ana, of_ben = await window(browser, workspace, ANA), await window(browser, workspace, BEN)
    await of_ana.get_by_role("button", name="Add a channel").click()
    dialog = of_ana.get_by_role("dialog", name="Add a channel")
    await dialog.get_by_label("Name").fill("small-steps")
    await dialog.get_by_label("Private").check()
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(of_ana.get_by_role("heading", level=1)).to_have_text("🔒 small-steps")
    box = of_ana.get_by_label("Message 🔒 small-steps")
    await box.fill("/invite @Small App @ben")
    await box.press("Enter")
    await expect(of_ana.get_by_text("2 people and Small App")).to_be_visible()
    channel = workspace.channel("small-steps")
    await workspace.call("chat.postMessage", {"channel": channel, "text": f"for <@{BEN}>"}, workspace.bot_token)
    await of_ben.get_by_role("link", name="small-steps").click()
    await expect(of_ben.get_by_test_id("message").last).to_contain_text("for @Ben Alvarez")
    await expect(of_ben.get_by_role("list", name="Would have buzzed").get_by_role("listitem")).to_have_count(1)

    await of_ana.get_by_role("button", name="Channel", exact=True).click()
    await of_ana.get_by_role("menuitem", name="Take Small App out").click()
    await expect(of_ana.get_by_text("Small App is not in it")).to_be_visible()
    await of_ana.get_by_role("button", name="Channel", exact=True).click()
    await of_ana.get_by_role("menuitem", name="Archive").click()
    await expect(of_ben.get_by_text("This channel has been archived.")).to_be_visible()
    await expect(of_ben.get_by_label("Message 🔒 small-steps")).to_be_hidden()


async def test_a_public_channel_is_come_into_by_hand(browser: Browser, workspace: Workspace) -> None:
    await workspace.create_channel(BEN, "papers")
    page = await window(browser, workspace, ANA)
    await page.get_by_role("button", name="Join papers").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#papers")
    assert ANA in workspace.state.room(workspace.channel("papers")).members


async def test_a_menu_of_conversations_shows_what_its_filter_lets_through(
    browser: Browser, workspace: Workspace
) -> None:
    app = SmallApp(workspace)
    async with app.over_socket_mode():
        mine = await workspace.create_channel(ANA, "quiet", private=True)
        await workspace.create_channel(BEN, "papers")
        await workspace.create_channel(BEN, "secret", private=True)
        page = await window(browser, workspace, ANA, mine)
        await page.get_by_label("Message 🔒 quiet").fill("/do")
        await page.get_by_label("Message 🔒 quiet").press("Enter")
        await workspace.until(lambda: app.bodies)
        wanted = {"filter": {"include": ["public", "private"]}, "default_to_current_conversation": True}
        element = {"type": "conversations_select", "action_id": "where", **wanted}
        box = {"type": "input", "block_id": "place", "label": plain("Where"), "element": element}
        await app.client.views_open(trigger_id=app.last["trigger_id"], view=modal(box))
        menu = page.get_by_role("combobox", name="Where")
        await expect(menu).to_have_text("🔒 quiet")
        await menu.click()
        await expect(page.get_by_role("option")).to_have_text(["# general", "🔒 quiet", "# papers"])
        await page.get_by_role("option", name="# general").click()
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
    stated = app.last["view"]["state"]["values"]["place"]["where"]
    assert stated["selected_conversation"] == GENERAL
