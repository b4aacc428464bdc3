"""Whole messages and views: how much fits, and what must agree between blocks."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.blocks.checks import Check, by_type, fault, flag, list_of, one_of, shape, text
from sandbox.blocks.dates import dates_in_mrkdwn
from sandbox.blocks.layout import EVERYWHERE, IN_MESSAGES
from sandbox.blocks.parts import plain_text
from sandbox.blocks.shape import INTERACTIVE
from sandbox.shapes import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000

_MESSAGE_BLOCKS = list_of(by_type(IN_MESSAGES), MESSAGE_BLOCKS, least=0)
_VIEW_COMMON: dict[str, Check] = {
    "private_metadata": text(3000, least=0),
    "callback_id": text(255, least=0),
    "external_id": text(255, least=0),
}
_VIEW_BLOCKS = list_of(by_type(EVERYWHERE), VIEW_BLOCKS)
_VIEW = by_type(
    {
        "modal": shape(
            {"type": one_of("modal"), "title": plain_text(24), "blocks": _VIEW_BLOCKS},
            {
                **_VIEW_COMMON,
                "close": plain_text(24),
                "submit": plain_text(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
            },
        ),
        "home": shape(
            {"type": one_of("home"), "blocks": list_of(by_type(EVERYWHERE), VIEW_BLOCKS, least=0)}, _VIEW_COMMON
        ),
    }
)


def faults_in_message(message: Json) -> list[str]:
    """What Slack would refuse in a message's `blocks`, also in those of `attachments`, and broken dates in `text`."""
    found: list[str] = []
    if isinstance(message.get("text"), str):
        found.extend(dates_in_mrkdwn(message["text"], "/text"))
    blocks = message.get("blocks")
    if blocks is not None:
        found.extend(_MESSAGE_BLOCKS(blocks, "/blocks"))
        found.extend(_between(blocks, "/blocks", in_modal=False))
    attachments = message.get("attachments")
    for index, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(attachment, dict) and attachment.get("blocks") is not None:
            at = f"/attachments/{index}/blocks"
            found.extend(_MESSAGE_BLOCKS(attachment["blocks"], at))
            found.extend(_between(attachment["blocks"], at, in_modal=False))
    return found


def faults_in_view(view: Json) -> list[str]:
    """What Slack would refuse in a modal or a Home view; empty when fine."""
    found = list(_VIEW(view, "/view"))
    if not isinstance(view, dict):
        return found
    blocks = view.get("blocks")
    found.extend(_between(blocks, "/view/blocks", in_modal=view.get("type") == "modal"))
    found.extend(_submit(view))
    if too_large(view):
        found.append(fault(f"must be less than {VIEW_BYTES + 1} bytes", "/view"))
    return found


def too_large(view: Json) -> bool:
    """Whether a view is over Slack's 250 kB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def _submit(view: Json) -> Iterator[str]:
    blocks = view.get("blocks")
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    if view.get("type") == "modal" and "input" in kinds and "submit" not in view:
        yield fault("missing required field: submit, because a block is an input", "/view")


def _between(blocks: Any, at: str, *, in_modal: bool) -> Iterator[str]:
    """Ids that must not come twice, one focus, and response URLs only where Slack can give them."""
    if not isinstance(blocks, list):
        return
    block_ids: set[str] = set()
    focused = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        here = f"{at}/{index}"
        if isinstance(block_id := block.get("block_id"), str):
            if block_id in block_ids:
                yield fault(f"block_id `{block_id}` already exists", f"{here}/block_id")
            block_ids.add(block_id)
        yield from _twice_in_block(block, here)
        for element, place in _elements(block, here):
            focused += element.get("focus_on_load") is True
            if element.get("response_url_enabled") and not (in_modal and block.get("type") == "input"):
                yield fault(
                    "response_url_enabled works in input blocks of modals only", f"{place}/response_url_enabled"
                )
    if focused > 1:
        yield fault("only one element may have focus_on_load", at)


def _twice_in_block(block: Json, at: str) -> Iterator[str]:
    seen: set[str] = set()
    for element, place in _elements(block, at):
        action_id = element.get("action_id")
        if isinstance(action_id, str):
            if action_id in seen:
                yield fault(f"action_id `{action_id}` already exists in this block", f"{place}/action_id")
            seen.add(action_id)


def _elements(block: Json, at: str) -> Iterator[tuple[Json, str]]:
    candidates: list[tuple[Any, str]] = [(block.get(key), f"{at}/{key}") for key in ("accessory", "element")]
    if isinstance(many := block.get("elements"), list):
        candidates += [(element, f"{at}/elements/{index}") for index, element in enumerate(many)]
    for element, place in candidates:
        if isinstance(element, dict) and isinstance(kind := element.get("type"), str) and kind in INTERACTIVE:
            yield element, place
