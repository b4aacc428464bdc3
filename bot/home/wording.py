"""Help, kind answers to what is not known, and the Home tab."""

from bot.speech import Line, Words
from bot.switches.rules import NOTHING_SET, Switches

_COMMANDS = (
    "`/focus start 20 loader test` begins a block of 20 minutes. Minutes and task can both be left out.\n"
    "`/focus tiny` is one breath, then one word. `/focus ground` is one thing to do when it is too much.\n"
    "`/focus break` is five minutes off, `/focus back` comes back sooner.\n"
    "`/focus stop` ends it. `/focus done` ends it too{sentence}.\n"
    "`/focus plan` writes down one small thing for tomorrow, and a time if you want one.\n"
    "`/focus okay` shows the sentences you kept{one_more}.\n"
    "`/focus chat` asks a person for fifteen minutes every week, and shows it.\n"
    "{buddies}{days}`/focus rest until Monday` is time off.\n"
    "`/focus settings` opens what can be set: lengths, words of your own, a country for helplines.\n"
    "`/focus person` shows a person to talk to.\n"
    "`/focus privacy` says what is kept. `/focus delete` removes it."
)
_A_SENTENCE = ", and takes a sentence if you add one"
_ONE_MORE = ", and takes one for another day"
_NOTHING_TAKEN = {"sentence": "", "one_more": ""}
_DAYS = "`/focus days` shows what stays. "
_BUDDIES = "`/focus buddy` asks one colleague to hear when you begin, and shows who knows.\n"
UNKNOWN = "I don't know that one. It can be the task of a block, or /focus help shows what I know."
NOW_TITLE = "Now"
NEXT_TITLE = "Next"
DAYS_TITLE = "Days"
OKAY_TITLE = "What went okay"
BUDDIES_TITLE = "Someone who knows"
MORE_TITLE = "More"
TYPED_TOO = "All of this can be typed, too: `/focus help` says how."
NOTHING_PLANNED = "Nothing is planned."
NO_SENTENCES = "After a block there is room for one sentence. It stands here, if it is kept."
PERSON_TITLE = "A person to talk to"
PERSON = "findahelpline.com lists people to talk to, in any country. No person is alerted by anything here."
FIND_A_HELPLINE = "Open findahelpline.com"
HELPLINE_URL = "https://findahelpline.com"


def commands(*, counts: bool, switches: Switches = NOTHING_SET) -> str:
    """What can be typed. Where days are not counted, or something is switched off, it is not offered."""
    takes = {"sentence": _A_SENTENCE, "one_more": _ONE_MORE} if switches.keeps_sentences else _NOTHING_TAKEN
    buddies = _BUDDIES if switches.offers_buddies else ""
    return _COMMANDS.format(days=_DAYS if counts else "", buddies=buddies, **takes)


def unknown(word: str, nearest: str | None) -> Line:
    """The kind answer: the nearest command, if one is near."""
    if nearest is None:
        return (UNKNOWN,)
    return ("I don't know ", Words(word), f". The nearest I know is /focus {nearest}.")
