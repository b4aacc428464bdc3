"""Reading a screen: blocks as the text that a person in a zone sees, and what on them can be pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import Message, View

Json = dict[str, Any]


@dataclass(frozen=True)
class Control:
    """A button, or one entry of an overflow menu."""

    label: str
    action_id: str
    block_id: str
    value: str | None


def text_of(blocks: Sequence[Json] | None, zone: str) -> str:
    """The blocks as lines, clock times as this reader's Slack draws them."""
    return "\n".join(_block(block, zone) for block in blocks or ())


def controls(surface: Message | View) -> Iterator[Control]:
    """Everything that can be pressed, in order."""
    for block in surface.blocks or ():
        for element in _elements(block):
            match element["type"]:
                case "button":
                    label = element["text"]["text"]
                    yield Control(label, element["action_id"], block["block_id"], element.get("value"))
                case "overflow":
                    for option in element["options"]:
                        yield Control(option["text"]["text"], element["action_id"], block["block_id"], option["value"])


def labels(surface: Message | View) -> list[str]:
    """What stands on the buttons and in the menus."""
    return [control.label for control in controls(surface)]


def control(surface: Message | View, label: str) -> Control:
    """The one with this label. LookupError, with what is there, where there is none."""
    for found in controls(surface):
        if found.label == label:
            return found
    raise LookupError(f"there is no {label!r} to press; there is: {labels(surface)}")


def box(view: View, name: str) -> Json:
    """The input with this label or block id. LookupError, with what is there, where there is none."""
    inputs = [block for block in view.blocks if block["type"] == "input"]
    for found in inputs:
        if name in (found["label"]["text"], found["block_id"]):
            return found
    raise LookupError(f"there is no {name!r} to fill in; there is: {[one['label']['text'] for one in inputs]}")


def value(found: Json, words: str | Sequence[str]) -> str | list[str]:
    """What Slack sends for these words in this input: themselves, or the value of the option with this label; of
    several labels a list."""
    options = {option["text"]["text"]: option["value"] for option in found["element"].get("options", ())}
    if found["element"]["type"] == "checkboxes":
        several = words.split(", ") if isinstance(words, str) else words
        return [str(options[label]) for label in several if label]
    assert isinstance(words, str)
    return str(options[words]) if options else words


def form(view: View) -> dict[str, str]:
    """What stands in each input, by its label; of a choice the label of what is chosen."""
    values, filled = view.values(), {}
    for block in view.blocks:
        if block["type"] == "input":
            entry = values[block["block_id"]][block["element"]["action_id"]]
            chosen = (entry.get("selected_option") or {}).get("text", {}).get("text")
            picked = [entry.get(f"selected_{what}") for what in ("user", "conversation", "date", "time")]
            ticked = ", ".join(option["text"]["text"] for option in entry.get("selected_options") or ())
            said = (entry.get("value"), chosen, ticked, *picked)
            filled[block["label"]["text"]] = str(next((each for each in said if each), ""))
    return filled


def words_in(blocks: Any) -> str:
    """Every string anywhere in the blocks, keys and values, for looking whether something stands there at all."""
    match blocks:
        case dict():
            return " ".join(words_in(value) for value in blocks.values())
        case list() | tuple():
            return " ".join(words_in(value) for value in blocks)
        case _:
            return str(blocks)


def styled(blocks: Sequence[Json] | None) -> list[str]:
    """The bold parts of rich text: a person's own words."""
    sections = [section for block in blocks or () if block["type"] == "rich_text" for section in block["elements"]]
    return [p["text"] for section in sections for p in section["elements"] if p.get("style", {}).get("bold")]


def marked_up(blocks: Any) -> str:
    """Everything that Slack reads as mrkdwn."""
    if isinstance(blocks, dict):
        own = str(blocks["text"]) if blocks.get("type") == "mrkdwn" else ""
        return own + " ".join(marked_up(value) for value in blocks.values())
    return " ".join(marked_up(one) for one in blocks) if isinstance(blocks, list | tuple) else ""


def _elements(block: Json) -> list[Json]:
    found = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
    return [element for element in found if isinstance(element, dict)]


def _block(block: Json, zone: str) -> str:
    match block["type"]:
        case "rich_text":
            return "\n".join(
                "".join(_part(part, zone) for part in section["elements"]) for section in block["elements"]
            )
        case "section" | "header":
            beside = f" [{block['accessory']['text']['text']}]" if "text" in block.get("accessory", {}) else ""
            return f"{block['text']['text']}{beside}"
        case "context":
            return " ".join(str(element["text"]) for element in block["elements"])
        case "actions":
            return " ".join(f"[{element['text']['text']}]" for element in block["elements"] if "text" in element)
        case "input":
            return str(block["label"]["text"])
        case _:
            return ""


def _part(part: Json, zone: str) -> str:
    match part["type"]:
        case "user":
            return "@someone"
        case "channel":
            return "#a channel"
        case "emoji":
            return f":{part['name']}:"
        case kind if kind != "date":
            return str(part["text"])
    there = datetime.fromtimestamp(part["timestamp"], UTC).astimezone(ZoneInfo(zone))
    if part["format"] == "{date_long}":
        return f"{there:%A, %B} {there.day}"
    return f"{there.hour}:{there.minute:02}"
