"""Every sentence and label of the settings."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from bot.errors import Refusal
from bot.people.rules import ROOM, Own, WordsTooLongError, ZoneUnknownError
from bot.speech import Line, days
from bot.switches.rules import Switches

SETTINGS = "Settings"
SAVE = "Save"
CLOSE = "Not now"

USUAL = "Usual length of a block"
USUAL_HINT = "What a block has when you name no minutes."
SETTLING = "Quiet minutes before the task"
SETTLING_HINT = "A block under 15 minutes has two at most, one under 8 has none."
KEEPING = "How long a sentence is kept"
KEEPING_HINT = "For sentences from now on. Those already kept stay as long as you chose then."
KEEPING_LIMIT = "For sentences from now on. None is kept here for longer than {days}."
ASK_ME = "Ask me at the first one"
COUNTRY = "Country, for helplines"
COUNTRY_HINT = "It chooses which helpline the card with a person to talk to shows, and nothing else."
NO_COUNTRY = "No country, or another one"

EVENING = "Evening card"
EVENING_HINT = "It asks for one small thing for tomorrow, and says what to put ready."
NO_EVENING = "None"
LOOK_BACK = "Weekly look-back"
LOOK_BACK_HINT = "A card with a button that opens your sentences of the week."
NO_LOOK_BACK = "None"
DAY_START = "A day begins at"
DAY_START_HINT = "What you do before belongs to the day before."
REST = "Rest days"
REST_HINT = "They ask for nothing."
SPARES = "Spare days a week"
SPARES_HINT = "Days that can be left out. They are used by themselves, new on Monday."
ZONE = "Time zone"
ZONE_HINT = "Slack doesn't say yours. Like Europe/Berlin."

OWN = {
    Own.PHRASE: "A phrase of your own",
    Own.OBJECT: "Something to hold",
    Own.READY_LIST: "To put ready",
}
OWN_HINT = {
    Own.PHRASE: "It stands on the card in the quiet minutes. An empty box takes it away.",
    Own.OBJECT: 'A word or two that fit after "Hold your": coin, pen, smooth stone.',
    Own.READY_LIST: "It stands on the card that offers a block, before any clock runs.",
}


def length(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def keeping_hint(switches: Switches) -> str:
    most = switches.keep_at_most_days
    return KEEPING_HINT if most is None else KEEPING_LIMIT.format(days=days(most))


def quiet(minutes: int) -> str:
    return length(minutes) if minutes else "None"


def rest_hint(*, counts: bool) -> str:
    return f"{REST_HINT} Showing up on one counts." if counts else REST_HINT


def clock_time(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def spare(count: int) -> str:
    return days(count) if count else "None"


def too_long(refusal: WordsTooLongError) -> Line:
    room, count = ROOM[refusal.own], f"{refusal.characters:,}"
    return (f"There's room for {room} characters and this is {count}. Nothing was saved yet.",)


def zone_unknown(refusal: ZoneUnknownError) -> Line:
    near = f" Near to it: {', '.join(refusal.near)}." if refusal.near else ""
    return (f"I don't know that zone. A name like Europe/Berlin is one.{near}",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    WordsTooLongError: too_long,
    ZoneUnknownError: zone_unknown,
}
