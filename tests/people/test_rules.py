"""The rules of a person."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import rules
from bot.people.rules import CHOICES, ROOM, Keeping, Own, Preferences, WordsTooLongError
from bot.switches.rules import Switches

NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"])
def test_a_zone_is_one_that_this_machine_knows(zone: str) -> None:
    assert rules.is_zone(zone)


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "Europe", "../../etc/passwd", "Europe/Berlin\0", "x" * 300, "é"])
def test_anything_else_is_no_zone(zone: str) -> None:
    assert not rules.is_zone(zone)


@pytest.mark.parametrize(("age", "stale"), [(timedelta(hours=23, minutes=59), False), (timedelta(days=1), True)])
def test_a_zone_is_asked_for_again_after_a_day(age: timedelta, *, stale: bool) -> None:
    assert rules.is_stale(NINE - age, NINE) == stale


def test_a_zone_that_was_never_seen_is_asked_for() -> None:
    assert rules.is_stale(None, NINE)


KEEPINGS = st.sampled_from(CHOICES) | st.integers(0, 400).map(Keeping)
SWITCHES = st.builds(Switches, st.none() | st.integers(1, 400), st.booleans())


def lasts(keeping: Keeping) -> float:
    return float("inf") if keeping.days is None else keeping.days


@given(keeping=KEEPINGS)
def test_how_long_is_read_as_it_was_stored(keeping: Keeping) -> None:
    assert Keeping.read(str(keeping)) == keeping
    assert len(str(keeping)) <= 10


def test_where_nothing_was_chosen_nothing_is_read() -> None:
    assert Keeping.read(None) is Keeping.read("") is None


@given(chosen=st.none() | KEEPINGS, switches=SWITCHES)
def test_a_choice_comes_to_no_more_than_was_chosen_and_than_is_allowed(
    chosen: Keeping | None, switches: Switches
) -> None:
    comes_to = rules.allowed(chosen, switches)
    if not switches.keeps_sentences:
        assert comes_to == Keeping(0, is_chosen=False)
    elif chosen is None:
        assert comes_to is None
    else:
        assert comes_to is not None
        assert lasts(comes_to) == min(lasts(chosen), switches.keep_at_most_days or lasts(chosen))
        assert comes_to.is_chosen == (comes_to == chosen)
        assert rules.allowed(comes_to, switches) == comes_to


@given(most=st.none() | st.integers(1, 400))
def test_what_can_be_chosen_is_allowed_as_it_is_and_the_longest_is_the_limit(most: int | None) -> None:
    switches = Switches(most)
    offered = rules.keepings(switches)
    assert [rules.allowed(one, switches) for one in offered] == list(offered)
    assert offered[0] == Keeping.NOT_KEPT
    assert offered[-1] == Keeping(most)
    assert list(map(lasts, offered)) == sorted(set(map(lasts, offered)))
    assert 2 <= len(offered) <= 4


WORDS = st.text(max_size=400)
PREFERENCES = st.builds(
    Preferences,
    st.sampled_from(rules.LENGTHS),
    st.sampled_from(rules.SETTLING_LENGTHS),
    st.none() | st.sampled_from(CHOICES),
    WORDS,
    WORDS,
    WORDS,
    st.none() | st.sampled_from(["US", "GB", "NL"]),
)


@given(own=st.sampled_from(Own), words=WORDS)
def test_words_fit_as_long_as_there_is_room_and_are_not_changed(own: Own, words: str) -> None:
    if len(words) <= ROOM[own]:
        assert rules.fitting(own, words) == words
    else:
        with pytest.raises(WordsTooLongError) as refused:
            rules.fitting(own, words)
        assert refused.value == WordsTooLongError(own, len(words))


@pytest.mark.parametrize(("own", "room"), [(Own.PHRASE, 150), (Own.OBJECT, 40), (Own.READY_LIST, 300)])
def test_the_last_character_that_fits(own: Own, room: int) -> None:
    assert rules.fitting(own, "x" * room)
    with pytest.raises(WordsTooLongError):
        rules.fitting(own, "x" * (room + 1))


@given(wished=PREFERENCES)
def test_every_box_that_is_too_full_is_named_and_no_other(wished: Preferences) -> None:
    named = {refusal.own: refusal.characters for refusal in rules.too_long(wished)}
    assert named == {own: len(words) for own, words in wished.words.items() if len(words) > ROOM[own]}


@given(now=PREFERENCES, shown=PREFERENCES)
def test_a_modal_saved_as_it_was_opened_changes_nothing(now: Preferences, shown: Preferences) -> None:
    assert rules.merged(now, shown, shown) == now


@given(shown=PREFERENCES, wished=PREFERENCES)
def test_where_nothing_changed_meanwhile_all_is_as_wished(shown: Preferences, wished: Preferences) -> None:
    assert rules.merged(shown, shown, wished) == wished


@given(now=PREFERENCES, shown=PREFERENCES, wished=PREFERENCES)
def test_saving_twice_is_saving_once(now: Preferences, shown: Preferences, wished: Preferences) -> None:
    once = rules.merged(now, shown, wished)
    assert rules.merged(once, shown, wished) == once


@given(wished=PREFERENCES)
def test_words_are_in_no_print_of_the_settings(wished: Preferences) -> None:
    assert str(wished) == str(
        Preferences(wished.usual_minutes, wished.settling_minutes, wished.keeping, country=wished.country)
    )
