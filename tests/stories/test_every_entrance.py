"""Every way in, while the database, the outbox and Slack's Web API are away: the card comes all the same (CARE 5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Never

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot import kit, standing
from bot.care import cards, wording
from bot.focus import wording as focus_wording
from sandbox import Fault, Message, payloads
from tests.support.people import GENERAL, Human, Town
from tests.support.trouble import cared_for, failing, without_its_database, without_slack

pytestmark = pytest.mark.held

SENTENCE = "I don't want to be here anymore"
HEAVY = "That sounds heavy, and I'm a timer."
BOX = {"note": {"note": SENTENCE}}


@contextmanager
def everything_away(town: Town) -> Iterator[None]:
    """No database, so no outbox; and no Web API, which is not even asked."""
    with without_its_database(town), without_slack(town):
        before = len(town.log)
        yield
        assert [call.method for call in town.log[before:] if call.kind == "api"] == []


async def in_a_block(town: Town, ana: Human) -> None:
    await ana.says("/focus start 20 loader test")


async def with_a_box(town: Town, ana: Human) -> Message:
    """A message in which something can be written, as a feature may have one."""
    box = kit.box("note", "A line", {"type": "plain_text_input", "action_id": "note"})
    blocks = [box, kit.actions(kit.button("Keep", "x")), *standing.under_a_box()]
    town.workspace.delivery.echoes = False  # so that nothing but the press is on its way to the bot
    arguments = {"channel": ana.dm, "text": "A box", "blocks": blocks}
    await town.workspace.call("chat.postMessage", arguments, town.workspace.bot_token)
    return ana.card


async def stopped(town: Town, ana: Human) -> bool:
    """Whether the block has ended without a word, once the database is back."""
    await cared_for(town)
    return any(ana.read(card).startswith("A block, ") for card in ana.messages)


async def test_a_command_is_answered_in_its_acknowledgement(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    with everything_away(town):
        outcome = await town.workspace.command(ana.user, GENERAL, f"/focus start {SENTENCE}")
        assert HEAVY in str(outcome.body)
        assert HEAVY in ana.is_told
    assert await stopped(town, ana)


async def test_a_modal_is_turned_into_the_card(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    await town.passes(minutes=20)
    await ana.presses(focus_wording.WRITE_IT)
    with everything_away(town):
        state = {"sentence": {"sentence": SENTENCE}, "keeping": {"keeping": "always"}}
        await town.workspace.submit(ana.user, ana.modal.id, state)
        assert HEAVY in ana.read(ana.modal)
    assert await stopped(town, ana)


async def test_a_line_is_answered_by_a_message_as_soon_as_slack_takes_one(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    with (
        without_its_database(town),
        failing(town, "api", Fault.drop(), Fault.error("internal_error"), Fault.rate_limited(1)),
    ):
        await town.workspace.message(ana.user, ana.dm, SENTENCE)
        await town.workspace.until(lambda: HEAVY in ana.sees, within=10)
    assert await stopped(town, ana)
    assert sum(HEAVY in ana.read(card) for card in ana.messages) == 1


def edited(ana: Human, before: str, after: str) -> dict[str, Any]:
    line = {"type": "message", "user": ana.user, "ts": "1.1"}
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": ana.dm,
        "channel_type": "im",
        "message": line | {"text": after},
        "previous_message": line | {"text": before},
    }


async def test_a_line_that_is_edited_is_answered_like_a_new_one(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    with without_its_database(town):
        await town.workspace.event(edited(ana, "so tired", SENTENCE))
        await town.workspace.until(lambda: HEAVY in ana.sees, within=10)
    assert await stopped(town, ana)


async def test_the_preview_of_a_link_in_a_line_brings_no_second_card(town: Town, ana: Human) -> None:
    await town.workspace.event(edited(ana, SENTENCE, SENTENCE))
    await cared_for(town)
    assert not ana.messages


async def test_a_box_in_a_message_is_answered_at_its_response_url(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    box = await with_a_box(town, ana)
    with everything_away(town):
        await town.workspace.press(ana.user, ana.dm, box.ts, "x", state=BOX)
        await town.workspace.until(lambda: ana.answers and HEAVY in ana.is_told)
    assert await stopped(town, ana)


async def test_a_message_made_into_a_task_is_answered_at_its_response_url(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    await town.workspace.message(ana.user, GENERAL, SENTENCE)
    said = town.workspace.messages(ana.user, GENERAL)[-1]
    with everything_away(town):
        await town.workspace.message_shortcut(ana.user, "make_task", GENERAL, said.ts)
        await town.workspace.until(lambda: ana.answers and HEAVY in ana.is_told)
    assert await stopped(town, ana)


async def test_a_global_shortcut_brings_no_words_and_so_no_card(town: Town, ana: Human) -> None:
    await town.workspace.shortcut(ana.user, "start_block")
    await cared_for(town)
    assert HEAVY not in " ".join(map(ana.read, (*ana.messages, *ana.answers)))


async def test_a_person_is_there_to_be_asked_for(town: Town, ana: Human) -> None:
    with everything_away(town):
        await town.workspace.command(ana.user, GENERAL, "/focus person")
        assert "112 in Europe" in ana.is_told
        button = {"shown": ana.answer, "block_id": None}
        await town.workspace.press(ana.user, None, None, cards.WHAT_HAPPENS, **button)
        assert wording.CALLING in ana.is_told


async def test_a_person_to_talk_to_is_shown_beside_a_message(town: Town, ana: Human) -> None:
    box = await with_a_box(town, ana)
    with everything_away(town):
        await town.workspace.press(ana.user, ana.dm, box.ts, standing.TALK, state=BOX)
        assert "112 in Europe" in ana.is_told
        assert HEAVY not in ana.is_told
    assert ana.card.ts == box.ts


async def test_a_person_to_talk_to_is_shown_on_top_of_a_modal_and_over_the_home_tab(town: Town, ana: Human) -> None:
    await in_a_block(town, ana)
    await town.passes(minutes=20)
    await ana.presses(focus_wording.WRITE_IT)
    with without_its_database(town):
        await town.workspace.press(ana.user, None, None, standing.TALK, view_id=ana.modal.id)
        assert len(town.workspace.views(ana.user)) == 2
    await town.workspace.close(ana.user, ana.modal.id, all_of_them=True)
    home = {"type": "home", "blocks": standing.under_a_box()}
    await town.workspace.call("views.publish", {"user_id": ana.user, "view": home}, town.workspace.bot_token)
    with without_its_database(town):
        await town.workspace.press(ana.user, None, None, standing.TALK, view_id=ana.home.id)
        assert "112 in Europe" in ana.read(ana.modal)


async def test_a_view_may_hold_the_line_under_each_of_several_boxes(town: Town, ana: Human) -> None:
    view = {"type": "home", "blocks": standing.under_a_box() * 3}
    answer = await town.workspace.call("views.publish", {"user_id": ana.user, "view": view}, town.workspace.bot_token)
    assert answer.body["ok"]


@pytest.mark.parametrize("fault", [Fault.drop(), Fault.server_error(503), Fault.rate_limited(1)])
async def test_a_response_url_that_fails_is_tried_again_until_it_is_heard_once(
    town: Town, ana: Human, fault: Fault
) -> None:
    box = await with_a_box(town, ana)
    with failing(town, "response_url", fault, fault):
        await town.workspace.press(ana.user, ana.dm, box.ts, "x", state=BOX)
        await cared_for(town)
    tries = [call.accepted for call in town.log if call.kind == "response_url"]
    assert tries == [False, False, True]
    assert len(ana.answers) == 1


async def authorized_nowhere(**_: Any) -> Never:
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("typed", "answer"), [("person", "112 in Europe"), (f"start {SENTENCE}", HEAVY)], ids=["person", "sentence"]
)
async def test_with_many_teams_a_command_is_answered_before_anybody_is_authorized(
    town: Town, ana: Human, typed: str, answer: str
) -> None:
    many = AsyncApp(authorize=authorized_nowhere, before_authorize=town.bot.in_front.answer, signing_secret="s")
    room = town.workspace.state.room(ana.dm)
    body = payloads.command(town.workspace.state, ana.user, room, name="/focus", text=typed)
    with everything_away(town):
        response = await many.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    assert response.status == 200
    assert answer in response.body
    await cared_for(town)
