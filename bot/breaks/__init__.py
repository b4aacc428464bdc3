"""A short break: a block stands still, and comes back with what was left of it."""
