"""What is kept, in plain words, and the deletion."""

from datetime import timedelta

from bot.speech import days
from bot.switches.rules import Switches

_PRIVACY = (
    "*What is kept.* When a block began and ended, and its size: {block}. Its task, or whom a chat was with: {task}. "
    "Lines written down meanwhile, and which helper is open: until it closes. A helper that made it worse: until the "
    "day after. {sentences} A phrase, an object and a list of your own: until you change them. A plan: until it ends. "
    "How much came by itself on the last three days, and the newest day you answered: until you delete. "
    "Whom you asked for a weekly chat, and what they said: until it ends, and up to 30 days, so that nobody is asked "
    "twice within them. "
    "Whom you asked to hear when you begin, what they said and the words they read, or who asked you: until either of "
    "you ends it; without the words, up to 30 days more. "
    "What a colleague or a channel was told of a block, and how many such messages came to you in a day: two days. "
    "The channel you picked, and your name there: until you turn it off. "
    "If you connected Slack status, a token of yours, encrypted: until you disconnect or delete. The Slack status you "
    "had before a block: until it is back. How yours looks in a block: until you change it. "
    "The days you showed up: until you delete, or `/focus days off` and its button. Your rest days and time off, "
    "your time zone and when your day begins, how you like to begin, how long sentences are kept, a country for "
    "helplines, where your messages with me are, and a key that opens your words: until you delete. That the card with "
    "a person to talk to was shown: not at all.\n"
    "*Who can read it.* Tasks, sentences and words of your own are encrypted in the database; whoever runs this bot "
    "holds the key and could in principle read them. Your workspace may be able to read messages here, so a task and "
    "words of your own stand on cards, and a sentence is never posted.\n"
    "*Removing it.* `/focus delete` removes everything about you."
)
_SENTENCES = "Your sentences, each with its day: as long as you chose at the first one, or since in the settings{most}."
_FROM_BEFORE = (
    "New sentences: not at all, as whoever runs this bot decided. Those from before, each with its day: as long as you "
    "chose then{most}."
)
ASK = (
    "This removes everything kept about you: blocks, days, plans, chats, who knows of your blocks, sentences, and the "
    "key that opens them. A block that runs ends without a word."
)
OPEN = "What is kept"
TITLE = "What is kept"
CLOSE = "Close"
DELETE = "Delete everything"
DELETE_SHORT = "Delete"
KEEP = "Keep it"
KEPT = "Nothing was removed."
DELETED = (
    "Deleted: every row about you is gone, and the key to your words with it. Backups age out within 30 days. "
    "Messages in this conversation stay in Slack."
)
CARD_LEFT = "This was removed."
INVITATION_LEFT = "This invitation was removed."


def privacy(switches: Switches) -> str:
    """What is kept, with what whoever runs it has decided for everyone."""
    most = switches.keep_at_most_days
    sentences = _SENTENCES if switches.keeps_sentences else _FROM_BEFORE
    return _PRIVACY.format(
        block=_at_most(30, switches),
        task=_at_most(7, switches),
        sentences=sentences.format(most="" if most is None else f", and {days(most)} at most"),
    )


def _at_most(number: int, switches: Switches) -> str:
    return days(switches.at_most(timedelta(days=number)).days)
