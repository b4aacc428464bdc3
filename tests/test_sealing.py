"""People's words, sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import sealing
from bot.sealing import WrongKeyError

KEY, OTHER = bytes(range(32)), sealing.new_key()


@given(st.text())
def test_what_was_sealed_opens_with_its_key_and_purpose(words: str) -> None:
    assert sealing.unseal(KEY, sealing.seal(KEY, words, "task"), "task") == words


@given(st.text(min_size=4, alphabet="abcdef"))
def test_nothing_of_the_words_shows_and_no_two_are_alike(words: str) -> None:
    first, second = sealing.seal(KEY, words, "task"), sealing.seal(KEY, words, "task")
    assert words.encode() not in bytes(first)
    assert first != second


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKeyError):
        sealing.unseal(OTHER, sealing.seal(KEY, "words", "task"), "task")


def test_a_sealed_field_can_not_be_put_in_anothers_place() -> None:
    with pytest.raises(WrongKeyError):
        sealing.unseal(KEY, sealing.seal(KEY, "words", "task"), "sentence")


def test_a_persons_key_can_not_be_given_to_another() -> None:
    wrapped = sealing.wrap(KEY, OTHER, "T1/U1")
    assert sealing.unwrap(KEY, wrapped, "T1/U1") == OTHER
    for master, owner in ((KEY, "T1/U2"), (OTHER, "T1/U1")):
        with pytest.raises(WrongKeyError):
            sealing.unwrap(master, wrapped, owner)


@given(st.integers(0, 200), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(sealing.seal(KEY, "words", "task"))
    place %= len(sealed)
    sealed[place] ^= change
    with pytest.raises(WrongKeyError):
        sealing.unseal(KEY, bytes(sealed), "task")


@given(st.binary(max_size=60))
def test_bytes_that_were_never_sealed_do_not_open(noise: bytes) -> None:
    with pytest.raises(WrongKeyError):
        sealing.unseal(KEY, noise, "task")


def test_a_key_survives_being_written_as_text() -> None:
    assert sealing.key_from_text(f" {sealing.key_as_text(KEY)}\n") == KEY


@pytest.mark.parametrize("text", ["", "x", sealing.key_as_text(KEY)[:-1], sealing.key_as_text(KEY) * 2, "ü" * 44])
def test_anything_else_is_no_key(text: str) -> None:
    with pytest.raises(ValueError, match="SOFTSTART_KEY is not a key of 32 bytes"):
        sealing.key_from_text(text)
