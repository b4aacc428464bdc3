"""What stays, as a line and as something to look at; and the boxes around it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot import kit
from bot.kit import Json
from bot.streaks import wording
from bot.streaks.rules import DAY, Days, Logged, Look, Meadow, Mode, Picture

EARLIER = "streaks.earlier"
REST_DAYS = "streaks.rest_days"
HOW = "streaks.how"
UNDO = "streaks.undo"
DELETE = "streaks.delete"

LOGGED = "earlier"
SHOWN = "days_shown"
WHICH = "which"
MODE = "mode"
PICTURE = "picture"


def days_card(look: Look) -> list[Json]:
    """The line, this week, the picture they chose, and what can be done about it."""
    return [*what_stays(look), kit.actions(*buttons(look))]


def what_stays(look: Look) -> list[Json]:
    """The line and the picture."""
    if look.days is None:
        return [kit.line((wording.OFF,))]
    return [kit.line((wording.of(look.days),)), *picture(look.days, look.meadow)]


def picture(days: Days, meadow: Meadow) -> list[Json]:
    """What stands under the line, whose number is beside it as text: nothing, where the number alone was chosen."""
    week = [kit.note(wording.this_week(days.stretch.this_week))] if days.stretch.this_week else []
    match days.picture:
        case Picture.NUMBER:
            return []
        case Picture.DOTS:
            return week
        case Picture.MEADOW:
            return [*(week if days.mode is Mode.ON else []), *_growing(meadow, days.stretch.total)]


def buttons(look: Look) -> list[Json]:
    """What can be done about days. Where they are off, nothing leads back to counting (STREAKS.md 5)."""
    if look.days is None:
        return [rest_button()]
    return [kit.button(wording.EARLIER, EARLIER), rest_button(), kit.button(wording.HOW, HOW)]


def rest_button() -> Json:
    """Opens the box with time off."""
    return kit.button(wording.REST_DAYS, REST_DAYS)


def no_more() -> list[Json]:
    """Days are off."""
    return [kit.line((wording.NO_MORE,)), kit.actions(kit.button(wording.DELETE, DELETE))]


def said(words: str) -> list[Json]:
    """A plain answer."""
    return [kit.line((words,))]


def told(blocks: list[Json]) -> Json:
    """A modal that only says something."""
    return kit.modal("told", wording.TITLE, blocks, close=wording.CLOSE)


def earlier(today: date) -> Json:
    """Which day they did one on; yesterday stands there."""
    blocks = [kit.box(WHICH, wording.EARLIER_DAY, kit.day(WHICH, today - DAY), wording.EARLIER_HINT)]
    return kit.modal(LOGGED, wording.EARLIER, blocks, submit=wording.COUNT_IT, close=wording.NOT_NOW)


def which(view: Mapping[str, Any]) -> date:
    """The day that was chosen."""
    return date.fromisoformat(kit.typed(view, WHICH, WHICH))


def logged(log: Logged) -> Json:
    """What is counted now, what stays, and the way back."""
    stays = what_stays(log.look) if log.look.days is not None else []
    undo = (
        kit.button(wording.UNDO, UNDO, f"{log.day} {log.said_at.isoformat()}") if log.said_at and log.is_new else None
    )
    return told([kit.line((wording.logged(log),)), *stays, *([kit.actions(undo)] if undo else [])])


def taken_back(look: Look) -> Json:
    """After Undo."""
    return told([kit.line((wording.TAKEN_BACK,)), *(what_stays(look) if look.days is not None else [])])


def logged_in(action: Mapping[str, Any]) -> tuple[date, datetime]:
    """Which day Undo takes back, and when they told of it."""
    day, _, said_at = str(action["value"]).partition(" ")
    return date.fromisoformat(day), datetime.fromisoformat(said_at)


def how(mode: Mode, picture: Picture) -> Json:
    """How days are told and shown."""
    blocks = [
        kit.note(wording.WHY),
        kit.box(MODE, wording.MODE, kit.select(MODE, wording.MODES, mode), wording.MODE_HINT),
        kit.box(PICTURE, wording.PICTURE, kit.select(PICTURE, wording.PICTURES, picture)),
    ]
    return kit.modal(SHOWN, wording.HOW, blocks, submit=wording.SAVE, close=wording.NOT_NOW)


def chosen(view: Mapping[str, Any]) -> tuple[Mode, Picture]:
    """What was chosen there."""
    return Mode(kit.typed(view, MODE, MODE)), Picture(kit.typed(view, PICTURE, PICTURE))


def _growing(meadow: Meadow, total: int) -> list[Json]:
    """A row for each bed, then the plants; the number of all stands behind the last of them."""
    if not meadow.plants:
        return []
    beds = [[*_row(bed.plant), _text(f"  {wording.bed(bed)}")] for bed in meadow.beds]
    rows = [_row(*plants) for plants in meadow.rows]
    rows[-1].append(_text(f"  {wording.days(total)}"))
    sections = [{"type": "rich_text_section", "elements": row} for row in (*beds, *rows)]
    return [{"type": "rich_text", "elements": sections}]


def _row(*plants: str) -> list[Json]:
    return [{"type": "emoji", "name": plant} for plant in plants]


def _text(words: str) -> Json:
    return {"type": "text", "text": words}
