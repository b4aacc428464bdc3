"""The ladder: how lengths are read, what is smaller and bigger, and what tomorrow drafts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ladder import rules
from bot.ladder.rules import FOOT, Asked, Draft, LengthOutsideError, Rung, Size, TaskTooLongError

TODAY = date(2027, 3, 1)
MINUTES = {
    "15": (15, ""),
    "15m": (15, ""),
    "15 min": (15, ""),
    "15 minutes": (15, ""),
    "1h": (60, ""),
    "1.5h": (90, ""),
    "1h 30": (90, ""),
    "1h30m": (90, ""),
    "1h 3 emails": (60, "3 emails"),
    "1h 30 min read": (90, "read"),
    "2 hours write the report": (120, "write the report"),
    "20 loader test": (20, "loader test"),
    "loader test 20 min": (20, "loader test"),
    "loader test for 20 min": (20, "loader test"),
    "3 tests": (3, "tests"),
    "  15   tidy \n up ": (15, "tidy up"),
    "-5": (-5, ""),
    "0 x": (0, "x"),
    "MIN 5 MIN": (5, "MIN"),
}
TASKS = ("", "loader test 20", "read chapter 3", "3rd chapter", "20minutes-long talk", "minutes")
SIZES = st.builds(Size, st.integers(1, 120), st.booleans()) | st.sampled_from(FOOT).map(lambda foot: Size(0, foot=foot))


@pytest.mark.parametrize(("words", "expected"), MINUTES.items())
def test_a_length_typed_after_start_is_read(words: str, expected: tuple[int, str]) -> None:
    minutes, task = expected
    assert rules.asked(words) == Asked(Size(minutes), task, is_typed=True)


@pytest.mark.parametrize("words", TASKS)
def test_words_without_a_length_are_a_task(words: str) -> None:
    assert rules.asked(words) == Asked(None, words)


@given(st.text(max_size=300))
def test_anything_typed_after_start_is_read_or_refused(words: str) -> None:
    try:
        wanted = rules.asked(words)
        rules.checked_minutes(wanted.size.minutes if wanted.size else rules.DEFAULT_MINUTES)
    except (TaskTooLongError, LengthOutsideError):
        return
    assert len(wanted.task) <= rules.TASK_CHARACTERS


@given(st.integers(1, 10**500), st.sampled_from(["", "m", " min", "h", " hours", "h 30"]))
def test_a_number_of_any_length_is_a_length_or_outside(number: int, unit: str) -> None:
    size = rules.asked(f"{number // 10 ** max(0, len(hex(number)) - 500)}{unit}").size
    assert size is not None
    assert size.minutes > 0


@pytest.mark.parametrize("minutes", [-1, 0, 121, 10**9])
def test_a_length_outside_is_refused(minutes: int) -> None:
    with pytest.raises(LengthOutsideError):
        rules.checked_minutes(minutes)


@pytest.mark.parametrize(
    ("length", "own", "settling"),
    [(20, 5, 5), (15, 5, 5), (14, 5, 2), (10, 5, 2), (8, 5, 2), (7, 5, 0), (20, 2, 2), (10, 1, 1), (20, 0, 0)],
)
def test_how_much_of_a_block_is_settling(length: int, own: int, settling: int) -> None:
    assert rules.settling_minutes(length, own) == settling


@given(SIZES)
def test_a_size_is_read_as_it_was_written(size: Size) -> None:
    assert Size.read(str(size)) == size


@given(st.text(max_size=8) | st.sampled_from(["", "s", "draft", "-5", "5ss", "٣", "1000", "5.5", "20"]))
def test_anything_else_is_no_size(text: str) -> None:
    size = Size.read(text)
    assert size is None or (0 <= size.minutes < 1000 and str(size) in (text, text.lstrip("0") or "0", f"{size}"))


@pytest.mark.parametrize(
    ("size", "smaller"),
    [
        (Size(60), Size(20)),
        (Size(21), Size(20)),
        (Size(20), Size(10)),
        (Size(10), Size(5)),
        (Size(5), Size(2)),
        (Size(5, sits=True), Size(2)),
        (Size(2), Size(0, foot=Rung.BREATH)),
        (Size(1), Size(0, foot=Rung.BREATH)),
        (Size(0, foot=Rung.BREATH), Size(0, foot=Rung.WORD)),
        (Size(0, foot=Rung.WORD), Size(0, foot=Rung.WORD)),
    ],
)
def test_what_is_smaller(size: Size, smaller: Size) -> None:
    assert rules.smaller_size(size) == smaller


@given(SIZES)
def test_smaller_and_smaller_walks_down_to_one_word(size: Size) -> None:
    steps = 0
    while size.foot is not Rung.WORD:
        smaller = rules.smaller_size(size)
        assert smaller.minutes < size.minutes or smaller.foot is Rung.WORD
        size, steps = smaller, steps + 1
    assert steps <= 6


@given(SIZES)
def test_a_bit_bigger_is_never_smaller_and_ends_at_an_hour(size: Size) -> None:
    bigger = rules.bigger_size(size)
    if size.foot is None:
        assert bigger == Size(rules.one_above(size.minutes))
        assert (bigger.minutes > size.minutes) == (size.minutes < 60)
    else:
        assert bigger.minutes > 0 or (size.foot, bigger.foot) == (Rung.WORD, Rung.BREATH)


@pytest.mark.parametrize(
    ("minutes", "below", "above"), [(1, 2, 2), (2, 2, 5), (5, 2, 10), (7, 5, 10), (20, 10, 30), (60, 20, 60)]
)
def test_one_below_and_one_above(minutes: int, below: int, above: int) -> None:
    assert (rules.one_below(minutes), rules.one_above(minutes)) == (below, above)


@pytest.mark.parametrize(
    ("left", "rung"),
    [(20, Rung.TEN), (20.01, Rung.TWENTY), (10, Rung.FIVE), (5, Rung.TWO), (2.01, Rung.TWO), (2, Rung.BREATH)],
)
def test_the_rung_below_is_shorter_than_what_is_left(left: float, rung: Rung) -> None:
    assert rules.rung_below(timedelta(minutes=left)) is rung


@given(st.integers(1, 120), st.integers(-30, 30))
def test_a_draft_is_one_rung_lower_after_a_day_of_smaller_and_never_under_two(usual: int, days: int) -> None:
    draft = Draft(usual, TODAY - timedelta(days=days))
    after = rules.draft_on(draft, TODAY)
    if days <= 0:
        assert after == draft
        return
    assert after == Draft(rules.one_below(usual))
    assert after.usual_minutes >= 2
    assert rules.draft_on(after, TODAY + timedelta(days=9)) == after


def test_a_draft_that_was_not_made_smaller_stays() -> None:
    assert rules.draft_on(Draft(45), TODAY) == Draft(45)
