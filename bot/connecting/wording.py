"""Every sentence and label of connecting Slack, and of what a browser shows when it comes back."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.connecting.rules import STATUS_CHARACTERS, Ending, StatusTooLongError
from bot.errors import Refusal
from bot.permissions.rules import Feature
from bot.presence.rules import Showing
from bot.speech import Line

CONNECT = "Connect Slack status"
STATUS = "Slack status"
SAVE = "Save"
CLOSE = "Not now"
CLOSE_SET = "Close"
TO_SLACK = "Open Slack's page"
DISCONNECT = "Disconnect"

WHAT_STATUS = (
    "*Slack status*: while a block or a break runs, it says so, and the one you had comes back after it. "
    "A task is never in it."
)
WHAT_SNOOZE = "*Do-not-disturb*: from the switch to work until shortly before the end, and not during a break."
HOW = "Slack asks you for both. Each can be refused there, and the other works."
NOTE = "The page opens in your browser. The button is good for half an hour, and once."
FEATURES = {Feature.STATUS: "Slack status during a block or a break", Feature.SNOOZE: "Do-not-disturb while you work"}
WANTED = "What Slack shows"
WANTED_HINT = "What you set yourself meanwhile stays as you set it."
NOT_ALLOWED = {
    Feature.STATUS: "Your Slack status is not set: on Slack's page that was not allowed.",
    Feature.SNOOZE: "Do-not-disturb is not set: on Slack's page that was not allowed.",
}
LOOKS = {Showing.BLOCK: "In a block your Slack status says", Showing.BREAK: "On a break it says"}
LOOKS_HINT = "An emoji first, if you like. An empty box is as it was at first."

PAGE_TITLE = "Soft Start"
ENDINGS = {
    Ending.CONNECTED: "Connected: your Slack status and do-not-disturb follow your blocks from now on.",
    Ending.STATUS_ALONE: "Connected: your Slack status follows your blocks. Do-not-disturb stays as you set it.",
    Ending.SNOOZE_ALONE: "Connected: do-not-disturb follows your blocks. Your Slack status stays as you set it.",
    Ending.NEITHER: "Nothing was allowed, so nothing changes. Blocks run as before.",
    Ending.CANCELLED: "Nothing was connected. Blocks run as before.",
    Ending.STALE: "This link is too old, or was used. A new one is in Slack, on the Home tab.",
    Ending.SOMEBODY_ELSE: "Slack is open as somebody else in this browser, so nothing was connected.",
    Ending.NO_ANSWER: "That didn't work, and nothing was connected. A new link is in Slack, on the Home tab.",
}
CLOSE_PAGE = "You can close this page."


def page(ending: Ending) -> str:
    """What the page says."""
    return f"{ENDINGS[ending]} {CLOSE_PAGE}"


def too_long(refusal: StatusTooLongError) -> Line:
    room, count = STATUS_CHARACTERS, f"{refusal.characters:,}"
    return (f"There's room for {room} characters and this is {count}. Nothing was saved yet.",)


REFUSALS: Mapping[type[Refusal], Callable[[Any], Line]] = {StatusTooLongError: too_long}
