"""The block's card in each of its phases, and its buttons."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot import kit, standing
from bot.breaks import wording as breaks
from bot.breaks.rules import MANY_BREAKS
from bot.courses.rules import Kind, News, Phase
from bot.focus import rules, wording
from bot.focus.rules import Press
from bot.helpers import wording as helpers
from bot.helpers.rules import ENOUGH_OF_THEM
from bot.journal.wording import keep_as
from bot.kit import Json
from bot.ladder import wording as ladder
from bot.ladder.rules import Rung
from bot.people import wording as people
from bot.people.rules import Keeping, keepings
from bot.sittings.rules import Shown
from bot.speech import Line

MOVE_ON = "focus.move_on"
TOO_MUCH = "focus.too_much"
SMALLER = "focus.smaller"
WANDER = "focus.wander"
WRITE_DOWN = "focus.write_down"
STOP = "focus.stop"
STOP_FOR_TODAY = "focus.stop_for_today"
UNDO = "focus.undo"
MORE = "focus.more"
KEEP_SETTLING = "focus.keep_settling"
SHORT_BREAK = "focus.short_break"
BACK = "focus.back"
BACK_SHORTER = "focus.back_shorter"
BACK_TO_IT = "focus.back_to_it"
SOMETHING_ELSE = "focus.something_else"
WHY = "focus.why"
WORSE = "focus.worse"
ANOTHER = "focus.another"
WRITE = "focus.write"
SKIP = "focus.skip"
AGAIN = "focus.again"
KEEP_AS = "focus.keep_as"
EVENING = "focus.evening"

Offers: TypeAlias = Sequence[tuple[str, str]]
"""Buttons: action id and label, the main one first."""
_STOP = (STOP, wording.STOP_HERE)
_SMALLER = (SMALLER, ladder.SMALLER)
_RUNNING: Mapping[Phase, Offers] = {
    Phase.SETTLING: [(MOVE_ON, wording.SKIP_TO_THE_TASK), (TOO_MUCH, helpers.TOO_MUCH), _SMALLER, _STOP],
    Phase.WORKING: [(WANDER, wording.WANDERED_OFF), (SHORT_BREAK, breaks.SHORT_BREAK), _SMALLER, _STOP],
}

PARK = "park"
LINE = "line"


def card(shown: Shown) -> tuple[Json, ...]:
    """The live card, or the plain line that is left of it."""
    blocks = [kit.line(wording.line(shown)), *map(kit.line, wording.more_lines(shown))]
    if shown.settling_dropped and shown.course.phase is Phase.WORKING:
        blocks.append(kit.note(wording.SETTLING_DROPPED))
    if offers_evening(shown):
        blocks.append(kit.note(wording.AN_EVENING_CARD))
    if small_print := wording.small_print(shown):
        blocks.append(kit.note(small_print))
    if buttons := [*_buttons(shown), *_menu(shown)]:
        blocks.append(kit.actions(*buttons))
    if shown.is_first and shown.course.phase is not Phase.CLOSED:
        blocks.append(kit.note(wording.WELCOME))
        blocks += [kit.note(people.ZONE_UNKNOWN)] if shown.lacks_zone else []
    return tuple(blocks)


def plain(line: Line) -> tuple[Json, ...]:
    """A card that is over, or an answer without buttons."""
    return (kit.line(line),)


def write_down(block_id: str) -> Json:
    """One box for a line that is shown at the end of the block, and then forgotten."""
    blocks = [kit.box(LINE, breaks.LINE_BOX, kit.text_box(LINE)), *standing.under_a_box()]
    labels = {"submit": breaks.LINE_SUBMIT, "close": breaks.LINE_CLOSE}
    return kit.modal(PARK, breaks.LINE_TITLE, blocks, private_metadata=block_id, **labels)


def written_down(view: Mapping[str, Any]) -> str:
    """What was written in that box."""
    return kit.typed(view, LINE, LINE).strip()


def offered(action: Mapping[str, Any]) -> Press:
    """What a button was offered for. One that says nothing readable is a press on no block."""
    chosen = action.get("selected_option") or action
    block_id, _, revision = str(chosen.get("value") or "").rpartition(" ")[2].partition(".")
    return Press(block_id, int(revision) if revision.isdigit() else 0)


def picked(action: Mapping[str, Any]) -> str:
    """Which entry of the menu, or which answer; what stands before the block in the value."""
    chosen = action.get("selected_option") or action
    return str(chosen.get("value") or "").partition(" ")[0]


def _value(shown: Shown) -> str:
    return f"{shown.block_id}.{shown.course.revision}"


def _buttons(shown: Shown) -> Sequence[Json]:
    """At most four, the main one leftmost."""
    return [kit.button(label, action_id, _value(shown)) for action_id, label in _offers(shown)] or _keepings(shown)


def _offers(shown: Shown) -> Offers:
    course = shown.course
    if course.helper is not None:
        ways_on = [(BACK_TO_IT, helpers.BACK_TO_IT), (SOMETHING_ELSE, helpers.SOMETHING_ELSE), (WHY, helpers.WHY)]
        return [_STOP, *ways_on] if course.helpers > ENOUGH_OF_THEM else [*ways_on, _STOP]
    if course.phase is Phase.ON_BREAK:
        return _on_break(shown)
    if course.is_on_foot and course.phase is not Phase.CLOSED:
        return _on_foot(shown)
    running = _RUNNING.get(course.phase, ())
    return [offer for offer in running if course.kind is Kind.BLOCK or offer[0] != WANDER] or _at_the_end(shown)


def _on_break(shown: Shown) -> Offers:
    course = shown.course
    back = (BACK, breaks.BACK)
    if not course.is_block:
        return [back, _STOP]
    ways_on = [back, (BACK_SHORTER, breaks.A_SHORTER_ONE), _STOP]
    return [(STOP_FOR_TODAY, breaks.DONE_FOR_TODAY), *ways_on] if course.breaks >= MANY_BREAKS else ways_on


def _on_foot(shown: Shown) -> Offers:
    """After a breath, or waiting for a word: Stop here first; Another, three at most; and what is below."""
    course = shown.course
    is_word = course.rung is Rung.WORD
    below = (STOP_FOR_TODAY, ladder.ENOUGH) if is_word else _SMALLER
    has_another = rules.can_take_another(course) and (not is_word or course.news is News.COUNTED)
    another = [(ANOTHER, ladder.ANOTHER)] if has_another else []
    return [_STOP, *another, below]


def _at_the_end(shown: Shown) -> Offers:
    if shown.course.phase is Phase.CLOSED or shown.asks_keeping:
        return []
    ways_on = [(WRITE, wording.WRITE_IT), (SKIP, wording.SKIP)]
    evening = [(EVENING, wording.EVENING_CARD)] if offers_evening(shown) else []
    return ways_on if shown.course.stopped else [*ways_on, (AGAIN, wording.ANOTHER_ONE), *evening]


def _keepings(shown: Shown) -> Sequence[Json]:
    """The answers to how long a first sentence is kept, which was typed as a line (CARE 9)."""
    if shown.course.phase is not Phase.CLOSING or not shown.asks_keeping:
        return ()
    return [
        kit.button(keep_as(keeping), f"{KEEP_AS}.{place}", f"{keeping} {_value(shown)}")
        for place, keeping in zip("abcd", keepings(shown.switches), strict=False)
    ]


def offers_evening(shown: Shown) -> bool:
    """Whether this is the card that offers one in the evening: at an end that the clock made, before a sentence."""
    waits = shown.course.phase is Phase.CLOSING and not shown.asks_keeping
    return shown.offers_evening and waits and not shown.course.stopped and not shown.course.is_on_foot


def keeping_picked(action: Mapping[str, Any]) -> Keeping:
    """Which of these answers; of a press that says nothing readable, that it is not kept."""
    return Keeping.read(picked(action)) or Keeping.NOT_KEPT


def _menu(shown: Shown) -> Sequence[Json]:
    """The overflow menu, where something stands in it."""
    course = shown.course
    entries = []
    if course.helper is not None and (course.helper_until is None or shown.at >= course.helper_until):
        entries.append((WORSE, helpers.WORSE))
    if course.phase is Phase.SETTLING and course.helper is None:
        entries.append((SHORT_BREAK, breaks.SHORT_BREAK))
    if course.phase is Phase.WORKING and course.news is News.NOTED:
        entries.append((WRITE_DOWN, wording.WRITE_IT_DOWN))
    if course.phase is Phase.ON_BREAK and course.is_block and course.breaks < MANY_BREAKS:
        entries.append((STOP_FOR_TODAY, breaks.DONE_FOR_TODAY))
    if shown.settling_dropped and course.is_running:
        entries.append((KEEP_SETTLING, wording.KEEP_SETTLING))
    if shown.asks_keeping and course.phase is Phase.CLOSING:
        entries.append((SKIP, wording.SKIP))
    if rules.can_undo(course, shown.at):
        entries.append((UNDO, wording.UNDO))
    options = {f"{action_id} {_value(shown)}": label for action_id, label in entries}
    return (kit.overflow(MORE, options),) if options else ()
