"""Somebody who knows: read before it goes, asked once, answered or not, ended from both sides without a word."""

import pytest

from bot.buddies import wording
from bot.buddies.rules import Ping
from bot.focus import wording as focus_wording
from bot.helpers.wording import WHY
from bot.home import wording as home_wording
from bot.invitations import wording as invitations
from bot.privacy import wording as privacy_wording
from sandbox import OTHERS
from sandbox import Person as Someone
from tests.stories.test_care import SENTENCE
from tests.support import reading
from tests.support.people import BEN, Human, Town

START, BREAK, BACK, DONE = (wording.WORDS_BOX[ping] for ping in Ping)
PINGS = [
    "@someone: doing a focused 20-min block, back at 9:20.",
    "@someone: on a short break, back at 9:17.",
    "@someone: back to it, until 9:25.",
    "@someone: done for now.",
]


@pytest.fixture(autouse=True)
def everybody_hears_their_phone(town: Town) -> None:
    """It is the middle of the night for Ben, and what buzzes is counted here."""
    town.workspace.at_any_hour()


async def reads(human: Human, whom: str = "@ben", **words: str) -> str:
    """Ask, as far as reading what would go."""
    await human.says(f"/focus buddy {whom}")
    human.fills(words)
    await human.saves()
    return human.read(human.modal)


async def asks(human: Human, whom: str = "@ben", **words: str) -> None:
    await reads(human, whom, **words)
    await human.saves()


async def agreed(human: Human, other: Human, whom: str = "@ben") -> None:
    await asks(human, whom)
    await other.presses(invitations.FINE)


async def looks(human: Human) -> str:
    """What `/focus buddy` shows."""
    await human.says("/focus buddy")
    return human.read(human.modal)


async def at_home(human: Human) -> str:
    """What stands about it on the Home tab."""
    await human.opens_home()
    shown = human.read(human.home)
    return shown[shown.index(home_wording.BUDDIES_TITLE) : shown.index(home_wording.MORE_TITLE)]


# Asking.


async def test_all_of_the_invitation_is_read_before_it_goes_and_is_what_the_other_one_gets(
    ana: Human, ben: Human
) -> None:
    shown = await reads(ana)
    assert ben.messages == []
    await ana.saves()
    for line in (wording.ASKS.strip(), *PINGS, invitations.CLOSES):
        assert line in shown
        assert line in ben.sees
    assert ben.buttons == [invitations.FINE, invitations.NOT_THIS_TIME]
    assert ben.buzzes == [wording.INVITED]
    assert ana.messages == []


async def test_the_first_box_says_whom_is_good_to_ask_and_why_anybody_would(ana: Human) -> None:
    await ana.says("/focus buddy @ben")
    assert ana.form[wording.WHOM_BOX] == BEN
    assert wording.ADVICE in reading.words_in(ana.modal.blocks)
    await ana.presses(WHY, on=ana.modal)
    assert ana.read(ana.modal) == "Some people begin more easily when one person knows. You see the words first."


async def test_words_of_ones_own_are_what_both_read_and_never_markup(ana: Human, ben: Human) -> None:
    shown = await reads(ana, start="in *deep* for {minutes} minutes", done="out.")
    await ana.saves()
    for line in ("@someone: in *deep* for 20 minutes, back at 9:20.", "@someone: out."):
        assert line in shown
        assert line in ben.sees
    assert "*deep*" not in reading.marked_up(ben.card.blocks)


async def test_the_words_can_be_changed_after_reading_and_nothing_typed_is_lost(ana: Human, ben: Human) -> None:
    await reads(ana, start="heads down")
    await ana.presses(wording.CHANGE_WORDS, on=ana.modal)
    assert (ana.form[wording.WHOM_BOX], ana.form[START]) == (BEN, "heads down")
    ana.fills({DONE: "up again"})
    await ana.saves()
    assert "@someone: up again." in ana.read(ana.modal)
    assert ben.messages == []


async def test_an_empty_box_says_what_everyone_begins_with(ana: Human) -> None:
    assert PINGS[1] in await reads(ana, **{BREAK: ""})


