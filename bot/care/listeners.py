"""In front of every other listener: an explicit sentence is met with the card, whatever it was typed into (CARE 4, 5).

It runs before Slack's authorization and needs no database: a command and a modal are answered in the acknowledgement
itself, a line in the messages by a post past the outbox with the token in memory.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import standing
from bot.care import cards
from bot.care.rules import needs_person
from bot.care.service import CareService
from bot.checkins import cards as checkin_cards
from bot.checkins.service import CheckInService
from bot.doors import heard, person_in, says
from bot.focus.rules import Asked, Outcome
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.outbox.speaking import Clients
from bot.people.rules import Keeping

Body = Mapping[str, Any]
REMEMBERED_EVENTS = 1000


class CareListeners:
    """The card, and its four buttons."""

    def __init__(self, care: CareService, checkins: CheckInService, focus: FocusService, clients: Clients) -> None:
        self._care = care
        self._checkins = checkins
        self._focus = focus
        self._clients = clients
        self._answered: OrderedDict[str, None] = OrderedDict()

    def register(self, app: AsyncApp) -> None:
        """The table of contents; `answer` is handed to Bolt by the composition root."""
        app.command("/focus", [says("person")])(self.person)
        app.action(standing.TALK)(self.talk)
        app.action(cards.OPEN)(self.opened)
        app.action(cards.WHAT_HAPPENS)(self.what_happens)
        app.action(cards.SOMETHING_ELSE)(self.something_else)
        app.action(cards.START_THE_REST)(self.start_the_rest)
        app.action(cards.KEEP)(self.keep)

    async def answer(self, body: Body, context: AsyncBoltContext, next: Callable[..., Any]) -> BoltResponse | None:  # noqa: A002
        """Answer with the card, or let the request through untouched."""
        person = person_in(context)
        if person is None or not any(needs_person(heard(text)) for text in texts(body)):
            passed: BoltResponse | None = await next()
            return passed
        self._care.stop_the_timer(person)
        if body.get("type") == "view_submission":
            return _answer({"response_action": "update", "view": cards.in_modal(cards.support(_to_keep(body)))})
        if body.get("command"):
            return _answer({"response_type": "ephemeral", **cards.message(cards.support())})
        await self._post(person, str(body.get("event_id") or body.get("trigger_id") or ""))
        return BoltResponse(status=200)

    async def person(self, ack: AsyncAck) -> None:
        await ack(**cards.message(cards.person()))

    async def talk(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=cards.in_modal(cards.person()))

    async def opened(self, ack: AsyncAck) -> None:
        await ack()

    async def what_happens(self, ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        await _turn_to(cards.calling(), body, respond, client)

    async def something_else(
        self, ack: AsyncAck, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        await _turn_to(cards.something_else(await self._care.minutes_left(person)), body, respond, client)

    async def start_the_rest(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        await self._focus.begin(person, Asked(int(action["value"])))
        await _turn_to(cards.something_else(0), body, respond, client)

    async def keep(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        kept = json.loads(action["value"])
        keeping = Keeping(kept["keeping"]) if kept["keeping"] else None
        shown = await self._checkins.write(person, kept["block"], kept["words"], keeping)
        await _turn_to(cards.kept(is_kept=shown.course.outcome is Outcome.SAVED), body, respond, client)

    async def _post(self, person: PersonId, event: str) -> None:
        """One card for one line, past the outbox; Slack sends some events twice."""
        if event in self._answered:
            return
        self._answered[event] = None
        if len(self._answered) > REMEMBERED_EVENTS:
            self._answered.popitem(last=False)
        client = await self._clients(person.workspace)
        await client.chat_postMessage(channel=person.user, **cards.message(cards.support()))


def texts(body: Body) -> list[str]:
    """Every text that a request brings from a person: a command's, a line's, a box's, a message's made into a task."""
    event, view = body.get("event") or {}, body.get("view") or {}
    is_line = event.get("type") == "message" and not event.get("subtype") and not event.get("bot_id")
    found = [body.get("text") if body.get("command") else None, event.get("text") if is_line else None]
    found.append((body.get("message") or {}).get("text") if body.get("type") == "message_action" else None)
    boxes = (view.get("state") or body.get("state") or {}).get("values") or {}
    if body.get("type") in {"view_submission", "block_actions"}:
        found += [entry.get("value") for box in boxes.values() for entry in box.values()]
    return [text for text in found if isinstance(text, str) and text]


def _to_keep(body: Body) -> str:
    """What the Keep button holds: only a check-in's sentence is ever kept."""
    view = body["view"]
    if view.get("callback_id") != checkin_cards.CALLBACK:
        return ""
    keeping = checkin_cards.keeping(view)
    return json.dumps(
        {"block": view["private_metadata"], "keeping": keeping or "", "words": checkin_cards.sentence(view)},
        ensure_ascii=False,
    )


def _answer(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})


async def _turn_to(blocks: list[dict[str, Any]], body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
    """Show this in the card's place, where the card stands: a modal, or a message."""
    if body.get("view"):
        await client.views_update(view_id=body["view"]["id"], view=cards.in_modal(blocks))
    else:
        await respond(**cards.message(blocks), replace_original=True)
