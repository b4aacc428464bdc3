"""The press on an invitation, whatever it asks for, and what the outbox draws of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncRespond

from bot.ids import PersonId
from bot.invitations import cards
from bot.kit import Json
from bot.outbox.composing import Composer
from bot.outbox.delivery import Turn
from bot.outbox.kinds import Content
from bot.speech import Line, our_words

Listener: TypeAlias = Callable[..., Awaitable[None]]
Stands = TypeVar("Stands")
Draw: TypeAlias = Callable[[Stands], tuple[Json, ...]]


def answered(answer: Callable[[PersonId, str], Awaitable[Stands | None]], says: Callable[[Stands], Line]) -> Listener:
    """A button on the invitation, which is drawn again; an old one is answered with how it stands."""

    async def listener(ack: AsyncAck, action: Mapping[str, Any], person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        stands = await answer(person, str(action.get("value") or ""))
        if stands is not None:
            line = says(stands)
            await respond(text=our_words(line), blocks=list(cards.plain(line)), replace_original=False)

    return listener


def posted(due: Callable[[Turn], Awaitable[Mapping[int, Stands]]], text: str, draw: Draw[Stands]) -> Composer:
    """Rows that each post one message of their own, with this notification."""

    async def compose(turn: Turn) -> Mapping[int, Content]:
        return {row: Content(text, draw(shown)) for row, shown in (await due(turn)).items()}

    return compose


def drawn_again(
    due: Callable[[Turn], Awaitable[Mapping[int, tuple[Stands, int]]]], text: str, draw: Draw[Stands]
) -> Composer:
    """Rows that each edit the message of another row, as it stands now."""

    async def compose(turn: Turn) -> Mapping[int, Content]:
        return {row: Content(text, draw(shown), edits=card) for row, (shown, card) in (await due(turn)).items()}

    return compose