async def test_too_many_words_stay_in_their_box_with_a_sentence_under_it(ana: Human, ben: Human) -> None:
    await reads(ana, start="x" * 150, back="x" * 151)
    assert ana.outcome.errors == {"back": wording.too_long(151)}
    assert (ana.form[START], ana.form[BACK]) == ("x" * 150, "x" * 151)
    assert ben.messages == []


async def test_words_that_are_met_with_the_support_card_go_nowhere(ana: Human, ben: Human) -> None:
    await reads(ana, start=SENTENCE)
    await ana.says("/focus buddy")
    assert wording.WHOM_BOX in ana.form
    assert ben.messages == []


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
async def test_who_cannot_be_asked_is_named_under_the_box_and_nothing_is_sent(
    town: Town, ana: Human, other: Someone
) -> None:
    town.workspace.join(*OTHERS)
    await reads(ana, whom=f"@{other.name}")
    (said,) = ana.outcome.errors.values()
    assert "othing was sent" in said or "nothing was sent" in said
    assert [call for call in town.log if call.method == "chat.postMessage"] == []


async def test_oneself_is_told_so_under_the_box(ana: Human) -> None:
    await reads(ana, whom="@ana")
    assert list(ana.outcome.errors) == ["whom"]
    assert "That's you" in ana.outcome.errors["whom"]


async def test_one_knows_at_a_time_and_is_shown(ana: Human, ben: Human, chiyo: Human) -> None:
    await asks(ana)
    await ana.says("/focus buddy @chiyo")
    assert ana.read(ana.modal).splitlines()[0] == "@someone: no answer yet."
    assert reading.labels(ana.modal) == [wording.CHANGE_WORDS, wording.END_IT]
    assert chiyo.messages == []


async def test_five_invitations_stand_open_for_one_person_at_most(town: Town, ben: Human) -> None:
    newcomers = [Someone(f"U0NEW0000{n}", f"new{n}", f"New {n}", "Europe/Berlin") for n in range(6)]
    town.workspace.join(*newcomers)
    askers = [town.person(one.id) for one in newcomers]
    for asker in askers[:5]:
        await asks(asker)
    await reads(askers[5])
    assert len(ben.messages) == 5
    assert "in a week" in str(askers[5].outcome.errors)
    await ben.presses(invitations.NOT_THIS_TIME)
    await asks(askers[5])
    assert len(ben.messages) == 6


async def test_whoever_is_in_a_block_is_asked_after_it(town: Town, ana: Human, ben: Human) -> None:
    await ben.says("/focus start 20 loader test")
    await asks(ana)
    await town.passes(minutes=19)
    assert wording.INVITED not in ben.buzzes
    await town.passes(minutes=8)
    assert ben.buzzes.count(wording.INVITED) == 1


# The answer.


