"""Everything the bot can say, drawn by its own cards with made-up words, to be read as prose and checked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import apologies, kit
from bot.care import cards as care_cards
from bot.care import wording as care_wording
from bot.checkins import cards as checkin_cards
from bot.checkins import wording as checkin_wording
from bot.focus import cards as focus_cards
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.focus.rules import Course, Outcome, Phase, Shown
from bot.helplines.rules import shipped
from bot.home import cards as home_cards
from bot.home import wording as home_wording
from bot.kit import Json
from bot.people.rules import Keeping
from bot.privacy import cards as privacy_cards
from bot.privacy import wording as privacy_wording
from bot.speech import Line

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TASK = "loader test"
WORDS = "wrote one test"
INTRODUCTION = (
    "# Phrasebook\n\nEverything Soft Start can say, drawn by the code itself (`make phrasebook`). "
    f"*{TASK}* stands for a person's own words, 9:00 for a start.\n"
)


@dataclass(frozen=True)
class Saying:
    """One message or view. `text` is the notification; `view` is set for modals and the Home tab."""

    name: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    view: Mapping[str, Any] | None = None

    @property
    def drawn(self) -> tuple[Json, ...]:
        return tuple(self.view["blocks"]) if self.view is not None else self.blocks


def sayings() -> list[Saying]:
    """Every message, modal and Home view, in the order a person meets them."""
    return [*_block(), *_answers(), *_check_in(), *_refusals(), *_others(), *_care(), *_home()]


def text() -> str:
    """The phrasebook as prose."""
    return INTRODUCTION + "".join(f"\n{_prose(saying)}" for saying in sayings())


def write_json(folder: Path) -> int:
    """Each saying as a file, `messages/` and `views/`, as it would be sent. Returns how many."""
    for saying in sayings():
        place = folder / ("messages" if saying.view is None else "views") / f"{saying.name.replace(' ', '-')}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        sent = saying.view if saying.view is not None else {"text": saying.text, "blocks": list(saying.blocks)}
        place.write_text(json.dumps(sent, indent=2, ensure_ascii=False) + "\n")
    return len(sayings())


def shown(course: Course, *, task: str = TASK, minutes: int = 0, **more: Any) -> Shown:
    """A block as a card is handed it, `minutes` after its start."""
    at = course.began_at + timedelta(minutes=minutes)
    return Shown("0a1b2c3d4e5f", course, 20, task, "UTC", at, **more)


def _block() -> Iterator[Saying]:
    begun = rules.begin(20, 5, NINE)
    yield _card("settling, the first time", shown(begun, is_first=True))
    yield _card("settling", shown(begun, minutes=3))
    yield _card("settling without a task", shown(begun, task="", minutes=3))
    yield _card("settling two minutes", shown(rules.begin(10, 5, NINE)))
    yield _card("settling one minute", shown(rules.begin(10, 1, NINE)))
    working = rules.catch_up(begun, NINE + timedelta(minutes=5))
    yield _card("working, at the switch", shown(working, minutes=5))
    yield _card("working without a task, at the switch", shown(working, task="", minutes=5))
    by_hand = rules.move_on(begun, NINE + timedelta(minutes=1))
    yield _card("working, after a skip", shown(by_hand, minutes=1))
    yield _card("working, settling dropped", shown(by_hand, minutes=3, settling_dropped=True))
    yield _card("working from the start", shown(rules.begin(5, 5, NINE)))
    noted = rules.wander(working, NINE + timedelta(minutes=12))
    yield _card("working, after a line that is not understood", shown(working, minutes=6, hinted=True))
    yield _card("working, wandered off", shown(noted, minutes=12))
    yield _plain("settling, over", focus_wording.retired(shown(working), Phase.SETTLING))
    ended = rules.catch_up(working, NINE + timedelta(minutes=20))
    yield _plain("working, over", focus_wording.retired(shown(ended), Phase.WORKING))
    yield _card("the end", shown(ended, minutes=20))
    yield _card("stopped", shown(rules.stop(begun, NINE + timedelta(minutes=1)), minutes=1))
    yield _card("stopped later", shown(rules.stop(begun, NINE + timedelta(minutes=4)), minutes=4))
    for outcome in Outcome:
        yield _card(f"closed, {outcome.replace('_', ' ')}", shown(rules.close(ended, outcome), minutes=21))


def _answers() -> Iterator[Saying]:
    begun = rules.begin(20, 5, NINE)
    working = rules.catch_up(begun, NINE + timedelta(minutes=5))
    ended = rules.catch_up(begun, NINE + timedelta(minutes=20))
    yield _plain("answer, started", focus_wording.started(shown(begun)))
    yield Saying("answer, stopped", focus_wording.STOPPED)
    for name, course in (("settling", begun), ("working", working), ("closing", ended)):
        yield _plain(f"where things stand, {name}", focus_wording.standing(shown(course)))
        yield _plain(f"where things stand, {name} without a task", focus_wording.standing(shown(course, task="")))
    yield _plain("where things stand, nothing runs", focus_wording.standing(None))


def _check_in() -> Iterator[Saying]:
    yield Saying("check-in, the first time", view=checkin_cards.modal("0a1b2c3d4e5f", None))
    yield Saying("check-in with words typed before", view=checkin_cards.modal("0a1b2c3d4e5f", None, WORDS))
    for keeping in Keeping:
        view = checkin_cards.modal("0a1b2c3d4e5f", keeping)
        yield Saying(f"check-in, {keeping.name.lower().replace('_', ' ')}", view=view)
    yield Saying("check-in, no words yet", checkin_wording.EMPTY)
    yield Saying("answer to done, saved", checkin_wording.SAVED)
    yield Saying("answer to done, not kept", checkin_wording.NOT_KEPT)
    yield Saying("answer to done, stopped", checkin_wording.STOPPED)
    yield Saying("answer to done, ended before", checkin_wording.ENDED)


def _refusals() -> Iterator[Saying]:
    long_task, long_sentence = rules.TaskTooLongError(TASK), rules.SentenceTooLongError(WORDS)
    plain = (rules.LengthOutsideError(), rules.BlockGoneError(), rules.TooLateToUndoError())
    for refusal in (*plain, long_task, long_sentence, rules.NothingRunningError(), rules.NothingRunningError(WORDS)):
        name = type(refusal).__name__.removesuffix("Error")
        said = focus_wording.REFUSALS[type(refusal)](refusal)
        yield _plain(f"refusal, {name}{' with words' if getattr(refusal, 'words', '') else ''}", said)
    yield Saying("apology", apologies.SORRY.format(reference="4f2a1c"))
    yield Saying("apology in a modal", apologies.NOT_SAVED.format(reference="4f2a1c"))


def _others() -> Iterator[Saying]:
    yield Saying("help", home_wording.HELP, tuple(home_cards.help_card(None)))
    running = shown(rules.begin(20, 5, NINE), minutes=3)
    yield Saying("help while a block runs", home_wording.HELP, tuple(home_cards.help_card(running)))
    yield Saying("unknown", home_wording.UNKNOWN, tuple(home_cards.unknown(TASK, None)))
    yield Saying("unknown with a near one", home_wording.UNKNOWN, tuple(home_cards.unknown("strat", "start")))
    yield Saying("a line typed in the messages", home_wording.HELLO, home_cards.dm_answer())
    for name in ("LengthOutsideError", "TaskTooLongError", "NothingRunningError"):
        yield Saying(f"a line typed in the messages, {name}", home_wording.HELLO, home_cards.dm_answer(name))
    yield Saying("privacy", privacy_wording.PRIVACY, tuple(privacy_cards.privacy()))
    yield Saying("delete, asked", privacy_wording.ASK, tuple(privacy_cards.ask()))
    yield Saying("delete, kept", privacy_wording.KEPT)
    yield Saying("delete, done", privacy_wording.DELETED)
    yield Saying("delete, what is left of a card", privacy_wording.CARD_LEFT, tuple(privacy_cards.removed()))


def _care() -> Iterator[Saying]:
    lines = [line for line in shipped() if line.country == "GB"]
    pressed = {"actions": [{"value": "0a1b2c3d"}]}
    keep = '{"block": "0a1b2c3d4e5f", "keeping": "", "words": "…"}'
    for name, blocks in (
        ("in an answer", care_cards.support("0a1b2c3d")),
        ("with a sentence to keep", care_cards.support("0a1b2c3d", keep=keep)),
        ("in a country with a line", care_cards.support("0a1b2c3d", lines)),
        ("asked for", care_cards.person()),
        ("asked for in a country with a line", care_cards.person(lines)),
        ("what happens if I call", care_cards.with_explanation(pressed, ())),
        ("asked for, what happens if I call", care_cards.with_explanation({"actions": [{}]}, lines)),
        ("something else", care_cards.something_else(0)),
        ("something else, minutes left", care_cards.something_else(12)),
        ("kept", care_cards.kept(is_kept=True)),
        ("not kept", care_cards.kept(is_kept=False)),
    ):
        yield Saying(f"support card, {name}", care_wording.NOTIFICATION, tuple(blocks))
    yield Saying("support card, in a modal", view=care_cards.in_modal(care_cards.support("0a1b2c3d", keep=keep)))


def _home() -> Iterator[Saying]:
    begun = rules.begin(20, 5, NINE)
    yield Saying("home, nothing runs", view=home_cards.home(None))
    yield Saying("home, settling", view=home_cards.home(shown(begun, minutes=3)))
    ended = rules.catch_up(begun, NINE + timedelta(minutes=20))
    yield Saying("home, closing", view=home_cards.home(replace(shown(ended), at=NINE + timedelta(minutes=20))))


def _card(name: str, block: Shown) -> Saying:
    return Saying(name, focus_wording.notification(block.course), focus_cards.card(block))


def _plain(name: str, line: Line) -> Saying:
    return Saying(name, focus_wording.WHERE_THINGS_STAND, (kit.line(line),))


def _prose(saying: Saying) -> str:
    lines = [f"## {saying.name}", ""]
    if saying.view is not None and "title" in saying.view:
        buttons = [saying.view[name]["text"] for name in ("submit", "close") if name in saying.view]
        lines += [f"Modal: {saying.view['title']['text']} [{'] ['.join(buttons)}]", ""]
    if not saying.drawn:
        lines += [saying.text, ""]
    elif saying.text:
        lines += [f"Notification: {saying.text}", ""]
    for block in saying.drawn:
        lines += [said(block), ""]
    return "\n".join(lines)


def said(block: Json) -> str:
    """One block as prose: lines as they read, buttons in brackets, small print after a dash."""
    match block["type"]:
        case "rich_text":
            return "".join(_part(part) for section in block["elements"] for part in section["elements"])
        case "section" | "header":
            beside = f" {_button(block['accessory'])}" if "accessory" in block else ""
            return f"{block['text']['text']}{beside}"
        case "context":
            return "– " + " ".join(element["text"] for element in block["elements"])
        case "actions":
            return " ".join(_button(element) for element in block["elements"])
        case "input":
            return f"{block['label']['text']}: {_button(block['element'])}"
        case _:
            return "– – –"


def _part(part: Json) -> str:
    if part["type"] == "date":
        return str(part["fallback"])
    return f"*{part['text']}*" if part.get("style", {}).get("bold") else str(part["text"])


def _button(element: Json) -> str:
    match element["type"]:
        case "overflow" | "radio_buttons":
            labels = " · ".join(option["text"]["text"] for option in element["options"])
            return f"[… {labels}]" if element["type"] == "overflow" else f"({labels})"
        case "plain_text_input":
            return f"[{element.get('initial_value', ' ')}]"
        case _:
            return f"[{element['text']['text']}]"
