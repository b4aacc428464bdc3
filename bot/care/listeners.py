"""In front of every other listener: an explicit sentence is met with the card, whatever it was typed into (CARE 4, 5).

It runs before Slack's authorization and needs no database: a command and a modal are answered in the acknowledgement
itself, a line in the messages by a post past the outbox with the token in memory.
"""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import standing
from bot.care import cards
from bot.care.rules import needs_person
from bot.care.service import CareService
from bot.checkins import cards as checkin_cards
from bot.checkins.rules import SENTENCE_CHARACTERS
from bot.checkins.service import CheckInService
from bot.clock import pause
from bot.doors import heard, person_in, says
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import Asked, Size
from bot.outbox.speaking import Clients, read_failure
from bot.people.rules import Keeping
from bot.sittings.rules import Outcome

Body = Mapping[str, Any]
REMEMBERED_EVENTS = 1000
TRIES = 12
FIRST_PAUSE = timedelta(seconds=0.5)

log = logging.getLogger(__name__)


class CareListeners:
    """The card, and its four buttons."""

    def __init__(self, care: CareService, checkins: CheckInService, focus: FocusService, clients: Clients) -> None:
        self._care = care
        self._checkins = checkins
        self._focus = focus
        self._clients = clients
        self._answered: OrderedDict[str, None] = OrderedDict()
        self._saying: set[asyncio.Task[None]] = set()

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
        mark = self._first_explicit(person, body) if person is not None else None
        if person is None or mark is None:
            passed: BoltResponse | None = await next()
            return passed
        self._care.stop_the_timer(person)
        if body.get("type") == "view_submission":
            return _answer({"response_action": "update", "view": cards.in_modal(cards.support(mark, _to_keep(body)))})
        if body.get("command"):
            return _answer({"response_type": "ephemeral", **cards.message(cards.support(mark))})
        if body.get("response_url"):
            self._say_until_heard(self._respond(context, mark))
        elif _is_first(self._answered, str(body.get("event_id") or mark)):
            self._say_until_heard(self._post(person, mark))
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
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        self._care.meant_otherwise(person, str(action.get("value") or ""))
        await _turn_to(cards.something_else(self._care.minutes_left(person)), body, respond, client)

    async def start_the_rest(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        await self._focus.begin(person, Asked(Size(int(action["value"])), is_typed=True))
        await _turn_to(cards.something_else(0), body, respond, client)

    async def keep(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        kept = json.loads(action["value"])
        keeping = Keeping(kept["keeping"]) if kept["keeping"] else None
        shown = await self._checkins.write(person, kept["block"], kept["words"], keeping)
        await _turn_to(cards.kept(is_kept=shown.course.outcome is Outcome.SAVED), body, respond, client)

    async def said(self, within: timedelta) -> None:
        """Return when every card that was to be posted is, or the time is over."""
        if self._saying:
            await asyncio.wait(self._saying, timeout=within.total_seconds())

    def _first_explicit(self, person: PersonId, body: Body) -> str | None:
        """The mark of the first text that is met with the card; none if there is none, or it was meant otherwise."""
        explicit = (cards.mark_of(text) for text in map(heard, texts(body)) if needs_person(text))
        return next((mark for mark in explicit if not self._care.is_meant_otherwise(person, mark)), None)

    def _say_until_heard(self, saying: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _post(self, person: PersonId, mark: str) -> None:
        """One card for one line, past the outbox. A second card is better than none, so doubt is no reason to stop."""
        wait = FIRST_PAUSE
        for _ in range(TRIES):
            try:
                client = await self._clients(person.workspace)
                await client.chat_postMessage(
                    channel=person.user, unfurl_links=False, **cards.message(cards.support(mark))
                )
            except Exception as error:
                log.exception("support_card_postponed")
                await pause(read_failure(error).wait or wait)
                wait = wait * 2
            else:
                return

    async def _respond(self, context: AsyncBoltContext, mark: str) -> None:
        assert context.respond is not None
        await context.respond(**cards.message(cards.support(mark)), replace_original=False)


def _is_first(answered: OrderedDict[str, None], event: str) -> bool:
    """Whether this event was not answered before; Slack sends some twice."""
    if event in answered:
        return False
    answered[event] = None
    if len(answered) > REMEMBERED_EVENTS:
        answered.popitem(last=False)
    return True


def texts(body: Body) -> list[str]:
    """Every text that a request brings from a person: a command's, a line's, a box's, a message's made into a task.

    What stands in the boxes of a modal counts when it is submitted, not when a button beside them is pressed.
    """
    found = [body.get("text") if body.get("command") else None, _line(body.get("event") or {})]
    found.append((body.get("message") or {}).get("text") if body.get("type") == "message_action" else None)
    is_submitted = body.get("type") == "view_submission"
    surface = body["view"] if is_submitted else {} if body.get("view") else body
    boxes = ((surface.get("state") or {}).get("values") or {}).values()
    found += [entry.get("value") for box in boxes for entry in box.values()]
    return [text for text in found if isinstance(text, str) and text]


def _line(event: Body) -> str | None:
    """A line that a person typed or edited in the messages, with a file or without."""
    if event.get("type") != "message" or event.get("bot_id"):
        return None
    if event.get("subtype") == "message_changed":
        changed = event.get("message") or {}
        return None if changed.get("bot_id") else changed.get("text")
    return event.get("text") if event.get("subtype") in (None, "file_share", "thread_broadcast") else None


def _to_keep(body: Body) -> str:
    """What the Keep button holds: only a check-in's sentence is ever kept."""
    view = body["view"]
    if view.get("callback_id") != checkin_cards.CALLBACK:
        return ""
    keeping, words = checkin_cards.keeping(view), checkin_cards.sentence(view)
    if len(words) > SENTENCE_CHARACTERS:
        return ""
    return json.dumps(
        {"block": view["private_metadata"], "keeping": keeping or "", "words": words},
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
