"""Everything the bot can say, against the voice guide and against Slack's limits."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import phrasebook
from bot.phrasebook import said
from bot.phrasebook.saying import TASK, WORDS, Saying
from sandbox.blocks import faults_in_message, faults_in_view

HERE = Path(__file__).parent
SAYINGS = phrasebook.sayings()
LONGER = ("help", "home", "privacy", "settling, the first time", "support card")
"""What may be longer than three short sentences (VOICE 1): help, first run, what is kept."""


def never_say() -> list[str]:
    lines = [line for line in (HERE / "never_say.txt").read_text().splitlines() if not line.startswith("#")]
    return [phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip()]


def own_words(saying: Saying) -> str:
    """What the bot says by itself, a person's words left out."""
    view = saying.view or {}
    labels = [view[name]["text"] for name in ("title", "submit", "close") if name in view]
    prose = "\n".join((saying.text, *labels, *map(said, saying.drawn)))
    for typed in (TASK, TASK.capitalize(), WORDS):
        prose = prose.replace(typed, "…")
    return re.sub(r"/focus \w+", "/focus", prose)  # the name of a command is what a person types


def names(saying: Saying) -> str:
    return saying.name


def test_the_phrasebook_is_what_the_bot_says_now() -> None:
    assert (HERE / "phrasebook.md").read_text() == phrasebook.text()


def test_no_two_sayings_share_a_name() -> None:
    assert len({saying.name for saying in SAYINGS}) == len(SAYINGS)


@pytest.mark.parametrize("saying", [s for s in SAYINGS if not s.name.startswith("support card")], ids=names)
def test_nothing_on_the_list_is_ever_said(saying: Saying) -> None:
    prose = own_words(saying).lower().replace("’", "'")
    assert [phrase for phrase in never_say() if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", prose)] == []


def test_the_list_catches_a_word_that_stands_on_it() -> None:
    with_a_fault = Saying("planted", "You missed only one.")
    with pytest.raises(AssertionError):
        test_nothing_on_the_list_is_ever_said(with_a_fault)


@pytest.mark.parametrize("saying", SAYINGS, ids=names)
def test_no_exclamation_marks_and_no_emoji(saying: Saying) -> None:
    assert not re.search(r"[!☀-➿\U0001F000-\U0001FAFF]|:\w+:", own_words(saying))


@pytest.mark.parametrize("saying", [s for s in SAYINGS if not s.name.startswith(LONGER)], ids=names)
def test_a_message_has_at_most_three_short_sentences_and_one_question(saying: Saying) -> None:
    lines = [block for block in saying.drawn if block["type"] in ("rich_text", "section")]
    prose = " ".join(map(said, lines)) or saying.text
    assert len(re.findall(r"[.?](?=\s|$)", prose)) <= 3
    assert len(prose) <= 180
    assert prose.count("?") <= 1


@pytest.mark.parametrize("saying", SAYINGS, ids=names)
def test_slack_takes_every_message_and_view(saying: Saying) -> None:
    if saying.view is not None:
        assert faults_in_view(dict(saying.view)) == []
    else:
        assert faults_in_message({"text": saying.text, "blocks": list(saying.blocks)}) == []


@pytest.mark.parametrize("saying", SAYINGS, ids=names)
def test_the_task_is_in_no_notification(saying: Saying) -> None:
    assert TASK not in saying.text.lower()


@pytest.mark.parametrize("saying", SAYINGS, ids=names)
def test_a_persons_words_are_never_markup(saying: Saying) -> None:
    for text in every(saying.drawn, "mrkdwn"):
        assert TASK not in text["text"].replace("`/focus start 20 loader test`", "")


@pytest.mark.parametrize("saying", SAYINGS, ids=names)
def test_at_most_four_buttons_and_a_menu_and_none_has_a_style(saying: Saying) -> None:
    for row in (block for block in saying.drawn if block["type"] == "actions"):
        kinds = [element["type"] for element in row["elements"]]
        assert kinds.count("button") <= 4
        assert kinds.count("overflow") <= 1
        assert not any("style" in element for element in row["elements"])


def test_the_files_hold_every_message_and_view(tmp_path: Path) -> None:
    assert phrasebook.write_json(tmp_path) == len(SAYINGS)
    assert len(list(tmp_path.glob("messages/*.json"))) + len(list(tmp_path.glob("views/*.json"))) == len(SAYINGS)


def every(thing: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Each object of this type, wherever it stands."""
    if isinstance(thing, dict):
        if thing.get("type") == kind:
            yield thing
        thing = list(thing.values())
    if isinstance(thing, list | tuple):
        for part in thing:
            yield from every(part, kind)
