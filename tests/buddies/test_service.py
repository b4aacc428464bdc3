"""The link between two people on both engines: who may ask whom, what is kept, and two acts at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.buddies import rules
from bot.buddies.rows import buddy_of
from bot.buddies.rules import Draft, Form, Invitation, Link, Ping, Place
from bot.buddies.service import BuddyService
from bot.buddies.tables import WORDS, Buddy
from bot.database import Database
from bot.ids import PersonId
from bot.invitations import rules as asking
from bot.invitations.rules import Answer, Colleague
from bot.people.service import person_row
from bot.switches.rules import SwitchedOffError
from tests.support.clock import VirtualClock
from tests.support.services import ANA, BEN, Services

WORKSPACE = ANA.workspace
CHIYO = PersonId(WORKSPACE, "U0CHIYO003")
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
OWN = {Ping.START: "deep in the numbers", Ping.DONE: "out again"}


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


async def links(services: Services) -> list[Buddy]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Buddy))).all())


async def only_link(services: Services) -> Buddy:
    (link,) = await links(services)
    return link


async def ask(services: Services, asker: PersonId = ANA, whom: PersonId = BEN) -> str:
    return (await services.buddies.ask(asker, Form(whom.user, OWN))).link_id


async def agreed(services: Services, asker: PersonId = ANA, whom: PersonId = BEN) -> str:
    link_id = await ask(services, asker, whom)
    assert await services.buddies.accept(whom, link_id) is None
    return link_id


async def knows(services: Services, person: PersonId = ANA) -> str | None:
    """Whom a ping of this person's would go to."""
    async with services.database.transaction() as session:
        link = await buddy_of(session, person)
        return link.buddy if link else None


async def place(services: Services, person: PersonId) -> Place:
    async with services.database.transaction() as session:
        seen = await services.buddies.place(session, person, services.clock())
        assert seen is not None
        return seen


async def asked_in(services: Services) -> list[str]:
    return [row.place for row in await services.owed() if row.kind == "buddies.invitation"]


async def told(services: Services) -> list[str]:
    return [row.place for row in await services.owed() if row.kind == "buddies.answered"]


async def test_asking_owes_one_invitation_and_nobody_knows_before_yes(services: Services) -> None:
    link = await services.buddies.ask(ANA, Form(BEN.user, OWN))
    assert (link.said, link.words) == (Answer.WAITS, OWN)
    assert await asked_in(services) == [BEN.user]
    assert await knows(services) is None
    assert not await services.people.is_known(BEN)


async def test_yes_makes_the_other_one_known_with_their_zone_and_gives_them_no_block_and_no_welcome(
    services: Services,
) -> None:
    await agreed(services)
    assert await knows(services) == BEN.user
    known = await services.known(BEN)
    assert (known.zone, known.dm, known.welcomed_at) == ("Europe/Berlin", "D1", None)
    assert await services.blocks() == []
    assert await told(services) == [ANA.user]


async def test_a_yes_that_comes_after_seven_days_makes_nobody_known(services: Services, clock: VirtualClock) -> None:
    link_id = await ask(services)
    clock.passes(7 * DAY)
    assert await services.buddies.accept(BEN, link_id) is None
    assert await knows(services) is None
    assert not await services.people.is_known(BEN)


async def test_words_are_sealed_and_only_the_askers_key_opens_them(services: Services) -> None:
    await ask(services)
    link = await only_link(services)
    assert link.start_words is not None
    assert OWN[Ping.START].encode() not in bytes(link.start_words)
    assert (link.break_words, link.back_words) == (None, None)
    async with services.database.transaction() as session:
        assert await services.people.opened(session, BEN, link.start_words, "buddy_start") == ""


async def no_words(services: Services) -> bool:
    return all(getattr(link, column) is None for link in await links(services) for column in WORDS.values())


async def test_words_go_with_the_end_and_with_a_no(services: Services) -> None:
    await services.buddies.decline(BEN, await ask(services))
    await services.buddies.end(ANA, await ask(services, whom=CHIYO))
    assert await no_words(services)


async def test_words_that_nobody_answered_go_after_seven_days(services: Services, clock: VirtualClock) -> None:
    await ask(services)
    clock.passes(7 * DAY)
    await services.privacy.chores()
    assert await no_words(services)
    assert (await only_link(services)).answer == Answer.NONE


async def test_seven_days_end_it_by_themselves_too(services: Services, clock: VirtualClock) -> None:
    await ask(services)
    await services.delivery.until_quiet()
    clock.passes(7 * DAY)
    await services.delivery.until_quiet()
    assert (await only_link(services)).answer == Answer.NONE
    assert await no_words(services)
    assert isinstance(await services.buddies.now(ANA), Draft)


