"""The modals of whoever asks, the invitation of whoever is asked, and what stands of both on the Home tab."""

import json
from collections.abc import Mapping
from typing import Any

from bot import kit, standing
from bot.buddies import wording
from bot.buddies.rules import Draft, Form, Hears, Invitation, Link, Ping, Place, Sayings
from bot.helpers import wording as helpers
from bot.invitations import cards as invitations
from bot.invitations import wording as invitations_wording
from bot.invitations.rules import Answer
from bot.kit import Json
from bot.speech import Line

OPEN = "buddies.open"
WHY = "buddies.why"
REWORD = "buddies.reword"
CHANGE_WORDS = "buddies.change_words"
PAUSE = "buddies.pause"
GO_ON = "buddies.go_on"
END = "buddies.end"
FINE = "buddies.fine"
NOT_THIS_TIME = "buddies.not_this_time"
STOP = "buddies.stop"
UNDO = "buddies.undo"
ANY_HOUR = "buddies.any_hour"
WORKING_HOURS = "buddies.working_hours"

ASK = "buddy"
SEND = "buddy_send"
WORDS = "buddy_words"
TOLD = "buddy_told"
WHOM = "whom"
ENDS_A_SENTENCE = " .,;:"


def open_button(mine: Link | Draft) -> Json:
    """Opens who knows, or asks somebody."""
    return kit.button(wording.SHOW if isinstance(mine, Link) else wording.ASK_SOMEONE, OPEN)


def asking(draft: Draft, form: Form) -> Json:
    """Whom, and in which words; what they will read comes next."""
    introduction = kit.paragraph(wording.INTRODUCTION) | {"accessory": kit.button(helpers.WHY, WHY)}
    blocks = [
        *map(kit.line, wording.before(draft)),
        introduction,
        kit.box(WHOM, wording.WHOM_BOX, kit.person(WHOM, form.whom), wording.ADVICE),
        *_word_boxes(form.words),
    ]
    return kit.modal(ASK, wording.TITLE, blocks, submit=wording.READ_IT, close=wording.NOT_NOW)


def reading(asker: str, form: Form) -> Json:
    """All of the invitation, as it will stand in the other one's messages."""
    blocks = [
        kit.line(wording.goes_to(form.whom)),
        *_asks(Invitation("", asker, Answer.WAITS, form.words)),
        kit.note(invitations_wording.CLOSES),
        kit.actions(kit.button(wording.CHANGE_WORDS, REWORD)),
    ]
    labels = {"submit": invitations_wording.SEND, "close": wording.NOT_NOW}
    return kit.modal(SEND, wording.TITLE, blocks, private_metadata=_written(form), **labels)


def asked(view: Mapping[str, Any]) -> Form:
    """What the first modal was sent off with."""
    return Form(kit.typed(view, WHOM, WHOM), worded(view))


def read(view: Mapping[str, Any]) -> Form:
    """What stands in the second."""
    written = json.loads(view["private_metadata"])
    return Form(written["whom"], {Ping(ping): words for ping, words in written["words"].items()})


def worded(view: Mapping[str, Any]) -> Sayings:
    """The words that are the person's own, each on one line; what follows in a ping ends the sentence."""
    typed = {ping: " ".join(kit.typed(view, ping, ping).split()).rstrip(ENDS_A_SENTENCE) for ping in Ping}
    return {ping: words for ping, words in typed.items() if words and words != wording.DEFAULTS[ping]}


def shown(link: Link) -> Json:
    """Who knows, or was asked, and in which words."""
    pauses = kit.button(wording.GO_ON, GO_ON, link.link_id) if link.is_paused else None
    pauses = pauses or kit.button(wording.PAUSE, PAUSE, link.link_id)
    buttons = [
        kit.button(wording.CHANGE_WORDS, CHANGE_WORDS, link.link_id),
        *([pauses] if link.said is Answer.YES else []),
        kit.button(wording.END_IT, END, link.link_id),
    ]
    more = (kit.paragraph(wording.READS), *_examples(link.asker, link.words), kit.actions(*buttons))
    return told(wording.link(link), more=more)


