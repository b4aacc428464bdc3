"""What Slack's client checks in a field before it lets a modal be submitted."""

import re
from collections.abc import Callable
from typing import Any

from sandbox import elements
from sandbox.shapes import Json

TYPED_LIMIT = 3000


def complaint(block: Json, element: Json, entry: Json) -> str:
    """The sentence under a field that cannot be submitted as it is, or ""."""
    if elements.is_empty(entry):
        return "" if block.get("optional") else "Please complete this required field."
    check = _CHECKS.get(element["type"])
    return check(element, entry) if check else ""


def _length(element: Json, entry: Json) -> str:
    typed = len(str(entry["value"]))
    least, most = int(element.get("min_length") or 0), int(element.get("max_length") or TYPED_LIMIT)
    if typed < least:
        return f"Must be at least {least} characters."
    return f"Must be less than {most + 1} characters." if typed > most else ""


def _number(element: Json, entry: Json) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, str(entry["value"])):
        return "Must be a number."
    value = float(entry["value"])
    if "min_value" in element and value < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and value > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return ""


def _email(_element: Json, entry: Json) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(entry["value"])) else "Must be an email address."


def _url(_element: Json, entry: Json) -> str:
    return "" if re.fullmatch(r"https?://\S+", str(entry["value"])) else "Must be a URL."


def _many(element: Json, entry: Json) -> str:
    most = element.get("max_selected_items")
    chosen: list[Any] = next((value for key, value in entry.items() if key.startswith("selected_")), [])
    return f"Choose at most {most}." if most and len(chosen) > most else ""


_CHECKS: dict[str, Callable[[Json, Json], str]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "multi_static_select": _many,
    "multi_external_select": _many,
    "multi_users_select": _many,
    "multi_conversations_select": _many,
    "multi_channels_select": _many,
}
