"""What is kept, in plain words, and the deletion."""

PRIVACY = (
    "*What is kept.* When a block began and ended: 30 days. Its task: 7 days. Your sentences: as long as you chose at "
    "the first check-in. The days you showed up, your time zone, how you like to begin, how long sentences are kept, "
    "the country for helplines if you chose one, where your messages with me are, and a key that opens your words: "
    "until you delete. That the card with a person "
    "to talk to was shown: not at all.\n"
    "*Who can read it.* Tasks and sentences are encrypted in the database; whoever runs this bot holds the key and "
    "could in principle read them. Your workspace may be able to read messages here, so a task stands on its card and "
    "a sentence is never posted.\n"
    "*Removing it.* `/focus delete` removes everything about you."
)
ASK = (
    "This removes everything kept about you: blocks, tasks, sentences, and the key that opens them. "
    "A block that runs ends without a word."
)
DELETE = "Delete everything"
KEEP = "Keep it"
KEPT = "Nothing was removed."
DELETED = (
    "Deleted: every row about you is gone, and the key to your words with it. Backups age out within 30 days. "
    "Messages in this conversation stay in Slack."
)
CARD_LEFT = "This block was removed."
