"""Every sentence and label about the one who knows: the modals, the invitation, the answers, and a ping's words."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.buddies import rules
from bot.buddies.rules import MINUTES, WORDS_CHARACTERS, Draft, Hears, Invitation, Link, Ping, Sayings
from bot.errors import Refusal
from bot.invitations import wording as invitations
from bot.invitations.rules import TOLD, Answer
from bot.invitations.wording import always
from bot.speech import Line, Part, Who, Words

TITLE = "Someone who knows"
READ_IT = "Read it first"
SAVE = "Save"
NOT_NOW = "Not now"
CLOSE = "Close"
ASK_SOMEONE = "Ask someone"
SHOW = "Who knows"
CHANGE_WORDS = "Change the words"
PAUSE = "Pause"
GO_ON = "Go on"
END_IT = "End it"

INTRODUCTION = (
    "One colleague can hear when you begin, take a short break, come back and are done. "
    "You read the invitation before it goes."
)
ADVICE = "A peer who doesn't review your work."
WHY = "Some people begin more easily when one person knows. You see the words first."
WHOM_BOX = "Who"
WORDS_BOX = {
    Ping.START: "When you begin",
    Ping.BREAK: "On a short break",
    Ping.BACK: "When you come back",
    Ping.DONE: "When it ends",
}
AROUND = f"Your name goes before it, and the time after it. Up to {WORDS_CHARACTERS} characters."
WORDS_HINT = {
    Ping.START: f"{AROUND} {MINUTES} becomes the length of the block.",
    Ping.BREAK: AROUND,
    Ping.BACK: AROUND,
    Ping.DONE: f"Your name goes before it. Up to {WORDS_CHARACTERS} characters.",
}
DEFAULTS = {
    Ping.START: f"doing a focused {MINUTES}-min block",
    Ping.BREAK: "on a short break",
    Ping.BACK: "back to it",
    Ping.DONE: "done for now",
}
UNTIL = {Ping.START: ", back at ", Ping.BREAK: ", back at ", Ping.BACK: ", until "}
EXAMPLE = {Ping.START: "9:20", Ping.BREAK: "9:17", Ping.BACK: "9:25"}
EXAMPLE_MINUTES = 20

INVITED = "An invitation: somebody would like you to know when they begin."
ASKS = (
    " uses a timer called Soft Start and would like you to know when a block or a short break starts. "
    "At most four short messages a day, in your working hours, nothing to answer. "
    "Either of you can stop it any time."
)
LIKE_THIS = "They read like this:"
HOURS = "Working hours are Monday to Friday, 9 to 18, where you are. The Home tab can widen that."
HELP = (
    "You're not responsible for how it goes. If you're worried about someone, talk to them as you would anyway. "
    "findahelpline.com is for you too."
)
STOP_THESE = "Stop these"
STOPPED = "Stopped."
UNDO = "Undo"
GOES_ON = "Taken back. Pings go on."
TOO_LATE_TO_UNDO = "Two minutes are over, so this stays off. They can ask you once more."

ANSWERED = "An answer from the colleague you asked."
ENDED = "Ended. Nothing more goes to them."
NOBODY = "Nobody is told anything."
READS = "They read:"

NOBODY_YET = "One colleague can hear when you begin. Nobody does yet."
ANY_HOUR = "Whenever notifications are on"
WORKING_HOURS = "Monday to Friday, 9 to 18"


def ping(who: Part, what: Ping, words: str = "", *, until: Part = "", minutes: int = EXAMPLE_MINUTES) -> Line:
    """One ping: who, in their words or those that everyone begins with, until when (nothing where no time is said)."""
    length = str(minutes)
    said: Part = Words(words.replace(MINUTES, length)) if words else DEFAULTS[what].replace(MINUTES, length)
    after: Line = (UNTIL[what], until) if until and what in UNTIL else ()
    return (who, ": ", said, *after, ".")


def examples(asker: str, words: Sayings) -> list[Line]:
    """The four pings, at times of a morning."""
    return [ping(Who(asker), what, words.get(what, ""), until=EXAMPLE.get(what, "")) for what in Ping]


def invitation(shown: Invitation) -> Line:
    """Who asks for what; or what became of it."""
    asker = Who(shown.asker)
    match shown.said:
        case _ if not shown.asker:
            return (invitations.NOTHING_MORE,)
        case Answer.WAITS:
            return (asker, ASKS)
        case Answer.YES:
            return ("You hear when ", asker, " begins a block or takes a short break.")
        case Answer.NO:
            return invitations.declined((asker,))
        case Answer.NONE:
            return (invitations.CLOSED,)
        case _:
            return (STOPPED,) if shown.can_undo else off(shown.asker)


def off(whom: str) -> Line:
    """What the other one sees of an end: no reason, and no more."""
    return ("Pings with ", Who(whom), " are off.")


def goes_to(whom: str) -> Line:
    """Above the invitation, before it goes."""
    return (Who(whom), " gets this, and nothing more before they say yes:")


def link(shown: Link) -> Line:
    """Who knows, or was asked."""
    whom = Who(shown.whom)
    if shown.said is Answer.WAITS:
        return (whom, ": no answer yet.")
    if shown.is_paused:
        return ("Paused. ", whom, " hears nothing until you go on.")
    return (whom, " hears when you begin and take a short break.")


def before(draft: Draft) -> list[Line]:
    """What became of the one before, where that is news to whoever asked."""
    return [became(draft.last_whom, draft.last)] if draft.last in TOLD and draft.last else []


def became(whom: str, answer: Answer) -> Line:
    """What the other one said, in one line."""
    match answer:
        case Answer.YES:
            return (Who(whom), ": fine by them.")
        case Answer.NO:
            return (Who(whom), ": not this time.")
        case _:
            return off(whom)


def hears(shown: Hears) -> Line:
    """Whose blocks somebody hears of, and when."""
    when = "whenever your notifications are on" if shown.any_hour else "Monday to Friday, 9 to 18"
    return ("You hear when ", Who(shown.asker), f" begins: {when}.")


def too_long(characters: int) -> str:
    return f"There's room for {WORDS_CHARACTERS} characters and this is {characters:,}. Nothing was sent or saved yet."


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.HasOneError: always("One person knows at a time. /focus buddy shows who, and nothing was sent."),
    rules.LinkOverError: always("That is over. /focus buddy shows how it stands."),
}
