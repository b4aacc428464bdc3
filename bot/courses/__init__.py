"""The course of a sitting: where it is, what the clock made of it by now, and what it will still do."""
