"""Everything the bot can say as prose, to be read and checked, or as the JSON that would be sent."""

import json
from pathlib import Path

from bot.kit import Json
from bot.phrasebook.ahead import ahead
from bot.phrasebook.beside import beside
from bot.phrasebook.block import block as block_
from bot.phrasebook.chatting import chatting
from bot.phrasebook.connecting import connecting
from bot.phrasebook.kept import kept
from bot.phrasebook.knowing import knowing
from bot.phrasebook.pinging import pinging
from bot.phrasebook.saying import TASK, Saying
from bot.phrasebook.staying import staying
from bot.phrasebook.switched import switched

INTRODUCTION = (
    "# Phrasebook\n\nEverything Soft Start can say, drawn by the code itself (`make phrasebook`). "
    f"*{TASK}* stands for a person's own words, 9:00 for a start.\n"
)


def sayings() -> list[Saying]:
    """Every message, modal and Home view, in the order a person meets them."""
    someone = (*chatting(), *knowing(), *pinging(), *connecting())
    return [*block_(), *ahead(), *someone, *beside(), *kept(), *staying(), *switched()]


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
            return "\n".join("".join(map(_part, section["elements"])) for section in block["elements"])
        case "section" | "header":
            beside = f" {_button(block['accessory'])}" if "accessory" in block else ""
            return f"{block['text']['text']}{beside}"
        case "context":
            return "– " + " ".join(element["text"] for element in block["elements"])
        case "actions":
            return " ".join(_button(element) for element in block["elements"])
        case "input":
            label = f"{block['label']['text']}: {_button(block['element'])}"
            return f"{label}\n\n– {block['hint']['text']}" if "hint" in block else label
        case _:
            return "– – –"


def _part(part: Json) -> str:
    match part["type"]:
        case "date":
            return str(part["fallback"])
        case "user":
            return "@someone"
        case "channel":
            return "#a channel"
        case "emoji":
            return f":{part['name']}:"
    return f"*{part['text']}*" if part.get("style", {}).get("bold") else str(part["text"])


def _button(element: Json) -> str:
    match element["type"]:
        case "overflow" | "radio_buttons" | "static_select":
            chosen = element.get("initial_option")
            groups = element.get("option_groups") or [element]
            options = [one for group in groups for one in group["options"]]
            labels = " · ".join(f"{'● ' * (one == chosen)}{one['text']['text']}" for one in options)
            return f"[… {labels}]" if element["type"] == "overflow" else f"({labels})"
        case "checkboxes":
            ticked = element.get("initial_options", ())
            return " ".join(f"[{'x' if one in ticked else ' '}] {one['text']['text']}" for one in element["options"])
        case "plain_text_input" | "users_select" | "conversations_select" | "datepicker" | "timepicker":
            names = ("initial_value", "initial_user", "initial_conversation", "initial_date", "initial_time")
            return f"[{next((element[name] for name in names if name in element), ' ')}]"
        case _:
            return f"[{element['text']['text']}]"
