"""The block's card in each of its phases, and its buttons."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import kit
from bot.focus import rules, wording
from bot.focus.rules import Phase, Press, Shown
from bot.kit import Json
from bot.speech import Line

START = "focus.start"
MOVE_ON = "focus.move_on"
WANDER = "focus.wander"
STOP = "focus.stop"
UNDO = "focus.undo"
MORE = "focus.more"
WRITE = "focus.write"
SKIP = "focus.skip"
AGAIN = "focus.again"
KEEP_SETTLING = "focus.keep_settling"


def card(shown: Shown) -> tuple[Json, ...]:
    """The live card, or the plain line that is left of it."""
    blocks = [kit.line(wording.line(shown))]
    if shown.settling_dropped and shown.course.phase is Phase.WORKING:
        blocks.append(kit.note(wording.SETTLING_DROPPED))
    if shown.hinted and shown.course.is_running:
        blocks.append(kit.note(wording.HINT))
    if buttons := _buttons(shown):
        blocks.append(kit.actions(*buttons))
    if shown.is_first and shown.course.phase is not Phase.CLOSED:
        blocks.append(kit.note(wording.WELCOME))
    return tuple(blocks)


def plain(line: Line) -> tuple[Json, ...]:
    """A card that is over, or an answer without buttons."""
    return (kit.line(line),)


def start_button(task: str = "") -> Json:
    """Begins a block of the usual length, with these words as its task."""
    return kit.button(wording.START_A_BLOCK, START, task)


def offered(action: Mapping[str, Any]) -> Press:
    """What a button was offered for. One that says nothing readable is a press on no block."""
    chosen = action.get("selected_option") or action
    block_id, _, revision = str(chosen.get("value") or "").rpartition(" ")[2].partition(".")
    return Press(block_id, int(revision) if revision.isdigit() else 0)


def picked(action: Mapping[str, Any]) -> str:
    """Which entry of the menu."""
    return str((action.get("selected_option") or {}).get("value") or "").partition(" ")[0]


def _buttons(shown: Shown) -> Sequence[Json]:
    value = f"{shown.block_id}.{shown.course.revision}"
    stop = kit.button(wording.STOP_HERE, STOP, value)
    match shown.course.phase:
        case Phase.SETTLING:
            return (kit.button(wording.SKIP_TO_THE_TASK, MOVE_ON, value), stop, *_menu(shown, value))
        case Phase.WORKING:
            return (kit.button(wording.WANDERED_OFF, WANDER, value), stop, *_menu(shown, value))
        case Phase.CLOSING:
            return _closing(shown, value)
        case Phase.CLOSED:
            return ()


def _closing(shown: Shown, value: str) -> Sequence[Json]:
    buttons = [kit.button(wording.WRITE_IT, WRITE, value), kit.button(wording.SKIP, SKIP, value)]
    if not shown.course.stopped:
        buttons.append(kit.button(wording.ANOTHER_ONE, AGAIN, value))
    if rules.can_undo(shown.course, shown.at):
        buttons.append(kit.button(wording.UNDO, UNDO, value))
    return buttons


def _menu(shown: Shown, value: str) -> Sequence[Json]:
    """The overflow menu, where something stands in it."""
    entries = {}
    if shown.settling_dropped:
        entries[f"{KEEP_SETTLING} {value}"] = wording.KEEP_SETTLING
    if rules.can_undo(shown.course, shown.at):
        entries[f"{UNDO} {value}"] = wording.UNDO
    return (kit.overflow(MORE, entries),) if entries else ()
