"""The support card and its answers (CARE 5). Exempt from the never-say list; every word here is CARE's."""

from bot.helplines.rules import Helplines
from bot.helplines.wording import line

HEAVY = "*That sounds heavy, and I'm a timer. A person is the right company for this.*"
EMERGENCY = (
    "If you, or someone you're worried about, might act on thoughts of ending their life: call your emergency number "
    "now. 112 in Europe, 999 in the UK, 911 in the US and Canada, 000 in Australia, 111 in New Zealand."
)
ANY_COUNTRY = "To talk with someone: *findahelpline.com*, for any country."
NOBODY_TOLD = "You don't have to be in crisis to call. I'm stopping the timer. Nobody has been told."
ASKED = "You don't have to be in crisis to call. Nobody has been told."
NOTIFICATION = "A person to talk to: findahelpline.com"
TITLE = "A person to talk to"
CLOSE = "Close"

OPEN = "Open findahelpline.com"
URL = "https://findahelpline.com"
WHAT_HAPPENS = "What happens if I call?"
SOMETHING_ELSE = "I meant something else"
KEEP = "Keep my sentence"
START_THE_REST = "Start the rest"

CALLING = (
    "A trained person answers. Most lines let you stay anonymous. They listen, and ask what would help. "
    "You can hang up. You can often text or chat instead, if calling from work is hard. On the US line, fewer than "
    "2 in 100 calls involve emergency services, mostly with the caller's agreement."
)
THANKS = "Thanks for saying."
KEPT = "Saved."
NOT_KEPT = "Not kept. You chose before not to keep sentences; the settings change that."


def talk(lines: Helplines) -> str:
    """The line of the country they chose, with its hours, if one is known; and always findahelpline.com."""
    named = [f"*{line(one)}*" for one in lines if not one.for_grief]
    if not named:
        return ANY_COUNTRY
    grief = [f" After a death: *{line(one)}*." for one in lines if one.for_grief]
    return f"To talk with someone: {'; '.join(named)}, or *findahelpline.com* for any country.{''.join(grief)}"