def changing(link: Link) -> Json:
    """Other words."""
    labels = {"submit": wording.SAVE, "close": wording.NOT_NOW}
    return kit.modal(WORDS, wording.TITLE, _word_boxes(link.words), private_metadata=link.link_id, **labels)


def why() -> Json:
    """One honest sentence, on top."""
    return told((wording.WHY,))


def stopped(link_id: str) -> Json:
    """The answer to Stop these on the Home tab, with the way back."""
    return told((wording.STOPPED,), more=(undo(link_id),))


def undo(link_id: str) -> Json:
    """Takes a stop back."""
    return kit.actions(kit.button(wording.UNDO, UNDO, link_id))


def told(*lines: Line, more: tuple[Json, ...] = ()) -> Json:
    """A modal that says how things stand."""
    return kit.modal(TOLD, wording.TITLE, [*map(kit.line, lines), *more], close=wording.CLOSE)


def invitation(invited: Invitation) -> tuple[Json, ...]:
    """Who asks, what would come in which words, and that it can be declined; or what became of it, and the way out."""
    line = kit.line(wording.invitation(invited))
    if invited.said is Answer.WAITS:
        return (*_asks(invited), *invitations.open_for((FINE, NOT_THIS_TIME), invited.link_id))
    if invited.said is Answer.YES:
        stop = kit.actions(kit.button(wording.STOP_THESE, STOP, invited.link_id))
        return (line, stop, kit.note(wording.HOURS), kit.note(wording.HELP))
    return (line, undo(invited.link_id)) if invited.can_undo else (line,)


def answer(said: tuple[str, Answer]) -> tuple[Json, ...]:
    """One line about what the other one said, to whoever asked."""
    return invitations.plain(wording.became(*said))


def on_home(place: Place) -> list[Json]:
    """Who knows when they begin, and of whom they know it."""
    mine = place.mine
    lines = [wording.link(mine)] if isinstance(mine, Link) else [*wording.before(mine), (wording.NOBODY_YET,)]
    theirs = [block for hears in place.hears for block in _hears(hears)]
    return [
        *map(kit.line, lines),
        kit.actions(open_button(mine)),
        *theirs,
        *([kit.note(wording.HELP)] if theirs else []),
    ]


def _hears(hears: Hears) -> list[Json]:
    wider = kit.button(wording.ANY_HOUR, ANY_HOUR, hears.link_id)
    narrower = kit.button(wording.WORKING_HOURS, WORKING_HOURS, hears.link_id)
    stop = kit.button(wording.STOP_THESE, STOP, hears.link_id)
    return [kit.line(wording.hears(hears)), kit.actions(stop, narrower if hears.any_hour else wider)]


def _asks(invited: Invitation) -> list[Json]:
    """What is asked, and all four pings as they would read."""
    like_this = [kit.paragraph(wording.LIKE_THIS), *_examples(invited.asker, invited.words)]
    return [kit.line(wording.invitation(invited)), *like_this]


def _examples(asker: str, words: Sayings) -> list[Json]:
    return [kit.line(line) for line in wording.examples(asker, words)]


def _word_boxes(words: Sayings) -> list[Json]:
    return [block for ping in Ping for block in _word_box(ping, words.get(ping) or wording.DEFAULTS[ping])]


def _word_box(ping: Ping, words: str) -> list[Json]:
    element = kit.text_box(ping, words, multiline=False)
    box = kit.box(ping, wording.WORDS_BOX[ping], element, wording.WORDS_HINT[ping], optional=True)
    return [box, *standing.under_a_box()]


def _written(form: Form) -> str:
    return json.dumps({"whom": form.whom, "words": dict(form.words)}, ensure_ascii=False)
