"""Sentences on both engines: one for each block, kept as long as was said, and read by whoever wrote them alone."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from bot.database import Database
from bot.ids import PersonId
from bot.journal.rules import (
    DayOutsideError,
    Entry,
    FilledIn,
    KeepingUnknownError,
    News,
    NotKeptHereError,
    Place,
    SentenceGoneError,
    SentenceTooLongError,
)
from bot.journal.tables import Sentence
from bot.outbox.kinds import HOME
from bot.people.rules import CHOICES, Keeping
from bot.people.service import person_row
from bot.people.tables import Person, PersonKey
from bot.sealing import Sealed
from bot.streaks.rules import Mode
from bot.streaks.tables import DayShown
from bot.switches.rules import Switches
from tests.support.clock import MONDAY_AT_NINE, VirtualClock
from tests.support.databases import opened
from tests.support.services import ANA, BEN, Services

TODAY = MONDAY_AT_NINE.date()
DAY = timedelta(days=1)
KEEP = Keeping.UNTIL_DELETED


@pytest.fixture
def services(database: Database, clock: VirtualClock, machine: VirtualClock) -> Services:
    return Services(database, clock, machine)


def sentence(words: str = "wrote one test", *, back: int = 0, keeping: Keeping | None = KEEP) -> FilledIn:
    return FilledIn(secrets.token_hex(12), TODAY - back * DAY, words, keeping)


async def rows(services: Services) -> list[Sentence]:
    async with services.database.transaction() as session:
        return list((await session.scalars(select(Sentence))).all())


async def days(services: Services) -> list[date]:
    async with services.database.transaction() as session:
        return sorted(await session.scalars(select(col(DayShown.day))))


async def newest(services: Services, count: int, person: PersonId = ANA) -> Sequence[Entry]:
    async with services.database.transaction() as session:
        return await services.journal.newest(session, person, count)


async def months(services: Services) -> Sequence[str]:
    async with services.database.transaction() as session:
        return await services.journal.months(session, ANA)


async def years_of(services: Services, at: datetime, person: PersonId, words: str, count: int = 400) -> None:
    """A sentence every third day, back from today."""
    async with services.database.transaction() as session:
        await person_row(session, person, holding=True)
        for number in range(count):
            written = FilledIn(secrets.token_hex(12), TODAY - 3 * number * DAY, f"{words} {number}", KEEP)
            await services.journal.write(session, person, written, at)


async def nobody_can_open(services: Services, person: PersonId) -> None:
    """What stands there is no sentence of anybody's: to open it would be noticed."""
    async with services.database.transaction() as session:
        for kept in await session.scalars(select(Sentence).where(col(Sentence.user) == person.user)):
            kept.words = Sealed(b"\x01" + bytes(60))


@pytest.mark.parametrize("keeping", CHOICES)
async def test_a_sentence_is_sealed_and_kept_or_not(services: Services, clock: VirtualClock, keeping: Keeping) -> None:
    async with services.database.transaction() as session:
        was_kept = await services.journal.write(session, ANA, sentence(keeping=keeping), clock())
    found = await rows(services)
    assert was_kept is bool(found) is (keeping != Keeping.NOT_KEPT)
    assert not [one for one in found if b"wrote" in bytes(one.words)]


