"""What Slack's requests mean in our terms: who asks, what they typed, and where."""

import html
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.ids import PersonId

Hear: TypeAlias = Callable[[PersonId], None]
"""What is told that a person was heard from."""

TYPED = (None, "file_share", "me_message", "thread_broadcast")
"""The subtypes of a message that hold what a person typed."""

_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_ID = re.compile(r"[A-Z][A-Z0-9]{8,}")
_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,})(?:\|[^<>]*)?>")
NAMELESS = {"@": "@someone", "#": "#a channel"}
"""What stands for a mention in a message, which Slack sends without the name."""


class Spoken(NamedTuple):
    """A typed line: its first word, small, and the rest as it was typed."""

    word: str
    rest: str


def heard(text: str) -> str:
    """What a person typed, as they see it: Slack's escapes undone, mentions and links as their names."""
    return html.unescape(_LINK.sub(_label, text)).strip()


def spoken(text: str) -> Spoken:
    """Split a typed line into the command's word and the rest."""
    word, rest = (*heard(text).split(maxsplit=1), "", "")[:2]
    return Spoken(word.lower(), rest)


def says(*words: str) -> Callable[..., Any]:
    """A matcher for `/focus` with one of these as its first word."""

    async def matches(command: Mapping[str, Any]) -> bool:
        return spoken(command.get("text") or "").word in words

    return matches


def mentioned(text: str) -> str:
    """The Slack user id of the first person that a command names; empty where it names none."""
    found = _MENTION.search(text)
    return found[1] if found else ""


def person_in(context: AsyncBoltContext) -> PersonId | None:
    """Who a request is from; None for requests that are nobody's."""
    workspace = workspace_in(context)
    return PersonId(workspace, context.user_id) if workspace and context.user_id else None


def workspace_in(context: AsyncBoltContext) -> str | None:
    """Where the app is installed: in a workspace, or in a whole organisation."""
    return context.enterprise_id if context.is_enterprise_install else context.team_id


def texts(body: Mapping[str, Any]) -> list[str]:
    """Every text that a request brings from a person: a command's, a line's, a box's, a message's made into a task.

    What stands in the boxes of a modal counts when it is submitted, or sent by itself with Enter; not when a button
    beside them is pressed.
    """
    found = [body.get("text") if body.get("command") else None, _line(body.get("event") or {})]
    found.append((body.get("message") or {}).get("text") if body.get("type") == "message_action" else None)
    is_submitted = body.get("type") == "view_submission"
    surface = body["view"] if is_submitted else {} if body.get("view") else body
    boxes = ((surface.get("state") or {}).get("values") or {}).values()
    found += [entry.get("value") for box in boxes for entry in box.values()]
    found += [act.get("value") for act in body.get("actions") or () if str(act.get("type")).endswith("_input")]
    return [text for text in found if isinstance(text, str) and text]


async def introduce(context: AsyncBoltContext, next: Callable[..., Any]) -> BoltResponse | None:  # noqa: A002
    """Middleware: gives every listener `person`, whose workspace is the enterprise in an organisation's install, and
    an `ack` that lasts."""
    context["ack"] = LastingAck()  # type: ignore[no-untyped-call]
    if person := person_in(context):
        context["person"] = person
    answer: BoltResponse | None = await next()
    return answer


def listening(hear: Hear) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Middleware: whoever presses, types or looks was heard from. Nobody waits for what that changes."""

    async def listen(
        body: Mapping[str, Any],
        context: AsyncBoltContext,
        next: Callable[..., Any],  # noqa: A002
    ) -> BoltResponse | None:
        event = body.get("event") or {}
        is_theirs = not event or event.get("type") in ("message", "app_home_opened")
        if is_theirs and not event.get("bot_id") and (person := person_in(context)):
            hear(person)
        answer: BoltResponse | None = await next()
        return answer

    return listen


class LastingAck(AsyncAck):
    """Once given it stays given. Bolt fetches it every 10 ms, and takes it back from a listener that raises before:
    a quick refusal was said, and Slack told that nothing answered."""

    _given: BoltResponse | None = None

    @property
    def response(self) -> BoltResponse | None:
        return self._given

    @response.setter
    def response(self, given: BoltResponse | None) -> None:
        self._given = given or self._given


def shows(client: AsyncWebClient, body: Mapping[str, Any]) -> Callable[..., Awaitable[Any]]:
    """How a modal is opened by a press: on top of the modal that it was in, or by itself."""
    is_in_a_modal = (body.get("view") or {}).get("type") == "modal"
    return client.views_push if is_in_a_modal else client.views_open


def is_ephemeral(body: Mapping[str, Any]) -> bool:
    """Whether a press came from a message that only its reader can see."""
    return bool((body.get("container") or {}).get("is_ephemeral"))


def _line(event: Mapping[str, Any]) -> str | None:
    """A line that a person typed or edited in the messages, with a file or without."""
    if event.get("type") != "message" or event.get("bot_id"):
        return None
    if event.get("subtype") == "message_changed":
        return _edited(event.get("message") or {}, event.get("previous_message") or {})
    return event.get("text") if event.get("subtype") in TYPED else None


def _edited(now: Mapping[str, Any], before: Mapping[str, Any]) -> str | None:
    """The line as it reads now; none where Slack changed something else about it, such as the preview of a link."""
    return None if now.get("bot_id") or now.get("text") == before.get("text") else now.get("text")


def _label(link: re.Match[str]) -> str:
    target, label = link[1], link[2]
    sign = target[0] if target[0] in "@#" else ""
    if sign and not label and _ID.fullmatch(target[1:]):
        return NAMELESS[sign]
    return f"{sign}{label}" if label else target


def message_link(body: Mapping[str, Any]) -> str:
    """Where the message of a message shortcut stands. Asking Slack for it would need to be in that conversation."""
    place = f"{body['channel']['id']}/p{str(body['message_ts']).replace('.', '')}"
    return f"https://{body['team']['domain']}.slack.com/archives/{place}"
