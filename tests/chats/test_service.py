"""A weekly chat on both engines: who may ask whom, what is kept, and two acts at once."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.chats import rules
from bot.chats.rules import Agreed, Draft, Form, Weekly
from bot.chats.tables import Chat
from bot.database import Database
from bot.ids import PersonId
from bot.invitations import rules as asking
from bot.invitations.rules import Answer, Colleague
from bot.outbox.kinds import State
from bot.people.service import person_row
from bot.prompts.tables import Prompt
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services

WORKSPACE = ANA.workspace
CHIYO = PersonId(WORKSPACE, "U0CHIYO003")
WORDS = "shall we talk models"
FRIDAY = Weekly(4)
DAY = timedelta(days=1)


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def chats(services: Services) -> list[Chat]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Chat))).all())


async def prompts(services: Services) -> list[Prompt]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Prompt))).all())


async def ask(services: Services, asker: PersonId = ANA, whom: PersonId = BEN) -> Agreed:
    return await services.chats.ask(asker, Form(whom.user, FRIDAY, WORDS))


async def invitations(services: Services) -> list[str]:
    return [row.place for row in await services.owed() if row.kind == "chats.invitation"]


async def test_asking_owes_one_invitation_to_the_other_one_and_comes_every_week(services: Services) -> None:
    agreed = await ask(services)
    assert agreed.said is Answer.WAITS
    assert await invitations(services) == [BEN.user]
    (prompt,) = await prompts(services)
    assert (prompt.person, prompt.weekdays, prompt.is_promised) == (ANA, "4", False)
    assert not await services.people.is_known(BEN)


async def test_words_are_sealed_and_go_with_the_answer(services: Services) -> None:
    chat_id = (await ask(services)).chat_id
    (chat,) = await chats(services)
    assert chat.words is not None
    assert WORDS.encode() not in bytes(chat.words)
    assert await services.chats.accept(BEN, chat_id) is None
    assert [chat.words for chat in await chats(services)] == [None]


async def test_words_that_nobody_answered_go_after_seven_days(services: Services, clock: VirtualClock) -> None:
    await ask(services)
    clock.passes(7 * DAY)
    await services.privacy.chores()
    assert [chat.words for chat in await chats(services)] == [None]


async def test_fine_makes_somebody_count_on_it_and_done_for_today_does_not_hold_it(services: Services) -> None:
    agreed = await ask(services)
    await services.chats.accept(BEN, agreed.chat_id)
    assert [prompt.is_promised for prompt in await prompts(services)] == [True]
    now = await services.chats.now(ANA)
    assert isinstance(now, Agreed)
    assert now.said is Answer.YES


@pytest.mark.parametrize("person", [ANA, CHIYO])
async def test_nobody_but_the_one_who_was_asked_answers(services: Services, person: PersonId) -> None:
    agreed = await ask(services)
    for act in (services.chats.accept, services.chats.decline, services.chats.leave):
        assert await act(person, agreed.chat_id) is not None
    assert [chat.answer for chat in await chats(services)] == [None]


async def test_nobody_but_the_one_who_asked_changes_or_ends_it(services: Services) -> None:
    agreed = await ask(services)
    for person in (BEN, CHIYO):
        with pytest.raises(rules.ChatOverError):
            await services.chats.change(person, agreed.chat_id, Weekly(1))
        await services.chats.end(person, agreed.chat_id)
    assert [chat.answer for chat in await chats(services)] == [None]


@pytest.mark.held
async def test_yes_and_no_at_once_are_one_answer_and_one_line(services: Services) -> None:
    chat_id = (await ask(services)).chat_id
    answers = [services.chats.accept, services.chats.decline] * 3
    await asyncio.gather(*(answer(BEN, chat_id) for answer in answers))
    told = [row for row in await services.owed() if row.kind == "chats.answered"]
    (chat,) = await chats(services)
    assert [row.occurrence.rpartition("/")[2] for row in told] == [chat.answer]
    assert len(await prompts(services)) == (chat.answer == Answer.YES)


@pytest.mark.held
async def test_two_modals_sent_off_at_once_ask_once(services: Services) -> None:
    asked = await asyncio.gather(*(ask(services, whom=whom) for whom in (BEN, CHIYO, BEN)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in asked) == ["Agreed", "HasOneError", "HasOneError"]
    assert len(await invitations(services)) == 1


@pytest.mark.held
async def test_two_who_ask_each_other_at_once_have_one_chat(services: Services) -> None:
    asked = await asyncio.gather(ask(services), ask(services, BEN, ANA), return_exceptions=True)
    assert sorted(type(one).__name__ for one in asked) == ["Agreed", "PairHasOneError"]


@pytest.mark.held
async def test_eight_who_ask_the_same_one_at_once_are_five(services: Services) -> None:
    askers = [PersonId(WORKSPACE, f"U0ASKER{number}") for number in range(8)]
    asked = await asyncio.gather(*(ask(services, asker) for asker in askers), return_exceptions=True)
    assert sum(isinstance(one, asking.AskedByManyError) for one in asked) == 3
    assert len(await invitations(services)) == asking.OPEN_AT_ONCE


async def test_invitations_that_nobody_answered_make_room_after_seven_days(
    services: Services, clock: VirtualClock
) -> None:
    for number in range(5):
        await ask(services, PersonId(WORKSPACE, f"U0ASKER{number}"))
    clock.passes(7 * DAY)
    await ask(services)
    assert len(await invitations(services)) == 6


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        (None, asking.NotKnownError),
        (Colleague(is_bot=True), asking.BotAskedError),
        (Colleague(is_gone=True), asking.GoneError),
        (Colleague(is_guest=True), asking.GuestError),
    ],
)
async def test_who_cannot_be_asked_gets_nothing_and_nothing_is_kept(
    services: Services, what: Colleague | None, refusal: type[Exception]
) -> None:
    services.colleagues[BEN.user] = what
    with pytest.raises(refusal):
        await ask(services)
    with pytest.raises(asking.OneselfError):
        await ask(services, whom=ANA)
    assert (await chats(services), await invitations(services)) == ([], [])


@pytest.mark.parametrize("ends", ["decline", "leave"])
async def test_a_no_is_kept_for_thirty_days_and_then_gone(services: Services, clock: VirtualClock, ends: str) -> None:
    chat_id = (await ask(services)).chat_id
    if ends == "leave":
        await services.chats.accept(BEN, chat_id)
        clock.passes(40 * DAY)
    assert await getattr(services.chats, ends)(BEN, chat_id) is None
    clock.passes(30 * DAY - timedelta(seconds=1))
    await services.privacy.chores()
    with pytest.raises(asking.NotAgainYetError):
        await ask(services)
    clock.passes(timedelta(seconds=1))
    await services.privacy.chores()
    assert await chats(services) == []
    await ask(services)


async def test_one_who_said_no_to_one_may_be_asked_by_another(services: Services) -> None:
    await services.chats.decline(BEN, (await ask(services)).chat_id)
    await ask(services, CHIYO)
    assert len(await invitations(services)) == 2


async def test_a_chat_that_went_on_for_long_and_was_ended_by_whoever_asked_may_be_asked_for_anew(
    services: Services, clock: VirtualClock
) -> None:
    agreed = await ask(services)
    await services.chats.accept(BEN, agreed.chat_id)
    clock.passes(31 * DAY)
    await services.chats.end(ANA, agreed.chat_id)
    await ask(services)
    assert len(await invitations(services)) == 2
    clock.passes(DAY)
    await services.privacy.chores()
    assert len(await chats(services)) == 1


async def test_looking_makes_nobody_known_and_drafts_the_next_weekday(services: Services, clock: VirtualClock) -> None:
    drafts = []
    for _ in range(7):
        now = await services.chats.now(ANA)
        assert isinstance(now, Draft)
        drafts.append(now.weekly.weekday)
        clock.passes(DAY)
    assert drafts == [1, 2, 3, 4, 0, 0, 0]
    assert not await services.people.is_known(ANA)


async def test_an_invitation_that_was_not_said_yet_is_never_said_once_the_chat_is_ended(services: Services) -> None:
    agreed = await ask(services)
    await services.chats.end(ANA, agreed.chat_id)
    await services.delivery.until_quiet()
    assert services.screen.posted == 0
    assert {row.state for row in await services.owed() if row.kind.startswith("chats.")} == {State.UNNEEDED}


@pytest.mark.held
async def test_both_who_asked_each_others_friends_may_delete_at_once(services: Services) -> None:
    await ask(services, ANA, BEN)
    await ask(services, BEN, CHIYO)
    await ask(services, CHIYO, ANA)
    await asyncio.gather(*(services.privacy.delete(person) for person in (ANA, BEN, CHIYO)))
    assert (await chats(services), await prompts(services)) == ([], [])


async def test_a_deletion_leaves_what_others_have(services: Services) -> None:
    await ask(services, ANA, BEN)
    await ask(services, CHIYO, ANA)
    left = await services.privacy.delete(BEN)
    assert (await chats(services))[0].asker == CHIYO
    assert [prompt.person for prompt in await prompts(services)] == [CHIYO]
    assert list(left.invitations) == []
    async with services.database.transaction() as session:
        assert (await person_row(session, ANA)).user == ANA.user
