"""Slack status and do-not-disturb: allowed on Slack's page, following a block, left alone where somebody changed it."""

from collections.abc import Collection
from urllib.parse import urlsplit

import aiohttp
import pytest
from sqlmodel import select

from bot.breaks import wording as breaks
from bot.connecting import cards, wording
from bot.connecting.rules import Ending
from bot.permissions.rules import Feature
from bot.presence.tables import Presence
from bot.privacy import wording as privacy
from sandbox import Fault
from sandbox.calls import Call
from sandbox.people import Person
from tests.support import reading
from tests.support.people import BROWSERS, Human, Town

STATUS_SCOPES = ("users.profile:read", "users.profile:write")
DND_SCOPES = ("dnd:read", "dnd:write")


def link(human: Human) -> str:
    """Where the button of the open modal leads."""
    rows = [block["elements"] for block in human.modal.blocks if block["type"] == "actions"]
    return next(str(one["url"]) for row in rows for one in row if one["action_id"] == cards.TO_SLACK)


async def comes_back(town: Town, address: str) -> tuple[int, str]:
    """A browser follows Slack's way back; what the page says."""
    assert address.startswith(f"{BROWSERS}/slack/connected?")
    parts = urlsplit(address)
    address = f"{town.address}{parts.path}?{parts.query}"
    async with aiohttp.ClientSession() as browser, browser.get(address) as response:
        page, headers = await response.text(), response.headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "http" not in page
    await town.settles()
    return response.status, page.replace("&#x27;", "'")


async def asks(human: Human) -> None:
    """Open the modal from the Home tab."""
    await human.opens_home()
    await human.presses(wording.CONNECT, human.home)


async def connects(human: Human, without: Collection[str] = ()) -> str:
    """Everything that a person does to connect; what the page says in the end."""
    await asks(human)
    await human.presses(wording.TO_SLACK, human.modal)
    _, page = await comes_back(human.town, human.town.workspace.allow(human.user, link(human), without))
    return page


def shown(human: Human) -> Person:
    """How colleagues see them."""
    return human.town.workspace.people[human.user]


def is_quiet(human: Human) -> bool:
    return shown(human).quiet.is_snoozed(human.town.clock())


async def kept(town: Town) -> list[Presence]:
    async with town.bot.database.transaction() as session:
        return list((await session.scalars(select(Presence))).all())


async def test_before_anything_goes_to_slack_she_reads_what_will_be_asked(ana: Human) -> None:
    await asks(ana)
    said = ana.read(ana.modal)
    for words in ("A task is never in it", "Do-not-disturb", "Each can be refused there"):
        assert words in said
    asked = urlsplit(link(ana))
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{ana.town.workspace.url}/oauth/v2/authorize"
    assert "user_scope=" in asked.query
    assert "&scope=" not in asked.query


async def test_a_block_with_everything_connected(ana: Human, town: Town) -> None:
    await town.workspace.set_status(ana.user, "On a train", ":train:")
    assert wording.ENDINGS[Ending.CONNECTED] in await connects(ana)
    await ana.says("/focus start 20 loader test")
    assert (shown(ana).status_text, shown(ana).status_emoji) == ("Focus block", ":seedling:")
    assert not is_quiet(ana)
    await town.passes(minutes=5, seconds=2)
    assert is_quiet(ana)
    buzzed = len(ana.buzzes)
    await ana.presses(breaks.SHORT_BREAK)
    assert (shown(ana).status_text, is_quiet(ana)) == ("On a short break", False)
    await town.passes(minutes=5)
    assert len(ana.buzzes) == buzzed + 1
    await ana.presses(breaks.BACK)
    await town.passes(seconds=2)
    assert (shown(ana).status_text, is_quiet(ana)) == ("Focus block", True)
    await town.passes(minutes=15)
    assert (shown(ana).status_text, shown(ana).status_emoji) == ("On a train", ":train:")
    assert len(ana.buzzes) == buzzed + 2


