"""Everything the bot can say, against the voice guide and against Slack's limits."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot import phrasebook
from bot.phrasebook import said
from bot.phrasebook.saying import TASK, WORDS, Saying
from bot.pings.wording import THUMB
from bot.standing import NO_PERSON
from bot.streaks.rules import PLANTS
from sandbox.blocks import faults_in_message, faults_in_view

HERE = Path(__file__).parent
SAYINGS = phrasebook.sayings()
LONGER = (
    "help",
    "home",
    "privacy",
    "settling, the first time",
    "plan saved, the first time",
    "support card",
    "invitation, no answer yet",
    "chat, asked for",
    "buddy",
    "channel note, ",
    "days, of years",
    "slack status, asked",
)
"""What may be longer than three short sentences (VOICE 1): help, first run, what is kept, an invitation."""
LISTED = [line for line in (HERE / "never_say.txt").read_text().splitlines() if not line.startswith("#")]
NEVER = [phrase.strip() for line in LISTED for phrase in line.split(",") if phrase.strip()]


def own_words(saying: Saying) -> str:
    """What the bot says by itself, a person's words left out."""
    view = saying.view or {}
    labels = [view[name]["text"] for name in ("title", "submit", "close") if name in view]
    prose = "\n".join((saying.text, *labels, *map(said, saying.drawn)))
    for typed in (TASK, TASK.capitalize(), WORDS):
        prose = prose.replace(typed, "…")
    return re.sub(r"/focus \w+", "/focus", without_meadow(prose))  # the name of a command is what a person types


def without_meadow(prose: str) -> str:
    """The words, without the plants: a picture that has its number beside it (VOICE 1)."""
    return re.sub(rf":({'|'.join(PLANTS)}):", "", prose)


def but(*names: str) -> Sequence[Saying]:
    """Every saying but those whose names begin like this. They are tried in one test each, which names what fails."""
    return [saying for saying in SAYINGS if not saying.name.startswith(names)]


def never_said_in(saying: Saying) -> list[str]:
    prose = own_words(saying).lower().replace("’", "'").replace("slack status", "")
    return [phrase for phrase in NEVER if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", prose)]


def test_the_phrasebook_is_what_the_bot_says_now() -> None:
    assert (HERE / "phrasebook.md").read_text() == phrasebook.text()


def test_no_two_sayings_share_a_name() -> None:
    assert len({saying.name for saying in SAYINGS}) == len(SAYINGS)


def test_nothing_on_the_list_is_ever_said() -> None:
    assert {saying.name: found for saying in but("support card") if (found := never_said_in(saying))} == {}


def test_the_list_catches_a_word_that_stands_on_it() -> None:
    assert never_said_in(Saying("planted", "You missed only one.")) != []


def test_no_exclamation_marks_and_no_emoji() -> None:
    loud = re.compile(r"[!☀-➿\U0001F000-\U0001FAFF]|:[a-z]\w*:")
    quiet = [(saying.name, own_words(saying).replace(THUMB, "")) for saying in SAYINGS]  # it is a colleague's (VOICE 1)
    assert [name for name, prose in quiet if loud.search(prose)] == []


def test_a_message_has_at_most_three_short_sentences_and_one_question() -> None:
    for saying in but(*LONGER):
        lines = [block for block in saying.drawn if block["type"] in ("rich_text", "section")]
        prose = without_meadow(" ".join(map(said, lines)).replace(NO_PERSON, "")) or saying.text
        assert len(re.findall(r"[.?](?=\s|$)", prose)) <= 3, saying.name
        assert len(prose) <= 180, saying.name
        assert prose.count("?") <= 1, saying.name


def test_slack_takes_every_message_and_view() -> None:
    for saying in SAYINGS:
        if saying.view is not None:
            assert faults_in_view(dict(saying.view)) == [], saying.name
        else:
            assert faults_in_message({"text": saying.text, "blocks": list(saying.blocks)}) == [], saying.name


def test_the_task_is_in_no_notification() -> None:
    assert [saying.name for saying in SAYINGS if TASK in saying.text.lower()] == []


def test_a_persons_words_are_never_markup() -> None:
    for saying in SAYINGS:
        for text in every(saying.drawn, "mrkdwn"):
            assert TASK not in text["text"].replace("`/focus start 20 loader test`", ""), saying.name


def test_at_most_four_buttons_and_a_menu_and_none_has_a_style() -> None:
    for saying in SAYINGS:
        for row in (block for block in saying.drawn if block["type"] == "actions"):
            kinds = [element["type"] for element in row["elements"]]
            assert kinds.count("button") <= 4, saying.name
            assert kinds.count("overflow") <= 1, saying.name
            assert not any("style" in element for element in row["elements"]), saying.name


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
