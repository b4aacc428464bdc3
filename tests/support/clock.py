"""A clock that stands until a test lets time pass."""

from datetime import UTC, datetime, timedelta

MONDAY_AT_NINE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""Where a test's time begins: a Monday in winter time, far from any clock change."""


class VirtualClock:
    """A `Clock` for tests. Time that passes on it passes on the clocks that go along with it, too."""

    def __init__(self, at: datetime = MONDAY_AT_NINE, *along: "VirtualClock") -> None:
        self._at = at
        self._along = along

    def __call__(self) -> datetime:
        return self._at

    def passes(self, span: timedelta) -> None:
        """Let time pass, here and on the clocks that go along."""
        self._at += span
        for clock in self._along:
            clock.passes(span)

    def is_now(self, moment: datetime) -> None:
        """Let time pass until `moment`. A moment that is over sets this clock back alone, as a clock step would."""
        if moment >= self._at:
            self.passes(moment - self._at)
        else:
            self._at = moment
