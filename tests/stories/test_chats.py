"""A weekly chat: asked once, answered or not, and one card when it is time, to whoever asked."""

import pytest
from sqlalchemy import func, select

from bot.chats import wording
from bot.focus import wording as focus_wording
from bot.invitations import wording as invitations
from bot.invitations.rules import Answer
from bot.ladder.wording import SMALLER
from bot.people.tables import Person
from sandbox import OTHERS
from sandbox import Person as Someone
from tests.stories.test_care import SENTENCE
from tests.support import reading
from tests.support.people import BEN, Human, Town

THURSDAY = {wording.DAY_BOX: "Thursday", wording.TIME_BOX: "10:00"}


@pytest.fixture(autouse=True)
def everybody_hears_their_phone(town: Town) -> None:
    """It is the middle of the night for Ben, and what buzzes is counted here."""
    town.workspace.at_any_hour()


async def asks(human: Human, whom: str = "@ben", **fields: str) -> None:
    await human.says(f"/focus chat {whom}")
    human.fills({**THURSDAY, **fields})
    await human.saves()


async def looks(human: Human) -> str:
    """What `/focus chat` shows."""
    await human.says("/focus chat")
    return human.read(human.modal)


async def people_known(town: Town) -> int:
    async with town.bot.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


async def test_everything_is_filled_in_and_read_before_it_goes(ana: Human, ben: Human) -> None:
    await ana.says("/focus chat @ben")
    assert ana.form == {
        wording.WHOM_BOX: BEN,
        wording.DAY_BOX: "Tuesday",
        wording.TIME_BOX: "10:00",
        wording.WORDS_BOX: wording.DRAFT,
    }
    assert wording.ABOUT in ana.read(ana.modal)
    assert ben.messages == []


async def test_without_a_mention_somebody_is_picked_in_the_box(ana: Human, ben: Human) -> None:
    await ana.says("/focus chat")
    assert ana.form[wording.WHOM_BOX] == ""
    ana.fills({wording.WHOM_BOX: BEN})
    await ana.saves()
    assert len(ben.messages) == 1


async def test_one_message_asks_and_says_who_what_how_often_and_that_it_can_be_declined(ana: Human, ben: Human) -> None:
    await asks(ana, words="Shall we talk *models*?")
    assert ben.sees.splitlines()[:3] == [
        "@someone would like a chat with you: fifteen minutes every week, from Thursday, March 4, 4:00, on.",
        "Shall we talk *models*?",
        wording.ABOUT,
    ]
    assert reading.words_in(ben.card.blocks).count(ana.user) == 1
    assert "*models*" not in reading.marked_up(ben.card.blocks)
    assert ben.buttons == [invitations.FINE, invitations.NOT_THIS_TIME]
    assert ben.buzzes == [wording.INVITED]
    assert ana.messages == []


