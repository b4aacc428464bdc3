"""What goes wrong in one simulated history: everything follows from its seed."""

import random
from dataclasses import dataclass

from bot.outbox import leases
from tests.outbox.ledger import Call, Fault

HTTP = leases.HTTP_TIMEOUT.total_seconds()
LAG = leases.HISTORY_LAG.total_seconds()
LEASE = leases.LEASE.total_seconds()
A_LITTLE = 0.001
"""Just before, at, and just after."""
INSTANTS = (1.0, LAG, HTTP, HTTP + LAG, LEASE - LAG, LEASE, LEASE + HTTP, LEASE + HTTP + LAG, 2 * LEASE, 75.0)
"""Spans after which something changes: spacing, lag, time-out, margin, lease, and what follows from them."""
STORM_ENDS = 120.0
"""Seconds: from then on nothing goes wrong any more, so that everything can come to its end."""


@dataclass(frozen=True)
class Odds:
    """How often what goes wrong, out of one."""

    kill: float = 0.0
    pause: float = 0.0
    away: float = 0.0
    slack: float = 0.0
    history: float = 0.0
    clock_steps: bool = False
    slow: bool = False


CALM = Odds()
SKIES = (
    CALM,
    Odds(slack=0.3),
    Odds(slack=0.5, history=0.3),
    Odds(kill=0.03),
    Odds(kill=0.05, slack=0.2),
    Odds(pause=0.06),
    Odds(pause=0.15),
    Odds(slack=0.6, slow=True),
    Odds(slack=0.3, kill=0.05, slow=True),
    Odds(pause=0.06, slack=0.4),
    Odds(kill=0.02, pause=0.04, slack=0.2, history=0.1),
    Odds(away=0.04, slack=0.1),
    Odds(kill=0.02, away=0.03, pause=0.03, slack=0.1),
    Odds(slack=0.2, clock_steps=True),
    Odds(kill=0.03, clock_steps=True),
)


class Weather:
    """Draws, in the order in which it is asked, what goes wrong next."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.odds = self.dice.choice(SKIES)

    def instant(self) -> float:
        """Just before, at or just after an instant that matters."""
        return self.dice.choice(INSTANTS) + self.dice.choice((-A_LITTLE, 0.0, A_LITTLE))

    def happens(self, odds: float, now: float) -> bool:
        """Whether it happens this time."""
        return odds > 0 and now < STORM_ENDS and self.dice.random() < odds

    def call(self, method: str, now: float) -> Call:
        """How a call to Slack goes."""
        is_look = method == "conversations.history"
        fault = None
        if self.happens(self.odds.history if is_look else self.odds.slack, now):
            fault = self.dice.choice((Fault.LIMITED, Fault.ERROR_BEFORE) if is_look else tuple(Fault))
        takes, lags = 0.05, 0.0
        if self.odds.slow:
            takes, lags = self.dice.choice((0.3, HTTP - A_LITTLE)), self.dice.choice((LAG - A_LITTLE, LAG))
        elif self.odds != CALM:
            takes = self.dice.choice((0.0, 0.05, 0.3, HTTP - A_LITTLE))
            lags = self.dice.choice((0.0, 1.0, LAG - A_LITTLE, LAG))
        return Call(fault, 0.05 if is_look else takes, lags, retry_after=self.dice.choice((1, 5, 30)))
