"""What a ping says, how long words may be, and when a stop can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.buddies import cards, rules, wording
from bot.buddies.rules import UNDO_FOR, WORDS_CHARACTERS, Form, Ping
from bot.speech import At, Who, as_text, our_words

ADA = Who("U0ADA", "Ada")
NINE = datetime(2027, 3, 1, 9, tzinfo=UTC)


def at(minute: int) -> At:
    return At(NINE + timedelta(minutes=minute), "UTC")


@pytest.mark.parametrize(
    ("what", "until", "said"),
    [
        (Ping.START, at(20), "@Ada: doing a focused 20-min block, back at 9:20."),
        (Ping.START, "", "@Ada: doing a focused 20-min block."),
        (Ping.BREAK, at(17), "@Ada: on a short break, back at 9:17."),
        (Ping.BACK, at(25), "@Ada: back to it, until 9:25."),
        (Ping.DONE, at(25), "@Ada: done for now."),
    ],
)
def test_a_ping_is_who_in_which_words_until_when(what: Ping, until: At | str, said: str) -> None:
    assert as_text(wording.ping(ADA, what, until=until, minutes=20)) == said


def test_words_of_their_own_stand_in_place_of_ours_and_take_the_length() -> None:
    line = wording.ping(ADA, Ping.START, "heads down for {minutes}", until=at(10), minutes=10)
    assert as_text(line) == "@Ada: heads down for 10, back at 9:10."


def test_words_of_their_own_are_never_in_what_is_read_as_markup() -> None:
    assert "*loud*" not in our_words(wording.ping(ADA, Ping.BREAK, "*loud*", until=at(5)))


@pytest.mark.parametrize("braces", ["{", "{}", "{0}", "{minutes", "}{"])
def test_braces_in_words_are_words(braces: str) -> None:
    assert braces in as_text(wording.ping(ADA, Ping.START, braces, until=at(5)))


def test_each_of_the_words_has_room_of_its_own() -> None:
    words = {Ping.START: "x" * WORDS_CHARACTERS, Ping.DONE: "x" * (WORDS_CHARACTERS + 1)}
    assert rules.too_long(words) == {Ping.DONE: WORDS_CHARACTERS + 1}


def view(**typed: str) -> dict[str, object]:
    return {"state": {"values": {name: {name: {"value": words}} for name, words in typed.items()}}}


def test_the_words_that_stood_there_and_none_are_nobodys_own() -> None:
    assert cards.worded(view(start=wording.DEFAULTS[Ping.START], done="", back="  ")) == {}


def test_words_are_one_line_and_end_without_a_full_stop_since_a_time_follows() -> None:
    assert cards.worded(view(start=" deep \n in the numbers. ")) == {Ping.START: "deep in the numbers"}


@pytest.mark.parametrize("words", ["x" * 150, '"' * 150, "\\" * 150, "🌱" * 75, "é" * 150])
def test_the_second_modal_holds_all_that_was_typed_in_the_first(words: str) -> None:
    form = Form("U0BEN", dict.fromkeys(Ping, words))
    second = cards.reading("U0ADA", form)
    assert len(second["private_metadata"]) <= 3000
    assert cards.read(second) == form


def test_a_stop_can_be_taken_back_for_two_minutes() -> None:
    assert not rules.can_undo(None, NINE)
    assert rules.can_undo(NINE, NINE + UNDO_FOR - timedelta(seconds=1))
    assert not rules.can_undo(NINE, NINE + UNDO_FOR)
