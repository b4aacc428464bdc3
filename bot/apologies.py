"""The one error handler: a refusal in its words; anything else an apology with a reference that is in the log."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import kit
from bot.doors import shows
from bot.errors import Refusal
from bot.speech import Line, as_text, our_words

log = logging.getLogger(__name__)

Answers = Mapping[type[Refusal], Callable[[Any], Line]]

TITLE = "Soft Start"
CLOSE = "Close"
SORRY = "That didn't work, and it's my side. A block that runs goes on. Reference {reference}."
NOT_SAVED = (
    "That didn't work, and it's my side. What you wrote stays here; press {button} once more. Reference {reference}."
)


class Apologies:
    """Answers every error of every listener."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def answer(
        self,
        error: Exception,
        body: Mapping[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        response: BoltResponse | None,
    ) -> BoltResponse | None:
        """In a modal under its first box, so that it stays open with its words, or on top of one without; else for that
        person's eyes."""
        is_modal, box = body.get("type") == "view_submission", _first_box(body)
        line = self._line(error, NOT_SAVED.replace("{button}", _submit(body)) if is_modal and box else SORRY)
        if is_modal and response is not None:
            return _answer(_under(box, line) if box else {"response_action": "push", "view": _modal(line)})
        if context.response_url:
            respond = context.respond
            assert respond is not None
            await respond(text=our_words(line), blocks=[kit.line(line)], replace_original=False)
        elif body.get("view") and body.get("trigger_id"):
            await _beside(client, body, line)
        return None if response is None else BoltResponse(status=200)

    def _line(self, error: Exception, sorry: str) -> Line:
        if isinstance(error, Refusal):
            return self._answers[type(error)](error)
        reference = secrets.token_hex(3)
        log.error("listener_failed", extra={"reference": reference}, exc_info=error)
        return (sorry.format(reference=reference),)


async def _beside(client: AsyncWebClient, body: Mapping[str, Any], line: Line) -> None:
    """A press in a modal is answered on top of it, one on the Home tab by a modal."""
    with suppress(SlackApiError, aiohttp.ClientError, TimeoutError):  # there is no other place to say it
        await shows(client, body)(trigger_id=body["trigger_id"], view=_modal(line))


def _submit(body: Mapping[str, Any]) -> str:
    """What stands on the modal's own button."""
    return str(((body.get("view") or {}).get("submit") or {}).get("text") or "the button")


def _first_box(body: Mapping[str, Any]) -> str:
    """The id of the first box in a modal; empty for one without."""
    blocks = (body.get("view") or {}).get("blocks") or ()
    return next((str(block["block_id"]) for block in blocks if block["type"] == "input"), "")


def _under(box: str, line: Line) -> Mapping[str, Any]:
    return {"response_action": "errors", "errors": {box: as_text(line)}}


def _modal(line: Line) -> kit.Json:
    return kit.modal("apology", TITLE, [kit.line(line)], close=CLOSE)


def _answer(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})
