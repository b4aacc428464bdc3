"""The settings modal: everything stands there as it is now, and everything can be left as it is."""

from collections.abc import Callable
from datetime import time
from typing import Any

from bot import kit, standing
from bot.connecting import cards as connecting_cards
from bot.connecting.rules import NOT_OFFERED, Connection
from bot.helplines.wording import COUNTRIES
from bot.journal import wording as journal_wording
from bot.kit import Json
from bot.notes import cards as notes_cards
from bot.people.rules import (
    LENGTHS,
    SETTLING_LENGTHS,
    Keeping,
    Own,
    Preferences,
    ZoneUnknownError,
    is_zone,
    keepings,
    near_zones,
    too_long,
)
from bot.preferences import wording
from bot.preferences.rules import DAY_STARTS, EVENINGS, SPARE_DAYS, Cards, Choices, Rhythm
from bot.speech import WEEKDAYS, as_text
from bot.streaks import wording as days
from bot.streaks.rules import Mode, Picture
from bot.switches.rules import Switches

OPEN = "home.settings"
CALLBACK = "settings"
USUAL = "usual"
SETTLING = "settling"
KEEPING = "keeping"
COUNTRY = "country"
EVENING = "evening"
LOOK_BACK = "look_back"
DAY_START = "day_start"
ZONE = "zone"
REST = "rest"
SPARES = "spares"
MODE = "mode"
PICTURE = "picture"
NONE = "none"
"""The value of the option that stands for no choice; Slack wants one that is not empty."""


def open_button() -> Json:
    """Opens the settings."""
    return kit.button(wording.SETTINGS, OPEN)


def modal(choices: Choices, connection: Connection = NOT_OFFERED) -> Json:
    """Lengths first, then their own words, then the rhythm of days, then what is chosen once."""
    now = choices.own
    blocks = [
        kit.box(USUAL, wording.USUAL, _lengths(now.usual_minutes), wording.USUAL_HINT),
        kit.box(SETTLING, wording.SETTLING, _quiet(now.settling_minutes), wording.SETTLING_HINT),
        *(block for own, words in now.words.items() for block in _own(own, words)),
        *_coming(choices.cards, choices.switches),
        *_rhythm(choices.rhythm),
        *_zone(now.zone),
        _keeping(now.keeping, choices.switches),
        kit.box(COUNTRY, wording.COUNTRY, _country(now.country), wording.COUNTRY_HINT),
        kit.actions(notes_cards.open_button()),
    ]
    if beside := connecting_cards.open_button(connection):
        blocks.append(kit.actions(*beside))
    return kit.modal(CALLBACK, wording.SETTINGS, blocks, submit=wording.SAVE, close=wording.CLOSE)


def shown(view: dict[str, Any]) -> Choices:
    """What stood there when it was opened."""
    return _read(lambda name: kit.initially(view, name), kit.initially_ticked(view, REST))


def wished(view: dict[str, Any]) -> Choices:
    """What stands there now."""
    return _read(lambda name: kit.typed(view, name, name), kit.ticked(view, REST, REST))


def refused(wished: Choices) -> dict[str, str]:
    """For each box whose words can't be taken, why."""
    said = {each.own.value: as_text(wording.too_long(each)) for each in too_long(wished.own)}
    if wished.own.zone and not is_zone(wished.own.zone):
        said[ZONE] = as_text(wording.zone_unknown(ZoneUnknownError(tuple(near_zones(wished.own.zone)))))
    return said


def _read(box: Callable[[str], str], rest: frozenset[str]) -> Choices:
    rhythm = Rhythm(
        day_start=time.fromisoformat(box(DAY_START)),
        rest_weekdays=frozenset(map(int, rest)),
        spares=int(box(SPARES)),
        mode=Mode(box(MODE)),
        picture=Picture(box(PICTURE)),
    )
    evening, look_back = box(EVENING), box(LOOK_BACK)
    come = Cards(
        evening=None if evening == NONE else time.fromisoformat(evening),
        look_back=None if look_back in ("", NONE) else int(look_back),
    )
    return Choices(_own_ones(box), rhythm, come)