async def test_the_switch_buzzes_before_it_is_quiet(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    assert is_quiet(ana)
    assert len(ana.buzzes) == 2


async def test_the_task_is_never_in_it(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.says("/focus start 20 loader test")
    await town.passes(minutes=30)
    calls = [call for call in town.log if call.method in ("users.profile.set", "dnd.setSnooze")]
    assert calls
    assert not [call for call in calls if "loader" in str(call)]


@pytest.mark.parametrize(
    ("refused", "page", "status", "quiet"),
    [
        (DND_SCOPES, Ending.STATUS_ALONE, "Focus block", False),
        (STATUS_SCOPES, Ending.SNOOZE_ALONE, "", True),
        (("dnd:read",), Ending.STATUS_ALONE, "Focus block", False),
        ((*STATUS_SCOPES, *DND_SCOPES), Ending.NEITHER, "", False),
        (("users.profile:read", "dnd:read"), Ending.NEITHER, "", False),
    ],
)
async def test_what_is_refused_on_slacks_page_leaves_the_other_working(
    ana: Human, town: Town, refused: tuple[str, ...], page: Ending, status: str, quiet: bool
) -> None:
    assert wording.ENDINGS[page] in await connects(ana, refused)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    assert (shown(ana).status_text, is_quiet(ana)) == (status, quiet)


async def test_what_was_refused_can_be_allowed_later(ana: Human, town: Town) -> None:
    await connects(ana, DND_SCOPES)
    await ana.presses(wording.STATUS, ana.home)
    assert wording.NOT_ALLOWED[Feature.SNOOZE] in ana.read(ana.modal)
    await comes_back(town, town.workspace.allow(ana.user, link(ana)))
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    assert (shown(ana).status_text, is_quiet(ana)) == ("Focus block", True)


async def test_cancelled_connects_nothing(ana: Human, town: Town) -> None:
    await asks(ana)
    status, page = await comes_back(town, town.workspace.decline(link(ana)))
    assert (status, wording.ENDINGS[Ending.CANCELLED] in page) == (200, True)
    assert await kept(town) == []


async def test_somebody_elses_browser_connects_nothing_and_their_token_is_given_up(
    ana: Human, ben: Human, town: Town
) -> None:
    await asks(ana)
    status, page = await comes_back(town, town.workspace.allow(ben.user, link(ana)))
    assert (status, wording.ENDINGS[Ending.SOMEBODY_ELSE] in page) == (400, True)
    assert await kept(town) == []
    assert town.workspace.user_token(ben.user) is None


async def test_somebody_elses_link_ends_no_connection_of_ones_own(ana: Human, ben: Human, town: Town) -> None:
    await connects(ben)
    await asks(ana)
    status, page = await comes_back(town, town.workspace.allow(ben.user, link(ana)))
    assert (status, wording.ENDINGS[Ending.SOMEBODY_ELSE] in page) == (400, True)
    await ben.says("/focus start 20")
    assert shown(ben).status_text == "Focus block"


async def test_a_link_is_good_once_and_for_half_an_hour(ana: Human, town: Town) -> None:
    await asks(ana)
    back = town.workspace.allow(ana.user, link(ana))
    assert (await comes_back(town, back))[0] == 200
    status, page = await comes_back(town, back)
    assert (status, wording.ENDINGS[Ending.STALE] in page) == (400, True)
    await ana.presses(wording.STATUS, ana.home)
    await ana.presses(wording.DISCONNECT, ana.modal)
    old = link(ana)
    await town.passes(minutes=30)
    assert (await comes_back(town, town.workspace.allow(ana.user, old)))[0] == 400
    assert [known.token for known in await kept(town)] == [None]


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=x", "code=x&state=x", "state=%F0%9F%8C%B1&code=%00", "error=access_denied"]
)
async def test_an_address_that_is_none_of_ours_says_so(town: Town, query: str) -> None:
    status, page = await comes_back(town, f"{BROWSERS}/slack/connected?{query}")
    assert (status, wording.ENDINGS[Ending.STALE] in page) == (400, True)


async def test_a_status_of_her_own_during_a_block_stays(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.says("/focus start 20")
    await town.workspace.set_status(ana.user, "Lunch", ":sandwich:")
    await ana.presses(breaks.SHORT_BREAK)
    await town.passes(minutes=40)
    assert shown(ana).status_text == "Lunch"


async def test_a_pause_of_her_own_is_not_ended(ana: Human, town: Town) -> None:
    await connects(ana)
    await town.workspace.snooze(ana.user, 120)
    await ana.says("/focus start 20")
    await town.passes(minutes=8)
    await ana.says("/focus stop")
    await town.passes(minutes=8)
    assert is_quiet(ana)


async def test_a_token_revoked_in_slack_is_told_once_and_after_the_block(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    before = len(ana.messages)
    await town.workspace.revoke(ana.user)
    await town.passes(minutes=10)
    assert len(ana.messages) == before
    await town.passes(minutes=5)
    assert "Slack status and do-not-disturb are off" in ana.sees
    await ana.says("/focus start 20")
    await town.passes(minutes=25)
    assert sum("are off" in ana.read(message) for message in ana.messages) == 1
    await ana.opens_home()
    assert wording.CONNECT in reading.labels(ana.home)


async def test_a_scope_that_was_withdrawn_turns_its_own_off(ana: Human, town: Town) -> None:
    await connects(ana)
    await town.workspace.withdraw(ana.user, "dnd:write")
    await ana.says("/focus start 20")
    await town.passes(minutes=30)
    assert any("Do-not-disturb is off" in ana.read(message) for message in ana.messages)
    await ana.says("/focus start 20")
    assert shown(ana).status_text == "Focus block"


async def test_what_was_withdrawn_bit_by_bit_can_be_connected_anew(ana: Human, town: Town) -> None:
    await connects(ana)
    await town.workspace.withdraw(ana.user, "dnd:write")
    await ana.says("/focus start 20")
    await town.passes(minutes=30)
    await town.workspace.withdraw(ana.user, "users.profile:write")
    await ana.says("/focus start 20")
    await town.passes(minutes=30)
    assert [known.token for known in await kept(town)] == [None]
    assert wording.ENDINGS[Ending.CONNECTED] in await connects(ana)


async def test_words_of_her_own_outlast_a_status_that_is_not_allowed(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.presses(wording.STATUS, ana.home)
    ana.fills({"block": ":tomato: Heads down"})
    await ana.saves()
    await town.workspace.withdraw(ana.user, "users.profile:write")
    await ana.says("/focus start 20")
    await town.passes(minutes=30)
    await ana.opens_home()
    await ana.presses(wording.STATUS, ana.home)
    await ana.saves()
    await ana.presses(wording.STATUS, ana.home)
    await comes_back(town, town.workspace.allow(ana.user, link(ana)))
    await ana.says("/focus start 20")
    assert shown(ana).status_text == "Heads down"


async def test_how_it_looks_is_hers(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.presses(wording.STATUS, ana.home)
    ana.fills({"block": ":tea: Heads down & off", "break": "Back soon"})
    await ana.saves()
    await ana.says("/focus start 20")
    assert (shown(ana).status_text, shown(ana).status_emoji) == ("Heads down &amp; off", ":tea:")
    await ana.presses(breaks.SHORT_BREAK)
    assert (shown(ana).status_text, shown(ana).status_emoji) == ("Back soon", ":seedling:")
    await ana.says("/focus stop")
    assert shown(ana).status_text == ""


async def test_what_has_no_room_stays_in_the_box(ana: Human) -> None:
    await connects(ana)
    await ana.presses(wording.STATUS, ana.home)
    ana.fills({"block": "x" * 101})
    await ana.saves()
    assert "room for 100 characters" in str(ana.outcome)
    assert ana.has_modal


async def test_an_emoji_that_slack_does_not_know_gives_way_with_one_line(ana: Human, town: Town) -> None:
    await connects(ana)
    await ana.presses(wording.STATUS, ana.home)
    ana.fills({"block": ":no_such_emoji: At it"})
    await ana.saves()
    await ana.says("/focus start 20")
    await town.passes(minutes=1)
    assert (shown(ana).status_text, shown(ana).status_emoji) == ("At it", ":seedling:")
    await town.passes(minutes=25)
    assert sum("no emoji of that name" in ana.read(message) for message in ana.messages) == 1


async def test_a_switch_turned_off_in_a_block_brings_back_what_was_there(ana: Human, town: Town) -> None:
    await town.workspace.set_status(ana.user, "On a train", ":train:")
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    await ana.presses(wording.STATUS, ana.home)
    ana.fills({wording.WANTED: ""})
    await ana.saves()
    await town.passes(seconds=2)
    assert (shown(ana).status_text, is_quiet(ana)) == ("On a train", False)


async def test_disconnecting_in_a_block_leaves_slack_as_it_was(ana: Human, town: Town) -> None:
    await town.workspace.set_status(ana.user, "On a train", ":train:")
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    before = len(ana.messages)
    await ana.presses(wording.STATUS, ana.home)
    await ana.presses(wording.DISCONNECT, ana.modal)
    assert (shown(ana).status_text, is_quiet(ana)) == ("On a train", False)
    assert town.workspace.user_token(ana.user) is None
    assert "Each can be refused there" in ana.read(ana.modal)
    await town.passes(minutes=30)
    assert len(ana.messages) == before + 1  # the end of the block alone


async def test_connecting_in_a_block_shows_it_at_once(ana: Human, town: Town) -> None:
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    await connects(ana)
    await town.passes(seconds=2)
    assert (shown(ana).status_text, is_quiet(ana)) == ("Focus block", True)


async def test_deleting_everything_gives_the_token_up_and_leaves_slack_as_it_was(ana: Human, town: Town) -> None:
    await town.workspace.set_status(ana.user, "On a train", ":train:")
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    await ana.says("/focus delete")
    await ana.presses(privacy.DELETE, ana.answer)
    assert (shown(ana).status_text, is_quiet(ana)) == ("On a train", False)
    assert town.workspace.user_token(ana.user) is None
    assert await kept(town) == []


async def test_the_settings_lead_there_too(ana: Human) -> None:
    await ana.says("/focus settings")
    assert reading.labels(ana.modal)[-1] == wording.CONNECT
    await ana.presses(wording.CONNECT, ana.modal)
    assert "Each can be refused there" in ana.read(ana.modal)


async def test_the_token_stands_nowhere_in_the_clear(ana: Human, town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    await connects(ana)
    await ana.says("/focus start 20")
    await town.passes(minutes=30)
    token = town.workspace.user_token(ana.user)
    assert token is not None
    for known in await kept(town):
        assert token.text not in str(vars(known))
    assert "xoxp-" not in caplog.text


async def test_where_slack_wants_it_later_it_comes_later(ana: Human, town: Town) -> None:
    await connects(ana)
    limited = {"users.profile.set", "users.profile.get", "dnd.setSnooze"}

    def once(call: Call) -> Fault | None:
        if call.method not in limited:
            return None
        limited.remove(call.method)
        return Fault.rate_limited(20)

    town.workspace.faults = once
    await ana.says("/focus start 20")
    await town.passes(minutes=6)
    assert limited == set()
    assert (shown(ana).status_text, is_quiet(ana)) == ("Focus block", True)
