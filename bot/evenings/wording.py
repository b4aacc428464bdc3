"""Every sentence and label of the evening card, the weekly look-back, and the line on return."""

from datetime import time

from bot.starts import wording as starts

TITLE = "Evening card"
CLOSE = "Close"
ASKS = "Tomorrow: one small thing, and a time if you want one."
WRITE_IT = "Write it"
DONT_KNOW = "I don't know"
NO_PLAN = "No plan"
IS_OVER = "That card is over. Ready when you are."

WEEK = "The week in your own words, for your eyes."
READ = "Read it"

HELLO = "Hello. Now, later, or not today?"
COMES_AGAIN = "What you planned comes by itself from here on."
NOT_TODAY = "Not today"
START = starts.START


def wanted(at: time) -> str:
    """The answer to whoever wants an evening card."""
    when = f"at {at.hour}:{at.minute:02}, but not before a day of rest"
    return f"From now on a card comes in the evening, {when}. The settings change that."
