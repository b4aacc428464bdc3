"""Every sentence and label about Slack status and do-not-disturb, and the two statuses as they are at first."""

from bot.permissions.rules import Feature
from bot.presence.rules import EMOJI, Look, Looks, Showing
from bot.speech import Line

LOOKS: Looks = {
    Showing.BLOCK: Look("Focus block", ":seedling:"),
    Showing.BREAK: Look("On a short break", ":seedling:"),
}
"""Until somebody writes their own."""

ABOUT = "Slack status and do-not-disturb."
LOST = {
    frozenset(Feature): "Slack status and do-not-disturb are off: Slack doesn't take them from me any more.",
    frozenset({Feature.STATUS}): "Your Slack status is off: Slack doesn't take it from me any more.",
    frozenset({Feature.SNOOZE}): "Do-not-disturb is off: Slack doesn't take it from me any more.",
}
GOES_ON = "Blocks run as before."
USUAL_EMOJI = "Slack has no emoji of that name, so your Slack status has the usual one now."


def lost(features: frozenset[Feature]) -> Line:
    return (f"{LOST[features]} {GOES_ON}",)


def about(subject: str) -> Line:
    """What a line of the outbox says."""
    return lost(frozenset(map(Feature, subject.split(",")))) if subject != EMOJI else (USUAL_EMOJI,)