def _own_ones(box: Callable[[str], str]) -> Preferences:
    keeping, country = box(KEEPING), box(COUNTRY)
    return Preferences(
        usual_minutes=int(box(USUAL)),
        settling_minutes=int(box(SETTLING)),
        keeping=None if keeping == NONE else Keeping.read(keeping),
        phrase=_one_line(box(Own.PHRASE)),
        own_object=_one_line(box(Own.OBJECT)),
        ready_list=box(Own.READY_LIST).strip(),
        country=None if country == NONE else country,
        zone=box(ZONE).strip() or None,
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _own(own: Own, words: str) -> list[Json]:
    element = kit.text_box(own.value, words, multiline=own is Own.READY_LIST)
    box = kit.box(own.value, wording.OWN[own], element, wording.OWN_HINT[own], optional=True)
    return [box, *standing.under_a_box()]


def _coming(come: Cards, switches: Switches) -> list[Json]:
    """What comes by itself. Where no sentence is kept there will be nothing to look back on."""
    times = sorted({*EVENINGS, *([come.evening] if come.evening else [])})
    evenings = {NONE: wording.NO_EVENING} | {f"{at:%H:%M}": wording.clock_time(at) for at in times}
    days = {NONE: wording.NO_LOOK_BACK} | {str(number): name for number, name in enumerate(WEEKDAYS)}
    evening = kit.select(EVENING, evenings, f"{come.evening:%H:%M}" if come.evening else NONE)
    look_back = kit.select(LOOK_BACK, days, NONE if come.look_back is None else str(come.look_back))
    boxes = [
        kit.box(EVENING, wording.EVENING, evening, wording.EVENING_HINT),
        kit.box(LOOK_BACK, wording.LOOK_BACK, look_back, wording.LOOK_BACK_HINT),
    ]
    return boxes if switches.keeps_sentences else boxes[:1]


def _rhythm(rhythm: Rhythm) -> list[Json]:
    weekdays = {str(number): name for number, name in enumerate(WEEKDAYS)}
    starts = {f"{at:%H:%M}": wording.clock_time(at) for at in sorted({*DAY_STARTS, rhythm.day_start})}
    spares = {str(days): wording.spare(days) for days in SPARE_DAYS}
    resting = kit.several(REST, weekdays, [str(day) for day in rhythm.rest_weekdays])
    return [
        kit.box(
            MODE,
            days.MODE,
            kit.select(MODE, days.MODES, rhythm.mode),
            days.MODE_HINT,
        ),
        kit.box(
            PICTURE,
            days.PICTURE,
            kit.select(PICTURE, days.PICTURES, rhythm.picture),
        ),
        kit.box(REST, wording.REST, resting, wording.rest_hint(counts=rhythm.mode is not Mode.OFF), optional=True),
        kit.box(SPARES, wording.SPARES, kit.select(SPARES, spares, str(rhythm.spares)), wording.SPARES_HINT),
        kit.box(
            DAY_START,
            wording.DAY_START,
            kit.select(DAY_START, starts, f"{rhythm.day_start:%H:%M}"),
            wording.DAY_START_HINT,
        ),
    ]


def _zone(zone: str | None) -> list[Json]:
    """Asked only of those of whom Slack does not say it."""
    if zone is None:
        return []
    element = kit.text_box(ZONE, zone, multiline=False)
    return [kit.box(ZONE, wording.ZONE, element, wording.ZONE_HINT, optional=True), *standing.under_a_box()]


def _lengths(usual: int) -> Json:
    options = {str(minutes): wording.length(minutes) for minutes in sorted({*LENGTHS, usual})}
    return kit.select(USUAL, options, str(usual))


def _quiet(settling: int) -> Json:
    lengths = sorted({*SETTLING_LENGTHS, settling}, reverse=True)
    return kit.select(SETTLING, {str(minutes): wording.quiet(minutes) for minutes in lengths}, str(settling))


def _keeping(keeping: Keeping | None, switches: Switches) -> Json:
    """Whoever was not asked yet can leave it at that; a choice once made can be changed to another, where it is one."""
    if not switches.keeps_sentences:
        return kit.note(journal_wording.NOBODY_CHOSE)
    now = {Keeping(keeping.days)} if keeping else set()
    lengths = sorted({*keepings(switches), *now}, key=lambda one: (one.days is None, one.days or 0))
    options = {} if keeping else {NONE: wording.ASK_ME}
    options |= {str(one): journal_wording.keep_for(one) for one in lengths}
    element = kit.select(KEEPING, options, str(keeping) if keeping else NONE)
    return kit.box(KEEPING, wording.KEEPING, element, wording.keeping_hint(switches))


def _country(country: str | None) -> Json:
    """A country without a number of its own has the same helpline as none, so the two are one choice."""
    options = {NONE: wording.NO_COUNTRY} | COUNTRIES
    return kit.select(COUNTRY, options, country if country in COUNTRIES else NONE)
