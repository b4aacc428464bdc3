"""The check-in: one sentence about what went okay, after a block."""
