"""Whom a message names."""

import re
from typing import Any

from sandbox.rooms import Message

_MENTION = re.compile(r"<@(\w+)")


def mentioned(message: Message) -> set[str]:
    """The users that a message names, in its text, in mrkdwn, or as an element of rich text."""
    found = set(_MENTION.findall(message.text))
    things: list[Any] = [message.blocks or [], message.attachments or []]
    while things:
        thing = things.pop()
        if isinstance(thing, dict):
            things.extend(thing.values())
            if thing.get("type") == "mrkdwn":
                found |= set(_MENTION.findall(thing["text"]))
            elif thing.get("type") == "user":
                found.add(thing["user_id"])
        elif isinstance(thing, list):
            things.extend(thing)
    return found
