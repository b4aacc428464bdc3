"""What a sitting is called, by its task, by the person it is with, or by neither, and the answer to a Why."""

from bot.courses.rules import Kind, News, Phase
from bot.helpers import wording as helpers
from bot.journal.wording import NOT_KEPT_HERE
from bot.ladder import wording as ladder
from bot.sittings.rules import Shown
from bot.speech import Line, Who, Words, opening

KINDS = {Kind.BLOCK: "A block, ", Kind.CHAT: "A chat, ", Kind.PAUSE: "A short break, "}
"""How a line begins that tells when one was."""

WHY_BREAK = "It's a pause with an end. You may come back the same, and that's fine."
WHY = {
    Phase.SETTLING: ladder.WHY_SIT,
    Phase.WORKING: ladder.WHY_BLOCK,
    Phase.ON_BREAK: WHY_BREAK,
    Phase.CLOSING: "Small things are hard to recall by evening. This keeps one.",
    Phase.CLOSED: ladder.WHY_BLOCK,
}
WHY_NOT_KEPT = f"Small things are hard to recall by evening. Writing one down is all of it. {NOT_KEPT_HERE}"
WHY_NOTED = "You're not arguing with the thought. You're marking your place."


def named(shown: Shown, otherwise: str, *, begins: bool = True) -> Line:
    """What it is, `otherwise` where it has no name, at the beginning of a sentence or within one."""
    if shown.course.kind is Kind.CHAT:
        chat = "Chat" if begins else "a chat"
        return (f"{chat} with ", Who(shown.whom)) if shown.whom else (chat,)
    if not shown.task:
        return (otherwise,)
    return (opening(shown.task, shown.link) if begins else Words(shown.task, shown.link),)


def why(shown: Shown) -> str:
    """One honest sentence about what the card offers now."""
    course = shown.course
    if course.helper is not None:
        return helpers.why(course.helper)
    if course.rung in ladder.WHY and course.is_on_foot and course.phase is not Phase.ON_BREAK:
        return ladder.WHY[course.rung]
    if course.phase is Phase.CLOSING and not shown.switches.keeps_sentences:
        return WHY_NOT_KEPT
    return WHY_NOTED if course.news is News.NOTED else WHY[course.phase]
