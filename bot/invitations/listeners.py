"""The press on an invitation, whatever it asks for."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncRespond

from bot.ids import PersonId
from bot.invitations import cards
from bot.speech import Line, our_words

Listener: TypeAlias = Callable[..., Awaitable[None]]
Stands = TypeVar("Stands")


def answered(answer: Callable[[PersonId, str], Awaitable[Stands | None]], says: Callable[[Stands], Line]) -> Listener:
    """A button on the invitation, which is drawn again; an old one is answered with how it stands."""

    async def listener(ack: AsyncAck, action: Mapping[str, Any], person: PersonId, respond: AsyncRespond) -> None:
        await ack()
        stands = await answer(person, str(action.get("value") or ""))
        if stands is not None:
            line = says(stands)
            await respond(text=our_words(line), blocks=list(cards.plain(line)), replace_original=False)

    return listener
