"""How long a claim holds, and the margins that keep a post from outliving it (DELIVERY 2.3, 2.4). Machine time."""

from datetime import datetime, timedelta

HTTP_TIMEOUT = timedelta(seconds=10)
"""How long a call to Slack may take before its outcome counts as not known."""
HISTORY_LAG = timedelta(seconds=5)
"""How long a message may take to stand in the history after Slack accepted it."""
MARGIN = HTTP_TIMEOUT + HISTORY_LAG
"""From the beginning of a post until the history tells what became of it."""
LEASE = timedelta(seconds=30)
"""How long a claim holds. A post begins only while more than the MARGIN of it is left."""


def is_long_enough(lease_until: datetime | None, now: datetime) -> bool:
    """Whether a post that begins now is over, and seen, before anybody else may take its row."""
    return lease_until is not None and lease_until - now > MARGIN


def look_at(began_at: datetime) -> datetime:
    """The first moment at which a look can tell about a post that began then."""
    return began_at + MARGIN