async def test_words_of_a_stop_are_kept_while_it_can_be_taken_back(services: Services, clock: VirtualClock) -> None:
    link_id = await agreed(services)
    await services.buddies.stop(BEN, link_id)
    clock.passes(2 * MINUTE - SECOND)
    await services.delivery.until_quiet()
    assert not await no_words(services)
    clock.passes(SECOND)
    await services.delivery.until_quiet()
    assert await no_words(services)


async def test_stop_is_at_once_and_undo_within_two_minutes_is_as_before(
    services: Services, clock: VirtualClock
) -> None:
    link_id = await agreed(services)
    assert await services.buddies.stop(BEN, link_id) is None
    assert await knows(services) is None
    clock.passes(2 * MINUTE - SECOND)
    assert await services.buddies.undo_stop(BEN, link_id) is None
    assert await knows(services) == BEN.user
    now = await services.buddies.now(ANA)
    assert isinstance(now, Link)
    assert now.words == OWN


async def test_undo_after_two_minutes_changes_nothing(services: Services, clock: VirtualClock) -> None:
    link_id = await agreed(services)
    await services.buddies.stop(BEN, link_id)
    clock.passes(2 * MINUTE)
    stands = await services.buddies.undo_stop(BEN, link_id)
    assert stands is not None
    assert (stands.said, stands.can_undo) == (Answer.STOPPED, False)
    assert await knows(services) is None


async def test_undo_does_not_take_the_place_of_somebody_asked_meanwhile(services: Services) -> None:
    link_id = await agreed(services)
    await services.buddies.stop(BEN, link_id)
    await agreed(services, whom=CHIYO)
    assert await services.buddies.undo_stop(BEN, link_id) is not None
    assert await knows(services) == CHIYO.user


async def test_whoever_asked_sees_a_stop_when_they_look_and_hears_no_line(services: Services) -> None:
    link_id = await agreed(services)
    await services.buddies.stop(BEN, link_id)
    assert await services.buddies.now(ANA) == Draft(BEN.user, Answer.STOPPED)
    assert (await place(services, ANA)).mine == Draft(BEN.user, Answer.STOPPED)
    assert len(await told(services)) == 1


async def test_a_pause_is_told_nobody_and_lets_nothing_through(services: Services) -> None:
    link_id = await agreed(services)
    before = len(await services.owed())
    assert (await services.buddies.pause(ANA, link_id)).is_paused
    assert await knows(services) is None
    assert not (await services.buddies.go_on(ANA, link_id)).is_paused
    assert await knows(services) == BEN.user
    assert len(await services.owed()) == before


async def test_the_receiver_widens_and_narrows_their_hours(services: Services) -> None:
    link_id = await agreed(services)
    for any_hour in (True, False):
        assert await services.buddies.hear(BEN, link_id, any_hour=any_hour) is None
        (hears,) = (await place(services, BEN)).hears
        assert hears.any_hour is any_hour


async def test_somebody_may_hear_of_several_and_tell_one(services: Services) -> None:
    await agreed(services, ANA, BEN)
    await agreed(services, CHIYO, BEN)
    await agreed(services, BEN, ANA)
    seen = await place(services, BEN)
    assert [hears.asker for hears in seen.hears] == [ANA.user, CHIYO.user]
    assert isinstance(seen.mine, Link)
    assert seen.mine.whom == ANA.user


@pytest.mark.parametrize("person", [ANA, CHIYO])
async def test_nobody_but_the_one_who_was_asked_answers_or_stops(services: Services, person: PersonId) -> None:
    link_id = await ask(services)
    acts: list[Callable[[PersonId, str], Awaitable[Invitation | None]]] = [
        services.buddies.accept,
        services.buddies.decline,
        services.buddies.stop,
        services.buddies.undo_stop,
    ]
    for act in acts:
        assert await act(person, link_id) is not None
    assert (await only_link(services)).answer is None


async def test_nobody_but_the_one_who_asked_changes_pauses_or_ends(services: Services) -> None:
    link_id = await agreed(services)
    for person in (BEN, CHIYO):
        with pytest.raises(rules.LinkOverError):
            await services.buddies.change_words(person, link_id, {})
        with pytest.raises(rules.LinkOverError):
            await services.buddies.pause(person, link_id)
        assert not await services.buddies.end(person, link_id)
    assert await knows(services) == BEN.user


