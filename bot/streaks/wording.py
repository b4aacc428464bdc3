"""What is said of days."""

from bot.streaks.rules import Mode, Stretch

NOTHING_YET = "Ready when you are."
FIRST = "That's one. It counts."


def line(stretch: Stretch, mode: str) -> str:
    """What stays, in one line (STREAKS.md 7); empty where days are not counted."""
    if mode == Mode.OFF:
        return ""
    if not stretch.total:
        return NOTHING_YET
    in_all = f"{_days(stretch.total)} in all."
    return in_all if mode == Mode.TOTAL else _of_stretch(stretch, in_all)


def _of_stretch(stretch: Stretch, in_all: str) -> str:
    if stretch.stretch >= 2 and stretch.stretch == stretch.total:
        return f"{_days(stretch.stretch)} so far."
    if stretch.stretch >= 2:
        return f"{_days(stretch.stretch)} in this stretch, {stretch.total} in all."
    if stretch.today_shown:
        return FIRST if stretch.total == 1 else f"Hello. {in_all}"
    return f"{in_all} Start whenever you like."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
