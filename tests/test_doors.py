"""What a typed line means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import doors
from bot.doors import Spoken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Spoken("", "")),
        ("   ", Spoken("", "")),
        ("START", Spoken("start", "")),
        ("start 20 Tidy Up", Spoken("start", "20 Tidy Up")),
        ("start\n20 x", Spoken("start", "20 x")),
        ("start\t20  x ", Spoken("start", "20  x")),
        ("done a &lt;b&gt; &amp; c", Spoken("done", "a <b> & c")),
        ("done &amp;amp;", Spoken("done", "&amp;")),
        ("start ask <@U1|ana> in <#C1|general>", Spoken("start", "ask @ana in #general")),
        ("start read <https://example.org/a?b=1&amp;c=2>", Spoken("start", "read https://example.org/a?b=1&c=2")),
        ("start write <mailto:a@example.org|a@example.org>", Spoken("start", "write a@example.org")),
    ],
)
def test_a_line_is_a_word_and_the_rest_as_the_person_saw_it(text: str, expected: Spoken) -> None:
    assert doors.spoken(text) == expected


@given(st.text())
def test_what_slack_escaped_comes_back_as_it_was_typed(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert doors.heard(escaped) == text.strip()


@given(st.text())
def test_no_line_is_too_strange_to_read(text: str) -> None:
    word, rest = doors.spoken(text)
    assert " " not in word
    assert rest == rest.strip()
