"""Blocks: what each may carry."""

from sandbox.blocks.block_elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION, elements
from sandbox.blocks.checks import Check, by_type, flag, list_of, one_of, only, shape, some, text, url
from sandbox.blocks.parts import SLACK_FILE, any_text, plain_text
from sandbox.blocks.rich_text import RICH_TEXT

_ID: dict[str, Check] = {"block_id": text(255)}


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None, *more: Check) -> Check:
    return shape({"type": one_of(kind), **required}, {**_ID, **(optional or {})}, *more)


_IN_CONTEXT: dict[str, Check] = {
    "image": ELEMENTS["image"],
    "plain_text": plain_text(2000),
    "mrkdwn": any_text(2000),
}

EVERYWHERE: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {
            "text": any_text(3000),
            "fields": list_of(any_text(2000), 10),
            "accessory": by_type(elements(IN_SECTION)),
            "expand": flag,
        },
        some("text", "fields"),
    ),
    "header": _block("header", {"text": plain_text(150)}),
    "divider": _block("divider", {}),
    "context": _block("context", {"elements": list_of(by_type(_IN_CONTEXT), 10)}),
    "actions": _block("actions", {"elements": list_of(by_type(elements(IN_ACTIONS)), 25)}),
    "input": _block(
        "input",
        {"label": plain_text(2000), "element": by_type(elements(IN_INPUT))},
        {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        "image",
        {"alt_text": text(2000)},
        {"image_url": url(), "slack_file": SLACK_FILE, "title": plain_text(2000)},
        only("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "video": _block(
        "video",
        {
            "alt_text": text(2000),
            "title": plain_text(199),
            "thumbnail_url": url(),
            "video_url": url(),
        },
        {
            "author_name": text(49),
            "description": plain_text(199),
            "provider_icon_url": url(),
            "provider_name": text(200),
            "title_url": url(),
        },
    ),
}
IN_MESSAGES: dict[str, Check] = {**EVERYWHERE, "markdown": _block("markdown", {"text": text(12_000)})}
