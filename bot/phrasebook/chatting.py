"""What a weekly chat says: asking, the invitation, the answers, the card at the time, and the block itself."""

from collections.abc import Iterator
from datetime import datetime

from bot.breaks import rules as breaks
from bot.chats import cards, wording
from bot.chats.rules import WORDS_CHARACTERS, Agreed, CardShown, Draft, Invitation, Weekly
from bot.courses.rules import Outcome, catch_up, close
from bot.focus import rules
from bot.focus import wording as focus_wording
from bot.invitations import wording as invitations
from bot.invitations.cards import plain as one_line
from bot.invitations.rules import OVER, Answer, NotAgainYetError
from bot.ladder.rules import Rung, Size
from bot.phrasebook.saying import ANSWERS, NINE, SOMEONE, WORDS, Saying, card, minute, plain, shown

CHAT_ID = "0a1b2c3d4e5f"
FRIDAYS = Weekly(4)


def chatting() -> Iterator[Saying]:
    """In the order a person meets it."""
    for part in (_asking, _the_invitation, _the_card, _the_block):
        yield from part()


def _asking() -> Iterator[Saying]:
    yield Saying("chat, asked for", view=cards.asking(Draft(FRIDAYS)))
    yield Saying("chat, asked for after a no", view=cards.asking(Draft(FRIDAYS, SOMEONE, Answer.NO)))
    yield Saying("chat, asked for after they stopped", view=cards.asking(Draft(FRIDAYS, SOMEONE, Answer.STOPPED)))
    for said in wording.SAID:
        chat = Agreed(CHAT_ID, SOMEONE, FRIDAYS, said, NINE, "UTC")
        yield Saying(f"chat, {ANSWERS[said]}", view=cards.shown(chat))
    yield Saying("chat, change the time", view=cards.changing(chat))
    yield Saying("chat, ended", view=cards.told((wording.ENDED,)))
    yield Saying("chat, too many words", wording.words_too_long(WORDS_CHARACTERS + 1))
    for refusal, words in wording.REFUSALS.items():
        yield plain(f"refusal, chat, {refusal.__name__.removesuffix('Error')}", words(refusal()))
    for refusal, words in invitations.REFUSALS.items():
        refused = NotAgainYetError(NINE, "UTC") if refusal is NotAgainYetError else refusal()
        yield plain(f"refusal, asking somebody, {refusal.__name__.removesuffix('Error')}", words(refused))


def _the_invitation() -> Iterator[Saying]:
    for said in Answer:
        from_at = None if said in OVER else NINE
        blocks = cards.invitation(Invitation(CHAT_ID, SOMEONE, said, from_at, "UTC", WORDS))
        yield Saying(f"invitation, {ANSWERS[said]}", wording.INVITED, blocks)
    gone = Invitation(CHAT_ID, "", Answer.ENDED, None, "UTC")
    yield Saying("invitation, removed", wording.INVITED, cards.invitation(gone))
    for said in (Answer.YES, Answer.NO):
        blocks = one_line(wording.became(SOMEONE, said))
        yield Saying(f"chat, their answer is {said}", wording.ANSWERED, blocks)


def _the_card() -> Iterator[Saying]:
    sizes = {"in time": Size(15), "smaller": Size(10), "two": Size(2)}
    sizes |= {"one breath": Size(0, foot=Rung.BREATH), "one word": Size(0, foot=Rung.WORD)}
    for name, size in sizes.items():
        at = NINE if name == "in time" else None
        yield Saying(f"chat card, {name}", wording.COMES, cards.card(_card(size, at, is_answered=True)))
    yield Saying("chat card, without an answer", wording.COMES, cards.card(_card(Size(15), NINE)))
    yield Saying("chat card, late", wording.COMES, cards.card(_card(Size(15), None)))
    for what in wording.BECAME:
        yield Saying(f"chat card, {what.replace('_', ' ')}", wording.COMES, cards.card(_card(Size(15), NINE), what))


def _card(size: Size, at: datetime | None, *, is_answered: bool = False) -> CardShown:
    return CardShown(CHAT_ID, 1, SOMEONE, size, "UTC", at, is_answered)


def _the_block() -> Iterator[Saying]:
    begun = rules.begin_chat(rules.CHAT, NINE)
    yield card("a chat", shown(begun, task="", whom=SOMEONE))
    yield plain("a chat, where things stand", focus_wording.standing(shown(begun, task="", whom=SOMEONE)))
    smaller = rules.make_smaller(begun, minute(8))
    yield card("a chat, smaller", shown(smaller, task="", whom=SOMEONE, minutes=8))
    back = breaks.come_back_shorter(breaks.take_break(begun, 5, minute(8)), minute(12))
    yield card("a chat, back, a shorter one", shown(back, task="", whom=SOMEONE, minutes=12))
    ended = catch_up(begun, minute(15))
    yield card("a chat, the end", shown(ended, task="", whom=SOMEONE, minutes=15))
    yield card("a chat, closed", shown(close(ended, Outcome.SKIPPED), task="", whom=SOMEONE, minutes=16))
