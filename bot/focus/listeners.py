"""The doors of a focus block, Slack's and the outbox's, in the order a person meets them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.breaks.rules import come_back, come_back_shorter, minutes_asked
from bot.courses.rules import Aside, Course
from bot.doors import is_ephemeral, says, spoken
from bot.focus import cards, rules, wording
from bot.focus.rules import Press
from bot.focus.service import FocusService
from bot.ids import PersonId
from bot.ladder.rules import asked
from bot.outbox.delivery import Delivery, Turn
from bot.outbox.kinds import Content
from bot.patience import COMMIT_SECONDS, in_time
from bot.people.service import PeopleService
from bot.sittings.rows import CARDS, LIVE_EDITS, RETIRE, BlockRows
from bot.sittings.rules import Shown
from bot.sittings.service import Standing
from bot.speech import Line

Body = Mapping[str, Any]
Act: TypeAlias = Callable[[PersonId, Press], Awaitable[Standing]]
Listener: TypeAlias = Callable[..., Awaitable[None]]


class FocusListeners:
    """What can be typed and pressed about a block."""

    def __init__(
        self, focus: FocusService, rows: BlockRows, people: PeopleService, *, patience: float = COMMIT_SECONDS
    ) -> None:
        self._patience = patience
        self._focus = focus
        self._rows = rows
        self._people = people

    def register(self, app: AsyncApp, delivery: Delivery) -> None:
        """The table of contents."""
        app.command("/focus", [says("start")])(self.start)
        app.command("/focus", [says("tiny")])(self.tiny)
        app.command("/focus", [says("ground")])(self.ground)
        app.command("/focus", [says("break")])(self.short_break)
        app.command("/focus", [says("back")])(self.back)
        app.command("/focus", [says("stop")])(self.stop)
        for action_id, act in self.acts().items():
            app.action(action_id)(self.pressed(act))
        app.action(cards.MORE)(self.more)
        app.view(cards.PARK)(self.park)
        self.speak_through(delivery)

    def acts(self) -> Mapping[str, Act]:
        """Each button, and each entry of the menu, with what it does to the block it was offered for."""
        return {
            cards.MOVE_ON: self._focus.move_on,
            cards.TOO_MUCH: self._focus.help_out,
            cards.SOMETHING_ELSE: self._focus.help_out,
            cards.WORSE: lambda person, press: self._focus.help_out(person, press, worse=True),
            cards.BACK_TO_IT: self._plainly(rules.back_to_it),
            cards.WHY: self._plainly(lambda course, _: rules.touch(course, Aside.WHY)),
            cards.WANDER: self._plainly(rules.wander),
            cards.SMALLER: lambda person, press: self._focus.shrink(person, press, rules.make_smaller),
            cards.ANOTHER: self._plainly(rules.take_another),
            cards.SHORT_BREAK: lambda person, press: self._focus.break_off(person, press=press),
            cards.BACK: self._plainly(come_back),
            cards.BACK_SHORTER: self._plainly(come_back_shorter),
            cards.STOP: self._focus.stop,
            cards.STOP_FOR_TODAY: self._plainly(rules.stop_for_today),
            cards.UNDO: self._focus.undo,
            cards.SKIP: self._plainly(rules.skip),
            cards.AGAIN: self._focus.again,
            cards.KEEP_SETTLING: self._focus.keep_settling,
        }

    def speak_through(self, delivery: Delivery) -> None:
        """What the outbox asks of a block."""
        delivery.opens(self.post_card, *CARDS)
        delivery.opens(self.draw_again, *LIVE_EDITS)
        delivery.opens(self.lay_down, RETIRE)

    async def start(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        wanted = asked(spoken(command["text"]).rest)
        await self._people.meet(person)
        await self._tell(respond, command, await self._focus.begin(person, wanted), wording.started)

    async def tiny(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._people.meet(person)
        await self._tell(respond, command, await self._focus.go_to_the_foot(person), wording.started)

    async def ground(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._people.meet(person)
        await self._tell(respond, command, await self._focus.help_out(person))

    async def short_break(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        minutes = minutes_asked(spoken(command["text"]).rest)
        await self._people.meet(person)
        await self._tell(respond, command, await self._focus.break_off(person, minutes))

    async def back(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._tell(respond, command, await self._focus.come_back(person))

    async def stop(self, ack: AsyncAck, command: Body, person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        await self._tell(respond, command, await self._focus.stop(person))

    def pressed(self, act: Act) -> Listener:
        """A button that does one thing to the block it was offered for."""

        async def listener(ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond) -> None:
            await ack()
            await answer_press(respond, body, await act(person, cards.offered(action)))

        return listener

    async def more(
        self, ack: AsyncAck, action: Body, body: Body, person: PersonId, respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        picked = cards.picked(action)
        if picked == cards.WRITE_DOWN:
            view = cards.write_down(cards.offered(action).block_id)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
            return
        await answer_press(respond, body, await self.acts()[picked](person, cards.offered(action)))

    async def park(self, ack: AsyncAck, view: dict[str, Any], person: PersonId) -> None:
        await in_time(self._focus.park(person, view["private_metadata"], cards.written_down(view)), self._patience)
        await ack()

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
            row: Content(
                wording.notification(old.shown.course),
                cards.plain(wording.retired(old.shown, old.phase)),
                edits=old.card,
            )
            for row, old in due.items()
        }

    def _plainly(self, rule: Callable[[Course, Any], Course]) -> Act:
        return lambda person, press: self._focus.act(person, press, rule)

    async def _tell(
        self, respond: AsyncRespond, command: Body, standing: Standing, said: Callable[[Shown], Line] = wording.done
    ) -> None:
        """Answer where it was typed, for nobody else's eyes: what it did, or what runs already, with its card."""
        beside_the_card = await self._people.is_in_dm(standing.person, command["channel_id"])
        shown = standing.shown
        if standing.changed and beside_the_card:
            return
        if standing.changed and shown is not None:
            blocks, text = cards.plain(said(shown)), wording.WHERE_THINGS_STAND
        elif shown is None or beside_the_card:
            blocks, text = cards.plain(wording.standing(shown)), wording.WHERE_THINGS_STAND
        else:
            blocks, text = cards.card(replace(shown, is_first=False)), wording.WHERE_THINGS_STAND
        await respond(blocks=list(blocks), text=text)


async def answer_press(respond: AsyncRespond, body: Body, standing: Standing, *, tells: bool = False) -> None:
    """The live card answers a press that counted. An old card is met with where things stand; a copy is replaced."""
    is_copy = is_ephemeral(body)
    if not body.get("response_url") or (standing.changed and not is_copy):
        return
    shown = standing.shown
    line = wording.started(shown) if tells and standing.changed and shown else wording.standing(shown)
    await respond(blocks=list(cards.plain(line)), text=wording.WHERE_THINGS_STAND, replace_original=is_copy)
