"""In front of every other listener: an explicit sentence is met with the card, whatever it was typed into (CARE 4, 5).

It runs before Slack's authorization and needs no database: a command and a modal are answered in the acknowledgement
itself, a line in the messages by a post past the outbox with the token in memory, anything else at its response URL.
So are `/focus person` and the card's own buttons, save the two that begin a block or keep a sentence.
"""

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import kit, standing
from bot.care import cards
from bot.care.rules import needs_person
from bot.care.service import CareService
from bot.checkins import cards as checkin_cards
from bot.checkins.service import CheckInService
from bot.courses.rules import Outcome
from bot.doors import heard, person_in, spoken, texts
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.insisting import Insisting, growing
from bot.journal import cards as journal_cards
from bot.journal.rules import SENTENCE_CHARACTERS, FilledIn, News
from bot.journal.service import JournalService
from bot.kit import Json
from bot.ladder.rules import Asked, Size
from bot.outbox.speaking import Clients
from bot.people.rules import Keeping

Body = Mapping[str, Any]
Answer = Callable[[PersonId, Body], Awaitable[None]]
Keep = Callable[[PersonId, Body], Awaitable[bool]]

COMMAND = "/focus"
REMEMBERED_EVENTS = 1000
FIRST_PAUSE = timedelta(seconds=0.5)
POST_TRIES = 12
RESPONSES = 5
"""How often Slack lets a response URL be used, within thirty minutes (SLACK.md 1)."""
RESPONSE_SECONDS = 10
PRESS_WITHIN = timedelta(seconds=1)
"""A press is acknowledged then, whether its answer is seen yet or not."""
LENGTH = re.compile(r"\d+ ?(?:m|min|minutes?|h)? ")


class NotHeardError(Exception):
    """A response URL answered with something other than its yes."""


