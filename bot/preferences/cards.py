"""The settings modal: everything stands there as it is now, and everything can be left as it is."""

from collections.abc import Callable
from typing import Any

from bot import kit, standing
from bot.helplines.wording import COUNTRIES
from bot.journal import wording as journal_wording
from bot.kit import Json
from bot.people.rules import LENGTHS, SETTLING_LENGTHS, Keeping, Own, Preferences
from bot.preferences import wording

OPEN = "home.settings"
CALLBACK = "settings"
USUAL = "usual"
SETTLING = "settling"
KEEPING = "keeping"
COUNTRY = "country"
NONE = "none"
"""The value of the option that stands for no choice; Slack wants one that is not empty."""


def open_button() -> Json:
    """Opens the settings."""
    return kit.button(wording.SETTINGS, OPEN)


def modal(now: Preferences) -> Json:
    """Lengths first, then their own words, then what is chosen once."""
    blocks = [
        kit.box(USUAL, wording.USUAL, _lengths(now.usual_minutes), wording.USUAL_HINT),
        kit.box(SETTLING, wording.SETTLING, _quiet(now.settling_minutes), wording.SETTLING_HINT),
        *(block for own, words in now.words.items() for block in _own(own, words)),
        kit.box(KEEPING, wording.KEEPING, _keeping(now.keeping), wording.KEEPING_HINT),
        kit.box(COUNTRY, wording.COUNTRY, _country(now.country), wording.COUNTRY_HINT),
    ]
    return kit.modal(CALLBACK, wording.SETTINGS, blocks, submit=wording.SAVE, close=wording.CLOSE)


def shown(view: dict[str, Any]) -> Preferences:
    """What stood there when it was opened."""
    return _read(lambda name: kit.initially(view, name))


def wished(view: dict[str, Any]) -> Preferences:
    """What stands there now."""
    return _read(lambda name: kit.typed(view, name, name))


def _read(box: Callable[[str], str]) -> Preferences:
    keeping, country = box(KEEPING), box(COUNTRY)
    return Preferences(
        usual_minutes=int(box(USUAL)),
        settling_minutes=int(box(SETTLING)),
        keeping=None if keeping == NONE else Keeping(keeping),
        phrase=_one_line(box(Own.PHRASE)),
        own_object=_one_line(box(Own.OBJECT)),
        ready_list=box(Own.READY_LIST).strip(),
        country=None if country == NONE else country,
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _own(own: Own, words: str) -> list[Json]:
    element = kit.text_box(own.value, words, multiline=own is Own.READY_LIST)
    box = kit.box(own.value, wording.OWN[own], element, wording.OWN_HINT[own], optional=True)
    return [box, *standing.under_a_box()]


def _lengths(usual: int) -> Json:
    options = {str(minutes): wording.length(minutes) for minutes in sorted({*LENGTHS, usual})}
    return kit.select(USUAL, options, str(usual))


def _quiet(settling: int) -> Json:
    lengths = sorted({*SETTLING_LENGTHS, settling}, reverse=True)
    return kit.select(SETTLING, {str(minutes): wording.quiet(minutes) for minutes in lengths}, str(settling))


def _keeping(keeping: Keeping | None) -> Json:
    """Whoever was not asked yet can leave it at that; a choice once made can be changed to another."""
    options = {} if keeping else {NONE: wording.ASK_ME}
    options |= {kept.value: label for kept, label in journal_wording.KEEPING.items()}
    return kit.select(KEEPING, options, keeping.value if keeping else NONE)


def _country(country: str | None) -> Json:
    """A country without a number of its own has the same helpline as none, so the two are one choice."""
    options = {NONE: wording.NO_COUNTRY} | COUNTRIES
    return kit.select(COUNTRY, options, country if country in COUNTRIES else NONE)
