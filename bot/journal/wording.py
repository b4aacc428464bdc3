"""Every sentence and label of the journal, and how long a sentence is kept, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.errors import Refusal
from bot.journal import rules
from bot.journal.rules import News, Place
from bot.people.rules import Keeping
from bot.speech import Line, Words, as_text, days
from bot.switches.rules import Switches

TITLE = "What went okay"
WEEK_TITLE = "The last seven days"
SEARCH_BOX = "A word to look for"
SEARCH = "Search"
CLOSE = "Close"
OTHER_MONTHS = "Another month"
NEWER = "Newer"
OLDER = "Older"
ALL = "All of them"
WRITE_ONE = "Write one"
WRITE_FOR_A_DAY = "Write one for another day"
EDIT = "Edit"
DELETE = "Delete"

NOTHING_YET = "Nothing is here yet. After a block there is room for one sentence, and here for one of any day."
NOTHING_KEPT = "You chose not to keep sentences, so none are here. The settings can change that."
NOTHING_FOUND = "No sentence here has that in it."
NOTHING_THIS_WEEK = "There is none from these seven days."
SOME_CLOSED = "Some sentences don't open with the key at hand, so they are left out."

EDIT_TITLE = "Edit"
BOX = "One word is plenty"
SAVE = "Save"
LEAVE_IT = "Leave it"
EMPTY = "There are no words in the box yet. One is plenty, or close this to leave it."

DELETE_TITLE = "Delete this one?"
DELETE_ASK = "It is gone at once, and nothing else changes."
KEEP_IT = "Keep it"

WRITE_TITLE = "One thing that went okay"
DAY = "Which day"
DAY_HINT = "Today, or up to 14 days back."
NOT_NOW = "Not now"
KEEP = "Keep what you write here?"

DONT_KEEP = "Don't keep it"
CHOSE_NOT_TO_KEEP = "You chose not to keep sentences."
NOT_KEPT_HERE = "Sentences are not kept here."
NOBODY_CHOSE = f"{NOT_KEPT_HERE} Whoever runs this bot decided so."
THESE_STAY = f"{NOT_KEPT_HERE} These stay until their time is over, or you delete them."
DONE = "Done"

SAVED = "Saved."
NOT_KEPT = "Not kept."
DELETED = "Deleted."
NEWS = {News.SAVED: SAVED, News.NOT_KEPT: NOT_KEPT, News.DELETED: DELETED}


def keep_as(keeping: Keeping) -> str:
    """An answer on a button."""
    if keeping.days == 0:
        return DONT_KEEP
    return "Until I delete" if keeping.days is None else days(keeping.days)


def keep_for(keeping: Keeping) -> str:
    """An answer in a modal."""
    if keeping.days == 0:
        return DONT_KEEP
    return "Keep until I delete" if keeping.days is None else f"Keep for {days(keeping.days)}"


def kept_as(keeping: Keeping) -> str:
    """Under the box: how long, and who decided it."""
    match keeping.days:
        case 0:
            return CHOSE_NOT_TO_KEEP if keeping.is_chosen else NOBODY_CHOSE
        case None:
            return "Kept until you delete, as you chose."
        case number:
            return f"Kept for {days(number)}, {'as you chose' if keeping.is_chosen else 'the longest there is here'}."


def decided(switches: Switches, *, has_any: bool) -> str:
    """What whoever runs it has decided for everyone, beside the sentences that there are or where there is none; empty
    where they decided nothing."""
    most = switches.keep_at_most_days
    if switches.keeps_sentences:
        return f"No sentence is kept here for longer than {days(most)}." if most else ""
    if not has_any:
        return NOBODY_CHOSE
    return f"{NOT_KEPT_HERE} These stay for {days(most)} at most, or until you delete them." if most else THESE_STAY


def title(place: Place) -> str:
    return WEEK_TITLE if place.is_week else TITLE


def nothing(place: Place, keeping: Keeping | None) -> str:
    """Why nothing stands here."""
    if place.is_search:
        return NOTHING_FOUND
    if keeping == Keeping.NOT_KEPT:
        return NOTHING_KEPT
    if keeping is not None and keeping.days == 0 and not place.is_week:
        return NOBODY_CHOSE
    return NOTHING_THIS_WEEK if place.is_week else NOTHING_YET


def day(of: date) -> str:
    """Like Monday 1 June 2026. A day is a date and no moment, so it is the same in every zone."""
    return f"{of:%A} {of.day} {of:%B} {of.year}"


def month(of: str) -> str:
    """Like June 2026."""
    return f"{date.fromisoformat(f'{of}-01'):%B %Y}"


def not_fitting(words: str) -> str:
    """What keeps these words in their box from being saved; empty where nothing does."""
    if len(words) > rules.SENTENCE_CHARACTERS:
        return as_text(sentence_too_long(rules.SentenceTooLongError(words, in_a_box=True)))
    return "" if words else EMPTY


def sentence_too_long(refusal: rules.SentenceTooLongError) -> Line:
    count = f"{len(refusal.words):,}"
    said = f"There's room for {rules.SENTENCE_CHARACTERS:,} characters and this is {count}. Nothing was saved yet."
    return (said,) if refusal.in_a_box else (f"{said} Your words: ", Words(refusal.words))


def term_too_long(refusal: rules.TermTooLongError) -> Line:
    return (f"There's room for {rules.TERM_CHARACTERS} characters to look for, and this is {refusal.characters:,}.",)


def day_outside(refusal: rules.DayOutsideError) -> Line:
    return (f"Choose a day from {day(refusal.first)} to {day(refusal.last)}. Nothing was saved yet.",)


def sentence_gone(_: rules.SentenceGoneError) -> Line:
    return ("That sentence is no longer here, so nothing was changed.",)


def not_kept_here(_: rules.NotKeptHereError) -> Line:
    return (f"{NOT_KEPT_HERE} So the change was not saved, and the words from before stay.",)


def keeping_unknown(_: rules.KeepingUnknownError) -> Line:
    return ("How long to keep it isn't chosen, so nothing was saved. Close this and open it once more.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.SentenceTooLongError: sentence_too_long,
    rules.TermTooLongError: term_too_long,
    rules.DayOutsideError: day_outside,
    rules.SentenceGoneError: sentence_gone,
    rules.NotKeptHereError: not_kept_here,
    rules.KeepingUnknownError: keeping_unknown,
}
