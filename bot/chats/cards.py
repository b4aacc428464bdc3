"""The modal that asks and the one that shows a chat, the invitation, and the card at the time."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot import kit, standing
from bot.chats import wording
from bot.chats.rules import Agreed, CardShown, Draft, Form, Invitation, Weekly, What, has_smaller
from bot.invitations import cards as invitations
from bot.invitations import wording as invitations_wording
from bot.invitations.cards import plain
from bot.invitations.rules import TOLD, Answer
from bot.kit import Json
from bot.ladder import wording as ladder
from bot.speech import WEEKDAYS, Line, Words

OPEN = "chats.open"
CHANGE_TIME = "chats.change_time"
END = "chats.end"
FINE = "chats.fine"
NOT_THIS_TIME = "chats.not_this_time"
STOP = "chats.stop"
START = "chats.start"
SMALLER = "chats.smaller"
NOT_TODAY = "chats.not_today"

ASK = "chat"
CHANGE = "chat_time"
WHOM, DAY, AT, WORDS = "whom", "day", "at", "words"


def open_button() -> Json:
    """Opens the chat, or asks for one."""
    return kit.button(wording.CHAT, OPEN)


def asking(draft: Draft, whom: str = "") -> Json:
    """Everything is drafted, everything can be changed, and all of the invitation is read before it goes."""
    before = [kit.line(wording.became(draft.last_whom, draft.last))] if draft.last in TOLD and draft.last else []
    blocks = [
        *before,
        kit.paragraph(wording.INTRODUCTION),
        kit.box(WHOM, wording.WHOM_BOX, kit.person(WHOM, whom)),
        *_when(draft.weekly),
        kit.box(WORDS, wording.WORDS_BOX, kit.text_box(WORDS, wording.DRAFT), wording.WORDS_HINT, optional=True),
        *standing.under_a_box(),
        kit.note(wording.THEY_READ),
        kit.line((wording.ABOUT,)),
        kit.note(invitations_wording.CLOSES),
    ]
    return kit.modal(ASK, wording.TITLE, blocks, submit=invitations_wording.SEND, close=wording.NOT_NOW)


def asked(view: Mapping[str, Any]) -> Form:
    """What the modal was sent off with."""
    return Form(kit.typed(view, WHOM, WHOM), weekly(view), kit.typed(view, WORDS, WORDS).strip())


def weekly(view: Mapping[str, Any]) -> Weekly:
    """The day and the time in it."""
    return Weekly(int(kit.typed(view, DAY, DAY)), time.fromisoformat(kit.typed(view, AT, AT)))


def shown(chat: Agreed) -> Json:
    """A chat that there is."""
    change = kit.button(wording.CHANGE_TIME, CHANGE_TIME, chat.chat_id)
    buttons = kit.actions(change, kit.button(wording.END_IT, END, chat.chat_id))
    return told(*wording.agreed(chat), more=(buttons,))


def changing(chat: Agreed) -> Json:
    """Another day, or another time."""
    labels = {"submit": wording.SAVE, "close": wording.NOT_NOW}
    return kit.modal(CHANGE, wording.TITLE, _when(chat.weekly), private_metadata=chat.chat_id, **labels)


def told(*lines: Line, more: tuple[Json, ...] = ()) -> Json:
    """A modal that says how things stand."""
    return kit.modal("told", wording.TITLE, [*map(kit.line, lines), *more], close=wording.CLOSE)


def invitation(invited: Invitation) -> tuple[Json, ...]:
    """Who asks for what, their words, and that it can be declined; or one line that says what became of it."""
    line = kit.line(wording.invitation(invited))
    if invited.said is Answer.YES:
        return (line, kit.actions(kit.button(wording.STOP_THESE, STOP, invited.chat_id)))
    if invited.said is not Answer.WAITS:
        return (line,)
    buttons = invitations.open_for((FINE, NOT_THIS_TIME), invited.chat_id)
    return (line, *_their_words(invited), kit.line((wording.ABOUT,)), *buttons)


def answer(said: tuple[str, Answer]) -> tuple[Json, ...]:
    """One line about what the other one said, to whoever asked."""
    return plain(wording.became(*said))


def card(chat: CardShown, what: What = What.CARD) -> tuple[Json, ...]:
    """What could begin now, or the plain line that is left of it."""
    if what is not What.CARD:
        return plain((wording.BECAME[what],))
    value = f"{chat.chat_id}.{chat.revision}"
    smaller = [kit.button(ladder.SMALLER, SMALLER, value)] if has_smaller(chat.size) else []
    start, not_today = kit.button(wording.START, START, value), kit.button(wording.NOT_TODAY, NOT_TODAY, value)
    note = [] if chat.is_answered else [kit.note(wording.NO_ANSWER)]
    return (kit.line(wording.card(chat)), kit.actions(start, *smaller, not_today), *note)


def _when(weekly: Weekly) -> list[Json]:
    days = {str(number): day for number, day in enumerate(WEEKDAYS)}
    return [
        kit.box(DAY, wording.DAY_BOX, kit.select(DAY, days, str(weekly.weekday))),
        kit.box(AT, wording.TIME_BOX, kit.clock_time(AT, weekly.at)),
    ]


def _their_words(invited: Invitation) -> list[Json]:
    return [kit.line((Words(invited.words),))] if invited.words else []