class CareListeners:
    """The card, a person to talk to, and their buttons."""

    def __init__(
        self,
        care: CareService,
        focus: FocusService,
        clients: Clients,
        *,
        checkins: CheckInService,
        journal: JournalService,
        first_pause: timedelta = FIRST_PAUSE,
    ) -> None:
        self._care = care
        self._first_pause = first_pause
        self._checkins = checkins
        self._journal = journal
        self._focus = focus
        self._clients = clients
        self._answered: OrderedDict[str, None] = OrderedDict()
        self._insisting = Insisting()
        self._buttons: Mapping[str, Answer] = {
            standing.TALK: self._talk,
            cards.OPEN: self._opened,
            cards.WHAT_HAPPENS: self._what_happens,
            cards.SOMETHING_ELSE: self._something_else,
        }
        self._keepers: Mapping[str, Keep] = {
            checkin_cards.CALLBACK: self._keep_of_a_block,
            journal_cards.EDITED: self._keep_instead,
            journal_cards.FILLED_IN: self._keep_for_a_day,
        }

    def register(self, app: AsyncApp) -> None:
        """What needs the database; `answer` is handed to Bolt by the composition root."""
        app.action(cards.START_THE_REST)(self.start_the_rest)
        app.action(cards.KEEP)(self.keep)

    async def answer(self, body: Body, context: AsyncBoltContext, next: Callable[..., Any]) -> BoltResponse | None:  # noqa: A002
        """Answer in front of everything, or let the request through untouched."""
        person = person_in(context)
        if person is not None and (button := self._buttons.get(_pressed(body))):
            return await self._press(lambda: button(person, body))
        mark = self._first_explicit(person, body) if person is not None else None
        if person is not None and mark is not None:
            self._care.stop_the_timer(person)
            return await self._meet(person, mark, body)
        if person is not None and _asks_for_a_person(body):
            return _answer(_for_their_eyes(cards.person(await self._care.lines(person))))
        passed: BoltResponse | None = await next()
        return passed

    def takes(self, body: Body) -> bool:
        """Whether this never reaches a listener, whatever was typed."""
        return _pressed(body) in self._buttons or _asks_for_a_person(body)

    async def start_the_rest(self, ack: AsyncAck, action: Body, body: Body, person: PersonId) -> None:
        await ack()
        await self._focus.begin(person, Asked(Size(int(action["value"])), is_typed=True))
        await self._turn_to(cards.something_else(0), person, body)

    async def keep(self, ack: AsyncAck, action: Body, body: Body, person: PersonId) -> None:
        await ack()
        held = json.loads(action["value"])
        is_kept = await self._keepers[held["modal"]](person, held)
        await self._turn_to(cards.kept(is_kept=is_kept), person, body)

    async def said(self, within: timedelta) -> None:
        """Return when every card that was to be posted is, or the time is over."""
        await self._insisting.finished(within)

    # An explicit sentence.

    def _first_explicit(self, person: PersonId, body: Body) -> str | None:
        """The mark of the first text that is met with the card; none if there is none, or it was meant otherwise."""
        explicit = (cards.mark_of(_sentence(text, body)) for text in map(heard, texts(body)) if needs_person(text))
        return next((mark for mark in explicit if not self._care.is_meant_otherwise(person, mark)), None)

    async def _meet(self, person: PersonId, mark: str, body: Body) -> BoltResponse:
        """The card, where the sentence came from."""
        if body.get("type") == "view_submission":
            keep = _to_keep(body) if self._journal.switches.keeps_sentences else ""
            card = cards.support(mark, await self._care.lines(person), keep)
            return _answer({"response_action": "update", "view": cards.in_modal(card)})
        if body.get("command"):
            return _answer(_for_their_eyes(cards.support(mark, await self._care.lines(person))))
        if body.get("view"):
            pauses = islice(growing(self._first_pause), POST_TRIES - 1)
            self._insisting.begin(lambda: self._turn_to_card(person, mark, body), pauses)
        elif body.get("response_url"):
            pauses = islice(growing(self._first_pause, factor=8), RESPONSES - 1)
            self._insisting.begin(lambda: self._respond_with_card(person, mark, body), pauses)
        elif _is_first(self._answered, str(body.get("event_id") or mark)):
            self._insisting.begin(lambda: self._post(person, mark), islice(growing(self._first_pause), POST_TRIES - 1))
        return BoltResponse(status=200)

    async def _post(self, person: PersonId, mark: str) -> None:
        """One card for one line, past the outbox. A second card is better than none, so doubt is no reason to stop."""
        card = cards.message(cards.support(mark, await self._care.lines(person)))
        client = await self._clients(person.workspace)
        await client.chat_postMessage(channel=person.user, unfurl_links=False, unfurl_media=False, **card)

    async def _respond_with_card(self, person: PersonId, mark: str, body: Body) -> None:
        await _respond(body, cards.support(mark, await self._care.lines(person)), replaces=False)

    async def _turn_to_card(self, person: PersonId, mark: str, body: Body) -> None:
        """In place of the modal in which something was sent with Enter; if they closed it, in the messages."""
        try:
            await self._turn_to(cards.support(mark, await self._care.lines(person)), person, body)
        except SlackApiError as error:
            if error.response["error"] != "not_found":
                raise
            await self._post(person, mark)

    # The buttons.

    async def _press(self, work: Callable[[], Awaitable[None]]) -> BoltResponse:
        """Tried once: whoever sees no answer presses again."""
        await asyncio.wait([self._insisting.begin(work, ())], timeout=PRESS_WITHIN.total_seconds())
        return BoltResponse(status=200)

    async def _talk(self, person: PersonId, body: Body) -> None:
        """A person to talk to: on top of a modal, whose words stay, over the Home tab, or beside a message."""
        card = cards.person(await self._care.lines(person))
        if not body.get("view"):
            await _respond(body, card, replaces=False)
            return
        client = await self._clients(person.workspace)
        show = client.views_push if body["view"].get("type") == "modal" else client.views_open
        await show(trigger_id=body["trigger_id"], view=cards.in_modal(card))

    async def _opened(self, person: PersonId, body: Body) -> None:
        """Slack has opened the address; it wants nothing but to be acknowledged."""

    async def _what_happens(self, person: PersonId, body: Body) -> None:
        await self._turn_to(cards.with_explanation(body, await self._care.lines(person)), person, body)

    async def _something_else(self, person: PersonId, body: Body) -> None:
        self._care.meant_otherwise(person, str(body["actions"][0].get("value") or ""))
        await self._turn_to(cards.something_else(self._care.minutes_left(person)), person, body)

    # The sentence, if they press Keep.

    async def _keep_of_a_block(self, person: PersonId, held: Body) -> bool:
        shown = await self._checkins.write(person, held["about"], held["words"], _keeping(held))
        return shown.course.outcome is Outcome.SAVED

    async def _keep_instead(self, person: PersonId, held: Body) -> bool:
        sentence_id, place = journal_cards.about({"private_metadata": held["about"]})
        await self._journal.edit(person, sentence_id, held["words"], place)
        return True

    async def _keep_for_a_day(self, person: PersonId, held: Body) -> bool:
        day = date.fromisoformat(held["day"])
        shelf = await self._journal.fill_in(person, FilledIn(held["about"], day, held["words"], _keeping(held)))
        return shelf.news is News.SAVED

    async def _turn_to(self, blocks: list[Json], person: PersonId, body: Body) -> None:
        """Show this in the card's place."""
        if body.get("view"):
            client = await self._clients(person.workspace)
            await client.views_update(view_id=body["view"]["id"], view=cards.in_modal(blocks))
        else:
            await _respond(body, blocks, replaces=True)


