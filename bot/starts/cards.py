"""The start card, in a message, an answer, the Home tab or a modal."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import kit, standing
from bot.breaks import wording as breaks
from bot.helpers import wording as helpers
from bot.kit import Json
from bot.ladder import wording as ladder
from bot.ladder.rules import FOOT, MINUTES, TASK_CHARACTERS, Asked, Rung, Size
from bot.people.rules import LENGTHS
from bot.speech import Words
from bot.starts import wording
from bot.starts.rules import Offer

START = "starts.start"
SIT = "starts.sit"
SMALLER = "starts.smaller"
MORE = "starts.more"
NOT_NOW = "starts.not_now"
SHORT_BREAK = "starts.short_break"
GROUND = "starts.ground"

CALLBACK = "start"
TASK = "task"
SIZE = "size"


def start_button(task: str = "") -> Json:
    """Begins a block of the draft's length, with these words as its task."""
    return kit.button(wording.START_A_BLOCK, START, f"draft {task}")


def start_card(offer: Offer, *, can_leave: bool = True, beside: Sequence[Json] = ()) -> list[Json]:
    """What would begin, to be made smaller or bigger; nothing has begun. `can_leave`: there is a place to leave;
    `beside`: what else can be pressed there."""
    size = offer.size
    blocks = [kit.line((wording.offer(size, offer.settling),))]
    if offer.ready_list:
        blocks.append(kit.line((wording.READY_FIRST, Words(offer.ready_list))))
    buttons = _starts(size)
    if size.foot is not Rung.WORD:
        buttons.append(kit.button(ladder.SMALLER, SMALLER, str(size)))
    if can_leave:
        buttons.append(kit.button(wording.NOT_NOW, NOT_NOW))
    buttons += beside
    if size.minutes < LENGTHS[-1]:
        buttons.append(kit.overflow(MORE, {str(size): wording.A_BIT_BIGGER}))
    return [*blocks, kit.actions(*buttons)]


def without_a_block() -> list[Json]:
    """What can be done at any time, and begins no block."""
    return [kit.button(breaks.SHORT_BREAK, SHORT_BREAK), kit.button(helpers.TOO_MUCH, GROUND)]


def modal(offer: Offer, task: str = "", link: str = "") -> Json:
    """The same with a box for the task: what the shortcuts open. Everything is drafted, everything can be changed."""
    short = shortened(task)
    sizes = {str(size): wording.label(size) for size in _sizes(offer.size)}
    blocks = [
        kit.box(TASK, wording.TASK_BOX, kit.text_box(TASK, short, multiline=False), optional=True),
        *([kit.note(wording.LONGER)] if short != task else []),
        *standing.under_a_box(),
        kit.box(SIZE, wording.SIZE_BOX, kit.select(SIZE, sizes, str(offer.size))),
    ]
    labels = {"submit": wording.START, "close": wording.NOT_NOW}
    return kit.modal(CALLBACK, wording.TITLE, blocks, private_metadata=link, **labels)


def told(blocks: list[Json]) -> Json:
    """A modal that only says how things stand."""
    return kit.modal("told", wording.TITLE, blocks, close=wording.CLOSE)


def asked_in(view: Mapping[str, Any]) -> Asked:
    """What the modal was sent off with."""
    size, task = Size.read(kit.typed(view, SIZE, SIZE)), " ".join(kit.typed(view, TASK, TASK).split())
    return Asked(size, task, is_typed=False, link=str(view.get("private_metadata") or "") if task else "")


def offered(action: Mapping[str, Any]) -> tuple[Size | None, str]:
    """What a button was offered for: the size (None: the draft), and the task."""
    chosen = action.get("selected_option") or action
    size, _, task = str(chosen.get("value") or "").partition(" ")
    return Size.read(size), task


def shortened(words: str) -> str:
    """As much of a message as a task holds, whole words."""
    words = " ".join(words.split())
    return words if len(words) <= TASK_CHARACTERS else words[: TASK_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def _starts(size: Size) -> list[Json]:
    if size.foot is None and size.minutes == MINUTES[Rung.FIVE]:
        return [kit.button(wording.SIT, SIT, f"{size}s"), kit.button(wording.TASK, START, str(size))]
    return [kit.button(wording.START, START, str(size))]


def _sizes(offered: Size) -> list[Size]:
    lengths = sorted({*LENGTHS, *([offered.minutes] if offered.minutes else [])}, reverse=True)
    sitting = Size(MINUTES[Rung.FIVE], sits=True)
    return [*(Size(length) for length in lengths), sitting, *(Size(0, foot=foot) for foot in FOOT)]
