"""When the bot speaks, and above all when it does not."""

from datetime import timedelta

from bot.focus import wording
from sandbox import Fault
from sandbox.calls import Call
from tests.support.people import Human, Town

SPEAKS = ("chat.postMessage", "chat.postEphemeral", "chat.update")


def said(town: Town) -> list[str]:
    """Everything the bot sent of its own accord, by method."""
    return [call.method for call in town.log if call.kind == "api" and call.method in SPEAKS and call.accepted]


async def test_nothing_at_all_is_said_while_ana_works(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=5)
    before = len(said(town))
    await town.passes(minutes=14, seconds=59)
    assert len(said(town)) == before
    await town.passes(seconds=1)
    assert said(town)[before:] == ["chat.postMessage", "chat.update"]


async def test_a_press_while_working_edits_the_card_and_buzzes_nobody(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=5)
    before = len(said(town))
    await ana.presses(wording.WANDERED_OFF)
    assert said(town)[before:] == ["chat.update"]


async def test_old_cards_are_one_plain_line_without_words_or_buttons(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=20)
    assert [ana.read(card) for card in ana.messages[:-1]] == [
        "Quiet minutes, 10:00 to 10:05.",
        "A block, 10:00 to 10:20.",
    ]
    assert ana.cards_with_buttons == [ana.card]


async def test_an_end_that_nobody_answers_expires_after_twelve_hours_in_silence(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.passes(minutes=20)
    await town.passes(hours=11, minutes=59)
    assert ana.buttons == [wording.WRITE_IT, wording.SKIP, wording.ANOTHER_ONE]
    await town.passes(minutes=1)
    assert ana.sees == "A block, 10:00 to 10:20."
    assert len(ana.buzzes) == 3


async def test_a_stopped_block_expires_twelve_hours_after_the_stop(town: Town, ana: Human) -> None:
    await ana.says("/focus start 120")
    await ana.presses(wording.STOP_HERE)
    await town.passes(hours=12)
    assert ana.sees == "A block, 10:00."
    assert len(ana.buzzes) == 1


async def test_after_an_outage_across_switch_and_end_one_message_is_about_now(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.sleeps(hours=3)
    await town.settles()
    assert ana.buzzes == ["Your block has begun.", "Your block is over."]
    assert "That's the end." in ana.sees
    assert ana.cards_with_buttons == [ana.card]


async def test_after_an_outage_across_the_switch_the_card_says_what_is_true(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.sleeps(minutes=9)
    await town.settles()
    assert "Loader test now, if you like. Until 10:20." in ana.sees
    assert len(ana.buzzes) == 2


async def test_after_a_week_of_outage_nothing_is_said(town: Town, ana: Human) -> None:
    await ana.says("/focus start loader test")
    await town.sleeps(days=7)
    await town.settles()
    assert ana.buzzes == ["Your block has begun."]
    assert ana.sees == "A block, 10:00 to 10:20."


async def test_a_card_that_slack_wants_later_comes_later_and_once(town: Town, ana: Human) -> None:
    refused: list[Call] = []

    def limited(call: Call) -> Fault | None:
        if call.method != "chat.postMessage" or call.accepted or len(refused) == 2:
            return None
        refused.append(call)
        return Fault.rate_limited(3)

    town.workspace.faults = limited
    await ana.says("/focus start loader test")
    assert len(ana.buzzes) == 1
    assert "loader test" in ana.sees


async def test_a_card_whose_post_ended_in_doubt_is_looked_up_and_said_once(town: Town, ana: Human) -> None:
    fates = iter([Fault.server_error(503), Fault.drop()])
    await ana.says("/focus start loader test")
    town.workspace.faults = lambda call: (
        next(fates, None) if call.method == "chat.postMessage" and not call.accepted else None
    )
    await town.passes(minutes=5)
    assert len(ana.buzzes) == 2
    assert "Loader test now" in ana.sees


async def test_a_stop_typed_while_slack_holds_the_switch_back_shows_on_the_card_that_comes(
    town: Town, ana: Human
) -> None:
    await ana.says("/focus start loader test")
    town.workspace.faults = lambda call: Fault.rate_limited(30) if call.method == "chat.postMessage" else None
    town.clock.passes(timedelta(minutes=5))
    await town.bot.delivery.until_quiet()
    await town.workspace.command(ana.user, ana.dm, "/focus stop")
    town.workspace.faults = lambda _: None
    await town.settles()
    assert ana.sees.startswith(wording.STOPPED)
    assert ana.cards_with_buttons == [ana.card]


async def test_the_home_tab_shows_the_last_of_two_changes_within_a_second(town: Town, ana: Human) -> None:
    await ana.opens_home()
    await ana.says("/focus start")
    town.clock.passes(timedelta(milliseconds=100))
    await ana.presses(wording.STOP_HERE)
    town.clock.passes(timedelta(milliseconds=100))
    await ana.presses(wording.SKIP)
    assert "five to settle" in ana.read(ana.home)
