"""The card at the time that was planned, and what can be pressed on it."""
