"""What is said about the one who knows: asking, the invitation, the answers, and the Home tab."""

from collections.abc import Iterator

from bot.buddies import cards, wording
from bot.buddies.rules import WORDS_CHARACTERS, Draft, Form, Hears, Invitation, Link, Ping, Place
from bot.home import cards as home_cards
from bot.home.rules import Seen
from bot.invitations.cards import plain as one_line
from bot.invitations.rules import TOLD, Answer
from bot.phrasebook.saying import ANSWERS, SOMEONE, WORDS, Saying, plain
from bot.starts import wording as start_wording
from bot.switches.rules import Switches

LINK_ID = "0a1b2c3d4e5f6a7b"
OWN_WORDS = dict.fromkeys(Ping, WORDS)


def knowing() -> Iterator[Saying]:
    """In the order a person meets it."""
    for part in (_asking, _the_link, _the_invitation, _home):
        yield from part()


def _asking() -> Iterator[Saying]:
    yield Saying("buddy, asked for", view=cards.asking(Draft(), Form("")))
    for said in TOLD:
        yield Saying(
            f"buddy, asked for, the one before: {ANSWERS[said]}", view=cards.asking(Draft(SOMEONE, said), Form(""))
        )
    yield Saying("buddy, read first", view=cards.reading(SOMEONE, Form(SOMEONE)))
    yield Saying("buddy, read first in words of their own", view=cards.reading(SOMEONE, Form(SOMEONE, OWN_WORDS)))
    yield Saying("buddy, why", view=cards.why())
    yield Saying("buddy, too many words", wording.too_long(WORDS_CHARACTERS + 1))
    for refusal, words in wording.REFUSALS.items():
        yield plain(f"refusal, buddy, {refusal.__name__.removesuffix('Error')}", words(refusal()))


def _the_link() -> Iterator[Saying]:
    yield Saying("buddy, shown, no answer yet", view=cards.shown(_link(Answer.WAITS)))
    yield Saying("buddy, shown", view=cards.shown(_link(Answer.YES)))
    yield Saying("buddy, shown, paused", view=cards.shown(_link(Answer.YES, is_paused=True)))
    yield Saying("buddy, change the words", view=cards.changing(_link(Answer.YES)))
    yield Saying("buddy, ended", view=cards.told((wording.ENDED,)))
    yield Saying("answer to buddy off", wording.ENDED)
    yield Saying("answer to buddy off, nobody knew", wording.NOBODY)


def _the_invitation() -> Iterator[Saying]:
    for said in Answer:
        yield _drawn(f"buddy invitation, {ANSWERS[said]}", Invitation(LINK_ID, SOMEONE, said))
    yield _drawn("buddy invitation in their words", Invitation(LINK_ID, SOMEONE, Answer.WAITS, OWN_WORDS))
    just_now = Invitation(LINK_ID, SOMEONE, Answer.STOPPED, can_undo=True)
    yield _drawn("buddy invitation, stopped just now", just_now)
    yield _drawn("buddy invitation, removed", Invitation("", "", Answer.ENDED))
    for said in (Answer.YES, Answer.NO):
        yield Saying(f"buddy, their answer is {said}", wording.ANSWERED, one_line(wording.became(SOMEONE, said)))
    yield Saying("buddy, stopped on the Home tab", view=cards.stopped(LINK_ID))
    yield Saying("buddy, stop taken back", view=cards.told((wording.GOES_ON,)))
    yield Saying("buddy, stop taken back too late", view=cards.told((wording.TOO_LATE_TO_UNDO,)))


def _home() -> Iterator[Saying]:
    hears = (Hears(LINK_ID, SOMEONE, any_hour=False), Hears(LINK_ID, SOMEONE, any_hour=True))
    for name, place in (
        ("nobody knows", Place()),
        ("somebody knows", Place(_link(Answer.YES))),
        ("asked somebody, hears of two", Place(_link(Answer.WAITS), hears)),
        ("the one who knew stopped", Place(Draft(SOMEONE, Answer.STOPPED))),
    ):
        yield Saying(f"home, {name}", view=home_cards.home(Seen(home_cards.NOTHING_YET, buddies=place)))
    without = tuple(home_cards.help_card(home_cards.NOTHING_YET, Switches(offers_buddies=False)))
    yield Saying("help where nobody is told", start_wording.HELP, without)


def _link(said: Answer, *, is_paused: bool = False) -> Link:
    return Link(LINK_ID, SOMEONE, SOMEONE, said, is_paused)


def _drawn(name: str, invited: Invitation) -> Saying:
    return Saying(name, wording.INVITED, cards.invitation(invited))
