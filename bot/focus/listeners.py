"""The doors of a focus block, Slack's and the outbox's, in the order a person meets them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.doors import is_ephemeral, says, spoken
from bot.focus import cards, wording
from bot.focus.rows import CARDS, LIVE_EDITS, RETIRE, BlockRows
from bot.focus.rules import Asked, Press, asked
from bot.focus.service import FocusService, Standing
from bot.ids import PersonId
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.people.service import PeopleService

Body = Mapping[str, Any]
Act: TypeAlias = Callable[[PersonId, Press], Awaitable[Standing]]
Listener: TypeAlias = Callable[..., Awaitable[None]]


class FocusListeners:
    """What can be typed and pressed about a block."""

    def __init__(self, focus: FocusService, rows: BlockRows, people: PeopleService) -> None:
        self._focus = focus
        self._rows = rows
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.command("/focus", [says("start")])(self.start)
        app.action(cards.START)(self.start_pressed)
        app.action(cards.MOVE_ON)(self.pressed(self._focus.move_on))
        app.action(cards.WANDER)(self.pressed(self._focus.wander))
        app.action(cards.MORE)(self.more)
        app.command("/focus", [says("stop")])(self.stop)
        app.action(cards.STOP)(self.pressed(self._focus.stop))
        app.action(cards.UNDO)(self.pressed(self._focus.undo))
        app.action(cards.SKIP)(self.pressed(self._focus.skip_check_in))
        app.action(cards.AGAIN)(self.pressed(self._focus.again))
        self.speak_through(delivery)

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a block."""
        delivery.opens(self.post_card, *CARDS)
        delivery.opens(self.draw_again, *LIVE_EDITS)
        delivery.opens(self.lay_down, RETIRE)

    async def start(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        wanted = asked(spoken(command["text"]).rest)
        await self._people.meet(person)
        standing = await self._focus.begin(person, wanted)
        beside_the_card = await self._people.is_in_dm(person, command["channel_id"])
        if not standing.changed or not beside_the_card:
            await _tell(respond, standing, beside_the_card=beside_the_card)

    async def start_pressed(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond
    ) -> None:
        await ack()
        await self._people.meet(person)
        standing = await self._focus.begin(person, Asked(None, str(action.get("value") or "")))
        await _answer_press(respond, body, standing, tell=True)

    def pressed(self, act: Act) -> Listener:
        """A button that does one thing to the block it was offered for."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
            await ack()
            await _answer_press(respond, body, await act(person, cards.offered(action)))

        return listener

    async def more(self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        keeps = cards.picked(action) == cards.KEEP_SETTLING
        act = self._focus.keep_settling if keeps else self._focus.undo
        await _answer_press(respond, body, await act(person, cards.offered(action)))

    async def stop(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._focus.stop(person)
        if not await self._people.is_in_dm(person, command["channel_id"]):
            await respond(text=wording.STOPPED)

    async def post_card(self, turn: Turn) -> Mapping[int, Content]:
        """A new card, at the start and when the clock moves the block on."""
        due = await self._rows.for_cards(turn)
        return {row: Content(wording.notification(shown.course), cards.card(shown)) for row, shown in due.items()}

    async def draw_again(self, turn: Turn) -> Mapping[int, Content]:
        """The live card, edited to what is true now."""
        due = await self._rows.for_edits(turn)
        return {
            row: Content(wording.notification(shown.course), cards.card(shown), edits=card)
            for row, (shown, card) in due.items()
        }

    async def lay_down(self, turn: Turn) -> Mapping[int, Content]:
        """An old card, edited to one plain line without the person's words."""
        due = await self._rows.for_retired(turn)
        return {
            row: Content(wording.notification(shown.course), cards.plain(wording.retired(shown, phase)), edits=card)
            for row, (shown, card, phase) in due.items()
        }


async def _tell(respond: AsyncRespond, standing: Standing, *, beside_the_card: bool) -> None:
    """Answer where it was typed, for nobody else's eyes: it started, or what runs already, with its card."""
    shown = standing.shown
    if standing.changed and shown is not None:
        blocks, text = cards.plain(wording.started(shown)), wording.STARTED
    elif shown is None or beside_the_card:
        blocks, text = cards.plain(wording.standing(shown)), wording.WHERE_THINGS_STAND
    else:
        blocks, text = cards.card(replace(shown, is_first=False)), wording.WHERE_THINGS_STAND
    await respond(blocks=list(blocks), text=text)


async def _answer_press(respond: AsyncRespond, body: Body, standing: Standing, *, tell: bool = False) -> None:
    """The live card answers a press that counted. An old card is met with where things stand; a copy is replaced."""
    is_copy = is_ephemeral(body)
    if not body.get("response_url") or (standing.changed and not is_copy):
        return
    shown = standing.shown
    line = wording.started(shown) if tell and standing.changed and shown else wording.standing(shown)
    await respond(blocks=list(cards.plain(line)), text=wording.WHERE_THINGS_STAND, replace_original=is_copy)
