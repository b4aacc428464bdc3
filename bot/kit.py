"""Small builders of Block Kit. A person's words go out as rich_text text or plain_text, never as mrkdwn."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any, TypeAlias

from bot.speech import At, Line, On, Part, Room, Who, Words

Json: TypeAlias = dict[str, Any]


def line(parts: Line) -> Json:
    """A line of a card, as rich text."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [_part(p) for p in parts]}]}


def _part(part: Part) -> Json:
    match part:
        case str():
            return {"type": "text", "text": part}
        case Words(text=text, link=""):
            return {"type": "text", "text": text, "style": {"bold": True}}
        case Words():
            return {"type": "link", "url": part.link, "text": part.text, "style": {"bold": True}}
        case At() | On():
            shape = "{date_long}" if isinstance(part, On) else "{time}"
            moment = int(part.moment.timestamp())
            return {"type": "date", "timestamp": moment, "format": shape, "fallback": part.fallback}
        case Who():
            return {"type": "user", "user_id": part.user}
        case Room():
            return {"type": "channel", "channel_id": part.channel}


def plain(text: str) -> Json:
    """A plain_text object, in which nothing is markup or emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def note(text: str) -> Json:
    """Small print, in our own words."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def paragraph(text: str) -> Json:
    """A section in our own words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(label: str, action_id: str, value: str = "") -> Json:
    """A button without a style; the leftmost is the main one."""
    made: Json = {"type": "button", "text": plain(label), "action_id": action_id}
    return made | {"value": value} if value else made


def link_button(label: str, action_id: str, url: str) -> Json:
    """A button that opens an address."""
    return button(label, action_id) | {"url": url}


def overflow(action_id: str, options: Mapping[str, str]) -> Json:
    """The menu of what is seldom wanted: value → label."""
    return {"type": "overflow", "action_id": action_id, "options": _options(options)}


def actions(*elements: Json) -> Json:
    """A row of buttons, four and a menu at most (PRODUCT 2.3)."""
    return {"type": "actions", "elements": list(elements)}


def box(block_id: str, label: str, element: Json, hint: str = "", *, optional: bool = False) -> Json:
    """An input. Its words are read back with `typed`."""
    made: Json = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    made |= {"optional": True} if optional else {}
    return made | {"hint": plain(hint)} if hint else made


def text_box(action_id: str, initial: str = "", *, multiline: bool = True) -> Json:
    """Room for a person's words, several lines of them or one."""
    made: Json = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline}
    return made | {"initial_value": initial} if initial else made


def choice(action_id: str, options: Mapping[str, str]) -> Json:
    """One of a few: value → label."""
    return {"type": "radio_buttons", "action_id": action_id, "options": _options(options)}


def select(action_id: str, options: Mapping[str, str], chosen: str) -> Json:
    """One of many, in a list that opens: value → label. `chosen` stands there already."""
    initial = _options({chosen: options[chosen]})[0]
    return {"type": "static_select", "action_id": action_id, "options": _options(options), "initial_option": initial}


def grouped(action_id: str, groups: Mapping[str, Mapping[str, str]], invites: str, chosen: str = "") -> Json:
    """One of very many, in groups: label → value → label. `invites` stands there where none is `chosen`."""
    listed = [{"label": plain(label), "options": _options(options)} for label, options in groups.items()]
    made: Json = {"type": "static_select", "action_id": action_id, "option_groups": listed}
    made |= {"placeholder": plain(invites)}
    initial = next((one for group in groups.values() for one in _options(group) if one["value"] == chosen), None)
    return made | {"initial_option": initial} if initial else made


def several(action_id: str, options: Mapping[str, str], chosen: Collection[str] = ()) -> Json:
    """Any of a few, ten at most: value → label."""
    made: Json = {"type": "checkboxes", "action_id": action_id, "options": _options(options)}
    initial = _options({value: label for value, label in options.items() if value in chosen})
    return made | {"initial_options": initial} if initial else made


def person(action_id: str, chosen: str = "") -> Json:
    """Somebody of the workspace."""
    made: Json = {"type": "users_select", "action_id": action_id}
    return made | {"initial_user": chosen} if chosen else made


def channel(action_id: str, chosen: str = "") -> Json:
    """A channel of this workspace, open or closed, that whoever looks is in."""
    within = {"include": ["public", "private"], "exclude_bot_users": True, "exclude_external_shared_channels": True}
    made: Json = {"type": "conversations_select", "action_id": action_id, "filter": within}
    return made | {"initial_conversation": chosen} if chosen else made


def day(action_id: str, chosen: date | None = None) -> Json:
    """A date."""
    made: Json = {"type": "datepicker", "action_id": action_id}
    return made | {"initial_date": chosen.isoformat()} if chosen else made


def clock_time(action_id: str, chosen: time | None = None) -> Json:
    """A time on the wall clock."""
    made: Json = {"type": "timepicker", "action_id": action_id}
    return made | {"initial_time": f"{chosen:%H:%M}"} if chosen else made


def modal(callback_id: str, title: str, blocks: Sequence[Json], **more: str) -> Json:
    """A modal; `more` may hold submit, close and private_metadata."""
    made: Json = {"type": "modal", "callback_id": callback_id, "title": plain(title), "blocks": list(blocks)}
    made |= {name: plain(more[name]) for name in ("submit", "close") if name in more}
    return made | {"private_metadata": more["private_metadata"]} if "private_metadata" in more else made


def typed(view: Mapping[str, Any], block_id: str, action_id: str) -> str:
    """What was written or chosen in one box of a submitted view; empty where nothing was."""
    entry: Mapping[str, Any] = view["state"]["values"].get(block_id, {}).get(action_id, {})
    chosen = entry.get("selected_option") or {}
    chosen_ones = (f"selected_{what}" for what in ("user", "conversation", "date", "time"))
    said = (entry.get(key) for key in ("value", *chosen_ones))
    return str(next((value for value in said if value), None) or chosen.get("value") or "")


def ticked(view: Mapping[str, Any], block_id: str, action_id: str) -> frozenset[str]:
    """Which of several were chosen in a submitted view."""
    entry: Mapping[str, Any] = view["state"]["values"].get(block_id, {}).get(action_id, {})
    return frozenset(str(option["value"]) for option in entry.get("selected_options") or ())


def initially_ticked(view: Mapping[str, Any], block_id: str) -> frozenset[str]:
    """Which of several were ticked in a submitted view when it was opened."""
    return frozenset(str(option["value"]) for option in _element(view, block_id).get("initial_options") or ())


def initially(view: Mapping[str, Any], block_id: str) -> str:
    """What stood in one box of a submitted view when it was opened; empty for nothing."""
    element = _element(view, block_id)
    said = (element.get(key) for key in ("initial_value", "initial_user", "initial_date", "initial_time"))
    return str(
        next((value for value in said if value), None) or (element.get("initial_option") or {}).get("value") or ""
    )


def _element(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    return next((block["element"] for block in view["blocks"] if block["block_id"] == block_id), {})


def _options(options: Mapping[str, str]) -> list[Json]:
    return [{"text": plain(label), "value": value} for value, label in options.items()]


def divider() -> Json:
    """A line between parts."""
    return {"type": "divider"}