@pytest.mark.held
async def test_yes_and_no_at_once_are_one_answer_and_one_line(services: Services) -> None:
    link_id = await ask(services)
    answers = [services.buddies.accept, services.buddies.decline] * 3
    await asyncio.gather(*(answer(BEN, link_id) for answer in answers))
    assert len(await told(services)) == 1
    assert (await knows(services) == BEN.user) == ((await only_link(services)).answer == Answer.YES)


@pytest.mark.held
async def test_two_modals_sent_off_at_once_ask_once(services: Services) -> None:
    asked = await asyncio.gather(*(ask(services, whom=whom) for whom in (BEN, CHIYO, BEN)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in asked) == ["HasOneError", "HasOneError", "str"]
    assert len(await asked_in(services)) == 1


@pytest.mark.held
async def test_two_who_ask_each_other_at_once_both_do(services: Services) -> None:
    asked = await asyncio.gather(ask(services), ask(services, BEN, ANA))
    assert len(set(asked)) == 2


@pytest.mark.held
async def test_eight_who_ask_the_same_one_at_once_are_five(services: Services) -> None:
    askers = [PersonId(WORKSPACE, f"U0ASKER{number}") for number in range(8)]
    asked = await asyncio.gather(*(ask(services, asker) for asker in askers), return_exceptions=True)
    assert sum(isinstance(one, asking.AskedByManyError) for one in asked) == 3
    assert len(await asked_in(services)) == asking.OPEN_AT_ONCE


async def test_invitations_that_nobody_answered_make_room_after_seven_days(
    services: Services, clock: VirtualClock
) -> None:
    for number in range(5):
        await ask(services, PersonId(WORKSPACE, f"U0ASKER{number}"))
    clock.passes(7 * DAY)
    await ask(services)
    assert len(await asked_in(services)) == 6


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        (None, asking.NotKnownError),
        (Colleague(is_bot=True), asking.BotAskedError),
        (Colleague(is_gone=True), asking.GoneError),
        (Colleague(is_guest=True), asking.GuestError),
    ],
)
async def test_who_cannot_be_asked_is_refused_before_and_when_it_goes_and_nothing_is_kept(
    services: Services, what: Colleague | None, refusal: type[Exception]
) -> None:
    services.colleagues[BEN.user] = what
    for act in (services.buddies.check(ANA, BEN.user), ask(services)):
        with pytest.raises(refusal):
            await act
    with pytest.raises(asking.OneselfError):
        await ask(services, whom=ANA)
    assert (await links(services), await asked_in(services)) == ([], [])


async def test_nobody_is_asked_twice_within_thirty_days_of_a_no(services: Services, clock: VirtualClock) -> None:
    link_id = await ask(services)
    clock.passes(6 * DAY)
    assert await services.buddies.decline(BEN, link_id) is None
    clock.passes(30 * DAY - SECOND)
    await services.privacy.chores()
    with pytest.raises(asking.NotAgainYetError):
        await ask(services)
    clock.passes(SECOND)
    await services.privacy.chores()
    assert await links(services) == []
    await ask(services)


@pytest.mark.parametrize("how", ["nobody answers", "whoever asked ends it", "they stop"])
async def test_whatever_became_of_it_nobody_is_asked_twice_within_thirty_days_of_the_asking(
    services: Services, clock: VirtualClock, how: str
) -> None:
    link_id = await ask(services)
    if how == "whoever asked ends it":
        await services.buddies.end(ANA, link_id)
    if how == "they stop":
        await services.buddies.accept(BEN, link_id)
        await services.buddies.stop(BEN, link_id)
    clock.passes(30 * DAY - SECOND)
    await services.privacy.chores()
    with pytest.raises(asking.NotAgainYetError):
        await ask(services)
    clock.passes(SECOND)
    await services.privacy.chores()
    assert await links(services) == []
    await ask(services)


async def test_a_stop_is_no_no_who_knew_for_long_may_be_asked_again_at_once(
    services: Services, clock: VirtualClock
) -> None:
    link_id = await agreed(services)
    clock.passes(40 * DAY)
    await services.buddies.stop(BEN, link_id)
    await ask(services)
    assert len(await asked_in(services)) == 2


async def test_a_stop_under_something_old_stops_what_the_two_agreed_on_since(
    services: Services, clock: VirtualClock
) -> None:
    old = await agreed(services)
    clock.passes(timedelta(days=25))
    await services.buddies.end(ANA, old)
    clock.passes(timedelta(days=6))
    await agreed(services)
    assert await services.buddies.stop(BEN, old) is None
    assert await knows(services) is None
    assert await services.buddies.undo_stop(BEN, old) is None
    assert await knows(services) == BEN.user