def _pressed(body: Body) -> str:
    """The button that was pressed; empty for anything else."""
    return str(body["actions"][0].get("action_id")) if body.get("type") == "block_actions" else ""


def _asks_for_a_person(body: Body) -> bool:
    return body.get("command") == COMMAND and spoken(body.get("text") or "").word == "person"


def _sentence(text: str, body: Body) -> str:
    """What is known again as the same sentence: without the command's own word and length, where it stands alone."""
    rest = LENGTH.sub("", spoken(text).rest, count=1) if body.get("command") else ""
    return rest if needs_person(rest) else text


def _is_first(answered: OrderedDict[str, None], event: str) -> bool:
    """Whether this event was not answered before; Slack sends some twice."""
    if event in answered:
        return False
    answered[event] = None
    if len(answered) > REMEMBERED_EVENTS:
        answered.popitem(last=False)
    return True


def _to_keep(body: Body) -> str:
    """What the Keep button holds: a sentence of a check-in or of the journal, and nothing else is ever kept."""
    view = body["view"]
    words, keeping = journal_cards.sentence(view), journal_cards.keeping(view)
    is_a_sentence = view.get("callback_id") in (checkin_cards.CALLBACK, journal_cards.EDITED, journal_cards.FILLED_IN)
    if not is_a_sentence or len(words) > SENTENCE_CHARACTERS or keeping == Keeping.NOT_KEPT:
        return ""
    held = {"modal": view["callback_id"], "about": view["private_metadata"], "words": words}
    held |= {"keeping": str(keeping or ""), "day": kit.typed(view, journal_cards.DAY, journal_cards.DAY)}
    return json.dumps(held, ensure_ascii=False)


def _keeping(held: Body) -> Keeping | None:
    return Keeping.read(held["keeping"])


def _for_their_eyes(blocks: list[Json]) -> Body:
    return {"response_type": "ephemeral", **cards.message(blocks)}


def _answer(body: Body) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": ["application/json"]})


async def _respond(body: Body, blocks: list[Json], *, replaces: bool) -> None:
    """Once, at the response URL, for their eyes alone where it replaces nothing. Raises what keeps it from being heard.

    Without the SDK's own second try, which would count as a use.
    """
    webhook = AsyncWebhookClient(body["response_url"], timeout=RESPONSE_SECONDS, retry_handlers=[])
    said = cards.message(blocks) if replaces else _for_their_eyes(blocks)
    answer = await webhook.send_dict({**said, "replace_original": replaces})
    if answer.status_code != 200:
        raise NotHeardError
