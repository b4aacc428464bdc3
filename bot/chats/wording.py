"""Every sentence and label of a weekly chat: the modal, the invitation, the answers, and the card at the time."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chats import rules
from bot.chats.rules import WORDS_CHARACTERS, Agreed, CardShown, Invitation, What
from bot.errors import Refusal
from bot.invitations import wording as invitations
from bot.invitations.rules import Answer
from bot.invitations.wording import always
from bot.speech import WEEKDAYS, At, Line, On, Who
from bot.starts import wording as starts

CHAT = "A weekly chat"
TITLE = "A weekly chat"
SAVE = "Save"
NOT_NOW = "Not now"
CLOSE = starts.CLOSE
CHANGE_TIME = "Change the time"
END_IT = "End it"

INTRODUCTION = "Fifteen minutes a week with one person, on a card that comes to you. They get one invitation."
WHOM_BOX = "With whom"
DAY_BOX = "Every"
TIME_BOX = "Time"
WORDS_BOX = "In your words"
WORDS_HINT = f"Up to {WORDS_CHARACTERS} characters, and an empty box is fine."
DRAFT = "Would you like fifteen minutes with me every week? You choose what it's about."
THEY_READ = "They read who asks, from when on, your words, and this:"

INVITED = "An invitation to a weekly chat."
ABOUT = (
    "They use a timer called Soft Start. It tells them when it's time, and you get nothing but this message. "
    "Declining is fine, and either of you can stop it any time."
)
STOP_THESE = "Stop these chats"

ANSWERED = "An answer about your weekly chat."
SAID = {
    Answer.WAITS: "No answer yet.",
    Answer.NONE: "No answer in seven days; the card comes to you all the same.",
    Answer.YES: "Fine by them.",
}
ENDED = "Ended. No card comes any more."

COMES = "A chat, if you like."
START = starts.START
NOT_TODAY = "Not today"
NO_ANSWER = "No answer to the invitation yet."
BECAME = {What.BEGUN: "Begun.", What.NOT_TODAY: "Not today."}


def invitation(shown: Invitation) -> Line:
    """Who asks for what, from when on; or what became of it."""
    asker = Who(shown.asker)
    match shown.said:
        case Answer.YES:
            return ("A chat with ", asker, ", fine by you: fifteen minutes every week", *_from(shown), ".")
        case Answer.NO:
            return invitations.declined((asker,))
        case Answer.NONE:
            return (invitations.CLOSED,)
        case Answer.WAITS:
            return (asker, " would like a chat with you: fifteen minutes every week", *_from(shown), ".")
        case _:
            return ("Chats with ", asker, " are off.") if shown.asker else (invitations.NOTHING_MORE,)


def agreed(chat: Agreed) -> list[Line]:
    """With whom, when, what they said, and when the next one is."""
    when = f": {WEEKDAYS[chat.weekly.weekday]}s at {chat.weekly.at:%-H:%M}, fifteen minutes."
    lines: list[Line] = [("Chat with ", Who(chat.whom), when), (SAID[chat.said],)]
    if chat.next_at is not None:
        lines.append(("The next card: ", On(chat.next_at, chat.zone), ", ", At(chat.next_at, chat.zone), "."))
    return lines


def became(whom: str, answer: Answer) -> Line:
    """What the other one said, in one line."""
    match answer:
        case Answer.YES:
            return ("Chat with ", Who(whom), ": fine by them.")
        case Answer.NO:
            return ("Chat with ", Who(whom), ": not this time.")
        case _:
            return ("Chats with ", Who(whom), " are off.")


def card(shown: CardShown) -> Line:
    """What could begin, and with whom. Nothing begins by itself."""
    if shown.size.foot is not None:
        return (starts.FOOT[shown.size.foot],)
    rest = (Who(shown.whom), f", {shown.size.minutes} minutes, if you like.")
    if shown.at is None:
        return ("The chat with ", *rest)
    return ("It's ", At(shown.at, shown.zone), ": the chat with ", *rest)


def words_too_long(characters: int) -> str:
    return f"There's room for {WORDS_CHARACTERS} characters and this is {characters:,}. Nothing was sent yet."


def _from(shown: Invitation) -> Line:
    if shown.from_at is None:
        return ()
    return (", from ", On(shown.from_at, shown.zone), ", ", At(shown.from_at, shown.zone), ", on")


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {
    rules.HasOneError: always("You have a weekly chat, and I keep one. /focus chat shows it."),
    rules.PairHasOneError: always("They asked you for one. Their invitation stands in my messages with you."),
    rules.ChatOverError: always("That chat is over. /focus chat shows how it stands."),
}