async def test_yes_is_one_line_to_whoever_asked_and_a_way_out_for_whoever_knows(ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    assert ana.sees == "@someone: fine by them."
    assert ben.sees.splitlines()[0] == "You hear when @someone begins a block or takes a short break."
    assert wording.HELP in ben.sees
    assert (ben.buttons, len(ben.buzzes)) == ([wording.STOP_THESE], 1)
    assert (await looks(ana)).splitlines()[0] == "@someone hears when you begin and take a short break."


async def test_yes_gives_nobody_a_block_a_day_or_a_welcome_and_the_first_block_welcomes_as_ever(
    town: Town, ana: Human, ben: Human
) -> None:
    await agreed(ana, ben)
    known = await town.bot.services.people.meet(ben.id)
    assert (known.zone, known.welcomed) == ("America/New_York", False)
    assert len(ben.messages) == 1
    await ben.says("/focus start 20")
    assert focus_wording.WELCOME in ben.sees


async def test_not_this_time_is_all_that_whoever_asked_sees(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ben.presses(invitations.NOT_THIS_TIME)
    assert ana.sees == "@someone: not this time."
    assert (ben.sees, ben.buttons) == ("Not this time. @someone sees that, and nothing else.", [])
    assert (await looks(ana)).splitlines()[0] == "@someone: not this time."
    await town.passes(days=29)
    await reads(ana)
    assert "31 March" in ana.outcome.errors["whom"]
    assert len(ben.messages) == 1
    await town.passes(days=2)
    await asks(ana)
    assert len(ben.messages) == 2


async def test_without_an_answer_it_lapses_nobody_is_reminded_and_nothing_is_said_of_it(
    town: Town, ana: Human, ben: Human
) -> None:
    await asks(ana)
    assert "no answer yet" in await at_home(ana)
    await town.passes(days=7)
    assert (ben.sees, ben.buttons, len(ben.buzzes)) == (invitations.CLOSED, [], 1)
    assert ana.messages == []
    assert wording.NOBODY_YET in await at_home(ana)
    assert "@someone" not in await looks(ana)


async def test_a_press_on_what_lapsed_says_that_it_is_closed(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    standing = ben.card.as_it_is()
    await town.passes(days=7)
    await ben.presses(invitations.FINE, on=standing)
    assert ben.sees == invitations.CLOSED
    assert ana.messages == []


async def test_ending_and_asking_once_more_is_no_way_to_remind(ana: Human, ben: Human) -> None:
    await asks(ana)
    await ana.says("/focus buddy off")
    assert ana.is_told == wording.ENDED
    assert (ben.sees, ben.buttons) == ("Pings with @someone are off.", [])
    await reads(ana)
    assert "not long ago" in str(ana.outcome.errors)
    assert len(ben.messages) == 1


async def test_an_answer_comes_after_the_block_of_whoever_asked(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ana.says("/focus start 20 loader test")
    await ben.presses(invitations.FINE)
    assert wording.ANSWERED not in ana.buzzes
    await town.passes(minutes=30)
    assert ana.buzzes.count(wording.ANSWERED) == 1


@pytest.mark.parametrize("label", [invitations.FINE, invitations.NOT_THIS_TIME])
async def test_a_double_click_on_the_invitation_is_one_answer(ana: Human, ben: Human, label: str) -> None:
    await asks(ana)
    await ben.double_clicks(label)
    assert len(ana.messages) == 1


# What whoever asked can do.


async def test_other_words_stand_in_an_invitation_that_waits_and_buzz_nobody(ana: Human, ben: Human) -> None:
    await asks(ana)
    await ana.presses(wording.CHANGE_WORDS, on=ana.modal)
    ana.fills({BACK: "at it again"})
    await ana.saves()
    assert "@someone: at it again, until 9:25." in ana.read(ana.modal)
    assert "@someone: at it again, until 9:25." in ben.sees
    assert len(ben.buzzes) == 1


async def test_a_pause_is_seen_by_whoever_asked_alone(ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    before = ben.sees
    await looks(ana)
    await ana.presses(wording.PAUSE, on=ana.modal)
    assert "Paused." in ana.read(ana.modal)
    assert "Paused." in await at_home(ana)
    await looks(ana)
    await ana.presses(wording.GO_ON, on=ana.modal)
    assert ana.read(ana.modal).splitlines()[0] == "@someone hears when you begin and take a short break."
    assert (ben.sees, len(ben.buzzes)) == (before, 1)


async def test_whoever_asked_ends_it_and_the_other_one_sees_it_when_they_look(ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    assert "You hear when" in await at_home(ben)
    await looks(ana)
    await ana.presses(wording.END_IT, on=ana.modal)
    assert ana.read(ana.modal) == wording.ENDED
    assert "You hear when" not in ben.read(ben.home)
    assert (ben.sees, ben.buttons, len(ben.buzzes)) == ("Pings with @someone are off.", [], 1)
    assert "@someone" not in await at_home(ana)


async def test_off_where_nobody_knows_says_so(ana: Human) -> None:
    await ana.says("/focus buddy off")
    assert ana.is_told == wording.NOBODY


# What whoever knows can do.


async def test_a_stop_is_at_once_silent_and_taken_back_within_two_minutes(town: Town, ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    before = ben.sees
    await ben.presses(wording.STOP_THESE)
    assert ben.sees == "Stopped.\n[Undo]"
    assert "Pings with @someone are off." in await looks(ana)
    await ben.presses(wording.UNDO)
    assert (ben.sees, ben.buttons) == (before, [wording.STOP_THESE])
    await town.passes(minutes=5)
    assert (ben.sees, len(ben.buzzes), len(ana.messages)) == (before, 1, 1)


async def test_two_minutes_after_a_stop_the_undo_goes_and_an_old_one_comes_too_late(
    town: Town, ana: Human, ben: Human
) -> None:
    await agreed(ana, ben)
    await ben.presses(wording.STOP_THESE)
    standing = ben.card.as_it_is()
    await town.passes(minutes=2)
    assert (ben.sees, ben.buttons) == ("Pings with @someone are off.", [])
    await ben.presses(wording.UNDO, on=standing)
    assert ben.is_told == wording.TOO_LATE_TO_UNDO
    assert "are off" in await at_home(ana)
    assert (len(ana.messages), len(ben.messages)) == (1, 1)


async def test_after_a_stop_somebody_else_may_be_asked(ana: Human, ben: Human, chiyo: Human) -> None:
    await agreed(ana, ben)
    await ben.presses(wording.STOP_THESE)
    await agreed(ana, chiyo, "@chiyo")
    await ben.presses(wording.UNDO)
    assert ben.is_told == wording.TOO_LATE_TO_UNDO
    assert chiyo.buttons == [wording.STOP_THESE]


async def test_the_home_tab_of_whoever_knows_says_of_whom_and_when_and_that_they_are_not_responsible(
    ana: Human, ben: Human, chiyo: Human
) -> None:
    await agreed(ana, ben)
    await agreed(chiyo, ben)
    shown = await at_home(ben)
    assert shown.count("You hear when @someone begins: Monday to Friday, 9 to 18.") == 2
    assert wording.HELP in shown
    await ben.presses(wording.ANY_HOUR, on=ben.home)
    assert "whenever your notifications are on" in await at_home(ben)
    await ben.presses(wording.WORKING_HOURS, on=ben.home)
    assert "whenever your notifications are on" not in await at_home(ben)


async def test_a_stop_on_the_home_tab_is_answered_there_with_the_way_back(ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    await ben.opens_home()
    await ben.presses(wording.STOP_THESE, on=ben.home)
    assert ben.read(ben.modal) == "Stopped.\n[Undo]"
    assert "You hear" not in await at_home(ben)
    await ben.presses(wording.UNDO, on=ben.modal)
    assert ben.read(ben.modal) == wording.GOES_ON
    assert "You hear" in await at_home(ben)


async def test_two_who_know_of_each_other(ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    await agreed(ben, ana, "@ana")
    for human in (ana, ben):
        shown = await at_home(human)
        assert "hears when you begin" in shown
        assert "You hear when" in shown


# Gone.


@pytest.mark.parametrize("who", ["whoever asked", "whoever knows"])
async def test_whoever_deletes_everything_it_ends_at_once_on_both_sides(
    town: Town, ana: Human, ben: Human, who: str
) -> None:
    await agreed(ana, ben)
    standing = ben.card.as_it_is()
    human = ana if who == "whoever asked" else ben
    await human.says("/focus delete")
    await human.presses(privacy_wording.DELETE, on=human.answer)
    assert ben.sees == privacy_wording.INVITATION_LEFT
    await ben.presses(wording.STOP_THESE, on=standing)
    assert ben.is_told == invitations.NOTHING_MORE
    assert "@someone" not in await looks(ana)
    await town.passes(days=8)
    assert (len(ana.buzzes), len(ben.buzzes)) == (1, 1)


async def test_somebody_deactivated_knows_nothing_any_more(town: Town, ana: Human, ben: Human) -> None:
    await agreed(ana, ben)
    user = {**town.workspace.state.user_object(BEN), "deleted": True}
    await town.workspace.event({"type": "user_change", "user": user, "cache_ts": 1})
    assert "@someone" not in await at_home(ana)
    assert len(ana.messages) == 1


async def test_where_it_is_switched_off_a_sentence_says_so_and_nothing_of_it_stands_anywhere(
    town: Town, ana: Human, ben: Human
) -> None:
    await agreed(ana, ben)
    await town.restarts(softstart_buddies="off")
    await ana.says("/focus buddy @chiyo")
    assert "switched off" in ana.is_told
    await ana.opens_home()
    assert home_wording.BUDDIES_TITLE not in ana.read(ana.home)
    await ana.says("/focus help")
    assert "buddy" not in ana.is_told
    await ben.presses(wording.STOP_THESE)
    assert ben.sees == "Stopped.\n[Undo]"
