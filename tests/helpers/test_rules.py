"""Which helper comes next: in their order, never the same kind twice in a row, never what made it worse today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.helpers.rules import CLOCKS, Helper, held, next_helper

ORDER = list(Helper)


def test_they_come_in_their_order_and_begin_again() -> None:
    last, seen = None, []
    for _ in range(7):
        last = next_helper(last, ())
        seen.append(last)
    assert seen == [*ORDER, *ORDER[:2]]


@given(st.lists(st.frozensets(st.sampled_from(ORDER)), max_size=12))
def test_never_the_same_kind_twice_in_a_row_and_never_what_is_unwelcome(days: list[frozenset[Helper]]) -> None:
    last: Helper | None = None
    for unwelcome in days:
        helper = next_helper(last, unwelcome)
        assert helper is None or (helper is not last and helper not in unwelcome)
        assert (helper is None) == (set(ORDER) - unwelcome <= {last})
        last = helper or last


@given(st.sampled_from([None, *ORDER]), st.sampled_from(ORDER))
def test_one_that_is_unwelcome_is_passed_over_and_the_order_stays(last: Helper | None, unwelcome: Helper) -> None:
    expected = next_helper(last, ())
    if expected is not unwelcome:
        assert next_helper(last, (unwelcome,)) is expected
    elif next_helper(expected, ()) is not last:
        assert next_helper(last, (unwelcome,)) is next_helper(expected, ())


def test_every_helper_has_a_clock_or_none_on_purpose() -> None:
    assert set(CLOCKS) == set(Helper)
    assert {helper for helper, clock in CLOCKS.items() if clock is None} == {Helper.LOOK, Helper.FIVE_OFF}


@pytest.mark.parametrize(
    ("own", "said"),
    [("my coin", "coin"), ("A smooth stone", "smooth stone"), ("coin", "coin"), ("my", "my"), ("mycoin", "mycoin")],
)
def test_your_can_stand_before_what_they_named(own: str, said: str) -> None:
    assert held(own) == said