async def test_a_limit_holds_for_what_was_written_before_it_and_goes_with_it(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    await services.journal.fill_in(ANA, sentence("for good"))
    await services.journal.fill_in(ANA, sentence("a week", keeping=Keeping.WEEK))
    limited = Services(services.database, clock, machine, switches=Switches(14))
    clock.passes(14 * DAY - timedelta(seconds=1))
    assert [entry.words for entry in await newest(limited, 3)] == ["for good"]
    clock.passes(timedelta(seconds=1))
    assert await newest(limited, 3) == []
    assert not (await limited.journal.look(ANA, Place())).months
    (kept,) = [one for one in await rows(services) if one.forget_at is None]
    with pytest.raises(SentenceGoneError):
        await limited.journal.edit(ANA, kept.block_id, "other words", Place())
    assert [entry.words for entry in await newest(services, 3)] == ["for good"]
    await services.privacy.chores()
    assert len(await rows(services)) == 1
    await limited.privacy.chores()
    assert await rows(services) == []


async def test_under_a_limit_a_sentence_is_stored_for_no_longer(
    database: Database, clock: VirtualClock, machine: VirtualClock
) -> None:
    limited = Services(database, clock, machine, switches=Switches(14))
    for keeping, kept in ((Keeping.WEEK, 7), (Keeping(14), 14), (Keeping.MONTH, 14), (KEEP, 14)):
        written = sentence(keeping=keeping)
        await limited.journal.fill_in(ANA, written)
        (row,) = [one for one in await rows(limited) if one.block_id == written.id]
        assert row.forget_at == clock() + kept * DAY


async def test_where_none_is_kept_no_way_of_writing_stores_one_and_a_day_told_of_counts(
    services: Services, clock: VirtualClock, machine: VirtualClock
) -> None:
    await services.journal.fill_in(ANA, sentence("from before"))
    off = Services(services.database, clock, machine, switches=Switches(keeps_sentences=False))
    shelf = await off.journal.fill_in(ANA, sentence(back=2, keeping=KEEP))
    assert shelf.news is News.NOT_KEPT
    assert await days(off) == [TODAY - 2 * DAY, TODAY]
    (before,) = await rows(off)
    async with off.database.transaction() as session:
        assert not await off.journal.write(session, ANA, sentence(keeping=KEEP), clock())
    with pytest.raises(NotKeptHereError):
        await off.journal.edit(ANA, before.block_id, "other words", Place())
    assert [entry.words for entry in await newest(off, 3)] == ["from before"]
    await off.journal.delete(ANA, before.block_id, Place())
    assert await rows(off) == []


@pytest.mark.parametrize("back", [0, 14])
@pytest.mark.parametrize(("keeping", "kept_days"), [(Keeping.WEEK, 7), (Keeping.MONTH, 30)])
async def test_a_sentence_goes_at_its_moment_also_one_of_another_day(
    services: Services, clock: VirtualClock, keeping: Keeping, kept_days: int, back: int
) -> None:
    await services.journal.fill_in(ANA, sentence("okay", back=back, keeping=keeping))
    await services.journal.fill_in(ANA, sentence("stays", keeping=KEEP))
    clock.passes(timedelta(days=kept_days, seconds=-1))
    assert {entry.words for entry in await newest(services, 3)} == {"okay", "stays"}
    clock.passes(timedelta(seconds=1))
    assert [entry.words for entry in await newest(services, 3)] == ["stays"]
    await services.privacy.chores()
    assert len(await rows(services)) == 1
    clock.passes(timedelta(days=9999))
    await services.privacy.chores()
    assert len(await rows(services)) == 1


async def test_hundreds_of_sentences_are_read_by_month_and_found_by_a_word(
    services: Services, clock: VirtualClock
) -> None:
    await years_of(services, clock(), ANA, "Wrote test")
    found = await months(services)
    assert (found[0], found[-1], len(found)) == ("2027-03", "2023-11", 41)
    assert list(found) == sorted(found, reverse=True)
    read: list[Entry] = []
    for month in found:
        shelf = await services.journal.look(ANA, Place(month))
        assert not shelf.has_older
        read += shelf.entries
    assert [entry.words for entry in read] == [f"Wrote test {number}" for number in range(400)]
    assert [entry.day for entry in read] == [TODAY - 3 * number * DAY for number in range(400)]
    shelf = await services.journal.look(ANA, Place(term="TEST 39"))
    assert [entry.words.split()[-1] for entry in shelf.entries] == ["39", *map(str, range(390, 400))]
    pages = [await services.journal.look(ANA, Place(term="wrote", page=page)) for page in range(20)]
    assert [entry for page in pages for entry in page.entries] == read
    assert [page.has_older for page in pages] == [True] * 19 + [False]


async def test_nothing_of_another_persons_is_opened_or_shown(services: Services, clock: VirtualClock) -> None:
    await years_of(services, clock(), BEN, "secret", 50)
    await services.journal.fill_in(ANA, sentence("mine"))
    await nobody_can_open(services, BEN)
    for place in (Place(), Place(term="secret"), Place(term="mine"), Place("2027-02"), Place(is_week=True)):
        shelf = await services.journal.look(ANA, place)
        assert (shelf.some_closed, shelf.months) == (False, ["2027-03"])
        assert [entry.words for entry in shelf.entries] == ([] if place.term == "secret" else ["mine"])
    assert [entry.words for entry in await newest(services, 3)] == ["mine"]


@pytest.mark.parametrize("act", ["one", "edit", "delete"])
async def test_another_persons_sentence_cannot_be_touched(services: Services, act: str) -> None:
    await services.journal.fill_in(BEN, sentence("secret"))
    await services.journal.fill_in(ANA, sentence("mine"))
    (theirs,) = await newest(services, 3, BEN)
    if act == "delete":
        await services.journal.delete(ANA, theirs.id, Place())
    else:
        with pytest.raises(SentenceGoneError):
            await (
                services.journal.one(ANA, theirs.id)
                if act == "one"
                else services.journal.edit(ANA, theirs.id, "x", Place())
            )
    assert list(await newest(services, 3, BEN)) == [theirs]


async def test_the_last_seven_days_are_those_of_the_sentences_and_not_of_the_writing(services: Services) -> None:
    for back in (0, 6, 7, 14):
        await services.journal.fill_in(ANA, sentence(f"{back} back", back=back))
    shelf = await services.journal.look(ANA, Place(is_week=True))
    assert [entry.words for entry in shelf.entries] == ["0 back", "6 back"]


async def test_what_does_not_open_is_left_out_and_said(services: Services) -> None:
    await services.journal.fill_in(ANA, sentence("opens"))
    damaged = sentence("damaged")
    await services.journal.fill_in(ANA, damaged)
    async with services.database.transaction() as session:
        (await session.get_one(Sentence, damaged.id)).words = Sealed(b"\x01" + bytes(60))
    shelf = await services.journal.look(ANA, Place())
    assert ([entry.words for entry in shelf.entries], shelf.some_closed) == (["opens"], True)
    assert [entry.words for entry in await newest(services, 3)] == ["opens"]
    with pytest.raises(SentenceGoneError):
        await services.journal.one(ANA, damaged.id)


async def test_with_another_master_key_nothing_opens_and_nothing_breaks(services: Services) -> None:
    await services.journal.fill_in(ANA, sentence("opens"))
    async with services.database.transaction() as session:
        (await session.get_one(PersonKey, ANA)).wrapped = Sealed(b"\x01" + bytes(60))
    shelf = await services.journal.look(ANA, Place())
    assert (shelf.entries, shelf.some_closed, shelf.months) == ([], True, ["2027-03"])


async def test_a_sentence_for_a_day_counts_that_day_and_no_other_change_does(services: Services) -> None:
    await services.journal.fill_in(ANA, sentence(back=3))
    assert await days(services) == [TODAY - 3 * DAY]
    (entry,) = await newest(services, 3)
    await services.journal.edit(ANA, entry.id, "other words", Place())
    await services.journal.delete(ANA, entry.id, Place())
    assert await rows(services) == []
    assert await days(services) == [TODAY - 3 * DAY]


async def test_the_same_sentence_come_twice_is_one_and_counts_once(services: Services) -> None:
    written = sentence(back=3)
    for _ in range(2):
        shelf = await services.journal.fill_in(ANA, written)
        assert shelf.news is News.SAVED
    assert len(await rows(services)) == 1
    async with services.database.transaction() as session:
        assert (await session.get_one(DayShown, (*ANA, written.day))).acts == 1


async def test_a_sentence_that_is_not_kept_counts_its_day_all_the_same(services: Services) -> None:
    shelf = await services.journal.fill_in(ANA, sentence(back=2, keeping=Keeping.NOT_KEPT))
    assert shelf.news is News.NOT_KEPT
    assert (await rows(services), await days(services)) == ([], [TODAY - 2 * DAY])


async def test_where_days_are_off_no_day_is_written(services: Services) -> None:
    async with services.database.transaction() as session:
        known = await person_row(session, ANA, holding=True)
        await services.streaks.tell(session, known, Mode.OFF, TODAY)
    await services.journal.fill_in(ANA, sentence())
    assert (len(await rows(services)), await days(services)) == (1, [])


@pytest.mark.parametrize("back", [-1, 15])
async def test_a_day_that_is_too_far_away_changes_nothing(services: Services, back: int) -> None:
    with pytest.raises(DayOutsideError):
        await services.journal.fill_in(ANA, sentence(back=back))
    async with services.database.transaction() as session:
        assert await session.get(Person, ANA) is None
    assert await rows(services) == []


async def test_the_choice_how_long_to_keep_is_taken_once_and_later_ones_do_not_change_what_is_kept(
    services: Services, clock: VirtualClock
) -> None:
    with pytest.raises(KeepingUnknownError):
        await services.journal.fill_in(ANA, sentence(keeping=None))
    assert (await services.journal.blank(ANA)).keeping is None
    await services.journal.fill_in(ANA, sentence("a week", keeping=Keeping.WEEK))
    assert (await services.journal.blank(ANA)).keeping == Keeping.WEEK
    async with services.database.transaction() as session:
        (await session.get_one(Person, ANA)).keeping = str(Keeping.UNTIL_DELETED)
    await services.journal.fill_in(ANA, sentence("for good", keeping=None))
    ends = {kept.forget_at for kept in await rows(services)}
    assert ends == {None, clock() + timedelta(days=7)}


async def test_an_edited_sentence_goes_when_it_would_have_gone(services: Services, clock: VirtualClock) -> None:
    await services.journal.fill_in(ANA, sentence(back=1, keeping=Keeping.WEEK))
    (before,) = await rows(services)
    clock.passes(timedelta(days=6))
    shelf = await services.journal.edit(ANA, before.block_id, "other words", Place())
    assert [entry.words for entry in shelf.entries] == ["other words"]
    (after,) = await rows(services)
    assert (after.forget_at, after.written_at, after.day) == (before.forget_at, before.written_at, before.day)
    clock.passes(timedelta(days=1))
    with pytest.raises(SentenceGoneError):
        await services.journal.edit(ANA, before.block_id, "more words", Place())


async def test_a_sentence_that_is_too_long_leaves_what_was_there(services: Services) -> None:
    await services.journal.fill_in(ANA, sentence("okay"))
    (entry,) = await newest(services, 1)
    with pytest.raises(SentenceTooLongError):
        await services.journal.edit(ANA, entry.id, "x" * 1001, Place())
    with pytest.raises(SentenceTooLongError):
        await services.journal.fill_in(ANA, sentence("x" * 1001))
    assert list(await newest(services, 3)) == [entry]


async def test_whoever_looks_is_not_known_by_it(services: Services) -> None:
    assert (await services.journal.look(ANA, Place())).months == ()
    assert (await services.journal.look(ANA, Place(term="x"))).entries == ()
    await services.journal.blank(ANA)
    await services.journal.delete(ANA, "0a1b2c3d4e5f", Place())
    async with services.database.transaction() as session:
        assert await session.get(Person, ANA) is None
        assert await session.get(PersonKey, ANA) is None


async def test_every_change_owes_the_home_tab_a_drawing_and_so_does_forgetting(
    services: Services, clock: VirtualClock
) -> None:
    async def drawings() -> int:
        clock.passes(timedelta(hours=1))  # one that is due that long stands for no later change
        return len([row for row in await services.owed() if row.kind == HOME.name])

    async with services.database.transaction() as session:
        (await person_row(session, ANA, holding=True)).opened_home = True
    await services.journal.fill_in(ANA, sentence(keeping=Keeping.WEEK))
    await services.journal.fill_in(BEN, sentence(keeping=Keeping.WEEK))
    assert await drawings() == 1
    (entry,) = await newest(services, 1)
    await services.journal.edit(ANA, entry.id, "other words", Place())
    assert await drawings() == 2
    clock.passes(timedelta(days=7))
    await services.privacy.chores()
    assert await drawings() == 3
    assert await rows(services) == []


async def test_no_sentence_stands_in_the_outbox(services: Services) -> None:
    async with services.database.transaction() as session:
        (await person_row(session, ANA, holding=True)).opened_home = True
    await services.journal.fill_in(ANA, sentence("zanzibar"))
    await services.journal.look(ANA, Place(term="zanzibar"))
    assert await services.owed()
    assert "zanzibar" not in str([row.model_dump() for row in await services.owed()])


async def test_the_newest_are_found_by_their_index(sqlite_url: str) -> None:
    plan = (
        "EXPLAIN QUERY PLAN SELECT block_id, day, words FROM sentence WHERE workspace = 'T' AND \"user\" = 'U' "
        "AND (forget_at IS NULL OR forget_at > '2026') ORDER BY day DESC, written_at DESC, block_id DESC LIMIT 3"
    )
    async with opened(sqlite_url) as database, database.transaction() as session:
        steps = [str(step[-1]) for step in await session.execute(text(plan))]
    assert len(steps) == 1
    assert "USING INDEX sentence_person" in steps[0]
