"""What a link holds, what came back, and what can be written of a status."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.connecting.rules import Asked, Ending, Granted, Wished, look_in, wanted_now
from bot.ids import PersonId
from bot.permissions.rules import NEEDS, Feature
from bot.presence.rules import Look, Showing
from tests.support.clock import MONDAY_AT_NINE

ANA = PersonId("T1", "U1")
USUAL = Look("Focus block", ":seedling:")
BOTH, NONE = frozenset(Feature), frozenset[Feature]()
STATUS, SNOOZE = frozenset({Feature.STATUS}), frozenset({Feature.SNOOZE})


@pytest.mark.parametrize(
    ("words", "look"),
    [
        (":tea: Heads down", Look("Heads down", ":tea:")),
        (":tea:Heads down", Look("Heads down", ":tea:")),
        (":+1::skin-tone-3: Yes", Look("Yes", ":+1::skin-tone-3:")),
        ("Heads down", Look("Heads down", ":seedling:")),
        ("  Heads \n down ", Look("Heads down", ":seedling:")),
        (":tea:", Look("Focus block", ":tea:")),
        ("", USUAL),
        ("until 9:20: quiet", Look("until 9:20: quiet", ":seedling:")),
        (":-) away", Look(":-) away", ":seedling:")),
    ],
)
def test_an_emoji_may_stand_first_and_what_is_left_out_is_as_usual(words: str, look: Look) -> None:
    assert look_in(words, USUAL) == look


@given(st.text(max_size=150))
def test_what_was_written_reads_the_same_the_next_time(words: str) -> None:
    look = look_in(words, USUAL)
    assert look.text
    assert look.emoji
    assert look_in(look.words, USUAL) == look


def test_a_status_has_room_for_a_hundred_characters() -> None:
    looks = {Showing.BLOCK: Look("x" * 100, ":tea:"), Showing.BREAK: Look("x" * 101, ":tea:")}
    assert {one: each.characters for one, each in Wished(BOTH, looks).too_long.items()} == {Showing.BREAK: 101}


def test_a_link_is_read_as_it_was_made() -> None:
    asked = Asked(ANA, MONDAY_AT_NINE + timedelta(minutes=30), "n")
    assert Asked.read(asked.as_text()) == asked


@pytest.mark.parametrize(
    ("features", "token", "ending"),
    [
        (BOTH, "xoxp-1", Ending.CONNECTED),
        (STATUS, "xoxp-1", Ending.STATUS_ALONE),
        (SNOOZE, "xoxp-1", Ending.SNOOZE_ALONE),
        (NONE, "xoxp-1", Ending.NEITHER),
        (BOTH, "", Ending.NEITHER),
    ],
)
def test_what_was_allowed_is_told(features: frozenset[Feature], token: str, ending: Ending) -> None:
    scopes = frozenset(scope for feature in features for scope in NEEDS[feature])
    assert Granted("U1", frozenset({"T1"}), scopes, token).ending is ending


@pytest.mark.parametrize(
    ("user", "workspaces", "is_theirs"),
    [
        ("U1", {"T1"}, True),
        ("U1", {"T2", "T1"}, True),
        ("U2", {"T1"}, False),
        ("U1", {"T2"}, False),
        ("U1", set(), False),
    ],
)
def test_a_token_is_that_persons_in_that_workspace(user: str, workspaces: set[str], is_theirs: bool) -> None:
    assert Granted(user, frozenset(workspaces)).is_of(ANA) is is_theirs


def test_a_token_stands_in_no_representation() -> None:
    assert "xoxp" not in repr(Granted("U1", frozenset(), frozenset(), "xoxp-1"))


@pytest.mark.parametrize(
    ("before", "were_on", "now", "on"),
    [
        (NONE, NONE, BOTH, BOTH),
        (BOTH, STATUS, BOTH, STATUS),
        (STATUS, NONE, BOTH, SNOOZE),
        (STATUS, STATUS, BOTH, BOTH),
        (BOTH, BOTH, STATUS, STATUS),
    ],
)
def test_what_was_switched_off_stays_off_and_what_is_new_is_on(
    before: frozenset[Feature], were_on: frozenset[Feature], now: frozenset[Feature], on: frozenset[Feature]
) -> None:
    assert wanted_now(before, were_on, now) == on
