"""What a sitting is called: by its task, by the person it is with, or by neither."""

from bot.courses.rules import Kind
from bot.sittings.rules import Shown
from bot.speech import Line, Who, Words, opening

KINDS = {Kind.BLOCK: "A block, ", Kind.CHAT: "A chat, ", Kind.PAUSE: "A short break, "}
"""How a line begins that tells when one was."""


def named(shown: Shown, otherwise: str, *, begins: bool = True) -> Line:
    """What it is, `otherwise` where it has no name, at the beginning of a sentence or within one."""
    if shown.course.kind is Kind.CHAT:
        chat = "Chat" if begins else "a chat"
        return (f"{chat} with ", Who(shown.whom)) if shown.whom else (chat,)
    if not shown.task:
        return (otherwise,)
    return (opening(shown.task, shown.link) if begins else Words(shown.task, shown.link),)
