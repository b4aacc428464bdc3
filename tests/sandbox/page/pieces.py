"""Short ways to write blocks for the tests of the page."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str = "", **more: Any) -> Json:
    """An option; its value is its text in small letters unless told."""
    return {"text": plain(text), "value": value or text.lower(), **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button whose value is its action id."""
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": action_id, **more}


def section(text: str, block_id: str = "section", **more: Any) -> Json:
    """A section with mrkdwn."""
    return {"type": "section", "block_id": block_id, "text": marked(text), **more}


def actions(*elements: Json, block_id: str = "actions") -> Json:
    """A row of elements."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(label: str, element: Json, block_id: str, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def entry(action_id: str = "it", **more: Any) -> Json:
    """A plain_text_input."""
    return {"type": "plain_text_input", "action_id": action_id, **more}


def rich(*pieces: Json, kind: str = "rich_text_section") -> Json:
    """A rich_text block of one part."""
    return {"type": "rich_text", "block_id": "rich", "elements": [{"type": kind, "elements": list(pieces)}]}


def said(text: str, **more: Any) -> Json:
    """A text piece of rich text."""
    return {"type": "text", "text": text, **more}


def modal(view_id: str, title: str, *blocks: Json) -> Json:
    """A modal with Save and Not now."""
    words = {"title": plain(title), "submit": plain("Save"), "close": plain("Not now")}
    return {"id": view_id, "type": "modal", **words, "blocks": list(blocks)}