async def test_being_asked_makes_no_row_of_ones_own_nor_does_answering(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    assert await people_known(town) == 1
    for label in (invitations.FINE, wording.STOP_THESE):
        await ben.presses(label)
    assert await people_known(town) == 1


async def test_fine_is_told_in_one_line_and_the_invitation_becomes_the_way_out(ana: Human, ben: Human) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    assert ana.sees == "Chat with @someone: fine by them."
    assert ben.sees.startswith("A chat with @someone, fine by you")
    assert ben.buttons == [wording.STOP_THESE]
    assert len(ben.buzzes) == 1
    assert "Fine by them." in await looks(ana)


async def test_not_this_time_is_one_line_and_nothing_comes_any_more(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ben.presses(invitations.NOT_THIS_TIME)
    assert ana.sees == "Chat with @someone: not this time."
    assert (ben.buttons, len(ben.buzzes)) == ([], 1)
    await town.passes(days=15)
    assert len(ana.messages) == 1
    assert len(ben.messages) == 1
    await asks(ana)
    assert "31 March" in ana.outcome.errors["whom"]
    assert len(ben.messages) == 1
    await town.passes(days=16)
    await asks(ana)
    assert len(ben.messages) == 2


async def test_without_an_answer_nothing_reminds_and_the_card_comes_all_the_same(
    town: Town, ana: Human, ben: Human
) -> None:
    await asks(ana)
    await town.passes(days=8)
    assert len(ben.messages) == 1
    assert (ana.messages, len(ana.buzzes)) == ([], 1)  # the card came on Thursday, and was taken away
    assert wording.SAID[Answer.NONE] in await looks(ana)
    await ben.presses(invitations.FINE)
    assert (ben.sees, ben.buttons) == (invitations.CLOSED, [])
    assert ana.messages == []


async def test_a_no_after_the_seven_days_is_one_too_and_told_nobody(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await town.passes(days=8)
    await ben.presses(invitations.NOT_THIS_TIME)
    await town.passes(days=8)
    assert ana.messages == []
    assert len(ana.buzzes) == 1
    assert "not this time" in await looks(ana)


async def test_at_the_time_one_card_comes_to_whoever_asked_and_start_begins_the_chat(
    town: Town, ana: Human, ben: Human
) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    await town.passes(days=3)
    assert ana.sees.splitlines()[0] == "It's 10:00: the chat with @someone, 15 minutes, if you like."
    assert ana.buttons == [wording.START, SMALLER, wording.NOT_TODAY]
    card = ana.card
    await ana.presses(wording.START)
    assert ana.sees.splitlines()[0] == "Chat with @someone, until 10:15."
    assert focus_wording.WANDERED_OFF not in ana.buttons
    assert ana.read(next(one for one in ana.messages if one.ts == card.ts)) == "Begun."
    await town.passes(hours=1)
    assert card.ts not in [one.ts for one in ana.messages]
    assert len(ben.buzzes) == 1


async def test_a_card_that_nobody_touched_goes_after_an_hour(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    await town.passes(days=3)
    await town.passes(minutes=59)
    assert wording.START in ana.buttons
    await town.passes(minutes=1)
    assert ana.sees == "Chat with @someone: fine by them."


async def test_smaller_is_the_same_card_and_begins_smaller(town: Town, ana: Human) -> None:
    await asks(ana)
    await town.passes(days=3)
    await ana.presses(SMALLER)
    assert ana.sees.splitlines()[0] == "The chat with @someone, 10 minutes, if you like."
    assert len(ana.messages) == 1
    await ana.presses(wording.START)
    assert ana.sees.splitlines()[0] == "Chat with @someone, until 10:10."


async def test_not_today_leaves_a_plain_line_and_next_week_it_comes_as_ever(town: Town, ana: Human) -> None:
    await asks(ana)
    await town.passes(days=3)
    await ana.presses(wording.NOT_TODAY)
    assert (ana.sees, ana.buttons) == ("Not today.", [])
    await town.passes(days=7)
    assert ana.sees.startswith("It's 10:00")


@pytest.mark.parametrize("label", [wording.START, SMALLER, wording.NOT_TODAY])
async def test_a_double_click_on_the_card_does_one_thing(town: Town, ana: Human, label: str) -> None:
    await asks(ana)
    await town.passes(days=3)
    await ana.double_clicks(label)
    assert len(ana.messages) == (2 if label == wording.START else 1)
    assert "10 minutes" in ana.sees or label != SMALLER


@pytest.mark.parametrize("label", [invitations.FINE, invitations.NOT_THIS_TIME])
async def test_a_double_click_on_the_invitation_is_one_answer(town: Town, ana: Human, ben: Human, label: str) -> None:
    await asks(ana)
    await ben.double_clicks(label)
    assert len(ana.messages) == 1


async def test_it_stays_at_ten_across_the_clock_change_and_each_reads_it_in_their_own_zone(
    town: Town, ana: Human, ben: Human
) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    assert "March 4, 4:00" in ben.sees
    for hours in (3 * 24, 7 * 24, 7 * 24, 7 * 24, 7 * 24 - 1):
        await town.passes(hours=hours)
        assert ana.sees.startswith("It's 10:00")
        await ana.presses(wording.NOT_TODAY)
    assert "Thursday, April 8, 10:00" in await looks(ana)
    await ana.presses(wording.CHANGE_TIME, on=ana.modal)
    ana.fills({wording.TIME_BOX: "23:30"})
    await ana.saves()
    assert ana.outcome.ok, ana.outcome
    assert "Thursday, April 8, 17:30" in ben.sees
    assert len(ben.buzzes) == 1


async def test_done_for_today_holds_a_card_that_nobody_counts_on_and_lets_the_other_one_through(
    town: Town, ana: Human, ben: Human
) -> None:
    for is_accepted in (False, True):
        if not is_accepted:
            await asks(ana, at="20:00", day="Monday")
        else:
            await ben.presses(invitations.FINE)
            await town.passes(days=7)
        await ana.says("/focus start 5")
        await ana.says("done for today")
        before = len(ana.buzzes)
        await town.passes(hours=9, minutes=30)
        assert len(ana.buzzes) == before + is_accepted


async def test_either_side_ends_it_silently_and_the_other_sees_it_when_they_look(
    town: Town, ana: Human, ben: Human, chiyo: Human
) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    await ben.presses(wording.STOP_THESE)
    assert (ben.sees, ben.buttons) == ("Chats with @someone are off.", [])
    assert len(ana.messages) == 1
    assert "Chats with @someone are off." in await looks(ana)
    await asks(ana, whom="@chiyo")
    await chiyo.presses(invitations.FINE)
    await looks(ana)
    await ana.presses(wording.END_IT, on=ana.modal)
    assert ana.read(ana.modal) == wording.ENDED
    assert (chiyo.sees, chiyo.buttons, len(chiyo.buzzes)) == ("Chats with @someone are off.", [], 1)
    await town.passes(days=8)
    assert not ana.sees.startswith("It's")


async def test_ending_it_while_the_card_stands_takes_the_card_away(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await town.passes(days=3)
    card = ana.card.as_it_is()
    await ben.presses(invitations.NOT_THIS_TIME)
    assert [ana.read(one) for one in ana.messages] == ["Chat with @someone: not this time."]
    with pytest.raises(LookupError):
        await ana.presses(wording.START)
    assert card.ts not in [one.ts for one in ana.messages]


async def test_there_is_one_chat_at_a_time_and_it_is_shown(ana: Human, ben: Human, chiyo: Human) -> None:
    await asks(ana)
    shown = ["Chat with @someone: Thursdays at 10:00, fifteen minutes.", wording.SAID[Answer.WAITS]]
    assert ana.read(ana.modal).splitlines()[:2] == shown
    await ana.says("/focus chat @chiyo")
    assert ana.read(ana.modal).splitlines()[:2] == shown
    assert reading.labels(ana.modal) == [wording.CHANGE_TIME, wording.END_IT]
    assert chiyo.messages == []


async def test_whoever_was_asked_does_not_ask_back(ana: Human, ben: Human) -> None:
    await asks(ana)
    await asks(ben, whom="@ana")
    assert "asked you" in str(ben.outcome.errors)
    assert ana.messages == []


async def test_ending_and_asking_once_more_is_no_way_to_remind(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await looks(ana)
    await ana.presses(wording.END_IT, on=ana.modal)
    await asks(ana)
    assert "not long ago" in str(ana.outcome.errors)
    assert len(ben.messages) == 1


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
async def test_who_cannot_be_asked_is_named_clearly_and_nothing_is_sent(town: Town, ana: Human, other: Someone) -> None:
    town.workspace.join(*OTHERS)
    await asks(ana, whom=f"@{other.name}")
    (said,) = ana.outcome.errors.values()
    assert "othing was sent" in said or "nothing was sent" in said
    assert [call for call in town.log if call.method == "chat.postMessage"] == []


async def test_oneself_is_told_so_under_the_box(ana: Human) -> None:
    await asks(ana, whom="@ana")
    assert list(ana.outcome.errors) == ["whom"]
    assert ana.has_modal


async def test_too_many_words_stay_in_the_box(ana: Human, ben: Human) -> None:
    await asks(ana, words="x" * 151)
    assert ana.outcome.errors == {"words": wording.words_too_long(151)}
    assert (ana.form[wording.WORDS_BOX], ben.messages) == ("x" * 151, [])


async def test_words_that_are_met_with_the_support_card_are_not_sent(ana: Human, ben: Human) -> None:
    await asks(ana, words=SENTENCE)
    assert ben.messages == []


async def test_who_is_in_a_block_is_asked_after_it(town: Town, ana: Human, ben: Human) -> None:
    await ben.says("/focus start 20 loader test")
    await asks(ana)
    await town.passes(minutes=19)
    assert len(ben.messages) == 2
    await town.passes(minutes=8)
    assert wording.INVITED in ben.buzzes
    before = len(ben.messages)
    await town.passes(days=2)
    assert len(ben.messages) == before


async def test_an_answer_comes_after_the_block_of_whoever_asked(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ana.says("/focus start 20 loader test")
    await ben.presses(invitations.FINE)
    assert wording.ANSWERED not in ana.buzzes
    await town.passes(minutes=30)
    assert ana.buzzes.count(wording.ANSWERED) == 1


async def test_deleting_takes_the_chat_from_both_sides(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    await ben.presses(invitations.FINE)
    await ben.says("/focus delete")
    await ben.presses("Delete everything", on=ben.answer)
    assert ben.sees == "This invitation was removed."
    assert wording.WHOM_BOX in await looks(ana)
    await town.passes(days=8)
    assert len(ana.messages) == 1


async def test_whoever_asked_and_deletes_leaves_an_invitation_without_buttons(
    town: Town, ana: Human, ben: Human
) -> None:
    await asks(ana)
    standing = ben.card.as_it_is()
    await ana.says("/focus delete")
    await ana.presses("Delete everything", on=ana.answer)
    assert (ben.sees, ben.buttons) == ("This invitation was removed.", [])
    await ben.presses(invitations.FINE, on=standing)
    assert ben.is_told == invitations.NOTHING_MORE
    assert await people_known(town) == 0


async def test_somebody_deactivated_is_gone_from_the_chat(town: Town, ana: Human, ben: Human) -> None:
    await asks(ana)
    user = {**town.workspace.state.user_object(BEN), "deleted": True}
    await town.workspace.event({"type": "user_change", "user": user, "cache_ts": 1})
    await town.passes(days=8)
    assert ana.messages == []
    assert ana.buzzes == []
    assert wording.WHOM_BOX in await looks(ana)


async def test_five_invitations_stand_open_for_one_person_at_most(town: Town, ben: Human) -> None:
    newcomers = [Someone(f"U0NEW0000{n}", f"new{n}", f"New {n}", "Europe/Berlin") for n in range(6)]
    town.workspace.join(*newcomers)
    askers = [town.person(one.id) for one in newcomers]
    for asker in askers:
        await asks(asker)
    assert len(ben.messages) == 5
    assert "in a week" in str(askers[-1].outcome.errors)
    await ben.presses(invitations.NOT_THIS_TIME)
    await asks(askers[-1])
    assert len(ben.messages) == 6
