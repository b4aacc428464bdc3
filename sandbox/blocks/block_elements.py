"""The elements that blocks hold: what each may carry, and in which blocks it may stand."""

from collections.abc import Iterator

from sandbox.blocks.checks import (
    Check,
    fault,
    flag,
    list_of,
    matching,
    number,
    one_of,
    only,
    shape,
    text,
    url,
)
from sandbox.blocks.parts import (
    CONFIRM,
    DISPATCH,
    FILTER,
    MENU_OPTION,
    OPTION,
    OPTION_GROUP,
    RICH_OPTION,
    SLACK_FILE,
    initial_is_an_option,
    plain_text,
)
from sandbox.blocks.rich_text import RICH_TEXT
from sandbox.shapes import Json

TYPED = 3000
_ID: dict[str, Check] = {"action_id": text(255)}
_COMMON: dict[str, Check] = {**_ID, "confirm": CONFIRM, "focus_on_load": flag}
_ASKING: dict[str, Check] = {**_COMMON, "placeholder": plain_text(150)}
_TYPING: dict[str, Check] = {
    **_ID,
    "focus_on_load": flag,
    "placeholder": plain_text(150),
    "dispatch_action_config": DISPATCH,
}
_DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be a date in the form YYYY-MM-DD")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a time in the form HH:mm")
_DECIMAL = matching(r"-?\d+(\.\d+)?", "must be a number in a string")
_SEVERAL: dict[str, Check] = {"max_selected_items": number(1, 10**6)}


def _element(kind: str, required: dict[str, Check], optional: dict[str, Check], *more: Check) -> Check:
    return shape({"type": one_of(kind), **required}, optional, *more)


def _least_before_most(low: str, high: str) -> Check:
    def check(value: Json, at: str) -> Iterator[str]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield fault(f"{low} must not be greater than {high}", f"{at}/{low}")

    return check


def _static(kind: str, initial: dict[str, Check]) -> Check:
    options: dict[str, Check] = {"options": list_of(OPTION, 100), "option_groups": list_of(OPTION_GROUP, 100)}
    return _element(kind, {}, {**_ASKING, **options, **initial}, only("options", "option_groups"), initial_is_an_option)


def _choices(kind: str, initial: dict[str, Check]) -> Check:
    return _element(kind, {"options": list_of(RICH_OPTION, 10)}, {**_COMMON, **initial}, initial_is_an_option)


_CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": flag, "filter": FILTER}

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "button",
        {"text": plain_text(75)},
        {
            **_ID,
            "confirm": CONFIRM,
            "url": url(),
            "value": text(2000, least=0),
            "style": one_of("primary", "danger"),
            "accessibility_label": text(75),
        },
    ),
    "overflow": _element("overflow", {"options": list_of(MENU_OPTION, 5)}, {**_ID, "confirm": CONFIRM}),
    "image": _element(
        "image",
        {"alt_text": text(2000)},
        {"image_url": url(), "slack_file": SLACK_FILE},
        only("image_url", "slack_file"),
    ),
    "static_select": _static("static_select", {"initial_option": OPTION}),
    "multi_static_select": _static("multi_static_select", {"initial_options": list_of(OPTION, 100), **_SEVERAL}),
    "external_select": _element(
        "external_select", {}, {**_ASKING, "initial_option": OPTION, "min_query_length": number(0, 100)}
    ),
    "multi_external_select": _element(
        "multi_external_select",
        {},
        {**_ASKING, "initial_options": list_of(OPTION, 100), "min_query_length": number(0, 100), **_SEVERAL},
    ),
    "users_select": _element("users_select", {}, {**_ASKING, "initial_user": text(50)}),
    "multi_users_select": _element(
        "multi_users_select", {}, {**_ASKING, "initial_users": list_of(text(50)), **_SEVERAL}
    ),
    "conversations_select": _element(
        "conversations_select",
        {},
        {**_ASKING, **_CONVERSATIONS, "initial_conversation": text(50), "response_url_enabled": flag},
    ),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        {},
        {**_ASKING, **_CONVERSATIONS, "initial_conversations": list_of(text(50)), **_SEVERAL},
    ),
    "channels_select": _element(
        "channels_select", {}, {**_ASKING, "initial_channel": text(50), "response_url_enabled": flag}
    ),
    "multi_channels_select": _element(
        "multi_channels_select", {}, {**_ASKING, "initial_channels": list_of(text(50)), **_SEVERAL}
    ),
    "checkboxes": _choices("checkboxes", {"initial_options": list_of(RICH_OPTION, 10)}),
    "radio_buttons": _choices("radio_buttons", {"initial_option": RICH_OPTION}),
    "datepicker": _element("datepicker", {}, {**_ASKING, "initial_date": _DATE}),
    "timepicker": _element("timepicker", {}, {**_ASKING, "initial_time": _TIME, "timezone": text(100)}),
    "datetimepicker": _element(
        "datetimepicker", {}, {**_COMMON, "initial_date_time": number(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": _element(
        "plain_text_input",
        {},
        {
            **_TYPING,
            "initial_value": text(TYPED, least=0),
            "multiline": flag,
            "min_length": number(0, TYPED),
            "max_length": number(1, TYPED),
        },
        _least_before_most("min_length", "max_length"),
    ),
    "number_input": _element(
        "number_input",
        {"is_decimal_allowed": flag},
        {**_TYPING, "initial_value": _DECIMAL, "min_value": _DECIMAL, "max_value": _DECIMAL},
        _least_before_most("min_value", "max_value"),
    ),
    "email_text_input": _element("email_text_input", {}, {**_TYPING, "initial_value": text(TYPED)}),
    "url_text_input": _element("url_text_input", {}, {**_TYPING, "initial_value": url()}),
    "rich_text_input": _element("rich_text_input", {}, {**_TYPING, "initial_value": RICH_TEXT}),
}

_SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select") and not name.startswith("multi_"))
_MULTI_SELECTS = frozenset(name for name in ELEMENTS if name.startswith("multi_"))
_CHOOSING = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker"})

IN_SECTION = _SELECTS | _MULTI_SELECTS | _CHOOSING | {"button", "overflow", "image"}
IN_ACTIONS = _SELECTS | _CHOOSING | {"button", "overflow", "datetimepicker"}
IN_INPUT = (
    _SELECTS
    | _MULTI_SELECTS
    | _CHOOSING
    | {"datetimepicker", "plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)


def elements(allowed: frozenset[str]) -> dict[str, Check]:
    """The shapes of some elements."""
    return {name: ELEMENTS[name] for name in sorted(allowed)}
