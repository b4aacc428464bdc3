"""Messages and views that are right, to be spoiled by tests."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn("hello"), **more}


def option(value: str, text: str | None = None) -> Json:
    return {"text": plain(text or value), "value": value}


def menu(action_id: str = "pick", kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": action_id, "options": [option("a"), option("b")], **more}


def field(action_id: str = "words", block_id: str = "sentence", optional: bool = False, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": action_id, **more}
    return {"type": "input", "block_id": block_id, "label": plain("Words"), "element": element, "optional": optional}


def modal(*blocks: Json, **more: Any) -> Json:
    common = {"type": "modal", "callback_id": "form", "title": plain("Form"), "submit": plain("Save")}
    return {**common, "blocks": list(blocks) or [field()], **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def date(**more: Any) -> Json:
    return {"type": "date", "timestamp": 1795478400, "format": "{time}", "fallback": "9:00", **more}