async def test_what_is_over_goes_when_nobody_needs_it(services: Services, clock: VirtualClock) -> None:
    link_id = await agreed(services)
    clock.passes(40 * DAY)
    await services.buddies.stop(BEN, link_id)
    clock.passes(7 * DAY - SECOND)
    await services.privacy.chores()
    assert await services.buddies.now(ANA) == Draft(BEN.user, Answer.STOPPED)
    clock.passes(SECOND)
    await services.privacy.chores()
    assert (await links(services), await services.buddies.now(ANA)) == ([], Draft())


async def test_an_agreed_link_is_kept_however_long_it_lasts(services: Services, clock: VirtualClock) -> None:
    await agreed(services)
    clock.passes(400 * DAY)
    await services.privacy.chores()
    assert await knows(services) == BEN.user


async def test_one_who_said_no_to_one_may_be_asked_by_another(services: Services) -> None:
    await services.buddies.decline(BEN, await ask(services))
    await ask(services, CHIYO)
    assert len(await asked_in(services)) == 2


async def test_looking_makes_nobody_known(services: Services) -> None:
    assert await services.buddies.now(ANA) == Draft()
    await services.buddies.check(ANA, BEN.user)
    assert not await services.people.is_known(ANA)


async def test_an_invitation_that_was_not_said_yet_is_never_said_once_it_is_ended(services: Services) -> None:
    await services.buddies.end(ANA, await ask(services))
    await services.delivery.until_quiet()
    assert services.screen.posted == 0


@pytest.mark.parametrize("person", [ANA, BEN])
async def test_whoever_of_the_two_deletes_it_ends_at_once_and_no_row_of_it_is_left(
    services: Services, person: PersonId
) -> None:
    link_id = await ask(services)
    await services.delivery.until_quiet()
    await services.buddies.accept(BEN, link_id)
    left = await services.privacy.delete(person)
    assert len(left.invitations) == 1
    assert (await knows(services), await links(services)) == (None, [])
    assert await services.buddies.undo_stop(BEN, link_id) is not None
    assert [row for row in await services.owed() if person.user in (row.user, row.place)] == []


@pytest.mark.held
async def test_three_who_know_of_each_other_may_delete_at_once(services: Services) -> None:
    await agreed(services, ANA, BEN)
    await agreed(services, BEN, CHIYO)
    await agreed(services, CHIYO, ANA)
    await asyncio.gather(*(services.privacy.delete(person) for person in (ANA, BEN, CHIYO)))
    assert await links(services) == []


@pytest.mark.held
async def test_a_deletion_and_a_yes_at_once_leave_no_link(services: Services) -> None:
    link_id = await ask(services)
    await asyncio.gather(services.buddies.accept(BEN, link_id), services.privacy.delete(ANA))
    assert await links(services) == []
    assert not await services.people.is_known(ANA)


async def test_a_deletion_leaves_what_others_have(services: Services) -> None:
    await agreed(services, ANA, BEN)
    await agreed(services, CHIYO, ANA)
    await services.privacy.delete(BEN)
    assert await knows(services, CHIYO) == ANA.user
    async with services.database.transaction() as session:
        assert (await person_row(session, ANA)).user == ANA.user


async def test_whoever_follows_a_link_hears_of_each_end_and_of_an_undo(services: Services) -> None:
    heard: list[bool] = []

    async def follow(_: object, link: Buddy, __: object) -> None:
        heard.append(link.is_over)

    services.buddy_rows.followers.append(follow)
    link_id = await agreed(services)
    heard.clear()
    await services.buddies.stop(BEN, link_id)
    await services.buddies.undo_stop(BEN, link_id)
    await services.privacy.delete(BEN)
    assert heard == [True, False, True]


async def test_where_it_is_switched_off_there_is_no_way_in_and_every_way_out(services: Services) -> None:
    link_id, waiting = await agreed(services), await ask(services, CHIYO)
    off = BuddyService(
        services.database,
        services.clock,
        services.people,
        rows=services.buddy_rows,
        colleague=services.colleague,
        is_offered=False,
    )
    for act in (off.now(BEN), off.check(BEN, CHIYO.user), off.ask(BEN, Form(CHIYO.user)), off.accept(BEN, waiting)):
        with pytest.raises(SwitchedOffError):
            await act
    async with services.database.transaction() as session:
        assert await off.place(session, ANA, services.clock()) is None
    assert await off.decline(BEN, waiting) is None
    assert await off.stop(BEN, link_id) is None
    assert await links(services) != []
