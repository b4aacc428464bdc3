"""The doors of evenings: wanting a card, what can be pressed on it, and what the outbox asks."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.courses.rules import Course
from bot.evenings import cards, wording
from bot.evenings.rows import LAID_DOWN, EveningRows
from bot.evenings.service import EveningService
from bot.focus import cards as focus_cards
from bot.focus import rules as focus_rules
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time
from bot.plans import cards as plans_cards
from bot.plans import wording as plans_wording
from bot.plans.listeners import save_form
from bot.plans.rules import Form, Press, SavedCard
from bot.prompts.rows import CARDS
from bot.prompts.rules import Kind
from bot.prompts.service import RETURN

Body = Mapping[str, Any]


class EveningListeners:
    """What can be pressed in the evening."""

    def __init__(
        self, evenings: EveningService, rows: EveningRows, focus: FocusService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._evenings = evenings
        self._rows = rows
        self._focus = focus

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.action(focus_cards.EVENING)(self.want)
        app.action(cards.WRITE)(self.write)
        app.action(cards.DONT_KNOW)(self.dont_know)
        app.action(cards.NO_PLAN)(self.no_plan)
        app.view(cards.CALLBACK)(self.save)
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of evenings."""
        delivery.opens(self.ask, CARDS[Kind.EVENING])
        delivery.opens(self.look_back, CARDS[Kind.LOOK_BACK])
        delivery.opens(self.say_hello, RETURN)
        delivery.opens(self.lay_down, LAID_DOWN)

    async def want(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        comes_at = await self._evenings.want(person)
        await self._focus.act(person, focus_cards.offered(action), _touched)
        if respond.response_url:
            await respond(text=wording.wanted(comes_at), replace_original=False)
        else:  # the Home tab has none
            await client.views_open(trigger_id=body["trigger_id"], view=cards.told(comes_at))

    async def write(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, client: AsyncWebClient) -> None:
        await ack()
        form = await in_time(self._evenings.form(person, plans_cards.offered(action)), self._patience)
        view = plans_cards.modal(form, callback=cards.CALLBACK)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def save(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        async def save(form: Form) -> bool:
            return await in_time(self._evenings.save(person, form, plans_cards.read(form.evening)), self._patience)

        await save_form(ack, view, save, person)

    async def dont_know(self, ack: AsyncAck, action: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        if not await self._evenings.dont_know(person, plans_cards.offered(action), plans_wording.NOTEBOOK):
            await respond(text=wording.IS_OVER, replace_original=False)

    async def no_plan(self, ack: AsyncAck, action: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        if not await self._evenings.no_plan(person, plans_cards.offered(action)):
            await respond(text=wording.IS_OVER, replace_original=False)

    async def ask(self, turn: Turn) -> Mapping[int, Content]:
        """The evening card: what is planned for tomorrow, or the question."""
        return {row: _evening(one) for row, one in (await self._rows.for_evenings(turn)).items()}

    async def look_back(self, turn: Turn) -> Mapping[int, Content]:
        """The week, behind a button."""
        return {row: Content(wording.WEEK, cards.week()) for row in await self._rows.for_look_backs(turn)}

    async def say_hello(self, turn: Turn) -> Mapping[int, Content]:
        """The one line on return."""
        due = await self._rows.for_return(turn)
        return {row: Content(wording.HELLO, cards.hello(comes_again=again)) for row, again in due.items()}

    async def lay_down(self, turn: Turn) -> Mapping[int, Content]:
        """An evening card that was answered with No plan."""
        due, line = await self._rows.for_laid_down(turn), (plans_wording.NO_PLAN_LINE,)
        return {
            row: Content(plans_wording.NO_PLAN_LINE, plans_cards.plain(line), edits=card) for row, card in due.items()
        }


def _evening(one: Press | SavedCard) -> Content:
    if isinstance(one, SavedCard):
        return Content(plans_wording.SAVED, plans_cards.saved(one))
    return Content(wording.ASKS, cards.asks(one))


def _touched(course: Course, _: Any) -> Course:
    return focus_rules.touch(course)
